"""The screens of what is to be done."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import time

from aiogram.types import InlineKeyboardButton

from bot.common.due_data import ByHand, ChooseHour
from bot.common.due_words import day_button, label, line_button, sections, snoozing, words
from bot.common.menu import Open, Place, button, column
from bot.i18n import Texts
from bot.reporting.data import ShowWeekly
from bot.screens import Screen
from bot.teachers.period_taps import OpenClassMarks
from core.deadlines.model import Duty, Line, Section
from core.deadlines.service import Left, Todo
from core.reporting.weekly import REPORTS

SHOWN = 20
"""Duties on the screen, the oldest first; what is beyond comes when these are done."""
HOURS = (15, 16, 17, 18, 19, 20, 21)
"""When the evening's message may come."""


def todo_screen(found: Sequence[Todo], texts: Texts) -> Screen:
    """The duties of everybody for whom this chat speaks at work, by section."""
    order = [*Section]
    lines = sorted((line for one in found for line in one.lines), key=lambda line: order.index(line.section))
    title = texts.h("<b>Что сделать</b> · {day}", day=texts.day(found[0].today))
    home = button(texts.t("← Назад"), Open(place=Place.HOME))
    hour = button(texts.t("Во сколько напоминать"), ChooseHour())
    if not lines:
        said = texts.h("Всё сделано. Когда что-нибудь понадобится, я напомню.")
        return Screen(f"{title}\n\n{said}", column(hour, home))
    shown = lines[:SHOWN]
    parts = [title, *sections(shown, texts), *_more(lines, texts), *_put_off(found, texts)]
    later = snoozing(texts) if any(line.section in (Section.OVERDUE, Section.TODAY) for line in lines) else ()
    return Screen("\n\n".join(parts), column(*(line_button(line, texts) for line in shown), *later, hour, home))


def hand_screen(line: Line, data: ByHand, texts: Texts) -> Screen:
    """Something that only its person can say to be done."""
    text = texts.h(
        "<b>{what}</b>\nСрок: {day}. Когда сделаете, нажмите кнопку: больше я об этом не напомню.",
        what=label(line, texts),
        day=texts.day(line.due),
    )
    sure = button(texts.t("Сделано"), data.model_copy(update={"sure": True}))
    marks = OpenClassMarks(of=data.class_id, code=data.code)
    look = [button(texts.t("Отметки класса"), marks)] if data.duty is Duty.PRELIMINARY else []
    look += [button(texts.t("Открыть отчёт"), ShowWeekly())] if data.duty in REPORTS else []
    return Screen(text, column(sure, *look, _back(texts)))


def left_screen(found: Sequence[Left], texts: Texts) -> Screen:
    """What a colleague left for too long: since when, how often reminded."""
    title = texts.h("<b>Не сделано вовремя</b> · {name}", name=found[0].line.owner or texts.t("Коллега"))
    lines = "\n".join(texts.h("• {line}", line=one) for one in _left(found, texts))
    return Screen(f"{title}\n\n{lines}", column(*(day_button(one.line, texts) for one in found), _back(texts)))


def _left(found: Sequence[Left], texts: Texts) -> Iterator[str]:
    for one in found:
        mine = replace(one.line, section=Section.OVERDUE, owner=None)
        told = texts.n("напомнили {n} раз", "напомнили {n} раз", one.reminders)
        yield texts.t("{what} — {told}", what=words(mine, texts), told=told)


def hours_screen(chosen: time | None, usual: time, texts: Texts) -> Screen:
    """When the evening's message comes."""
    now = texts.time(chosen or usual)
    text = texts.h(
        "<b>Во сколько напоминать</b>\nСейчас вечернее сообщение приходит в {time}. В это же время приходит и вечерняя"
        " сводка, если вы получаете новости о своих детях. Если в расписании ввода у вас есть своё время, в такие дни"
        " напомню к нему.",
        time=now,
    )
    hours = (button(texts.time(time(hour)), ChooseHour(hour=hour)) for hour in HOURS)
    own = button(texts.t("Моё время ввода"), Open(place=Place.SLOTS))
    return Screen(text, column(*hours, own, _back(texts)))


def _more(lines: Sequence[Line], texts: Texts) -> list[str]:
    if len(lines) <= SHOWN:
        return []
    return [texts.h("{more}", more=texts.n("И ещё {n} дело.", "И ещё {n} дел.", len(lines) - SHOWN))]


def _put_off(found: Sequence[Todo], texts: Texts) -> list[str]:
    until = max((one.snoozed_to for one in found if one.snoozed_to is not None), default=None)
    if until is None:
        return []
    return [texts.h("Напоминания о том, что есть сейчас, отложены до {day}.", day=texts.day(until))]


def _back(texts: Texts) -> InlineKeyboardButton:
    return button(texts.t("‹ Что сделать"), Open(place=Place.DUE))
