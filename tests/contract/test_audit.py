"""The audit log: one chain per school."""

from dataclasses import replace
from datetime import timedelta

from core.audit.model import GENESIS, AuditLine, first_break
from core.unit_of_work import Database
from tests.contract.school import ELSEWHERE, NOW, OLGA, SCHOOL

LINE = AuditLine(SCHOOL, NOW, OLGA, "lesson.recorded", "lesson:1", {"entry": 1, "marks": 2})


async def test_an_empty_log_has_no_lines(school: Database) -> None:
    async with school.reading() as unit:
        assert await unit.audit.lines(SCHOOL) == ()


async def test_lines_come_back_in_a_sound_chain(school: Database) -> None:
    later = replace(LINE, at=NOW + timedelta(seconds=1, microseconds=5), actor_id=None, data={})
    async with school.writing() as unit:
        await unit.audit.append(LINE)
        await unit.audit.append(later)
        await unit.commit()
    async with school.reading() as unit:
        chain = await unit.audit.lines(SCHOOL)
    assert [chained.line for chained in chain] == [LINE, later]
    assert [chained.number for chained in chain] == [1, 2]
    assert (chain[0].previous_hash, chain[1].previous_hash) == (GENESIS, chain[0].hash)
    assert first_break(chain) is None


async def test_each_school_has_a_chain_of_its_own(school: Database) -> None:
    async with school.writing() as unit:
        for school_id in (SCHOOL, ELSEWHERE, SCHOOL):
            await unit.audit.append(replace(LINE, school_id=school_id))
        ours, theirs = await unit.audit.lines(SCHOOL), await unit.audit.lines(ELSEWHERE)
    assert [len(ours), len(theirs)] == [2, 1]
    assert (first_break(ours), first_break(theirs)) == (None, None)


async def test_a_chain_is_read_in_pages(school: Database) -> None:
    async with school.writing() as unit:
        for number in range(4):
            await unit.audit.append(replace(LINE, subject=f"lesson:{number}"))
        await unit.audit.append(replace(LINE, school_id=ELSEWHERE))
        pages = [await unit.audit.lines(SCHOOL, after, 2) for after in (0, 1, 3, 4)]
    assert [[chained.number for chained in page] for page in pages] == [[1, 2], [2, 3], [4], []]
    assert first_break(pages[1], 1, pages[0][0].hash) is None
