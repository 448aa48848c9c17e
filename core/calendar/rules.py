"""Which lessons a date has. Pure functions of the calendar."""

from collections.abc import Iterator
from datetime import date, timedelta

from core.calendar.model import Bell, Calendar, Change, Place, Slot, TermKind, TimetableEntry
from core.ids import ClassId, GroupId, SubjectId


def slots_between(calendar: Calendar, first: date, last: date) -> Iterator[Slot]:
    """Every lesson from `first` to `last`, both included, by date and number (A15)."""
    day = first
    while day <= last:
        yield from slots_on(calendar, day)
        day += timedelta(days=1)


def slots_on(calendar: Calendar, day: date) -> list[Slot]:
    """The lessons of one date as they take place: none in holidays and outside the school year.

    What was decided for the date stands over the weekly timetable, and stands too when that has changed since.
    """
    gone = {_lesson(change, change.was) for change in calendar.changes if change.was and change.was.day == day}
    held = [slot for slot in weekly_slots(calendar, day) if _of(slot) not in gone]
    came = [_placed(calendar, change, change.now) for change in calendar.changes if change.now]
    added = [slot for slot in came if slot.day == day and _is_school_day(calendar, slot)]
    return sorted([*held, *added], key=_order)


def weekly_slots(calendar: Calendar, day: date) -> list[Slot]:
    """The lessons that the weekly timetable alone gives a date."""
    held = [entry for entry in calendar.entries if _takes_place(calendar, entry, day)]
    return sorted((_slot(calendar, entry, day) for entry in held), key=_order)


def cancelled_between(calendar: Calendar, first: date, last: date) -> Iterator[Slot]:
    """Every lesson from `first` to `last`, both included, that is cancelled."""
    days = sorted({one.was.day for one in calendar.changes if one.cancelled and one.was})
    for day in days:
        if first <= day <= last:
            yield from cancelled_on(calendar, day)


def cancelled_on(calendar: Calendar, day: date) -> list[Slot]:
    """The lessons that would have been on this date and are cancelled."""
    cancelled = [(one, one.was) for one in calendar.changes if one.cancelled and one.was and one.was.day == day]
    return sorted((_placed(calendar, change, was) for change, was in cancelled), key=_order)


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
    return _rung(calendar, entry, Place(entry.subject_id, entry.teacher_id, day, entry.number, entry.room))


def _placed(calendar: Calendar, change: Change, place: Place) -> Slot:
    return _rung(calendar, change, place, change)


def _rung(calendar: Calendar, of: TimetableEntry | Change, place: Place, change: Change | None = None) -> Slot:
    """A lesson of a class at its place, with the times of its bells, if it has some."""
    bell = next((bell for bell in calendar.bells if _rings(bell, of.grade, place)), None)
    return Slot(
        of.class_id,
        of.group_id,
        place.subject_id,
        place.teacher_id,
        place.day,
        place.number,
        bell.starts if bell else None,
        bell.ends if bell else None,
        place.room,
        change,
    )


def _rings(bell: Bell, grade: int, place: Place) -> bool:
    return (
        bell.number == place.number
        and bell.from_grade <= grade <= bell.to_grade
        and place.day.weekday() in bell.weekdays
    )


def _is_school_day(calendar: Calendar, slot: Slot) -> bool:
    """Whether a lesson that was put on this date may take place: holidays that were set since come first."""
    grade = slot.change.grade if slot.change else 0
    return calendar.year_from <= slot.day <= calendar.year_to and not is_holiday(calendar, grade, slot.day)


def _order(slot: Slot) -> tuple[int, ClassId]:
    return slot.number, slot.class_id


_Lesson = tuple[ClassId, GroupId | None, SubjectId, int]
"""What makes a lesson that lesson of its date."""


def _lesson(change: Change, place: Place) -> _Lesson:
    return change.class_id, change.group_id, place.subject_id, place.number


def _of(slot: Slot) -> _Lesson:
    return slot.class_id, slot.group_id, slot.subject_id, slot.number
