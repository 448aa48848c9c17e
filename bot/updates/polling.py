"""Long polling that confirms updates only after they were handled.

aiogram's own polling confirms a batch when it asks for the next one, while handlers may still run: a kill then loses
what they had in hand. Here a request confirms only what lies below the oldest update still in hand, so that after a
kill the messenger repeats the rest, and the effects that stand already are recognised by the number of their update.
A chat that takes long holds up no other: later updates are taken meanwhile, with short polls.
"""

import asyncio
from collections.abc import Iterable

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramConflictError, TelegramRetryAfter
from aiogram.types import Update

from bot.updates.handling import Handling
from bot.updates.stopping import STOP_SECONDS, unless_stopped

POLL_SECONDS = 30
PAUSE_SECONDS = 2.0
"""How long a poll may stay open, and how long to wait after one that failed."""
LAG_SECONDS = 0.5
"""How long the next poll waits for updates in hand."""
ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]

log = structlog.get_logger()


class Hand:
    """Updates that were taken and not yet confirmed, each handled by a task of the group."""

    def __init__(self, handling: Handling, group: asyncio.TaskGroup) -> None:
        self._handling = handling
        self._group = group
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._offset: int | None = None

    @property
    def offset(self) -> int | None:
        """What to poll from: the oldest update in hand, else the one after the newest; None before the first."""
        for number in sorted(self._tasks):
            if not self._tasks[number].done():
                return number
            del self._tasks[number]
            self._offset = number + 1
        return self._offset

    @property
    def in_work(self) -> set[asyncio.Task[None]]:
        """The tasks that are not done."""
        return {task for task in self._tasks.values() if not task.done()}

    def take(self, updates: Iterable[Update]) -> None:
        """Begin to handle updates, but for those that are in hand already."""
        for update in updates:
            if update.update_id not in self._tasks:
                self._tasks[update.update_id] = self._group.create_task(self._handling.one(update))

    async def settle(self, seconds: float) -> None:
        """Wait until everything in hand is done, but not longer."""
        if self.in_work:
            await asyncio.wait(self.in_work, timeout=seconds)

    def drop(self) -> None:
        """Give up what is not done: it is not confirmed and comes again."""
        for number, task in [*self._tasks.items()]:
            if task.cancel():
                log.info("update_left_for_later", update=number)


async def poll(handling: Handling, stop: asyncio.Event) -> None:
    """Take and handle a bot's updates until `stop`; then what is in hand gets a moment, what is done is confirmed."""
    bot = handling.bot
    await unless_stopped(bot.delete_webhook(), stop)
    async with asyncio.TaskGroup() as group:
        hand = Hand(handling, group)
        while not stop.is_set():
            seconds = 0 if hand.in_work else POLL_SECONDS
            hand.take(await unless_stopped(_fetch(bot, hand.offset, seconds), stop) or ())
            await hand.settle(LAG_SECONDS)
        await hand.settle(STOP_SECONDS)
        offset = hand.offset
        hand.drop()
    if offset is not None:
        await _confirm(bot, offset)


async def _fetch(bot: Bot, offset: int | None, seconds: int) -> list[Update]:
    """The next updates; none, after a pause, if the messenger did not answer."""
    try:
        return await bot.get_updates(
            offset=offset, timeout=seconds, allowed_updates=ALLOWED, request_timeout=seconds + 10
        )
    except TelegramRetryAfter as error:
        await asyncio.sleep(error.retry_after)
    except TelegramConflictError:
        log.error("another_poller")
        await asyncio.sleep(PAUSE_SECONDS)
    except AiogramError as error:
        log.warning("messenger_unreachable", error=type(error).__name__)
        await asyncio.sleep(PAUSE_SECONDS)
    return []


async def _confirm(bot: Bot, offset: int) -> None:
    """Tell the messenger that everything below `offset` was handled; a failure only makes it repeat some."""
    try:
        await bot.get_updates(offset=offset, limit=1, timeout=0, allowed_updates=ALLOWED, request_timeout=STOP_SECONDS)
    except AiogramError as error:
        log.warning("not_confirmed", error=type(error).__name__)
