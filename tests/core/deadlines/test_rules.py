"""What is due by facts, profile and clock."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar.model import Bell, Calendar, Change, Place, Term, TermKind, TimetableEntry
from core.deadlines import rules
from core.deadlines.model import About, Due, Entered, Rolls, Span, Unexplained
from core.deadlines.profiles import Profile
from core.ids import ChangeId, ClassId, GroupId, PersonId, SubjectId
from core.people.model import SchoolClass

BEGAN, ENDS = date(2026, 9, 1), date(2027, 5, 31)
OF, GROUP, MATHS, TEACHER, COLLEAGUE = ClassId(1), GroupId(1), SubjectId(1), PersonId(1), PersonId(2)
CLASSES = {OF: SchoolClass(OF, 5, "А")}
MOSCOW = ZoneInfo("Europe/Moscow")
TODAY = date(2026, 10, 15)
MOMENT = datetime(2026, 10, 15, 18, 0, tzinfo=MOSCOW)
BELL = Bell(1, time(8, 30), time(9, 15), 1, 11, frozenset(range(6)))
EVERY_DAY = tuple(TimetableEntry(OF, 5, None, MATHS, TEACHER, day, 1, None, BEGAN, ENDS) for day in range(5))
HOLIDAYS = Term("Каникулы", TermKind.HOLIDAY, date(2026, 10, 26), date(2026, 11, 1), 1, 11)
CALENDAR = Calendar(BEGAN, ENDS, (HOLIDAYS,), (BELL,), EVERY_DAY)
FULL_CLASS = Rolls({OF: (Span(BEGAN, None),)}, {})


def lesson(day: date) -> About:
    return About(OF, None, MATHS, day, 1)


def entered(day: date, *kinds: str) -> Entered:
    return Entered(lesson(day), frozenset(kinds or ("held", "topic", "homework")))


SINCE = date(2026, 10, 12)
BEGUN = entered(SINCE)


def days(
    *written: Entered,
    calendar: Calendar = CALENDAR,
    rolls: Rolls = FULL_CLASS,
    profile: Profile = Profile(),  # noqa: B008 - it is frozen
    moment: datetime = MOMENT,
    since: date = SINCE,
) -> list[date]:
    found: Iterable[Due] = rules.unfilled(calendar, CLASSES, rolls, since, (BEGUN, *written), profile, moment)
    return [one.due for one in found]


def test_lessons_that_took_place_since_the_school_began_are_due() -> None:
    assert days() == [date(2026, 10, 13), date(2026, 10, 14), TODAY]
    assert days(entered(TODAY), entered(date(2026, 10, 14), "not_held")) == [date(2026, 10, 13)]
    assert days(since=TODAY) == [TODAY]


@pytest.mark.parametrize(
    ("kinds", "profile", "filled"),
    [
        ({"held"}, Profile(), False),
        ({"held", "topic", "no_homework"}, Profile(), True),
        ({"held", "topic"}, Profile(homework_required=False), True),
        ({"topic", "homework"}, Profile(), False),
        ({"not_held"}, Profile(), True),
        ({"held"}, Profile(topic_required=False, homework_required=False), True),
    ],
)
def test_a_lesson_is_filled_when_it_has_what_the_profile_wants(kinds: set[str], profile: Profile, filled: bool) -> None:
    assert rules.is_filled(kinds, profile) is filled


def test_no_empty_class_no_cancelled_lesson_no_holiday_and_not_before_the_end() -> None:
    empty = Rolls({OF: (Span(BEGAN, date(2026, 10, 13)),)}, {})
    assert days(rolls=empty) == [date(2026, 10, 13)]
    gone = Change(ChangeId(1), OF, 5, None, Place(MATHS, TEACHER, TODAY, 1), None)
    assert TODAY not in days(calendar=replace(CALENDAR, changes=(gone,)))
    assert TODAY not in days(calendar=replace(CALENDAR, terms=(replace(HOLIDAYS, from_day=TODAY),)))
    assert TODAY not in days(moment=datetime(2026, 10, 15, 9, 0, tzinfo=MOSCOW))
    assert TODAY in days(moment=datetime(2026, 10, 15, 9, 15, tzinfo=MOSCOW))
    no_bells = replace(CALENDAR, bells=())
    assert TODAY not in days(calendar=no_bells)
    of_group = replace(CALENDAR, entries=tuple(replace(one, group_id=GROUP) for one in EVERY_DAY))
    assert days(calendar=of_group) == []


def test_a_substitute_owes_the_lesson_that_they_held() -> None:
    given_to = Change(ChangeId(1), OF, 5, None, Place(MATHS, TEACHER, TODAY, 1), Place(MATHS, COLLEAGUE, TODAY, 1))
    calendar = replace(CALENDAR, changes=(given_to,))
    found = rules.unfilled(calendar, CLASSES, FULL_CLASS, SINCE, (BEGUN,), Profile(), MOMENT)
    owed = {one.due: one.person_id for one in found}
    assert (owed[TODAY], owed[date(2026, 10, 14)]) == (COLLEAGUE, TEACHER)


def test_nobody_is_asked_for_what_is_closed() -> None:
    assert days(profile=Profile(closed_through=date(2026, 10, 14))) == [TODAY]


def test_nothing_is_due_beyond_the_days_that_can_be_opened() -> None:
    assert min(days(since=BEGAN)) == TODAY - rules.REACH


def test_others_hear_after_the_grace_days() -> None:
    (first, *_) = rules.unfilled(CALENDAR, CLASSES, FULL_CLASS, SINCE, (BEGUN,), Profile(entry_grace_days=2), MOMENT)
    assert (first.overdue(first.due), first.overdue(first.due + timedelta(days=1))) == (False, True)
    assert [first.escalated(first.due + timedelta(days=more)) for more in (2, 3)] == [False, True]


def test_reasons_are_the_class_teachers_for_the_profiles_days() -> None:
    waiting = (Unexplained(OF, TODAY, 3),)
    (due,) = rules.without_reason(waiting, lambda _: (TEACHER,), Profile(absence_reason_days=3))
    assert (due.person_id, due.count, due.due, due.urged) == (
        TEACHER,
        3,
        TODAY + timedelta(days=3),
        TODAY + timedelta(days=1),
    )
    assert [*rules.without_reason(waiting, lambda _: (TEACHER,), Profile(absence_reason_required=False))] == []


def test_a_class_list_is_urged_some_school_days_before_its_day() -> None:
    def owed(today: date, *checked: ClassId) -> list[Due]:
        teachers = {OF: (TEACHER,)}
        found = rules.unchecked(CALENDAR, CLASSES, FULL_CLASS, checked, lambda of: teachers[of], Profile(), today)
        return [*found]

    (due,) = owed(TODAY)
    assert (due.due, due.urged, due.about.code) == (date(2026, 10, 25), date(2026, 10, 21), "2026-10")
    assert owed(TODAY, OF) == []
    (later,) = owed(date(2026, 11, 2))
    assert (later.due, later.urged) == (date(2026, 11, 25), date(2026, 11, 22))


@pytest.mark.parametrize(
    ("cell", "starts"),
    [
        ("АРМ1 (каб.23) 15:00-16:00", time(15)),
        ("АРМ110 (каб.13 компьют. класс) 9:30 – 10:00", time(9, 30)),
        ("АРМ1 (каб.23) постоянно", None),
        ("25:00-26:00", None),
        ("", None),
    ],
)
def test_the_time_of_a_slot_is_read(cell: str, starts: time | None) -> None:
    assert rules.slot_of({"чт": cell}, TODAY) == starts
    assert rules.slot_of({"пт": cell}, TODAY) is None


@given(st.dates(BEGAN, ENDS), st.integers(0, 10))
def test_school_days_before_a_day_are_that_many(day: date, count: int) -> None:
    found = rules.school_days_before(CALENDAR, 5, day, count)
    between = [found + timedelta(days=one + 1) for one in range((day - found).days)]
    working = [one for one in between if one.weekday() != 6 and not HOLIDAYS.from_day <= one <= HOLIDAYS.to_day]
    assert len(working) == count
    assert found <= day
