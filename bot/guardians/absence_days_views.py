"""The days of a note: the calendar in which a family chooses them, and the lessons of one day."""

from datetime import date, timedelta

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.common.menu import button
from bot.guardians.absence_data import LAST, OPEN_END, Form, FormDays, FormPart, day_of
from bot.guardians.absence_views import whose
from bot.i18n import Texts
from bot.screens import Screen
from core.journal.notes.family import Overview

WEEKS, LESSONS, DAYS_BACK = 5, 8, 7


def calendar_screen(found: Overview, asked: FormDays, texts: Texts) -> Screen:
    """Five weeks of days, a row for each; then the last day, or that nobody knows yet."""
    today, ends = found.own.today, asked.step == LAST
    first = day_of(asked.first, today)
    begin = first if ends else today - timedelta(days=DAYS_BACK)
    monday = begin - timedelta(days=begin.weekday())
    question = texts.h("С {first}. По какой день?", first=texts.day_month(first)) if ends else texts.h("С какого дня?")
    lines = [whose(found, texts), question, texts.h("В каждой строке — неделя, с понедельника по субботу.")]
    nothing = button("–", asked)
    rows = [
        [_cell(one, asked, first, _label(one, begin, today), ends=ends) if one >= begin else nothing for one in week]
        for week in (_school_week(monday, number) for number in range(WEEKS))
    ]
    if ends:
        unknown = Form(pupil=asked.pupil, first=asked.first, last=OPEN_END)
        rows.insert(0, [button(texts.t("Только этот день"), Form(pupil=asked.pupil, first=asked.first))])
        rows.insert(1, [button(texts.t("Пока не знаю"), unknown)])
    rows.append([button(texts.t("‹ Назад"), Form(pupil=asked.pupil))])
    return Screen("\n".join(lines), InlineKeyboardMarkup(inline_keyboard=rows))


def part_screen(found: Overview, asked: FormPart, texts: Texts) -> Screen:
    """Lessons of one day, each a tap."""
    form = Form(pupil=asked.pupil, first=asked.first, last=asked.first, part=asked.part)
    day = texts.day(day_of(asked.first, found.own.today))
    taps = []
    for number in range(1, LESSONS + 1):
        left = sorted(form.lessons ^ {number})
        label = f"✓ {number}" if number in form.lessons else str(number)
        taps.append(
            button(label, FormPart(pupil=asked.pupil, first=asked.first, part=".".join(str(one) for one in left)))
        )
    rows = [taps[:4], taps[4:], [button(texts.t("Готово"), form)]]
    text = texts.h("<b>{day}</b>\nКаких уроков не будет? Ничего не выбрано — весь день.", day=day)
    return Screen(f"{whose(found, texts)}\n{text}", InlineKeyboardMarkup(inline_keyboard=rows))


def _school_week(monday: date, number: int) -> list[date]:
    """The days from Monday to Saturday so many weeks later."""
    return [monday + timedelta(days=7 * number + day) for day in range(6)]


def _cell(day: date, asked: FormDays, first: date, label: str, *, ends: bool) -> InlineKeyboardButton:
    if ends:
        return button(label, Form(pupil=asked.pupil, first=first.toordinal(), last=day.toordinal()))
    return button(label, FormDays(pupil=asked.pupil, first=day.toordinal(), step=LAST))


def _label(day: date, begin: date, today: date) -> str:
    """A day by its number, so that a week fits into a row; with the month where one begins, today in brackets."""
    if day == today:
        return f"[{day.day}]"
    begins = day.day == 1 or (day.day == 2 and not day.weekday())
    return f"{day.day}.{day:%m}" if day == begin or begins else f"{day.day}"
