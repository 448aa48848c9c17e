"""Handling updates so that none is lost: those of a chat in order, chats side by side, storage waited for."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence

import structlog
from aiogram import Bot, Dispatcher
from aiogram.types import Update

from bot.logs import chat_tag
from bot.updates.context import chat_of
from bot.updates.notices import Notice, tell
from core.errors import RepeatedError, StorageError

FIRST_WAIT, LONGEST_WAIT = 0.2, 15.0
"""Seconds between tries while the database does not answer: doubled from the first up to the longest."""

log = structlog.get_logger()


class Handling:
    """Feeds updates to the dispatcher. Returns only when each one took effect or was refused for good."""

    def __init__(self, bot: Bot, dispatcher: Dispatcher) -> None:
        self._bot = bot
        self._dispatcher = dispatcher

    async def batch(self, updates: Sequence[Update]) -> None:
        """Handle a batch; the updates of one chat one after another."""
        chats: defaultdict[int, list[Update]] = defaultdict(list)
        for update in updates:
            chats[chat_of(update)].append(update)
        async with asyncio.TaskGroup() as group:
            for queue in chats.values():
                group.create_task(self._in_order(queue))

    async def one(self, update: Update) -> None:
        """Handle one update. While the database does not answer, the person is told once and the try is repeated."""
        with structlog.contextvars.bound_contextvars(update=update.update_id, chat=chat_tag(str(chat_of(update)))):
            wait = FIRST_WAIT
            while not await self._attempt(update, first=wait == FIRST_WAIT):
                await asyncio.sleep(wait)
                wait = min(wait * 2, LONGEST_WAIT)

    async def _in_order(self, updates: Sequence[Update]) -> None:
        for update in updates:
            await self.one(update)

    async def _attempt(self, update: Update, *, first: bool) -> bool:
        """Whether the update is done with."""
        try:
            await self._dispatcher.feed_update(self._bot, update)
        except StorageError as error:
            log.warning("storage_unavailable", reason=error.code)
            if first:
                await tell(self._bot, update, Notice.WAIT)
            return False
        except RepeatedError:
            log.info("update_repeated")
        except Exception as error:  # one broken update must not stop the others; it is in the log
            log.error("update_failed", exc_info=error)
            await tell(self._bot, update, Notice.BROKEN)
        return True
