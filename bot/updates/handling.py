"""Handling updates so that none is lost: those of a chat in order, chats side by side, storage waited for."""

import asyncio
from weakref import WeakValueDictionary

import redis.exceptions
import structlog
from aiogram import Bot, Dispatcher
from aiogram.exceptions import TelegramForbiddenError
from aiogram.types import Update

from bot.logs import chat_tag
from bot.updates.context import chat_of
from bot.updates.insisting import troubled
from bot.updates.notices import Notice, tell
from core.errors import RepeatedError, StorageBusyError, StorageConflictError, StorageReadOnlyError

FIRST_WAIT, LONGEST_WAIT = 0.2, 15.0
"""Seconds between tries while the database does not answer: doubled from the first up to the longest."""

CONFLICTS = 2
"""How often an update is tried once more because another writer came first."""

AWAITED = (
    StorageBusyError,
    StorageReadOnlyError,
    redis.exceptions.ConnectionError,
    redis.exceptions.TimeoutError,
)
"""What is waited out. Any other trouble of the database may come of this very update and would come again."""

log = structlog.get_logger()


class Handling:
    """Feeds a bot's updates to the dispatcher, those of one chat one after another, in the order of their coming."""

    def __init__(self, bot: Bot, dispatcher: Dispatcher) -> None:
        self.bot = bot
        self._dispatcher = dispatcher
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def one(self, update: Update) -> None:
        """Handle an update; returns when it took effect or was refused for good.

        While the database does not answer, the person is told once and the try is repeated.
        """
        chat = chat_of(update)
        turn, tag = self._turns.setdefault(chat, asyncio.Lock()), chat_tag(str(chat))
        with structlog.contextvars.bound_contextvars(bot=self.bot.id, update=update.update_id, chat=tag):
            async with turn:
                await self._until_done(update)

    async def _until_done(self, update: Update) -> None:
        wait = FIRST_WAIT
        while not await self._attempt(update, first=wait == FIRST_WAIT):
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)

    async def _attempt(self, update: Update, *, first: bool) -> bool:
        """Whether the update is done with."""
        try:
            await self._feed(update)
        except AWAITED as error:
            log.warning("storage_unavailable", reason=getattr(error, "code", "redis"))
            if first:
                await tell(self.bot, update, Notice.WAIT)
            return False
        except RepeatedError:
            log.info("update_repeated")
        except TelegramForbiddenError:
            log.info("chat_closed")  # whoever wrote has blocked the bot meanwhile
        except Exception as error:  # one broken update must not stop the others; it is in the log
            log.error("update_failed", exc_info=error)
            if not troubled(error):
                await tell(self.bot, update, Notice.BROKEN)
        return True

    async def _feed(self, update: Update) -> None:
        """Hand the update on. Where another writer came first, the second reading finds what that one wrote."""
        for _ in range(CONFLICTS):
            try:
                await self._dispatcher.feed_update(self.bot, update)
            except StorageConflictError:
                log.info("storage_conflict")
            else:
                return
        await self._dispatcher.feed_update(self.bot, update)
