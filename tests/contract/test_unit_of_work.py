"""A unit of work rolls back unless committed, and an update has its effect once."""

import asyncio

import pytest

from core.audit.model import ChainedLine
from core.errors import NotFoundError, RepeatedError
from core.people.links.model import Address
from core.unit_of_work import Database, UnitOfWork
from storage.database import UpdateKey
from tests.contract.conftest import UpdatedDatabase
from tests.contract.school import SCHOOL
from tests.contract.test_audit import LINE

UPDATE = UpdateKey("1", 500)


async def _lines(school: Database) -> int:
    async with school.reading() as unit:
        return len(await unit.audit.lines(SCHOOL))


async def _write(unit: UnitOfWork) -> None:
    await unit.links.ensure_chat(Address("telegram", "1", "100"))
    await unit.audit.append(LINE)


async def _succeed(school: Database) -> None:
    async with school.writing() as unit:
        await _write(unit)
        await unit.commit()


async def _fail(school: Database) -> None:
    async with school.writing() as unit:
        await _write(unit)
        raise NotFoundError


async def test_what_is_committed_lasts(school: Database) -> None:
    await _succeed(school)
    assert await _lines(school) == 1


async def test_what_is_not_committed_is_undone(school: Database) -> None:
    async with school.writing() as unit:
        await _write(unit)
        assert len(await unit.audit.lines(SCHOOL)) == 1
    assert await _lines(school) == 0


async def test_a_failure_undoes_everything_and_goes_on_to_the_caller(school: Database) -> None:
    with pytest.raises(NotFoundError):
        await _fail(school)
    async with school.reading() as unit:
        assert await unit.links.chat(Address("telegram", "1", "100")) is None
        assert await unit.audit.lines(SCHOOL) == ()


async def test_after_a_failure_the_next_writer_has_its_turn(school: Database) -> None:
    with pytest.raises(NotFoundError):
        await _fail(school)
    await _succeed(school)
    assert await _lines(school) == 1


async def test_what_is_written_after_the_commit_is_not_kept(school: Database) -> None:
    async with school.writing() as unit:
        await _write(unit)
        await unit.commit()
        await unit.audit.append(LINE)
    assert await _lines(school) == 1


async def test_readers_see_nothing_before_the_commit(school: Database) -> None:
    async with school.writing() as unit:
        await _write(unit)
        assert await _lines(school) == 0
        await unit.commit()
        assert await _lines(school) == 1


async def test_a_reading_unit_keeps_nothing(school: Database) -> None:
    async with school.reading() as unit:
        await unit.audit.append(LINE)
    assert await _lines(school) == 0


async def test_an_update_has_its_effect_once(school: UpdatedDatabase) -> None:
    for_update = school.for_update(UPDATE)
    await _succeed(for_update)
    with pytest.raises(RepeatedError):
        await _succeed(for_update)
    assert await _lines(school) == 1


async def test_an_update_that_failed_may_come_again(school: UpdatedDatabase) -> None:
    for_update = school.for_update(UPDATE)
    with pytest.raises(NotFoundError):
        await _fail(for_update)
    await _succeed(for_update)
    assert await _lines(school) == 1


async def test_other_updates_and_other_bots_are_not_held_back(school: UpdatedDatabase) -> None:
    for update in (UPDATE, UpdateKey("1", 501), UpdateKey("2", 500)):
        await _succeed(school.for_update(update))
    assert await _lines(school) == 3


async def test_writers_at_once_make_one_chain(school: Database) -> None:
    async def append() -> None:
        async with school.writing() as unit:
            await unit.audit.append(LINE)
            await unit.commit()

    await asyncio.gather(*(append() for _ in range(5)))
    async with school.reading() as unit:
        assert [chained.number for chained in await unit.audit.lines(SCHOOL)] == [1, 2, 3, 4, 5]


async def test_work_in_one_go_is_committed(school: Database) -> None:
    await school.run(_write)
    assert await _lines(school) == 1


async def test_work_in_one_go_gives_its_result(school: Database) -> None:
    assert [chained.number for chained in await school.run(_append_and_read)] == [1]


async def test_work_in_one_go_that_fails_leaves_nothing_and_the_next_has_its_turn(school: Database) -> None:
    with pytest.raises(NotFoundError):
        await school.run(_write_and_fail)
    assert await _lines(school) == 0
    await school.run(_write)
    assert await _lines(school) == 1


async def test_work_in_one_go_for_an_update_has_its_effect_once(school: UpdatedDatabase) -> None:
    for_update = school.for_update(UPDATE)
    await for_update.run(_write)
    with pytest.raises(RepeatedError):
        await for_update.run(_write)
    assert await _lines(school) == 1


async def test_work_in_one_go_waits_for_the_writer_before_it(school: Database) -> None:
    async with school.writing() as unit:
        await _write(unit)
        working = asyncio.create_task(school.run(_append_and_read))
        await unit.commit()
    assert [chained.number for chained in await working] == [1, 2]


async def _append_and_read(unit: UnitOfWork) -> tuple[ChainedLine, ...]:
    await unit.audit.append(LINE)
    return await unit.audit.lines(SCHOOL)


async def _write_and_fail(unit: UnitOfWork) -> None:
    await _write(unit)
    raise NotFoundError
