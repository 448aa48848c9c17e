"""«Урок не проведён» by taps: why, and back (B10)."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, InlineKeyboardButton

from bot.common.menu import button, column
from bot.i18n import N_, Texts
from bot.screens import Screen
from bot.teachers.card import heading
from bot.teachers.desk import Desk, Teaching
from bot.teachers.taps import TapNotHeld, TapText, Text
from core.ids import DraftId
from core.journal import drafts
from core.journal.ports import StoredDraft
from core.journal.taps import service
from core.journal.taps.model import Step

HELD, TYPED = "-", "t"
REASONS = {
    "q": N_("Карантин"),
    "i": N_("Болезнь учителя"),
    "e": N_("Мероприятие класса"),
    "o": N_("Отмена занятий по школе"),
}


def build_router() -> Router:
    """The screens of a lesson that did not take place."""
    router = Router(name="not held")
    router.callback_query.filter(Teaching())
    router.callback_query.register(ask, TapNotHeld.filter(F.why == ""))
    router.callback_query.register(type_reason, TapNotHeld.filter(F.why == TYPED))
    router.callback_query.register(say, TapNotHeld.filter(F.why.in_({HELD, *REASONS})))
    return router


async def ask(callback: CallbackQuery, callback_data: TapNotHeld, desk: Desk) -> None:
    """Why?"""
    draft = await drafts.show(desk.database, desk.actor, DraftId(callback_data.draft))
    screen = _reasons(draft, desk.texts) if draft.state == "open" else await desk.screen(draft)
    await screen.edit(callback)


async def type_reason(callback: CallbackQuery, callback_data: TapNotHeld, desk: Desk) -> None:
    """The next message is the reason."""
    draft_id = DraftId(callback_data.draft)
    draft = await drafts.await_words(desk.database, desk.actor, draft_id, Step.NOT_HELD, desk.now)
    back = button(desk.texts.t("‹ Назад"), TapText(draft=draft.id, what=Text.SHOW))
    text = desk.texts.t("Напишите следующим сообщением, почему урока не было.")
    await Screen(f"{heading(draft.reading, desk.texts)}\n{text}", column(back)).edit(callback)


async def say(callback: CallbackQuery, callback_data: TapNotHeld, desk: Desk) -> None:
    """It did not take place for this reason, or it did; a draft that is closed shows how it stands."""
    draft = await drafts.show(desk.database, desk.actor, DraftId(callback_data.draft))
    if draft.state == "open":
        reason = None if callback_data.why == HELD else REASONS[callback_data.why]
        draft = await service.not_held(desk.database, desk.actor, draft.id, reason, desk.now)
    await (await desk.screen(draft)).edit(callback)


def _reasons(draft: StoredDraft, texts: Texts) -> Screen:
    rows: list[InlineKeyboardButton] = [
        button(texts.t(label), TapNotHeld(draft=draft.id, why=code)) for code, label in REASONS.items()
    ]
    rows.append(button(texts.t("Написать причину"), TapNotHeld(draft=draft.id, why=TYPED)))
    rows.append(button(texts.t("‹ Назад"), TapText(draft=draft.id, what=Text.SHOW)))
    text = texts.t("Почему урока не было? Отметок и пропусков у такого урока нет, причина останется в журнале.")
    return Screen(f"{heading(draft.reading, texts)}\n{text}", column(*rows))
