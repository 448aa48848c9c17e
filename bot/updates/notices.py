"""What a person is told when an update cannot be handled now, without asking the database for anything."""

from enum import Enum

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest
from aiogram.types import CallbackQuery, Update

from bot.i18n import N_, texts


class Notice(Enum):
    """The sentences."""

    WAIT = N_("Журнал сейчас недоступен. Ваше сообщение не потеряно: отвечу, как только он снова заработает.")
    BROKEN = N_("Что-то пошло не так. Откройте /start и проверьте, что уже сделано, прежде чем повторять.")


log = structlog.get_logger()


async def tell(bot: Bot, update: Update, notice: Notice) -> None:
    """One sentence in the language that the messenger names."""
    try:
        if update.callback_query is not None:
            query = update.callback_query
            await answer_press(bot, query, texts(query.from_user.language_code).t(notice.value), alert=True)
        elif (message := update.message or update.edited_message) is not None:
            language = message.from_user.language_code if message.from_user else None
            await bot.send_message(message.chat.id, texts(language).t(notice.value))
    except AiogramError as error:
        log.warning("notice_not_sent", error=type(error).__name__)


async def answer_press(bot: Bot, query: CallbackQuery, text: str | None, *, alert: bool) -> None:
    """Answer the press of a button. One that waited too long, or has an answer, gets its text as a message."""
    try:
        await bot.answer_callback_query(query.id, text=text, show_alert=alert)
    except TelegramBadRequest as error:
        if "query is too old" not in error.message:
            raise
        log.info("press_answered_late")
        if text:
            await bot.send_message(query.from_user.id, text)
