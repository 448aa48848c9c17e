"""Updates by webhook: 200 is answered only after the update was handled, so that a kill makes Telegram repeat it."""

import asyncio
import hmac
from collections.abc import Sequence

from aiogram.types import Update
from aiohttp import web
from pydantic import SecretStr, ValidationError

from bot.config import WebhookSection
from bot.updates.handling import Handling
from bot.updates.intake import of_each
from bot.updates.polling import ALLOWED
from bot.updates.stopping import STOP_SECONDS, unless_stopped

HEADER = "X-Telegram-Bot-Api-Secret-Token"
BODY_LIMIT = 1024 * 1024


async def serve(handlings: Sequence[Handling], section: WebhookSection, stop: asyncio.Event) -> None:
    """Register each bot's webhook and take updates until `stop` is set; those in hand get a moment."""
    if section.url is None or section.secret is None:
        raise ValueError("the configuration requires both in this mode")
    url, secret = section.url, section.secret
    app = application(handlings, secret)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=STOP_SECONDS)
    await runner.setup()
    try:
        await web.TCPSite(runner, section.host, section.port).start()
        await of_each(handlings, lambda one: _register(one, url, secret, stop))
        await stop.wait()
    finally:
        await runner.cleanup()


async def _register(one: Handling, url: str, secret: SecretStr, stop: asyncio.Event) -> None:
    """Tell the messenger where this bot's updates go: behind the common address stands the bot's id."""
    address = f"{url}/{one.bot.id}"
    told = one.bot.set_webhook(address, secret_token=secret.get_secret_value(), allowed_updates=ALLOWED)
    await unless_stopped(told, stop)


def application(handlings: Sequence[Handling], secret: SecretStr) -> web.Application:
    """The web application that takes updates at any path which ends with the id of a bot."""
    expected = secret.get_secret_value().encode()
    by_id = {str(one.bot.id): one for one in handlings}

    async def take(request: web.Request) -> web.Response:
        if not hmac.compare_digest(request.headers.get(HEADER, "").encode(), expected):
            return web.Response(status=401)
        handling = by_id.get(request.path.rpartition("/")[2])
        if handling is None:
            return web.Response(status=404)
        try:
            update = Update.model_validate_json(await request.read(), context={"bot": handling.bot})
        except ValidationError:
            return web.Response(status=400)
        await handling.one(update)
        return web.Response()

    app = web.Application(client_max_size=BODY_LIMIT)
    app.router.add_post("/{path:.*}", take)
    return app
