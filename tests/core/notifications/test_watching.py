"""When administrators are warned that news waits too long, and how often."""

from datetime import timedelta

import pytest

from core.ids import PersonId
from core.notifications.model import COUNTED, Backlog, Kind, Planned, Priority, Selection
from core.notifications.watching import amount, late, warn_of_delay
from core.people.model import Grant, Role
from tests.contract.school import BEGAN, DIRECTOR, MARIA, NOW, OLGA, SCHOOL, TEACHER_ELSEWHERE, made_up_school
from tests.contract.writing import linked, news, put
from tests.fakes.database import MemoryDatabase
from tests.fakes.directories import Days, Function

SOON, MINUTE, HOUR = NOW + timedelta(minutes=10), timedelta(minutes=1), timedelta(hours=1)
AFTER = SOON + MINUTE


@pytest.fixture
async def database() -> MemoryDatabase:
    """A school whose director administers the program, with a chat; news for a mother is due at NOW."""
    directories = made_up_school()
    for person_id in (DIRECTOR, TEACHER_ELSEWHERE):
        directories.functions.append(Function(person_id, Grant(Role.ADMINISTRATOR), Days(BEGAN)))
    database = MemoryDatabase(directories)
    async with database.writing() as unit:
        people: tuple[PersonId, ...] = (DIRECTOR, TEACHER_ELSEWHERE, OLGA)
        for number, person_id in enumerate(people, 2):
            await linked(unit, person_id, number)
        await put(unit, news(await linked(unit, MARIA, 1)))
        await unit.commit()
    return database


async def warnings(database: MemoryDatabase) -> list[Planned]:
    async with database.reading() as unit:
        rows = await unit.outbox.find(SCHOOL, Selection(), 100)
    return [one.row.planned for one in reversed(rows) if one.row.planned.kind is Kind.QUEUE]


async def test_nobody_is_warned_while_nothing_waits_too_long(database: MemoryDatabase) -> None:
    assert await warn_of_delay(database, SOON) == 0
    assert await warnings(database) == []


async def test_the_administrators_of_that_school_are_warned_first_of_all(database: MemoryDatabase) -> None:
    assert await warn_of_delay(database, AFTER) == 1
    (warning,) = await warnings(database)
    assert (warning.person_id, warning.priority) == (DIRECTOR, Priority.URGENT)
    assert warning.content == {"at": AFTER.isoformat(), "since": NOW.isoformat(), "due": "1"}


async def test_they_are_warned_once_an_hour(database: MemoryDatabase) -> None:
    for moment in (AFTER, AFTER + MINUTE, AFTER + HOUR, AFTER + HOUR + MINUTE):
        await warn_of_delay(database, moment)
    assert [warning.not_before for warning in await warnings(database)] == [AFTER, AFTER + HOUR]


async def test_a_warning_that_waits_itself_calls_for_no_other(database: MemoryDatabase) -> None:
    await warn_of_delay(database, AFTER)
    async with database.writing() as unit:
        ((link, _),) = await unit.links.links_to(MARIA)
        await unit.links.end_link(link.id, AFTER, "unlinked")
        await unit.commit()
    assert await warn_of_delay(database, AFTER + 5 * HOUR) == 0


def test_a_broadcast_may_take_longer() -> None:
    bulk, urgent = (Backlog(SCHOOL, "1", priority, 9, 9, NOW) for priority in (Priority.BULK, Priority.URGENT))
    future = Backlog(SCHOOL, "1", Priority.NORMAL, 9, 0, None)
    assert late((bulk, urgent, future), NOW + HOUR) == (urgent,)
    assert late((bulk, urgent, future), NOW + 3 * HOUR) == (bulk, urgent)


def test_what_was_not_counted_to_its_end_has_a_plus() -> None:
    assert [amount(()), amount((9, 12)), amount((9, COUNTED))] == ["0", "21", f"{COUNTED + 9}+"]
