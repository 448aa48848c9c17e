"""Pure decisions about a class's day."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar.model import Slot
from core.classroom.rules import over, runs
from core.ids import ClassId, PersonId, SubjectId

TODAY = date(2026, 10, 13)
LESSON = Slot(ClassId(1), None, SubjectId(1), PersonId(1), TODAY, 2, time(9, 25), time(10, 10))


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 10, 13, 10, 10, tzinfo=UTC), True),
        (datetime(2026, 10, 13, 10, 9, tzinfo=UTC), False),
        (datetime(2026, 10, 14, 0, 0, tzinfo=UTC), True),
        (datetime(2026, 10, 12, 23, 0, tzinfo=UTC), False),
    ],
)
def test_when_a_lesson_is_over(moment: datetime, expected: bool) -> None:
    assert over(LESSON, moment) is expected


def test_days_become_spans_over_a_weekend() -> None:
    friday, monday = date(2026, 10, 9), date(2026, 10, 12)
    assert runs([monday, TODAY, friday]) == [(friday, TODAY)]
    assert runs([friday, TODAY]) == [(friday, friday), (TODAY, TODAY)]
    assert runs([date(2026, 10, 13), date(2026, 10, 15)]) == [(TODAY, TODAY), (date(2026, 10, 15),) * 2]


@given(st.sets(st.integers(0, 60)))
def test_spans_hold_every_day_and_no_school_day_more(shifts: set[int]) -> None:
    days = {TODAY + timedelta(days=shift) for shift in shifts}
    held = {first + timedelta(days=step) for first, last in runs(days) for step in range((last - first).days + 1)}
    assert days <= held
    assert all(day.weekday() > 4 for day in held - days)
