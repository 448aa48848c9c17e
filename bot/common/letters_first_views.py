"""The screens on which one of the staff chooses whom to write to."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.common.letters_data import BeginWith, PickClass, PickGuardian, PickPupil
from bot.common.letters_views import to_list
from bot.common.menu import button, column
from bot.i18n import Texts
from bot.names import full_name
from bot.screens import Screen
from core.correspondence.families import ClassFamilies, Family
from core.people.model import School, SchoolClass

_IN_A_ROW = 4
_MOST = 90
"""Buttons of one screen; a messenger takes a hundred."""


def classes_screen(found: Sequence[SchoolClass], texts: Texts) -> Screen:
    """Of which class?"""
    if not found:
        text = texts.h("Написать сейчас некому: у вас нет классов, или школа не ведёт здесь переписку с родителями.")
        return Screen(text, column(to_list(texts)))
    buttons = [button(one.title, PickPupil(class_id=one.id)) for one in found[:_MOST]]
    return Screen(texts.h("<b>Кому написать?</b>\nВыберите класс."), _grid(buttons, _IN_A_ROW, to_list(texts)))


def pupils_screen(found: ClassFamilies, texts: Texts) -> Screen:
    """About which pupil?"""
    buttons = [button(one.label, PickGuardian(pupil=one.pupil.id)) for one in found.families[:_MOST]]
    text = texts.h("<b>{title}: о ком сообщение?</b>\nВыберите ученика, потом родителя.", title=found.of.title)
    return Screen(text, _grid(buttons, 2, button(texts.t("‹ Назад"), PickClass())))


def guardians_screen(found: Family, school: School, texts: Texts) -> Screen:
    """To which of the guardians? Each has an own thread, which the other does not see."""
    mode = school.content_mode
    lines = [texts.h("<b>О ребёнке: {child}</b>", child=found.label)]
    if found.guardians:
        lines.append(texts.h("Кому написать? Второй родитель вашу переписку не увидит. О срочном лучше позвонить."))
    elif not found.silent:
        lines.append(texts.h("Родители этого ученика в списках школы не указаны."))
    if found.silent:
        who = texts.list(full_name(one.name, mode) for one in found.silent)
        lines.append(texts.h("Не хотят, чтобы учителя писали первыми: {who}", who=who))
    rows = [
        button(full_name(one.name, mode), BeginWith(pupil=found.pupil.id, guardian=one.id)) for one in found.guardians
    ]
    return Screen("\n".join(lines), column(*rows, to_list(texts)))


def _grid(buttons: Sequence[InlineKeyboardButton], in_a_row: int, back: InlineKeyboardButton) -> InlineKeyboardMarkup:
    rows = [[*buttons[start : start + in_a_row]] for start in range(0, len(buttons), in_a_row)]
    return InlineKeyboardMarkup(inline_keyboard=[*rows, [back]])
