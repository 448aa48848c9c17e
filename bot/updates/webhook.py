"""Updates by webhook: 200 is answered only after the update was handled, so that a kill makes Telegram repeat it."""

import asyncio
import hmac

from aiogram import Bot
from aiogram.types import Update
from aiohttp import web
from pydantic import SecretStr, ValidationError

from bot.config import WebhookSection
from bot.updates.handling import Handling
from bot.updates.polling import ALLOWED
from bot.updates.stopping import STOP_SECONDS, unless_stopped

HEADER = "X-Telegram-Bot-Api-Secret-Token"
BODY_LIMIT = 1024 * 1024


async def serve(bot: Bot, handling: Handling, section: WebhookSection, stop: asyncio.Event) -> None:
    """Register the webhook and take updates until `stop` is set; those in hand get a moment."""
    if section.url is None or section.secret is None:
        raise ValueError("the configuration requires both in this mode")
    app = application(bot, handling, section.secret)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=STOP_SECONDS)
    await runner.setup()
    try:
        await web.TCPSite(runner, section.host, section.port).start()
        secret = section.secret.get_secret_value()
        await unless_stopped(bot.set_webhook(section.url, secret_token=secret, allowed_updates=ALLOWED), stop)
        await stop.wait()
    finally:
        await runner.cleanup()


def application(bot: Bot, handling: Handling, secret: SecretStr) -> web.Application:
    """The web application that takes updates at any path."""
    expected = secret.get_secret_value().encode()

    async def take(request: web.Request) -> web.Response:
        if not hmac.compare_digest(request.headers.get(HEADER, "").encode(), expected):
            return web.Response(status=401)
        try:
            update = Update.model_validate_json(await request.read(), context={"bot": bot})
        except ValidationError:
            return web.Response(status=400)
        await handling.one(update)
        return web.Response()

    app = web.Application(client_max_size=BODY_LIMIT)
    app.router.add_post("/{path:.*}", take)
    return app
