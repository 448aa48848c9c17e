"""How a bot gets its updates: by polling or by webhook."""

import re
from typing import Any
from urllib.parse import urlsplit

import telegram
from telegram.constants import PollingLimit, WebhookLimit

from playground import errors
from playground.accounts import Webhook
from playground.methods.call import Call, Method

_PORTS = frozenset({443, 80, 88, 8443, None})
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


async def get_updates(call: Call) -> list[dict[str, Any]]:
    """Answer with pending updates, waiting for the first one up to ``timeout`` seconds."""
    if call.bot.webhook.url:
        raise errors.webhook_is_set()
    _remember_allowed(call)
    limit = call.params.integer("limit") or PollingLimit.MAX_LIMIT
    updates = await call.bot.queue.poll(
        call.params.integer("offset"),
        min(max(limit, PollingLimit.MIN_LIMIT), PollingLimit.MAX_LIMIT),
        max(call.params.integer("timeout"), 0),
    )
    return [update.to_dict() for update in updates]


async def set_webhook(call: Call) -> bool:
    """Have updates posted to ``url``; an empty one means polling again."""
    url = call.params.text("url")
    if url:
        _check_address(url)
    secret = call.params.text("secret_token")
    if secret and not _SECRET.fullmatch(secret):
        raise errors.bad_request("secret token contains unallowed characters")
    if call.params.flag("drop_pending_updates"):
        call.bot.queue.clear()
    _remember_allowed(call)
    most = call.params.integer("max_connections") or 40
    _put_webhook(call, Webhook(url, secret, min(most, WebhookLimit.MAX_CONNECTIONS_LIMIT)))
    return True


async def delete_webhook(call: Call) -> bool:
    """Go back to polling."""
    if call.params.flag("drop_pending_updates"):
        call.bot.queue.clear()
    _put_webhook(call, Webhook())
    return True


async def get_webhook_info(call: Call) -> dict[str, Any]:
    """Tell where updates go and how that is going."""
    webhook, queue = call.bot.webhook, call.bot.queue
    return telegram.WebhookInfo(
        webhook.url,
        False,
        len(queue),
        last_error_date=webhook.last_error_at,
        last_error_message=webhook.last_error,
        max_connections=webhook.max_connections if webhook.url else None,
        allowed_updates=queue.allowed,
    ).to_dict()


def _put_webhook(call: Call, webhook: Webhook) -> None:
    moved = webhook.url or call.bot.webhook.url
    call.bot.webhook = webhook
    if moved:
        call.bot.queue.displace(errors.displaced_by_webhook())


def _remember_allowed(call: Call) -> None:
    kinds = call.params.structure("allowed_updates", "can't parse allowed updates list")
    if isinstance(kinds, list):
        call.bot.queue.allow([str(kind) for kind in kinds])


def _check_address(url: str) -> None:
    """Real Telegram wants HTTPS and four ports; a program on this machine may listen as it likes."""
    parts = urlsplit(url)
    if parts.hostname in _LOOPBACK:
        return
    if parts.scheme != "https":
        raise errors.bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if parts.port not in _PORTS:
        raise errors.bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


METHODS: dict[str, Method] = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
