"""Calls to the messenger that are repeated until it takes them, so that an answer is not lost to a bad moment."""

import asyncio

import aiohttp
import structlog
from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramEntityTooLarge,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
"""Seconds before the second try and between later ones, doubled in between; a flood names its own."""
PATIENCE = 600.0
"""Seconds until a call is given up which reaches the messenger and fails there: it keeps later updates waiting."""

log = structlog.get_logger()


class Insisting(BaseRequestMiddleware):
    """Repeats what failed for a reason that passes. While nothing reaches the messenger there is no limit.

    A call whose answer was lost is repeated too: a card twice is better than none. Polls have ways of their own.
    """

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        """The messenger's answer. Raises what aiogram raises for a refusal, and for trouble that does not pass."""
        if method.__api_method__ == "getUpdates":
            return await make_request(bot, method)
        pause, given_up_at = FIRST_PAUSE, _now() + self._patience
        while True:
            try:
                return await make_request(bot, method)
            except Exception as error:
                wait = _wait(error, pause)
                if wait is None or (_now() + wait > given_up_at and not _unreachable(error)):
                    raise
                log.warning("call_repeated", method=type(method).__name__, error=type(error).__name__, seconds=wait)
            await asyncio.sleep(wait)
            pause = min(pause * 2, LONGEST_PAUSE)


def troubled(error: BaseException) -> bool:
    """Whether the messenger, or the way to it, is in trouble that will pass."""
    if isinstance(error, ClientDecodeError):
        return isinstance(error.data, str)  # a page of a proxy; an object that aiogram cannot read did arrive
    passing = isinstance(error, TelegramNetworkError | TelegramServerError | TelegramRetryAfter)
    return passing and not isinstance(error, TelegramEntityTooLarge)


def _wait(error: Exception, pause: float) -> float | None:
    """Seconds to wait before the next try; None if it would be in vain."""
    if isinstance(error, TelegramRetryAfter):
        return float(error.retry_after)
    return pause if troubled(error) else None


def _unreachable(error: Exception) -> bool:
    return isinstance(error.__cause__, aiohttp.ClientConnectorError)


def _now() -> float:
    return asyncio.get_running_loop().time()
