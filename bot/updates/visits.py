"""Who uses the bot: of each chat the last day, written after its first answer of that day (K01).

Nothing is asked of the database for the other updates of the day: a process remembers which chats it noted.
"""

from datetime import date
from typing import Any

import structlog
from aiogram import BaseMiddleware
from aiogram.types import TelegramObject, Update

from bot.app_parts import Parts
from bot.updates.context import Handler
from core.errors import StorageError
from core.ids import ChatKey
from core.people.links.model import Identity
from core.reporting.visits import note

log = structlog.get_logger()


class Visits(BaseMiddleware):
    """An outer middleware of updates, behind the context. A visit that could not be noted is lost: nobody waits."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._day: date | None = None
        self._noted: set[ChatKey] = set()

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """First what the person wants, then the trace."""
        result = await handler(event, data)
        identity: Identity = data["identity"]
        if identity.chat is not None and identity.links and _used(event):
            await self._note(identity.chat.key)
        return result

    async def _note(self, chat_key: ChatKey) -> None:
        today = self._parts.clock.now().astimezone(self._parts.zone).date()
        if today != self._day:
            self._day, self._noted = today, set()
        if chat_key in self._noted:
            return
        self._noted.add(chat_key)
        try:
            await note(self._parts.database, chat_key, today)
        except StorageError as error:
            self._noted.discard(chat_key)
            log.info("visit_not_noted", reason=error.code)


def _used(event: TelegramObject) -> bool:
    """Whether somebody wrote or pressed; to block the bot is no use of it."""
    return isinstance(event, Update) and bool(event.message or event.edited_message or event.callback_query)
