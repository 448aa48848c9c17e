"""The list of a lesson's pupils: taps say where they are or give the mark that was chosen above."""

from collections.abc import Mapping, Sequence

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.common.menu import button
from bot.i18n import N_, Texts
from bot.screens import Screen
from bot.teachers.callbacks import Act, DraftAct
from bot.teachers.card import fitted, heading, summary
from bot.teachers.paints import ABSENCES, LATENESS, OTHERS, PAINTS, Paint
from bot.teachers.taps import (
    NO_CONTROL,
    OpenControls,
    OpenPaints,
    OpenRoll,
    TapControl,
    TapEveryone,
    TapMark,
    TapPaint,
    TapPresence,
)
from core.ids import DraftId, PersonId
from core.journal.taps.model import Attends, RollLine
from core.journal.taps.service import Sheet

PAGE = 32
"""Pupils of a page: a class of 30 is one page, and with the other buttons it is far from the messenger's hundred."""
FIGURES, WORDS = ("5", "4", "3", "2"), ("н/а", "зач", "незач")

_PRESENCE = {
    Attends.ABSENT: N_("н"),
    Attends.ILL: N_("н (болезнь)"),
    Attends.LATE: N_("опоздал"),
    Attends.EXCUSED: N_("н (уваж.)"),
    Attends.UNEXCUSED: N_("н (неуваж.)"),
    Attends.EXEMPT: N_("освобождение"),
}

Row = list[InlineKeyboardButton]


def roll_screen(sheet: Sheet, value: str, page: int, texts: Texts) -> Screen:
    """The list with its taps. `value` is the mark that a tap gives; empty: a tap says where the pupil is."""
    pages = max(1, -(-len(sheet.roll) // PAGE))
    page = min(max(page, 0), pages - 1)
    shown = sheet.roll[page * PAGE : (page + 1) * PAGE]
    pupils = [_pupil(sheet, line, value, page, texts) for line in shown]
    rows = [*_modes(sheet, value, page, texts), *_pairs(pupils), *_turning(sheet, value, page, pages, texts)]
    rows += [_more(sheet, value, page, texts), *_fixing(sheet, texts), _last(sheet, texts)]
    text = fitted(summary(sheet.draft.reading, texts), ["", _hint(sheet, value, texts)], texts)
    return Screen(text, InlineKeyboardMarkup(inline_keyboard=rows))


def controls_screen(sheet: Sheet, value: str, texts: Texts) -> Screen:
    """What the tapped marks are for: the school's list with its weights (B06)."""
    draft = sheet.draft.id
    kinds = [
        button(
            _chosen(f"{kind.name} · {texts.number(kind.weight)}", on=kind.name == sheet.draft.taps.control),
            TapControl(draft=draft, place=place, value=value),
        )
        for place, kind in enumerate(sheet.scene.controls)
    ]
    none = button(texts.t("Без вида работы"), TapControl(draft=draft, place=NO_CONTROL, value=value))
    back = button(texts.t("‹ Назад"), OpenRoll(draft=draft, value=value))
    text = texts.h(
        "<b>За что отметки?</b>\nРядом с видом работы — её вес. Это для всех отметок, поставленных кнопками."
    )
    return Screen(text, InlineKeyboardMarkup(inline_keyboard=[*([one] for one in kinds), [none], [back]]))


def paints_screen(draft_id: DraftId, page: int, texts: Texts) -> Screen:
    """What else a tap may say: the reason, minutes, a remark."""

    def row(paints: Mapping[str, Paint]) -> Row:
        return [
            button(paint.shows(texts), OpenRoll(draft=draft_id, value=key, page=page)) for key, paint in paints.items()
        ]

    others = row(OTHERS)
    back = button(texts.t("‹ Назад"), OpenRoll(draft=draft_id, page=page))
    text = texts.h("<b>Что отметить?</b>\nВыберите, потом нажимайте на учеников.")
    rows = [row(ABSENCES), row(LATENESS), others[:2], others[2:], [back]]
    return Screen(text, InlineKeyboardMarkup(inline_keyboard=rows))


def remark_screen(sheet: Sheet, pupil_id: PersonId, texts: Texts) -> Screen:
    """The next message is the remark."""
    name = sheet.scene.names.get(pupil_id, "?")
    text = texts.h("{name}: напишите замечание следующим сообщением — оно будет записано слово в слово.", name=name)
    back = button(texts.t("‹ Назад"), OpenRoll(draft=sheet.draft.id, value="@rt"))
    return Screen(f"{heading(sheet.draft.reading, texts)}\n{text}", InlineKeyboardMarkup(inline_keyboard=[[back]]))


def _hint(sheet: Sheet, value: str, texts: Texts) -> str:
    if sheet.draft.reading.questions:
        return texts.t("Есть вопрос — нажмите «Назад», чтобы ответить.")
    if value in PAINTS:
        what = PAINTS[value].shows(texts)
        return texts.t("Нажмите на ученика, чтобы отметить: {what}. Ещё раз — чтобы убрать.", what=what)
    if value:
        return texts.t("Нажмите на ученика, чтобы поставить «{value}», ещё раз — чтобы убрать.", value=value)
    return texts.t("Нажмите на ученика: н → н (болезнь) → опоздал → на уроке.")


def _modes(sheet: Sheet, value: str, page: int, texts: Texts) -> list[Row]:
    def mode(label: str, wanted: str) -> InlineKeyboardButton:
        return button(_chosen(label, on=value == wanted), OpenRoll(draft=sheet.draft.id, value=wanted, page=page))

    first = [mode(texts.t("Кто был"), ""), *(mode(one, one) for one in FIGURES)]
    return [first, [mode(one, one) for one in WORDS]]


def _pupil(sheet: Sheet, line: RollLine, value: str, page: int, texts: Texts) -> InlineKeyboardButton:
    draft, pupil = sheet.draft.id, line.pupil_id
    if value in PAINTS:
        on = not PAINTS[value].on(line)
        return button(_label(line, texts), TapPaint(draft=draft, pupil=pupil, paint=value, on=on, page=page))
    if value:
        given = value not in line.marks
        data = TapMark(draft=draft, pupil=pupil, value=value, given=given, page=page)
        return button(_label(line, texts), data)
    return button(_label(line, texts), TapPresence(draft=draft, pupil=pupil, to=line.attends.after, page=page))


def _label(line: RollLine, texts: Texts) -> str:
    """«Ёлкина Софья · 5 · (4)»: what will be added, and in brackets what the journal has."""
    remarks = [texts.t("замечание")] if line.remarks else []
    said = [_where(line, texts), *line.marks, *(f"({mark})" for mark in line.written), *remarks]
    return " · ".join((line.name, *(one for one in said if one)))


def _where(line: RollLine, texts: Texts) -> str:
    if line.attends is Attends.HERE:
        return ""
    if line.minutes:
        return texts.t("опоздал, {n} мин", n=line.minutes)
    return texts.t(_PRESENCE[line.attends])


def _pairs(buttons: Sequence[InlineKeyboardButton]) -> list[Row]:
    return [list(buttons[place : place + 2]) for place in range(0, len(buttons), 2)]


def _turning(sheet: Sheet, value: str, page: int, pages: int, texts: Texts) -> list[Row]:
    if pages == 1:
        return []
    labels = {page - 1: texts.t("‹ Выше по списку"), page + 1: texts.t("Ниже по списку ›")}
    turns = [(to, label) for to, label in labels.items() if 0 <= to < pages]
    return [[button(label, OpenRoll(draft=sheet.draft.id, value=value, page=to)) for to, label in turns]]


def _more(sheet: Sheet, value: str, page: int, texts: Texts) -> Row:
    if not value:
        everyone = button(texts.t("Все на уроке"), TapEveryone(draft=sheet.draft.id, page=page))
        return [everyone, button(texts.t("Причина, минуты, замечание"), OpenPaints(draft=sheet.draft.id, page=page))]
    if value in PAINTS:
        return [button(texts.t("Отметить другое"), OpenPaints(draft=sheet.draft.id, page=page))]
    control = sheet.draft.taps.control or texts.t("ответ на уроке")
    return [button(texts.t("За что: {control}", control=control), OpenControls(draft=sheet.draft.id, value=value))]


def _fixing(sheet: Sheet, texts: Texts) -> list[Row]:
    """Marks that the journal has already are corrected apart."""
    if not any(line.written for line in sheet.roll):
        return []
    return [[button(texts.t("Исправить отметку из журнала"), DraftAct(act=Act.FIX, draft=sheet.draft.id))]]


def _last(sheet: Sheet, texts: Texts) -> Row:
    record = [button(texts.t("Записать"), DraftAct(act=Act.RECORD, draft=sheet.draft.id))]
    back = button(texts.t("‹ Назад"), DraftAct(act=Act.SHOW, draft=sheet.draft.id))
    return [back, *(record if sheet.draft.reading.ready else [])]


def _chosen(label: str, *, on: bool) -> str:
    return f"• {label}" if on else label
