"""«Ознакомлен(а)», or an answer, under a notice: of a person, in whichever of their chats (N14)."""

from collections.abc import Callable

from aiogram import Router
from aiogram.types import CallbackQuery, InlineKeyboardButton
from aiogram.utils.callback_answer import CallbackAnswer

from bot.common.menu import column
from bot.common.notice_ask_data import Answer
from bot.common.notice_data import Acknowledge
from bot.delivery.notice_push import buttons_of, notice_html
from bot.i18n import Texts
from bot.screens import Screen
from core.clock import Clock
from core.ids import NoticeId
from core.notices import after
from core.notices.ports import Seen
from core.people.links.model import Identity
from core.unit_of_work import Database


def build_router() -> Router:
    """The answer of a reader."""
    router = Router(name="notice_reading")
    router.callback_query.register(acknowledge, Acknowledge.filter())
    router.callback_query.register(answer, Answer.filter())
    return router


async def acknowledge(
    callback: CallbackQuery,
    callback_data: Acknowledge,
    identity: Identity,
    database: Database,
    clock: Clock,
    texts: Texts,
    callback_answer: CallbackAnswer,
    wake: Callable[[], None],
) -> None:
    """It is remembered, and whatever of the notice stands in the reader's chats says so."""
    notice_id, seen = NoticeId(callback_data.notice), _seen(callback, identity)
    news = await after.acknowledge(database, identity.actors, notice_id, clock.now(), seen)
    wake()
    callback_answer.text = texts.t("Спасибо, отмечено")
    await Screen(notice_html(news, texts)).edit(callback)


async def answer(
    callback: CallbackQuery,
    callback_data: Answer,
    identity: Identity,
    database: Database,
    clock: Clock,
    texts: Texts,
    callback_answer: CallbackAnswer,
    wake: Callable[[], None],
) -> None:
    """One of several answers: it may be changed as long as answers are taken."""
    notice_id, seen = NoticeId(callback_data.notice), _seen(callback, identity)
    news = await after.acknowledge(database, identity.actors, notice_id, clock.now(), seen, callback_data.choice)
    if news.closed:
        callback_answer.text = texts.t("Ответы больше не принимаются.")
        callback_answer.show_alert = True
        return
    wake()
    callback_answer.text = texts.t("Спасибо, ответ записан")
    buttons = [InlineKeyboardButton(text=label, callback_data=data) for label, data in buttons_of(news, texts)]
    await Screen(notice_html(news, texts), column(*buttons)).edit(callback)


def _seen(callback: CallbackQuery, identity: Identity) -> Seen | None:
    """The message in which it was said."""
    if identity.chat is None or callback.message is None:
        return None
    return identity.chat.key, str(callback.message.message_id)
