"""Posting updates to a bot's webhook, as stubbornly as Telegram does."""

import asyncio
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import aiohttp
import telegram

from playground.accounts import BotAccount, Webhook
from playground.api import BotApi
from playground.log import CallLog
from playground.params import Params

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105
_IGNORED_IN_ANSWERS = ("get", "setwebhook", "deletewebhook", "close", "logout")


@dataclass(frozen=True)
class Patience:
    """Waits between attempts, in seconds: the first, doubled each time up to the longest."""

    first: float = 1.0
    longest: float = 60.0
    answer: float = 60.0

    def pauses(self) -> Iterator[float]:
        """Yield the waits after the first failure, the second, and so on without end."""
        pause = self.first
        while True:
            yield pause
            pause = min(pause * 2, self.longest)


class Courier:
    """Takes the updates of one bot to its webhook, one after the other, for as long as it runs."""

    def __init__(self, bot: BotAccount, api: BotApi, log: CallLog, patience: Patience) -> None:
        self._bot = bot
        self._api = api
        self._log = log
        self._patience = patience

    async def run(self) -> None:
        """Deliver until cancelled."""
        timeout = aiohttp.ClientTimeout(total=self._patience.answer)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            while True:
                update = self._bot.queue.first() if self._bot.webhook.url else None
                if update is None:
                    await self._bot.queue.changed.wait()
                else:
                    await self._deliver(session, self._bot.webhook, update)

    async def _deliver(self, session: aiohttp.ClientSession, webhook: Webhook, update: telegram.Update) -> None:
        """Post one update until it is taken or the webhook is changed."""
        self._log.update(self._bot, update)
        for pause in self._patience.pauses():
            fault = await self._post(session, webhook, update)
            if fault is None:
                self._bot.queue.confirm(update.update_id + 1)
                return
            webhook.last_error, webhook.last_error_at = fault, dt.datetime.now(dt.UTC)
            await asyncio.sleep(pause)
            if self._bot.webhook is not webhook:
                return

    async def _post(self, session: aiohttp.ClientSession, webhook: Webhook, update: telegram.Update) -> str | None:
        """Return what went wrong, or None when the bot took the update."""
        headers = {SECRET_HEADER: webhook.secret} if webhook.secret else {}
        try:
            async with session.post(webhook.url, json=update.to_dict(), headers=headers) as response:
                if response.status >= HTTPStatus.MULTIPLE_CHOICES:
                    return f"Wrong response from the webhook: {response.status} {response.reason}"
                await self._obey(await _method_in(response))
                return None
        except (aiohttp.ClientError, TimeoutError) as error:
            return f"Connection failed: {type(error).__name__}"

    async def _obey(self, answer: dict[str, Any]) -> None:
        """Run the method which the bot put into its answer; its result is told to nobody."""
        method = str(answer.pop("method", ""))
        if method and not method.lower().startswith(_IGNORED_IN_ANSWERS):
            await self._api.run(self._bot, method, Params(answer))


async def _method_in(response: aiohttp.ClientResponse) -> dict[str, Any]:
    if response.content_type == "multipart/form-data":
        return await _form_in(aiohttp.MultipartReader.from_response(response))
    if response.content_type != "application/json":
        return {}
    body = await response.json()
    return body if isinstance(body, dict) else {}


async def _form_in(reader: Any) -> dict[str, Any]:
    """Read the text fields of a form, which is how some libraries answer; files are not supported here."""
    return {part.name: await part.text() async for part in reader if part.filename is None}
