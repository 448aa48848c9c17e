"""Two who write remarks about a class at once take turns, on PostgreSQL as on SQLite (F02)."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from core.ids import ClassId, PersonId
from core.people.model import Actor, Grant, Name, Role
from core.supervision import remarks
from core.supervision.errors import CheckNothingError
from core.supervision.model import Page
from core.supervision.remarks import Draft
from storage.database import Database
from tests.contract.school import CLASS_5A, CLASS_6B, DIRECTOR, MATHS, NINA, NOW, SCHOOL, TODAY
from tests.contract.writing import begun

pytestmark = pytest.mark.postgres

PAGE = Page(CLASS_5A, MATHS, TODAY.replace(day=1))
AT_ONCE = 0.2
"""Whoever has not come through in this many seconds waits for somebody."""


@pytest.fixture
async def postgres(seeded_postgres_url: str) -> AsyncIterator[Database]:
    """The made-up school in PostgreSQL; mathematics of today was begun, and nothing was written in it."""
    opened = Database.open(seeded_postgres_url)
    async with opened.writing() as unit:
        await begun(unit)
        await unit.commit()
    yield opened
    await opened.close()


async def _sent(database: Database, by: PersonId) -> object:
    deputy = Actor(SCHOOL, by, Name("Гусева", "Анна"), frozenset({Grant(Role.DEPUTY)}))
    return await remarks.send(database, deputy, Draft(PAGE), NOW)


async def test_the_same_remark_is_sent_by_one_of_two(postgres: Database) -> None:
    both = await asyncio.gather(*(_sent(postgres, by) for by in (DIRECTOR, NINA)), return_exceptions=True)
    assert sorted(type(one).__name__ for one in both) == [CheckNothingError.__name__, "tuple"]
    async with postgres.reading() as unit:
        assert len(await unit.supervision.open_remarks(SCHOOL)) == 1


@pytest.mark.parametrize(("other", "waits"), [(CLASS_5A, True), (CLASS_6B, False)])
async def test_who_comes_second_sees_what_the_first_did(postgres: Database, other: ClassId, *, waits: bool) -> None:
    async with postgres.writing() as first:
        await first.supervision.take_turn(other)
        second = asyncio.create_task(_sent(postgres, NINA))
        done, _ = await asyncio.wait({second}, timeout=AT_ONCE if waits else 5)
        assert (not done) is waits
        await first.commit()
    assert await asyncio.wait_for(second, 5)
