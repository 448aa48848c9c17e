"""Refusals become sentences; every press of a button is answered, so that no button keeps waiting."""

from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.types import CallbackQuery, Message, TelegramObject
from aiogram.utils.callback_answer import CallbackAnswer

from bot.errors import sentence
from bot.updates.context import Handler
from bot.updates.notices import answer_press
from core.errors import DomainError, StorageError

NOTICE_LIMIT = 200
"""Characters that the messenger shows over a button."""


class PressAnswers(BaseMiddleware):
    """Answers each press after its handler, with the handler's notice if there is one.

    A press whose handler failed is answered by who handles the failure: a press can be answered only once.
    """

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Give the handler an answer to fill."""
        answer = data["callback_answer"] = CallbackAnswer(answered=False)
        result = await handler(event, data)
        if isinstance(event, CallbackQuery):
            bot: Bot = data["bot"]
            await answer_press(bot, event, answer.text, alert=bool(answer.show_alert))
        return result


class Refusals(BaseMiddleware):
    """Shows the domain's refusals as a message or, for a press, as an alert."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Storage trouble goes through: it is not the person's."""
        try:
            return await handler(event, data)
        except StorageError:
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
