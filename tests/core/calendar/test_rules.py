"""Which lessons a date has."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar.model import Bell, Calendar, Slot, Term, TermKind, TimetableEntry
from core.calendar.rules import is_holiday, slots_between, slots_on
from core.ids import ClassId, PersonId, SubjectId

BEGAN, ENDS = date(2026, 9, 1), date(2027, 5, 31)
MONDAY = date(2026, 10, 12)
ENTRY = TimetableEntry(ClassId(1), 5, None, SubjectId(1), PersonId(1), 0, 2, None, BEGAN, ENDS)
AUTUMN = Term("Осенние", TermKind.HOLIDAY, date(2026, 10, 26), date(2026, 11, 1), 1, 9)
QUARTER = Term("1 четверть", TermKind.QUARTER, BEGAN, date(2026, 10, 25), 1, 9)
BELL = Bell(2, time(9, 25), time(10, 10), 1, 11, frozenset(range(5)))

days = st.dates(BEGAN - timedelta(days=30), ENDS + timedelta(days=30))
entries = st.builds(
    TimetableEntry,
    class_id=st.integers(1, 3).map(ClassId),
    grade=st.integers(1, 11),
    group_id=st.none(),
    subject_id=st.integers(1, 3).map(SubjectId),
    teacher_id=st.integers(1, 3).map(PersonId),
    weekday=st.integers(0, 5),
    number=st.integers(1, 7),
    week=st.sampled_from([None, 1, 2]),
    from_day=days,
    to_day=days,
)
calendars = st.lists(entries, max_size=8).map(
    lambda found: Calendar(BEGAN, ENDS, (AUTUMN, QUARTER), (BELL,), tuple(found))
)


def _calendar(*held: TimetableEntry, terms: tuple[Term, ...] = (), bells: tuple[Bell, ...] = (BELL,)) -> Calendar:
    return Calendar(BEGAN, ENDS, terms, bells, held)


def _days(calendar: Calendar, first: date, last: date) -> list[date]:
    return [slot.day for slot in slots_between(calendar, first, last)]


def test_a_lesson_is_held_on_its_weekday_with_its_bell() -> None:
    calendar = _calendar(ENTRY)
    assert slots_on(calendar, MONDAY) == [
        Slot(ClassId(1), None, SubjectId(1), PersonId(1), MONDAY, 2, time(9, 25), time(10, 10))
    ]
    assert _days(calendar, MONDAY, MONDAY + timedelta(days=14)) == [
        MONDAY,
        MONDAY + timedelta(days=7),
        MONDAY + timedelta(days=14),
    ]


def test_both_days_of_an_entry_are_included() -> None:
    span = replace(ENTRY, from_day=MONDAY, to_day=MONDAY + timedelta(days=7))
    assert _days(_calendar(span), BEGAN, ENDS) == [MONDAY, MONDAY + timedelta(days=7)]


def test_there_are_no_lessons_outside_the_year() -> None:
    endless = replace(ENTRY, weekday=1, from_day=date(2000, 1, 1), to_day=date(2099, 1, 1))
    held = _days(_calendar(endless), date(2026, 8, 1), date(2026, 9, 10))
    assert held == [BEGAN, BEGAN + timedelta(days=7)]


@pytest.mark.parametrize(("day", "free"), [(25, False), (26, True), (31, True)])
def test_holidays_are_free_for_their_grades(day: int, free: bool) -> None:
    calendar = _calendar(ENTRY, terms=(QUARTER, AUTUMN))
    assert is_holiday(calendar, 5, date(2026, 10, day)) is free
    assert not is_holiday(calendar, 10, date(2026, 10, day))


def test_in_holidays_older_grades_may_have_lessons() -> None:
    older = replace(ENTRY, class_id=ClassId(2), grade=10)
    monday = date(2026, 10, 26)
    assert [slot.class_id for slot in slots_on(_calendar(ENTRY, older, terms=(AUTUMN,)), monday)] == [ClassId(2)]


def test_weeks_alternate_from_the_week_in_which_the_year_begins() -> None:
    first, second = replace(ENTRY, week=1), replace(ENTRY, week=2)
    monday = date(2026, 9, 7)
    assert _days(_calendar(first), BEGAN, date(2026, 9, 30)) == [date(2026, 9, 14), date(2026, 9, 28)]
    assert _days(_calendar(second), BEGAN, date(2026, 9, 30)) == [monday, monday + timedelta(days=14)]


def test_the_year_begins_in_week_one() -> None:
    tuesday = replace(ENTRY, weekday=1, week=1)
    assert _days(_calendar(tuesday), BEGAN, BEGAN) == [BEGAN]


def test_lessons_come_by_number_and_class() -> None:
    held = [replace(ENTRY, number=number, class_id=ClassId(class_id)) for number, class_id in ((3, 1), (1, 2), (1, 1))]
    found = [(slot.number, slot.class_id) for slot in slots_on(_calendar(*held), MONDAY)]
    assert found == [(1, 1), (1, 2), (3, 1)]


@pytest.mark.parametrize(
    "bell", [replace(BELL, number=3), replace(BELL, from_grade=6), replace(BELL, weekdays=frozenset({1}))]
)
def test_a_lesson_without_a_bell_has_no_times(bell: Bell) -> None:
    (slot,) = slots_on(_calendar(ENTRY, bells=(bell,)), MONDAY)
    assert (slot.starts, slot.ends) == (None, None)
    assert not slot.running(datetime(2026, 10, 12, 9, 30))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("moment", "runs"),
    [((12, 9, 24), False), ((12, 9, 25), True), ((12, 10, 10), True), ((12, 10, 11), False), ((13, 9, 30), False)],
)
def test_a_lesson_is_running_between_its_bells(moment: tuple[int, int, int], runs: bool) -> None:
    (slot,) = slots_on(_calendar(ENTRY), MONDAY)
    assert slot.running(datetime(2026, 10, *moment)) is runs  # noqa: DTZ001


@given(calendars, days, st.integers(0, 40))
def test_a_span_is_its_days_one_after_another(calendar: Calendar, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    each = [slots_on(calendar, first + timedelta(days=number)) for number in range(length + 1)]
    assert list(slots_between(calendar, first, last)) == [slot for of_day in each for slot in of_day]


@given(calendars, days)
def test_every_lesson_of_a_day_is_allowed_there(calendar: Calendar, day: date) -> None:
    for slot in slots_on(calendar, day):
        held = [entry for entry in calendar.entries if _is(entry, slot) and entry.from_day <= day <= entry.to_day]
        assert BEGAN <= day <= ENDS
        assert any(entry.weekday == day.weekday() for entry in held)
        assert any(not is_holiday(calendar, entry.grade, day) for entry in held)


@given(calendars, days)
def test_each_entry_is_held_at_most_once_a_day(calendar: Calendar, day: date) -> None:
    assert len(slots_on(calendar, day)) <= sum(entry.weekday == day.weekday() for entry in calendar.entries)


@given(entries, days)
def test_alternating_lessons_fill_the_weeks_of_a_weekly_one(entry: TimetableEntry, day: date) -> None:
    weekly, both = replace(entry, week=None), [replace(entry, week=week) for week in (1, 2)]
    held = [slots_on(_calendar(one), day) for one in both]
    assert slots_on(_calendar(weekly), day) == held[0] + held[1]
    assert not (held[0] and held[1])


def _is(entry: TimetableEntry, slot: Slot) -> bool:
    names = ("class_id", "subject_id", "teacher_id", "number")
    return all(getattr(entry, name) == getattr(slot, name) for name in names)
