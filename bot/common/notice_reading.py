"""«Ознакомлен(а)» under a notice: once for a person, in whichever of their chats (N14)."""

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
) -> None:
    """It is remembered, and the notice says so."""
    notice_id = NoticeId(callback_data.notice)
    news = await after.acknowledge(database, identity.actors, notice_id, clock.now())
    callback_answer.text = texts.t("Спасибо, отмечено")
    await Screen(notice_html(news, texts)).edit(callback)
