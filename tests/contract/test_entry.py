"""Rows of the data-entry schedule, in memory and in both databases."""

from dataclasses import replace

from core.calendar.entry.model import Row
from core.unit_of_work import Database
from tests.contract.school import DIRECTOR, ELSEWHERE, NINA, NOW, OLGA, SCHOOL


async def test_rows_are_kept_and_read_by_reminders(school: Database) -> None:
    async with school.writing() as unit:
        assert await unit.entry.rows(SCHOOL) == ()
        assert await unit.entry.row(SCHOOL, OLGA) == Row(OLGA)
        first = Row(OLGA, {"пн": "АРМ1 (каб.23) 15:00-16:00"}, "по чт. дома")
        await unit.entry.save(SCHOOL, Row(NINA, {"вт": "АРМ3 постоянно"}))
        await unit.entry.save(SCHOOL, first)
        assert await unit.entry.row(SCHOOL, OLGA) == first
        assert [one.person_id for one in await unit.entry.rows(SCHOOL)] == [OLGA, NINA]
        changed = replace(first, cells={}, before=first.cells, changed_by=DIRECTOR, changed_at=NOW)
        await unit.entry.save(SCHOOL, changed)
        assert await unit.entry.row(SCHOOL, OLGA) == changed
        assert (await unit.deadlines.slots(SCHOOL))[NINA] == {"вт": "АРМ3 постоянно"}
        assert await unit.entry.rows(ELSEWHERE) == ()
        assert await unit.entry.row(ELSEWHERE, OLGA) == Row(OLGA)
        assert await unit.entry.workstations(SCHOOL) == {}
