"""When news may come: quiet hours, the evening digest, midnight, and the nights in which the clock is changed."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.notifications.preferences import Mode, Settings
from core.notifications.timing import Slot, after_quiet, is_quiet, next_time, slot

MOSCOW, BERLIN, LORD_HOWE = (ZoneInfo(name) for name in ("Europe/Moscow", "Europe/Berlin", "Australia/Lord_Howe"))
USUAL = Settings()

minutes = st.builds(time, st.integers(0, 23), st.integers(0, 59))
EARLIEST, LATEST = datetime(2026, 1, 1), datetime(2027, 12, 31)  # noqa: DTZ001 - as the strategy wants them
moments = st.datetimes(EARLIEST, LATEST, timezones=st.just(UTC))
zones = st.sampled_from((MOSCOW, BERLIN, LORD_HOWE, ZoneInfo("America/St_Johns"), UTC))
settings_ = st.builds(Settings, quiet_from=minutes, quiet_to=minutes, digest_at=minutes)
modes = st.sampled_from(Mode)


def at(hour: int, minute: int = 0, day: int = 13, zone: ZoneInfo = MOSCOW) -> datetime:
    return datetime(2026, 10, day, hour, minute, tzinfo=zone)


@given(modes, moments, settings_, zones, st.booleans())
def test_nothing_is_lost_and_nothing_comes_too_soon(
    mode: Mode, ready: datetime, settings: Settings, zone: ZoneInfo, late: bool
) -> None:
    found = slot(mode, ready, settings, zone, late=late)
    assert (found is None) == (mode is Mode.OFF)
    if found is not None:
        assert ready <= found.moment <= ready + timedelta(days=4)


@given(modes, moments, settings_, zones, st.booleans())
def test_nothing_comes_in_quiet_hours(
    mode: Mode, ready: datetime, settings: Settings, zone: ZoneInfo, late: bool
) -> None:
    found = slot(mode, ready, settings, zone, late=late)
    if found is not None and settings.has_quiet_hours:
        assert not is_quiet(found.moment.astimezone(zone).time(), settings)


@given(moments, settings_, zones)
def test_what_is_told_at_once_is_told_at_once_or_at_the_end_of_quiet_hours(
    ready: datetime, settings: Settings, zone: ZoneInfo
) -> None:
    found = slot(Mode.NOW, ready, settings, zone)
    quiet = settings.has_quiet_hours and is_quiet(ready.astimezone(zone).time(), settings)
    assert found
    assert found.digest == quiet
    assert quiet or found.moment == ready


@given(moments, minutes, zones)
def test_the_clock_shows_the_time_that_was_asked_for(moment: datetime, clock: time, zone: ZoneInfo) -> None:
    shown = next_time(moment, clock, zone).astimezone(zone).time()
    jump = timedelta(hours=shown.hour - clock.hour, minutes=shown.minute - clock.minute)
    assert timedelta() <= jump <= timedelta(hours=1), "only a clock that jumps ahead may show a later time"


@pytest.mark.parametrize(
    ("ready", "expected"),
    [
        pytest.param(at(11, 30), Slot(at(11, 30)), id="a school day"),
        pytest.param(at(21, 59), Slot(at(21, 59)), id="the last minute"),
        pytest.param(at(22), Slot(at(7, day=14), digest=True), id="they begin"),
        pytest.param(at(0, day=14), Slot(at(7, day=14), digest=True), id="midnight"),
        pytest.param(at(6, 59), Slot(at(7), digest=True), id="before they end"),
        pytest.param(at(7), Slot(at(7)), id="they have ended"),
    ],
)
def test_quiet_hours_over_midnight(ready: datetime, expected: Slot) -> None:
    assert slot(Mode.NOW, ready, USUAL, MOSCOW) == expected


def test_a_digest_comes_this_evening_or_the_next() -> None:
    assert slot(Mode.DIGEST, at(18, 59), USUAL, MOSCOW) == Slot(at(19), digest=True)
    assert slot(Mode.DIGEST, at(19, 1), USUAL, MOSCOW) == Slot(at(19, day=14), digest=True)


def test_a_late_entry_waits_for_the_digest_and_what_is_off_stays_off() -> None:
    assert slot(Mode.NOW, at(11, 30), USUAL, MOSCOW, late=True) == Slot(at(19), digest=True)
    assert slot(Mode.OFF, at(11, 30), USUAL, MOSCOW, late=True) is None


def test_a_digest_at_an_hour_of_quiet_comes_after_it() -> None:
    night = Settings(digest_at=time(23))
    assert slot(Mode.DIGEST, at(12), night, MOSCOW) == Slot(at(7, day=14), digest=True)


def test_quiet_hours_may_be_within_a_day_or_none() -> None:
    working = Settings(quiet_from=time(9), quiet_to=time(18))
    assert after_quiet(at(11, 30), working, MOSCOW) == at(18)
    assert after_quiet(at(23), working, MOSCOW) == at(23)
    assert after_quiet(at(3), Settings(quiet_from=time(7), quiet_to=time(7)), MOSCOW) == at(3)


def test_the_night_of_the_long_hour() -> None:
    """On 25 October clocks in Berlin go from 03:00 back to 02:00."""
    before = datetime(2026, 10, 24, 22, 30, tzinfo=BERLIN)
    assert after_quiet(before, USUAL, BERLIN) == datetime(2026, 10, 25, 6, 0, tzinfo=UTC)
    until_half_past_two = Settings(quiet_to=time(2, 30))
    second_time_ten_past_two = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)
    assert after_quiet(second_time_ten_past_two, until_half_past_two, BERLIN) == datetime(
        2026, 10, 25, 1, 30, tzinfo=UTC
    )


def test_the_night_of_the_missing_hour() -> None:
    """On 29 March clocks in Berlin go from 02:00 to 03:00: there is no half past two."""
    until_half_past_two = Settings(quiet_to=time(2, 30))
    before = datetime(2026, 3, 29, 0, 15, tzinfo=UTC)
    assert after_quiet(before, until_half_past_two, BERLIN) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
