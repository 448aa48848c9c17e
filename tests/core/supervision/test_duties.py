"""What remarks and checks make due, of whom, until when."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from core.calendar.changes.model import NewChange, Why
from core.calendar.model import Place
from core.deadlines.model import Due, Duty, Section
from core.deadlines.service import todo
from core.ids import PersonId
from core.people.model import Grant, Role
from core.supervision import closing, duties, remarks
from core.supervision.model import Check
from core.supervision.remarks import Draft
from tests.contract.school import BEGAN, CLASS_6B, DIRECTOR, IGOR, MATHS, NINA, NOW, OLGA, SCHOOL, TODAY
from tests.contract.writing import linked
from tests.core.journal.conftest import World
from tests.core.supervision.test_findings import FACTS, PAGE, TEACHER
from tests.core.supervision.test_remarks import FRIDAY
from tests.core.supervision.test_remarks import PAGE as MATHS_PAGE
from tests.fakes.directories import Days, Function

NOVEMBER = datetime(2026, 11, 9, 9, 0, tzinfo=NOW.tzinfo)


@pytest.fixture
async def begun(world: World) -> World:
    """Olga recorded Tuesday; Igor is deputy, the director is there all year."""
    functions = world.database.directories.functions
    functions[:] = [one for one in functions if one.person_id != DIRECTOR]
    functions.append(Function(DIRECTOR, Grant(Role.DIRECTOR), Days(BEGAN)))
    functions.append(Function(IGOR, Grant(Role.DEPUTY), Days(BEGAN)))
    await world.say(topic="Дроби", no_homework=True)
    async with world.database.writing() as unit:
        for chat, person in enumerate((IGOR, DIRECTOR), 900):
            await linked(unit, person, chat)
        await unit.commit()
    return world


async def listed(world: World, person_id: PersonId, now: datetime) -> dict[Duty, Section]:
    """The duties of supervision on somebody's list."""
    who = await world.actor(person_id, now.date())
    found = await todo(world.database, who, now)
    return {one.duty: one.section for one in found.lines if one.duty in (Duty.REMARK, Duty.RECHECK, Duty.CHECK)}


async def sent(world: World) -> None:
    who = await world.actor(IGOR, TODAY)
    (world.remark,) = await remarks.send(world.database, who, Draft(MATHS_PAGE), FRIDAY)  # type: ignore[attr-defined]


async def test_a_remark_is_its_teachers_until_it_is_mended_then_its_authors(begun: World) -> None:
    await sent(begun)
    assert await listed(begun, OLGA, FRIDAY) == {Duty.REMARK: Section.TODAY}
    assert await listed(begun, NINA, FRIDAY) == {}
    assert await listed(begun, OLGA, FRIDAY + timedelta(days=7)) == {Duty.REMARK: Section.OVERDUE}
    assert (await listed(begun, IGOR, FRIDAY + timedelta(days=9)))[Duty.REMARK] is Section.HANDED
    remark_id = begun.remark  # type: ignore[attr-defined]
    await remarks.fixed(begun.database, await begun.actor(OLGA), remark_id, FRIDAY)
    assert await listed(begun, OLGA, FRIDAY) == {}
    assert (await listed(begun, IGOR, FRIDAY))[Duty.RECHECK] is Section.TODAY
    await remarks.accept(begun.database, await begun.actor(IGOR), remark_id, FRIDAY)
    assert Duty.RECHECK not in await listed(begun, IGOR, FRIDAY)


async def test_the_month_before_is_to_be_checked_until_its_day(begun: World) -> None:
    assert await listed(begun, IGOR, FRIDAY) == {}, "in October nothing of September was written here"
    assert await listed(begun, IGOR, NOVEMBER) == {Duty.CHECK: Section.TODAY}
    assert await listed(begun, IGOR, NOVEMBER + timedelta(days=4)) == {Duty.CHECK: Section.OVERDUE}
    assert await listed(begun, DIRECTOR, NOVEMBER) == {}
    assert (await listed(begun, DIRECTOR, NOVEMBER + timedelta(days=4)))[Duty.CHECK] is Section.HANDED


async def test_who_has_checked_all_pages_is_asked_no_more(begun: World) -> None:
    who = await begun.actor(IGOR, NOVEMBER.date())
    async with begun.database.reading() as unit:
        entries = (await unit.calendar.calendar(who.school_id, (MATHS_PAGE.class_id,), NOVEMBER.date())).entries
    for subject_id in {one.subject_id for one in entries}:
        await closing.close(begun.database, who, replace(MATHS_PAGE, subject_id=subject_id), NOVEMBER)
    left = await todo(begun.database, who, NOVEMBER)
    assert [one.count for one in left.lines if one.duty is Duty.CHECK] == [1], "6Б had a lesson on the 13th"


async def test_what_was_cancelled_early_in_the_month_before_is_nothing_to_check(begun: World) -> None:
    """On the last day of November the first of October is two months ago."""
    async with begun.database.writing() as unit:
        for day in (date(2026, 10, 6), date(2026, 10, 13)):
            was = Place(MATHS, OLGA, day, 4)
            kept = NewChange(
                school_id=SCHOOL,
                class_id=CLASS_6B,
                group_id=None,
                was=was,
                now=None,
                why=Why.OTHER,
                made_by=DIRECTOR,
                made_at=NOW,
            )
            await unit.changes.add(kept)
        await unit.commit()
    for moment in (NOVEMBER, NOVEMBER.replace(day=30)):
        left = await todo(begun.database, await begun.actor(IGOR, moment.date()), moment)
        assert [one.count for one in left.lines if one.duty is Duty.CHECK] == [2], "mathematics and English of 5А"


def test_a_month_of_holidays_is_nothing_to_check() -> None:
    assert [*duties.to_check(replace(FACTS, began=None), (), (TEACHER,))] == []
    (due,) = duties.to_check(FACTS, (), (TEACHER,))
    assert (due.count, due.opens, due.due) == (1, date(2026, 11, 1), date(2026, 11, 10))
    assert [*duties.to_check(FACTS, (Check(PAGE, TEACHER, NOW, 0),), (TEACHER,))] == []
    assert isinstance(due, Due)
