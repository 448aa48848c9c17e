"""What a person is told when an update cannot be handled now, without asking the database for anything."""

from enum import Enum

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import Update

from bot.i18n import N_, texts


class Notice(Enum):
    """The sentences."""

    WAIT = N_("Журнал сейчас недоступен. Ваше сообщение не потеряно: отвечу, как только он снова заработает.")
    BROKEN = N_("Что-то пошло не так, в журнале ничего не изменилось. Попробуйте ещё раз или откройте /start.")


log = structlog.get_logger()


async def tell(bot: Bot, update: Update, notice: Notice) -> None:
    """One sentence in the language that the messenger names."""
    try:
        if update.callback_query is not None:
            query = update.callback_query
            text = texts(query.from_user.language_code).t(notice.value)
            await bot.answer_callback_query(query.id, text=text, show_alert=True)
        elif update.message is not None:
            language = update.message.from_user.language_code if update.message.from_user else None
            await bot.send_message(update.message.chat.id, texts(language).t(notice.value))
    except TelegramAPIError as error:
        log.warning("notice_not_sent", error=type(error).__name__)
