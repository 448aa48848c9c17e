"""When a family hears of a change of its child's day."""

from datetime import datetime, time, timedelta

import pytest

from core.calendar.changes.arranging import Act, Wish, decide, revoke, school_day
from core.calendar.changes.model import Why
from core.notifications.model import Kind, Planned
from core.notifications.preferences import Choices, Mode, Topic
from tests.contract.school import MARIA, NOW, SCHOOL, SOFIA, TODAY
from tests.core.calendar.changes.test_arranging import DEPUTY, ENGLISH_1, MATHS_5A, MORNING, database
from tests.fakes.database import MemoryDatabase

__all__ = ["database"]
NIGHT = NOW.replace(day=12, hour=20)
"""Eleven in the evening before, by the school's clock."""


async def told(database: MemoryDatabase, mode: Mode, now: datetime) -> list[Planned]:
    async with database.writing() as unit:
        await unit.preferences.save(SCHOOL, MARIA, Choices({Topic.TIMETABLE: mode}, digest_at=time(19)))
        await unit.commit()
    await decide(database, DEPUTY, Wish(Act.CANCEL, MATHS_5A, Why.EVENT), now)
    rows = [row.planned for row in database.shared.state.outbox.rows.values()]
    return [one for one in rows if one.kind is Kind.TIMETABLE and one.person_id == MARIA]


async def test_it_comes_at_once(database: MemoryDatabase) -> None:
    (row,) = await told(database, Mode.NOW, MORNING)
    assert row.not_before == MORNING


async def test_quiet_hours_hold_it_back_until_morning(database: MemoryDatabase) -> None:
    (row,) = await told(database, Mode.NOW, NIGHT)
    assert row.not_before == NOW.replace(hour=4, minute=0)


async def test_a_digest_that_would_be_too_late_is_not_waited_for(database: MemoryDatabase) -> None:
    (row,) = await told(database, Mode.DIGEST, MORNING)
    assert row.not_before == MORNING


async def test_a_digest_of_the_evening_before_is(database: MemoryDatabase) -> None:
    afternoon = NOW.replace(day=12)
    (row,) = await told(database, Mode.DIGEST, afternoon)
    assert row.not_before == NOW.replace(day=12, hour=16, minute=0)


async def test_what_came_to_nothing_before_it_was_told_is_not_told(database: MemoryDatabase) -> None:
    assert len(await told(database, Mode.NOW, NIGHT)) == 1
    (kept,) = (await school_day(database, DEPUTY, TODAY, NIGHT)).changes
    await revoke(database, DEPUTY, kept.id, NIGHT + timedelta(minutes=5))
    assert await waiting(database) == []


async def test_two_decisions_of_a_night_are_told_as_one(database: MemoryDatabase) -> None:
    await told(database, Mode.NOW, NIGHT)
    await decide(database, DEPUTY, Wish(Act.CANCEL, ENGLISH_1, Why.EVENT), NIGHT + timedelta(minutes=5))
    (row,) = await waiting(database)
    content = row.content or {}
    assert (content["was_first"], content.get("now_first")) == ("2", None)


async def waiting(database: MemoryDatabase) -> list[Planned]:
    async with database.reading() as unit:
        rows = await unit.outbox.waiting(Kind.TIMETABLE, (SOFIA,))
    return [row.planned for row in rows if row.planned.person_id == MARIA]


async def test_who_wants_nothing_hears_nothing(database: MemoryDatabase) -> None:
    assert await told(database, Mode.OFF, MORNING) == []


@pytest.mark.parametrize("wish", [Wish(Act.CANCEL, ENGLISH_1, Why.EVENT)])
async def test_only_the_group_of_the_child_counts(database: MemoryDatabase, wish: Wish) -> None:
    """Sofia is in the first group of English, whose lesson ends her day; it is not told for the other group."""
    await decide(database, DEPUTY, wish, MORNING)
    rows = [row.planned for row in database.shared.state.outbox.rows.values() if row.planned.kind is Kind.TIMETABLE]
    assert [(one.person_id, (one.content or {})["now_last"]) for one in rows] == [(MARIA, "2")]
    assert TODAY.isoformat() == (rows[0].content or {})["day"]
