"""Summaries that come by themselves: once, in the morning of the first working day, to who wished it (D09)."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from core.deadlines.model import Leave
from core.errors import ForbiddenError
from core.notifications.model import Kind, Planned
from core.people.model import Actor, Grant, Name, Role
from core.reporting.sending import send_summaries, wish
from core.reporting.summary import Scope, unpacked
from tests.contract.school import BEGAN, DIRECTOR, NINA, OLGA, SCHOOL
from tests.contract.writing import linked
from tests.core.journal.conftest import World
from tests.fakes.directories import Days, Function

MONDAY = datetime(2026, 10, 19, 5, 0, tzinfo=UTC)
"""Eight in the morning at the school."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HEAD = Actor(SCHOOL, DIRECTOR, Name("Гусева", "Анна"), frozenset({Grant(Role.DIRECTOR)}))


@pytest.fixture
async def world(world: World) -> World:
    world.database.directories.functions.append(Function(DIRECTOR, Grant(Role.DIRECTOR), Days(BEGAN)))
    async with world.database.writing() as unit:
        await linked(unit, DIRECTOR, 905)
        await unit.commit()
    return world


async def told(world: World) -> list[Planned]:
    return [row.planned for row in await world.rows() if row.planned.kind is Kind.SUMMARY]


async def test_nothing_comes_that_nobody_wished(world: World) -> None:
    assert await send_summaries(world.database, MONDAY) == 0
    await wish(world.database, HEAD, Scope.WEEK, True, MONDAY)
    await wish(world.database, HEAD, Scope.WEEK, False, MONDAY)
    assert await send_summaries(world.database, MONDAY) == 0


async def test_the_week_comes_once_however_often_the_clock_strikes(world: World) -> None:
    await wish(world.database, HEAD, Scope.WEEK, True, MONDAY)
    assert await send_summaries(world.database, MONDAY - HOUR) == 0
    runs = await asyncio.gather(*(send_summaries(world.database, MONDAY + HOUR) for _ in range(2)))
    assert max(runs) == 1
    await send_summaries(world.database, MONDAY + 3 * HOUR)
    await send_summaries(world.database, MONDAY + DAY)
    (row,) = await told(world)
    found = unpacked(row.content or {})
    assert (found.first, found.last) == (date(2026, 10, 12), date(2026, 10, 18))
    assert await send_summaries(world.database, MONDAY + 7 * DAY) == 1


async def test_a_run_that_is_late_sends_in_the_afternoon_and_not_at_night(world: World) -> None:
    await wish(world.database, HEAD, Scope.DAY, True, MONDAY)
    assert await send_summaries(world.database, MONDAY + 13 * HOUR) == 0
    assert await send_summaries(world.database, MONDAY + DAY + 9 * HOUR) == 1


async def test_nothing_comes_on_sundays_and_on_leave(world: World) -> None:
    for scope in (Scope.DAY, Scope.MONTH):
        await wish(world.database, HEAD, scope, True, MONDAY)
    assert await send_summaries(world.database, MONDAY - DAY) == 0
    async with world.database.writing() as unit:
        await unit.deadlines.add_leave(SCHOOL, Leave(DIRECTOR, MONDAY.date(), MONDAY.date(), NINA))
        await unit.commit()
    assert await send_summaries(world.database, MONDAY) == 0
    first_of_november = datetime(2026, 11, 1, 6, 0, tzinfo=UTC)  # a Sunday
    assert await send_summaries(world.database, first_of_november) == 0
    assert await send_summaries(world.database, first_of_november + DAY) == 2


async def test_who_lost_the_function_gets_nothing_and_others_cannot_wish(world: World) -> None:
    await wish(world.database, HEAD, Scope.WEEK, True, MONDAY)
    world.database.directories.functions[:] = [
        one for one in world.database.directories.functions if one.person_id != DIRECTOR
    ]
    world.database.directories.functions.append(Function(DIRECTOR, Grant(Role.TEACHER), Days(BEGAN)))
    assert await send_summaries(world.database, MONDAY) == 0
    teacher = Actor(SCHOOL, OLGA, Name("Смирнова", "Ольга"), frozenset({Grant(Role.TEACHER)}))
    with pytest.raises(ForbiddenError):
        await wish(world.database, teacher, Scope.DAY, True, MONDAY)
