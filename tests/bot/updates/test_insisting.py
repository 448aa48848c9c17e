"""Which calls to the messenger are repeated, and until when."""

from typing import Any

import aiohttp
import pytest
from aiogram import Bot
from aiogram.client.session.middlewares.base import NextRequestMiddlewareType
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import GetUpdates, Response, SendMessage

from bot.updates.insisting import Insisting

SEND = SendMessage(chat_id=1, text="Записано")
UNREACHABLE = TelegramNetworkError(method=SEND, message="no way there")
UNREACHABLE.__cause__ = aiohttp.ClientConnectorError(None, OSError())  # type: ignore[arg-type]
FAILED = TelegramServerError(method=SEND, message="Bad Gateway")
FLOOD = TelegramRetryAfter(method=SEND, message="flood", retry_after=60)
PAGE = ClientDecodeError("not JSON", ValueError(), "<html>")


class Messenger:
    """Raises so many errors before it answers."""

    def __init__(self, *errors: Exception) -> None:
        self._errors = [*errors]
        self.calls = 0

    async def __call__(self, bot: Bot, method: Any) -> Response[Any]:
        self.calls += 1
        if self._errors:
            raise self._errors.pop(0)
        return Response(ok=True, result=True)


async def called(messenger: NextRequestMiddlewareType[Any], patience: float = 60.0, method: Any = SEND) -> object:
    bot = Bot("4200000001:no-secret")
    return (await Insisting(patience)(messenger, bot, method)).result


@pytest.mark.parametrize("error", [UNREACHABLE, FAILED, PAGE, TelegramNetworkError(method=SEND, message="timeout")])
async def test_what_passes_is_repeated(error: Exception) -> None:
    messenger = Messenger(error)
    assert await called(messenger) is True
    assert messenger.calls == 2


@pytest.mark.parametrize(
    "error",
    [
        TelegramBadRequest(method=SEND, message="message is not modified"),
        TelegramEntityTooLarge(method=SEND, message="too large"),
        ClientDecodeError("not as expected", ValueError(), {"ok": True}),
        TelegramRetryAfter(method=SEND, message="flood", retry_after=3600),
    ],
)
async def test_what_does_not_pass_is_raised_at_once(error: Exception) -> None:
    """An object that cannot be read did arrive: to repeat the call would repeat the message."""
    messenger = Messenger(error)
    with pytest.raises(type(error)):
        await called(messenger)
    assert messenger.calls == 1


@pytest.mark.parametrize("error", [FAILED, FLOOD, PAGE])
async def test_a_call_that_goes_on_failing_is_given_up(error: Exception) -> None:
    with pytest.raises(type(error)):
        await called(Messenger(error, error), patience=0.1)


async def test_a_network_that_is_down_is_never_given_up() -> None:
    assert await called(Messenger(UNREACHABLE), patience=0.0) is True


async def test_polls_are_not_repeated_here() -> None:
    with pytest.raises(TelegramServerError):
        await called(Messenger(FAILED), method=GetUpdates())
