"""Which days a view covers, whose it is, what its figures mean (D09, F06)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.deadlines.model import About
from core.errors import ForbiddenError
from core.ids import ClassId, PersonId, SchoolId, SubjectId
from core.people.model import Actor, Grant, Name, Role
from core.reporting.model import Families
from core.reporting.summary import (
    Absent,
    Lessons,
    Scope,
    Summary,
    Work,
    check_reads,
    ended_before,
    lessons_of,
    neighbours,
    own_scope,
    packed,
    span_at,
    span_of,
    unpacked,
)
from tests.contract.school import made_up_school

MONDAY, TUESDAY = date(2026, 10, 12), date(2026, 10, 13)
SCHOOL = made_up_school().schools[1]
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def actor(*roles: Role) -> Actor:
    return Actor(SchoolId(1), PersonId(1), Name("Орехова", "Анна"), frozenset(Grant(role) for role in roles))


def test_a_week_begins_on_monday_and_on_mondays_the_last_one_is_shown() -> None:
    assert span_of(Scope.WEEK, TUESDAY) == (date(2026, 10, 12), TUESDAY)
    assert span_of(Scope.WEEK, date(2026, 10, 12)) == (date(2026, 10, 5), date(2026, 10, 11))
    assert span_of(Scope.MONTH, date(2026, 10, 1)) == (date(2026, 9, 1), date(2026, 9, 30))
    assert span_of(Scope.MONTH, date(2027, 1, 1)) == (date(2026, 12, 1), date(2026, 12, 31))
    assert span_of(Scope.DAY, TUESDAY) == (TUESDAY, TUESDAY)


@given(DAYS, st.sampled_from([Scope.WEEK, Scope.MONTH]))
def test_what_has_ended_is_whole_and_lies_before(day: date, scope: Scope) -> None:
    first, last = ended_before(scope, day)
    assert first <= last < day
    after = last + timedelta(days=1)
    assert (first.day, after.day) == (1, 1) if scope is Scope.MONTH else (first.weekday(), after.weekday()) == (0, 0)


def test_what_is_over_is_shown_whole_and_what_goes_on_as_far_as_it_went() -> None:
    assert span_at(Scope.WEEK, date(2026, 10, 7), TUESDAY) == (date(2026, 10, 5), date(2026, 10, 11))
    assert (
        span_at(Scope.WEEK, TUESDAY, TUESDAY) == span_at(Scope.WEEK, date(2026, 10, 18), TUESDAY) == (MONDAY, TUESDAY)
    )
    assert span_at(Scope.MONTH, date(2026, 9, 30), TUESDAY) == (date(2026, 9, 1), date(2026, 9, 30))
    assert span_at(Scope.DAY, TUESDAY, TUESDAY) == (TUESDAY, TUESDAY)


@given(DAYS, st.integers(0, 800), st.sampled_from([Scope.WEEK, Scope.MONTH]))
def test_whoever_goes_back_comes_forward_again(today: date, back: int, scope: Scope) -> None:
    since = today - timedelta(days=back)
    span = shown = span_of(scope, today)
    gone = []
    while (earlier := neighbours(scope, span, today, since)[0]) is not None:
        gone.append(span)
        span = span_at(scope, earlier, today)
        later = neighbours(scope, span, today, since)[1]
        assert later is not None
        assert span_at(scope, later, today) == gone[-1]
    assert span[0] <= since or span == shown
    assert neighbours(scope, shown, today, since)[1] is None


def test_each_has_an_own_view_and_sees_no_more_than_own() -> None:
    assert own_scope(actor(Role.DIRECTOR, Role.DEPUTY)) is Scope.WEEK
    assert own_scope(actor(Role.DEPUTY, Role.TEACHER)) is Scope.MONTH
    assert own_scope(actor(Role.COORDINATOR)) is own_scope(actor(Role.ADMINISTRATOR)) is Scope.DAY
    for roles, scope in (
        ((Role.TEACHER,), Scope.DAY),
        ((Role.CLASS_TEACHER,), Scope.DAY),
        ((Role.COORDINATOR,), Scope.WEEK),
    ):
        with pytest.raises(ForbiddenError):
            check_reads(actor(*roles), scope)


def test_a_lesson_is_recorded_the_same_day_later_or_lacks_something() -> None:
    def lesson(number: int, day: date = TUESDAY) -> About:
        return About(ClassId(1), None, SubjectId(1), day, number)

    late_evening = datetime(2026, 10, 13, 20, 59, tzinfo=UTC)  # a minute before midnight at the school
    recorded = [(lesson(1), late_evening), (lesson(2), late_evening + timedelta(minutes=2)), (lesson(3), late_evening)]
    assert lessons_of(recorded, {lesson(3)}, SCHOOL) == (Lessons(TUESDAY, 1, 1, 1),)
    assert lessons_of([], {lesson(3, MONDAY)}, SCHOOL) == (Lessons(MONDAY, missing=1),)
    assert lessons_of([], [], SCHOOL) == ()


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)), max_size=5))
def test_a_message_carries_the_sums(days: list[tuple[int, int, int]]) -> None:
    lessons = tuple(Lessons(TUESDAY + timedelta(days=number), *counts) for number, counts in enumerate(days))
    whole = Summary(
        scope=Scope.WEEK, first=TUESDAY, last=TUESDAY, families=Families(5, 1, 3, 2, 1, TUESDAY), unreachable=2,
        work=Work(1, 2, 3, 4, 5, 6), lessons=lessons, absent=Absent(7, 1),
    )  # fmt: skip
    told = unpacked(packed(whole))
    assert told.sums == whole.sums
    assert (told.work, told.absent, told.unreachable) == (whole.work, whole.absent, 2)
    assert told.families == replace(whole.families, first=None)
