"""What the operator may do to rows of the outbox, and whom that must not tell."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import ForbiddenError
from core.ids import OutboxId
from core.notifications.model import Outcome, Planned, Result, Selection, State
from core.notifications.upkeep import KEPT, PAGE, Retried, StillNeededError, find_rows, purge, retry
from core.people.model import Actor, Name, console
from tests.contract.school import MARIA, NOW, OLEG, SCHOOL, SOFIA, ZHUKOVA, made_up_school
from tests.contract.writing import BOT, address, claimed, linked, news, put
from tests.fakes.database import MemoryDatabase

EVERY = Selection()
FAILED = Selection(frozenset({State.FAILED}))
LONG_AFTER = NOW + timedelta(days=10)


@pytest.fixture
def database() -> MemoryDatabase:
    return MemoryDatabase(made_up_school())


@pytest.fixture
def operator(database: MemoryDatabase) -> Actor:
    return console(next(school for school in database.directories.schools if school.id == SCHOOL))


async def fail(database: MemoryDatabase, *rows: Planned, outcome: Outcome = Outcome.FAILED) -> None:
    """Rows that the messenger refused."""
    async with database.writing() as unit:
        await put(unit, *rows)
        held = await unit.outbox.claim(BOT, "a", 1000, LONG_AFTER, LONG_AFTER)
        await unit.outbox.record("a", tuple(Result(one.id, outcome, NOW, "7", "refused") for one in held))
        await unit.commit()


async def the_mother(database: MemoryDatabase) -> Planned:
    async with database.writing() as unit:
        row = news(await linked(unit, MARIA, 1))
        await unit.commit()
    return row


async def states(database: MemoryDatabase, operator: Actor) -> list[State]:
    return [one.row.state for one in await find_rows(database, operator, EVERY, 1000)]


async def test_a_refused_row_is_due_anew_under_its_key_and_that_is_on_record(
    database: MemoryDatabase, operator: Actor
) -> None:
    row = await the_mother(database)
    await fail(database, row)
    assert await retry(database, operator, EVERY, LONG_AFTER) == Retried(1, 0)
    (one,) = await find_rows(database, operator, EVERY, 10)
    assert (one.row.state, one.row.planned.dedupe_key, one.row.planned.not_before) == (State.PENDING, "1", LONG_AFTER)
    assert [line.line.action for line in database.shared.state.audit] == ["outbox.retried"]
    async with database.writing() as unit:
        await put(unit, row)
        assert await claimed(unit, LONG_AFTER) == ["1"]


async def test_what_was_sent_or_waits_is_not_retried(database: MemoryDatabase, operator: Actor) -> None:
    await fail(database, await the_mother(database), outcome=Outcome.SENT)
    async with database.writing() as unit:
        await put(unit, news(await linked(unit, ZHUKOVA, 2), "2"))
        await unit.commit()
    assert await retry(database, operator, EVERY, NOW) == Retried()
    assert await states(database, operator) == [State.PENDING, State.SENT]


async def test_a_lost_chat_is_tried_again(database: MemoryDatabase, operator: Actor) -> None:
    row = await the_mother(database)
    await fail(database, row, outcome=Outcome.UNREACHABLE)
    async with database.writing() as unit:
        await unit.outbox.chat_lost(row.chat_key, NOW, "blocked")
        await unit.commit()
    await retry(database, operator, EVERY, NOW)
    async with database.reading() as unit:
        chat = await unit.links.chat(address(1))
    assert chat
    assert chat.blocked_at is None


async def test_whose_link_has_ended_is_not_told(database: MemoryDatabase, operator: Actor) -> None:
    await fail(database, await the_mother(database))
    async with database.writing() as unit:
        ((link, _),) = await unit.links.links_to(MARIA)
        await unit.links.end_link(link.id, NOW, "unlinked")
        await unit.commit()
    assert await retry(database, operator, EVERY, NOW) == Retried(0, 1)
    assert await states(database, operator) == [State.FAILED]


async def test_who_is_no_guardian_of_the_pupil_is_not_told(database: MemoryDatabase, operator: Actor) -> None:
    mother = await the_mother(database)
    own, strange = replace(mother, pupil_id=SOFIA), replace(mother, dedupe_key="2", pupil_id=OLEG)
    await fail(database, own, strange)
    assert await retry(database, operator, EVERY, NOW) == Retried(1, 1)
    assert await states(database, operator) == [State.FAILED, State.PENDING]


async def test_more_rows_than_one_unit_takes(database: MemoryDatabase, operator: Actor) -> None:
    row = await the_mother(database)
    await fail(database, *(replace(row, dedupe_key=str(number)) for number in range(PAGE + 1)))
    assert await retry(database, operator, EVERY, NOW) == Retried(PAGE + 1, 0)
    assert set(await states(database, operator)) == {State.PENDING}


@pytest.mark.parametrize(
    "selection",
    [
        FAILED,
        replace(FAILED, before=LONG_AFTER - KEPT + timedelta(seconds=1)),
        Selection(frozenset({State.FAILED, State.PENDING}), LONG_AFTER - KEPT),
        Selection(frozenset({State.CLAIMED}), LONG_AFTER - KEPT),
    ],
)
async def test_what_is_still_needed_is_not_purged(
    database: MemoryDatabase, operator: Actor, selection: Selection
) -> None:
    await fail(database, await the_mother(database))
    with pytest.raises(StillNeededError):
        await purge(database, operator, selection, LONG_AFTER)
    assert await states(database, operator) == [State.FAILED]


async def test_what_is_old_is_purged_and_that_is_on_record(database: MemoryDatabase, operator: Actor) -> None:
    await fail(database, await the_mother(database))
    assert await purge(database, operator, replace(FAILED, before=LONG_AFTER - KEPT), LONG_AFTER) == 1
    assert await states(database, operator) == []
    (line,) = [one.line for one in database.shared.state.audit]
    assert (line.action, line.actor_id, line.data) == ("outbox.purged", None, {"count": 1})


async def test_only_an_administrator_may(database: MemoryDatabase) -> None:
    teacher = Actor(SCHOOL, MARIA, Name("Ёлкина", "Мария"))
    old = replace(FAILED, before=LONG_AFTER - KEPT)
    for refused in (
        find_rows(database, teacher, EVERY, 1),
        retry(database, teacher, EVERY, NOW),
        purge(database, teacher, old, LONG_AFTER),
    ):
        with pytest.raises(ForbiddenError):
            await refused


async def test_rows_of_another_school_are_out_of_reach(database: MemoryDatabase) -> None:
    await fail(database, await the_mother(database))
    other = console(next(school for school in database.directories.schools if school.id != SCHOOL))
    chosen = Selection(ids=frozenset({OutboxId(1)}))
    assert await find_rows(database, other, chosen, 1) == ()
    assert await retry(database, other, chosen, NOW) == Retried()
