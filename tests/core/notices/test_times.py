"""Days and clocks as people type them, and what a change of the clock does to them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import DomainError
from core.notices.errors import NoticePastError, NoticeTimeError, NoticeTooFarError
from core.notices.times import AHEAD, moment, offered, read

MOSCOW, BERLIN = ZoneInfo("Europe/Moscow"), ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 10, 13, 15, 30, tzinfo=MOSCOW)
"""A Tuesday."""


@pytest.mark.parametrize(
    ("text", "day", "clock"),
    [
        ("завтра 8:30", 14, "8:30"),
        ("Завтра в 8.30", 14, "8:30"),
        ("14.10 18:00", 14, "18:00"),
        ("14.10 в 18.00", 14, "18:00"),
        ("14 октября в 9", 14, "9:00"),
        ("18:00", 13, "18:00"),
        ("8:00", 14, "8:00"),
        ("в пятницу 9:00", 16, "9:00"),
        ("9:00 завтра", 14, "9:00"),
        ("послезавтра, 7:45", 15, "7:45"),
    ],
)
def test_typed(text: str, day: int, clock: str) -> None:
    assert read(text, MOSCOW, NOW) == (date(2026, 10, day), datetime.strptime(clock, "%H:%M").time())  # noqa: DTZ007


@pytest.mark.parametrize("text", ["", "14.10", "когда-нибудь", "25:00", "31.02 9:00", "завтра", "9:00 10:00", "🙂"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(NoticeTimeError):
        read(text, MOSCOW, NOW)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    try:
        found = moment(*read(text, MOSCOW, NOW), MOSCOW, NOW)
    except DomainError:
        return
    assert NOW < found <= NOW + AHEAD


@given(st.integers(2, 59), st.times())
def test_a_clock_of_a_day_is_that_of_the_school(days: int, clock: time) -> None:
    """Berlin changes its clock on 25 October: what is scheduled before comes at the clock that was chosen."""
    plain = clock.replace(second=0, microsecond=0, tzinfo=None)
    day = (NOW + timedelta(days=days)).date()
    assert moment(day, plain, BERLIN, NOW).astimezone(BERLIN).replace(tzinfo=None) == datetime.combine(day, plain)


def test_a_clock_that_is_jumped_over_or_comes_twice() -> None:
    spring = datetime(2027, 3, 20, 12, tzinfo=UTC)
    skipped = moment(date(2027, 3, 28), time(2, 30), BERLIN, spring)
    assert skipped.astimezone(BERLIN).time() == time(3, 30)
    twice = moment(date(2026, 10, 25), time(2, 30), BERLIN, NOW)
    assert (twice.astimezone(BERLIN).time(), twice) == (time(2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC))


def test_neither_the_past_nor_next_year() -> None:
    with pytest.raises(NoticePastError):
        moment(NOW.date(), time(15, 30), MOSCOW, NOW)
    with pytest.raises(NoticeTooFarError):
        moment(date(2027, 1, 13), time(9), MOSCOW, NOW)


@given(st.integers(0, 300 * 24 * 60))
def test_what_is_offered_is_ahead(minutes: int) -> None:
    now = NOW + timedelta(minutes=minutes)
    found = offered(MOSCOW, now)
    assert found
    for one in found:
        assert now < moment(one.date(), one.time(), MOSCOW, now)
