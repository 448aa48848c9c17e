"""Screens for what comes after «Записать»: the reason of a late entry or a correction, correcting a mark."""

from collections.abc import Mapping

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.common.menu import button
from bot.common.reasons import CORRECTING, LATE
from bot.i18n import Texts
from bot.screens import Screen
from bot.teachers.callbacks import Act, DraftAct, FixMark, Late
from bot.teachers.card import corrections, heading
from core.deadlines.profiles import CorrectionPolicy
from core.ids import DraftId, MarkId
from core.journal.correcting import Sheet
from core.journal.model import MarkFact
from core.journal.ports import StoredDraft

VALUES = ("5", "4", "3", "2", "н/а", "зач")
REMOVE = "-"


def late_screen(draft: StoredDraft, days: int, texts: Texts) -> Screen:
    """Why is it entered so late? The reason is kept with the entry (P11)."""
    text = texts.n(
        "Урок был {n} день назад — позже срока. Укажите причину, она останется в журнале.",
        "Урок был {n} дней назад — позже срока. Укажите причину, она останется в журнале.",
        days,
    )
    return _why(draft, text, LATE, texts)


def correcting_screen(draft: StoredDraft, policy: CorrectionPolicy, texts: Texts) -> Screen:
    """Why is it corrected? Then it is recorded, or a deputy is asked, as the school's profile says (P12)."""
    if policy is CorrectionPolicy.REQUEST_APPROVE:
        after = texts.t("Исправление разрешает заместитель директора: запрос уйдёт ему сразу, ответ придёт сюда.")
    else:
        after = texts.t("Исправление будет внесено сразу, причина останется в журнале.")
    lines = [texts.t("Это уже записано в журнал. Почему исправляете?"), after]
    return _why(draft, "\n".join([*corrections(draft.reading, texts), *lines]), CORRECTING, texts)


def typing_screen(draft: StoredDraft, texts: Texts) -> Screen:
    """The next message is the reason."""
    text = texts.t("Напишите причину следующим сообщением, потом нажмите «Записать».")
    back = InlineKeyboardMarkup(inline_keyboard=[[_back(draft.id, Act.SHOW, texts)]])
    return Screen(f"{heading(draft.reading, texts)}\n{text}", back)


def order_screen(draft: StoredDraft, texts: Texts) -> Screen:
    """The next message names the order."""
    text = texts.t(
        "Период закрыт: изменить в нём что-либо можно только по приказу директора, решает директор. Напишите номер и"
        " дату приказа следующим сообщением, например: № 12-к от 20.10.2026. Потом нажмите «Записать»."
    )
    back = InlineKeyboardMarkup(inline_keyboard=[[_back(draft.id, Act.SHOW, texts)]])
    return Screen(f"{heading(draft.reading, texts)}\n{text}", back)


def _why(draft: StoredDraft, text: str, reasons: Mapping[str, str], texts: Texts) -> Screen:
    rows = [[button(texts.t(label), Late(draft=draft.id, reason=code))] for code, label in reasons.items()]
    rows.append([button(texts.t("Написать причину"), DraftAct(act=Act.WHY, draft=draft.id))])
    return Screen(
        f"{heading(draft.reading, texts)}\n{text}",
        InlineKeyboardMarkup(inline_keyboard=[*rows, [_back(draft.id, Act.SHOW, texts)]]),
    )


def marks_screen(sheet: Sheet, texts: Texts) -> Screen:
    """Which mark is to be corrected."""
    reading = sheet.draft.reading
    rows = [[button(f"{_label(sheet, mark)}", FixMark(draft=sheet.draft.id, mark=mark.id))] for mark in sheet.marks]
    question = texts.t("Какую отметку исправить?") if rows else texts.t("Отметок в этой записи больше нет.")
    return Screen(
        f"{heading(reading, texts)}\n{question}",
        InlineKeyboardMarkup(inline_keyboard=[*rows, [_back(sheet.draft.id, Act.SHOW, texts)]]),
    )


def values_screen(sheet: Sheet, mark_id: MarkId, texts: Texts) -> Screen:
    """What the mark becomes."""
    mark = next((mark for mark in sheet.marks if mark.id == mark_id), None)
    if mark is None:
        return marks_screen(sheet, texts)
    choices = [_value(sheet, mark, value, value) for value in VALUES if value != mark.value]
    remove = _value(sheet, mark, REMOVE, texts.t("Убрать отметку"))
    rows = [choices, [remove], [_back(sheet.draft.id, Act.FIX, texts)]]
    text = texts.h("{mark} — какая отметка верная?", mark=_label(sheet, mark))
    return Screen(f"{heading(sheet.draft.reading, texts)}\n{text}", InlineKeyboardMarkup(inline_keyboard=rows))


def _label(sheet: Sheet, mark: MarkFact) -> str:
    name = sheet.draft.reading.names.get(mark.pupil_id, "?")
    return f"{name}: {mark.value}" + (f" ({mark.control})" if mark.control else "")


def _value(sheet: Sheet, mark: MarkFact, value: str, label: str) -> InlineKeyboardButton:
    return button(label, FixMark(draft=sheet.draft.id, mark=mark.id, value=value))


def _back(draft_id: DraftId, to: Act, texts: Texts) -> InlineKeyboardButton:
    return button(texts.t("‹ Назад"), DraftAct(act=to, draft=draft_id))
