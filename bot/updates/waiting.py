"""Telling a person that the journal does not answer just now and that nothing is lost."""

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import Update

from bot.i18n import N_, texts

_BUSY = N_("Журнал сейчас недоступен. Ваше сообщение не потеряно: отвечу, как только он снова заработает.")

log = structlog.get_logger()


async def tell_to_wait(bot: Bot, update: Update) -> None:
    """One sentence, without asking the database for the language."""
    try:
        if update.callback_query is not None:
            query = update.callback_query
            notice = texts(query.from_user.language_code).t(_BUSY)
            await bot.answer_callback_query(query.id, text=notice, show_alert=True)
        elif update.message is not None:
            language = update.message.from_user.language_code if update.message.from_user else None
            await bot.send_message(update.message.chat.id, texts(language).t(_BUSY))
    except TelegramAPIError as error:
        log.warning("notice_not_sent", error=type(error).__name__)
