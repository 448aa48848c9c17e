"""Topic and homework by taps: from the plan, as last time, or typed in the next message."""

from collections.abc import Iterator

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.common.menu import button, column
from bot.i18n import Texts
from bot.markup import shortened
from bot.screens import Screen
from bot.teachers.callbacks import Act, DraftAct
from bot.teachers.card import fitted, heading, summary
from bot.teachers.taps import TapDue, TapNotHeld, TapText, Text
from core.journal.taps.model import Step
from core.journal.taps.service import Sheet

LABEL_LIMIT = 48
"""Characters of a topic on a button; the card shows it whole."""
DUE_DAYS_SHOWN = 3


def texts_screen(sheet: Sheet, texts: Texts) -> Screen:
    """What can be said of topic and homework without typing, and how to type."""
    text = fitted(summary(sheet.draft.reading, texts), [], texts)
    return Screen(text, InlineKeyboardMarkup(inline_keyboard=[*_rows(sheet, texts)]))


def awaiting_screen(sheet: Sheet, step: Step, texts: Texts) -> Screen:
    """The next message is taken word for word."""
    wanted = {
        Step.TOPIC: texts.h("Напишите тему урока следующим сообщением — она будет записана слово в слово."),
        Step.HOMEWORK: texts.h(
            "Напишите или перешлите задание следующим сообщением — оно будет записано слово в слово. Можно прислать и"
            " фото, файл или голосовое сообщение."
        ),
    }
    back = button(texts.t("‹ Назад"), TapText(draft=sheet.draft.id, what=Text.SHOW))
    return Screen(f"{heading(sheet.draft.reading, texts)}\n{wanted[step]}", column(back))


def _rows(sheet: Sheet, texts: Texts) -> Iterator[list[InlineKeyboardButton]]:
    reading, planned = sheet.draft.reading, sheet.scene.planned
    if planned and planned != reading.topic:
        topic = shortened(planned, LABEL_LIMIT)
        yield [_tap(sheet, texts.t("По плану: {topic}", topic=topic), Text.PLANNED)]
    yield [_tap(sheet, texts.t("Написать тему"), Text.TYPE_TOPIC)]
    none = [] if reading.no_homework else [_tap(sheet, texts.t("Задания нет"), Text.NO_HOMEWORK)]
    yield [_tap(sheet, texts.t("Написать задание"), Text.TYPE_HOMEWORK), *none]
    yield [_tap(sheet, texts.t("Как в прошлый раз"), Text.AS_LAST_TIME)]
    if reading.homework or reading.attachments:
        days = [day for day in sheet.scene.due_days if day != reading.homework_due][:DUE_DAYS_SHOWN]
        yield from ([_due(sheet, day.toordinal(), texts.t("На {day}", day=texts.for_day(day)))] for day in days)
    yield [button(texts.t("Урок не проведён"), TapNotHeld(draft=sheet.draft.id))]
    yield [button(texts.t("‹ Назад"), DraftAct(act=Act.SHOW, draft=sheet.draft.id))]


def _tap(sheet: Sheet, label: str, what: Text) -> InlineKeyboardButton:
    return button(label, TapText(draft=sheet.draft.id, what=what))


def _due(sheet: Sheet, day: int, label: str) -> InlineKeyboardButton:
    return button(label, TapDue(draft=sheet.draft.id, day=day))
