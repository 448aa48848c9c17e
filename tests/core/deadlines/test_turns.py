"""Whose reminder is due at a moment."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.deadlines.model import Holder, Occasion
from core.deadlines.profiles import Profile
from core.deadlines.staffing import Staffing
from core.deadlines.turns import awake, due_turns
from core.ids import ChatKey, PersonId
from core.notifications.preferences import Settings
from core.people.model import Grant, Name, Role

TEACHER = PersonId(1)
STAFF = Staffing((Holder(TEACHER, Name("А", "Б"), Grant(Role.TEACHER)),), (), {TEACHER: (ChatKey(1),)})
MOVES = ZoneInfo("Europe/Berlin")


def reminded(day: datetime, profile: Profile) -> Iterator[tuple[Occasion, time]]:
    """Every five minutes of a day and the next night, as the job runs."""
    had: set[tuple[PersonId, Occasion]] = set()
    for step in range(24 * 12):
        moment = (day + timedelta(minutes=5 * step)).astimezone(MOVES)
        if awake(moment):
            for turn in due_turns(STAFF, {}, {}, had, {TEACHER: Settings()}, profile, moment):
                had.add((TEACHER, turn.occasion))
                yield turn.occasion, moment.time()


@pytest.mark.parametrize("day", ["2026-10-24T22:00", "2027-03-27T23:00", "2026-10-12T22:00"])
def test_each_occasion_comes_once_a_day_at_the_hour_of_the_clock(day: str) -> None:
    """On the days on which the clock is set back and forward, and on any other."""
    found = [*reminded(datetime.fromisoformat(day).replace(tzinfo=UTC), Profile())]
    assert found == [(Occasion.MORNING, time(8)), (Occasion.EVENING, time(18))]


def test_who_holds_no_function_of_the_staff_has_no_turn() -> None:
    family = Staffing((Holder(TEACHER, Name("А", "Б"), Grant(Role.GUARDIAN)),), (), {TEACHER: (ChatKey(1),)})
    evening = datetime(2026, 10, 13, 18, tzinfo=MOVES)
    assert [*due_turns(family, {}, {}, (), {}, Profile(), evening)] == []
