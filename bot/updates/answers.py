"""Refusals become sentences; every press of a button is answered, so that no button keeps waiting."""

from typing import Any

import structlog
from aiogram import BaseMiddleware
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, Message, TelegramObject
from aiogram.utils.callback_answer import CallbackAnswer, CallbackAnswerMiddleware

from bot.errors import sentence
from bot.updates.context import Handler
from core.errors import DomainError, RepeatedError, StorageError

NOTICE_LIMIT = 200
"""Characters that the messenger shows over a button."""

log = structlog.get_logger()


class PressAnswers(CallbackAnswerMiddleware):
    """Answers each press after its handler, with the handler's notice if there is one."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """An answer that comes too late is no error: the screen has changed already."""
        try:
            return await super().__call__(handler, event, data)
        except TelegramBadRequest as error:
            if "query is too old" not in error.message:
                raise
            log.info("press_answered_late")
            return None


class Refusals(BaseMiddleware):
    """Shows the domain's refusals as a message or, for a press, as an alert."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Storage trouble and repeated updates go through: they are not the person's."""
        try:
            return await handler(event, data)
        except (StorageError, RepeatedError):
            raise
        except DomainError as error:
            return await _show(event, data, sentence(error, data["texts"]))


async def _show(event: TelegramObject, data: dict[str, Any], notice: str) -> None:
    if isinstance(event, Message):
        await event.answer(notice)
    elif isinstance(event, CallbackQuery):
        alert(data["callback_answer"], notice)


def alert(answer: CallbackAnswer, notice: str) -> None:
    """Answer the press with a notice that stays until it is closed."""
    answer.text, answer.show_alert = notice[:NOTICE_LIMIT], True
