"""«Ознакомлен(а)» under a notice: once for a person, in whichever of their chats (N14)."""

from collections.abc import Callable

from aiogram import Router
from aiogram.types import CallbackQuery
from aiogram.utils.callback_answer import CallbackAnswer

from bot.common.notice_data import Acknowledge
from bot.delivery.notice_push import notice_html
from bot.i18n import Texts
from bot.screens import Screen
from core.clock import Clock
from core.ids import NoticeId
from core.notices import after
from core.people.links.model import Identity
from core.unit_of_work import Database


def build_router() -> Router:
    """The answer of a reader."""
    router = Router(name="notice_reading")
    router.callback_query.register(acknowledge, Acknowledge.filter())
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
    notice_id, seen = NoticeId(callback_data.notice), None
    if identity.chat is not None and callback.message is not None:
        seen = identity.chat.key, str(callback.message.message_id)
    news = await after.acknowledge(database, identity.actors, notice_id, clock.now(), seen)
    wake()
    callback_answer.text = texts.t("Спасибо, отмечено")
    await Screen(notice_html(news, texts)).edit(callback)
