"""When a target is reached at the pace of the last four weeks (K05)."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.reporting.forecast import BACK, HORIZON, forecast
from core.reporting.model import Families, Outlook

TODAY = date(2026, 10, 13)
LONG_AGO = TODAY - timedelta(days=200)


def families(now: int, month_ago: int, total: int = 100, first: date | None = LONG_AGO) -> Families:
    return Families(total=total, now=now, week_ago=now, month_ago=month_ago, first=first)


def test_the_pace_of_four_weeks_goes_on() -> None:
    found = forecast(families(50, 36), 60, TODAY)
    assert (found.outlook, found.missing, found.day) == (Outlook.IN_TIME, 10, TODAY + timedelta(days=20))
    late = forecast(families(50, 36), 60, TODAY, TODAY + timedelta(days=19))
    assert late.outlook is Outlook.LATE
    assert forecast(families(50, 36), 60, TODAY, TODAY + timedelta(days=20)).outlook is Outlook.IN_TIME


def test_what_is_reached_needs_no_date() -> None:
    assert forecast(families(60, 60), 60, TODAY).outlook is Outlook.REACHED
    assert forecast(families(0, 0, total=0), 100, TODAY).outlook is Outlook.REACHED


def test_nobody_came_so_nothing_is_promised() -> None:
    assert forecast(families(50, 50), 60, TODAY).outlook is Outlook.NEVER
    assert forecast(families(50, 55), 60, TODAY).outlook is Outlook.NEVER
    assert forecast(families(0, 0, first=None), 30, TODAY).outlook is Outlook.NEVER


def test_a_school_that_began_lately_is_judged_by_its_own_days() -> None:
    young = families(20, 0, first=TODAY - timedelta(days=10))
    assert forecast(young, 30, TODAY).day == TODAY + timedelta(days=5)
    assert forecast(families(20, 0, first=TODAY - timedelta(days=3)), 30, TODAY).outlook is Outlook.UNKNOWN


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500), st.integers(1, 100))
def test_at_that_pace_it_is_reached_on_that_day_and_not_before(total: int, now: int, before: int, percent: int) -> None:
    known = families(min(now, total), min(before, total), total)
    found = forecast(known, percent, TODAY)
    gained = known.now - known.month_ago
    if found.day is None:
        never = found.outlook is Outlook.NEVER and found.missing * BACK > gained * HORIZON
        assert found.outlook is Outlook.REACHED or never
        return
    days = (found.day - TODAY).days
    assert gained * days >= found.missing * BACK > gained * (days - 1)
