"""Which lessons a date has. Pure functions of the calendar."""

from collections.abc import Iterator
from datetime import date, timedelta

from core.calendar.model import Bell, Calendar, Slot, TermKind, TimetableEntry


def slots_between(calendar: Calendar, first: date, last: date) -> Iterator[Slot]:
    """Every lesson from `first` to `last`, both included, by date and number (A15)."""
    day = first
    while day <= last:
        yield from slots_on(calendar, day)
        day += timedelta(days=1)


def slots_on(calendar: Calendar, day: date) -> list[Slot]:
    """The lessons of one date: none in holidays and outside the school year."""
    held = [entry for entry in calendar.entries if _takes_place(calendar, entry, day)]
    return [_slot(calendar, entry, day) for entry in sorted(held, key=lambda entry: (entry.number, entry.class_id))]


def is_holiday(calendar: Calendar, grade: int, day: date) -> bool:
    """Whether this grade has holidays that day."""
    return any(
        term.kind is TermKind.HOLIDAY
        and term.from_day <= day <= term.to_day
        and term.from_grade <= grade <= term.to_grade
        for term in calendar.terms
    )


def _takes_place(calendar: Calendar, entry: TimetableEntry, day: date) -> bool:
    return (
        entry.weekday == day.weekday()
        and calendar.year_from <= day <= calendar.year_to
        and entry.from_day <= day <= entry.to_day
        and entry.week in (None, _week(calendar, day))
        and not is_holiday(calendar, entry.grade, day)
    )


def _week(calendar: Calendar, day: date) -> int:
    """1 or 2: weeks alternate from the Monday of the week in which the year begins."""
    first_monday = calendar.year_from - timedelta(days=calendar.year_from.weekday())
    return (day - first_monday).days // 7 % 2 + 1


def _slot(calendar: Calendar, entry: TimetableEntry, day: date) -> Slot:
    bell = next((bell for bell in calendar.bells if _rings(bell, entry)), None)
    starts, ends = (bell.starts, bell.ends) if bell else (None, None)
    return Slot(entry.class_id, entry.group_id, entry.subject_id, entry.teacher_id, day, entry.number, starts, ends)


def _rings(bell: Bell, entry: TimetableEntry) -> bool:
    return (
        bell.number == entry.number
        and bell.from_grade <= entry.grade <= bell.to_grade
        and entry.weekday in bell.weekdays
    )
