"""Long polling that confirms updates only after they were handled.

aiogram's own polling confirms a batch when it asks for the next one, while handlers may still run: a kill then loses
what they had in hand. Here the next request is made when the whole batch is done, so that after a kill the messenger
repeats it, and the effects that stand already are recognised by the number of their update.
"""

import asyncio

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramConflictError, TelegramNetworkError, TelegramRetryAfter
from aiogram.types import Update

from bot.updates.handling import Handling

POLL_SECONDS = 30
PAUSE_SECONDS = 2.0
"""How long a poll may stay open, and how long to wait after one that failed."""
ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]

log = structlog.get_logger()


async def poll(bot: Bot, handling: Handling, stop: asyncio.Event) -> None:
    """Take and handle updates until `stop` is set; then the batch in hand is finished and confirmed."""
    await bot.delete_webhook()
    offset: int | None = None
    while not stop.is_set():
        updates = await _next(bot, offset, stop)
        if updates:
            await handling.batch(updates)
            offset = updates[-1].update_id + 1
    if offset is not None:
        await _confirm(bot, offset)


async def _next(bot: Bot, offset: int | None, stop: asyncio.Event) -> list[Update]:
    """The next updates; none if a stop came first or the messenger did not answer."""
    request = asyncio.ensure_future(_fetch(bot, offset))
    stopping = asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({request, stopping}, return_when=asyncio.FIRST_COMPLETED)
        return request.result() if request.done() else []
    finally:
        request.cancel()
        stopping.cancel()


async def _fetch(bot: Bot, offset: int | None) -> list[Update]:
    try:
        return await bot.get_updates(
            offset=offset, timeout=POLL_SECONDS, allowed_updates=ALLOWED, request_timeout=POLL_SECONDS + 10
        )
    except TelegramRetryAfter as error:
        await asyncio.sleep(error.retry_after)
    except TelegramConflictError:
        log.error("another_poller")
        await asyncio.sleep(PAUSE_SECONDS)
    except (TelegramNetworkError, TelegramAPIError) as error:
        log.warning("messenger_unreachable", error=type(error).__name__)
        await asyncio.sleep(PAUSE_SECONDS)
    return []


async def _confirm(bot: Bot, offset: int) -> None:
    """Tell the messenger that everything below `offset` was handled; a failure only makes it repeat the batch."""
    try:
        await bot.get_updates(offset=offset, limit=1, timeout=0, allowed_updates=ALLOWED)
    except TelegramAPIError as error:
        log.warning("not_confirmed", error=type(error).__name__)
