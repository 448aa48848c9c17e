"""Verifying a school's log page by page."""

from dataclasses import replace

import pytest

from core.audit.model import GENESIS, AuditLine
from core.audit.service import Verified, verify
from core.errors import ForbiddenError
from core.people.model import console
from tests.contract.school import ELSEWHERE, NOW, OLGA, SCHOOL, TODAY, made_up_school
from tests.fakes.database import MemoryDatabase

LINES = 7


@pytest.fixture
async def database() -> MemoryDatabase:
    """Seven lines of one school, and one of another between them."""
    database = MemoryDatabase(made_up_school())
    async with database.writing() as unit:
        for number in range(LINES):
            await unit.audit.append(AuditLine(SCHOOL, NOW, OLGA, "lesson.recorded", f"lesson:{number}", {}))
            if number == 3:
                await unit.audit.append(AuditLine(ELSEWHERE, NOW, None, "school.imported", "school", {}))
        await unit.commit()
    return database


async def verified(database: MemoryDatabase, page: int) -> Verified:
    async with database.reading() as unit:
        school = await unit.people.school(SCHOOL)
    return await verify(database, console(school), page)


@pytest.mark.parametrize("page", [1, 3, 7, 8])
async def test_an_untouched_log_is_whole(database: MemoryDatabase, page: int) -> None:
    async with database.reading() as unit:
        head = (await unit.audit.lines(SCHOOL))[-1].hash
    assert await verified(database, page) == Verified(LINES, head)


async def test_a_school_without_lines_is_whole() -> None:
    assert await verified(MemoryDatabase(made_up_school()), 3) == Verified(0, GENESIS)


@pytest.mark.parametrize("page", [1, 2, 3, 7])
@pytest.mark.parametrize("number", [1, 3, 4, 7])
async def test_a_tampered_line_is_named_wherever_a_page_ends(database: MemoryDatabase, page: int, number: int) -> None:
    lines = database.shared.state.audit
    place = next(i for i, one in enumerate(lines) if (one.line.school_id, one.number) == (SCHOOL, number))
    head = lines[place].previous_hash
    lines[place] = replace(lines[place], line=replace(lines[place].line, actor_id=None))
    assert await verified(database, page) == Verified(number - 1, head, number)


async def test_only_an_administrator_verifies(database: MemoryDatabase) -> None:
    async with database.reading() as unit:
        actor = await unit.people.actor(OLGA, TODAY)
    with pytest.raises(ForbiddenError):
        await verify(database, actor)
