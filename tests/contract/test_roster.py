"""Checks of class lists, in memory and in both databases."""

from dataclasses import replace
from datetime import date

from core.ids import GroupId
from core.people.roster.model import Check, Entered, NewCheck, Verdict
from core.unit_of_work import Database
from tests.contract.school import CLASS_5A, CLASS_6B, DMITRY, GROUP_1, MARIA, NOW, OLGA, SCHOOL, SOFIA, VERA
from tests.contract.writing import linked

OCTOBER, SEPTEMBER = date(2026, 10, 1), date(2026, 9, 1)
CHECK = NewCheck(
    school_id=SCHOOL,
    class_id=CLASS_5A,
    month=OCTOBER,
    checked_by=OLGA,
    at=NOW,
    verdict=Verdict.WRONG,
    text="Нет Ивановой",
    listed={
        SOFIA: Entered(frozenset({GROUP_1}), frozenset({MARIA, DMITRY})),
        VERA: Entered(frozenset[GroupId](), frozenset()),
    },
)


async def test_a_check_is_kept_as_it_was_made(school: Database) -> None:
    async with school.writing() as unit:
        check_id = await unit.roster.add(CHECK)
        await unit.commit()
    async with school.reading() as unit:
        assert await unit.roster.of_class(CLASS_5A) == (Check(check_id, CHECK),)
        assert await unit.roster.of_class(CLASS_6B) == ()


async def test_checks_come_the_latest_first_and_by_month(school: Database) -> None:
    right = replace(CHECK, verdict=Verdict.RIGHT, text=None)
    async with school.writing() as unit:
        old = await unit.roster.add(replace(right, month=SEPTEMBER))
        first, second = await unit.roster.add(CHECK), await unit.roster.add(right)
        other = await unit.roster.add(replace(right, class_id=CLASS_6B))
        assert [one.id for one in await unit.roster.of_class(CLASS_5A)] == [second, first, old]
        assert [one.id for one in await unit.roster.of_month((CLASS_5A,), OCTOBER)] == [second, first]
        assert [one.id for one in await unit.roster.of_month((CLASS_5A, CLASS_6B), OCTOBER)] == [other, second, first]
        assert await unit.roster.of_month((), OCTOBER) == ()


async def test_who_has_a_chat(school: Database) -> None:
    async with school.writing() as unit:
        await linked(unit, MARIA, 900)
        assert await unit.links.linked((MARIA, DMITRY)) == {MARIA}
        ((link, _),) = await unit.links.links_to(MARIA)
        await unit.links.end_link(link.id, NOW, "unlinked")
        assert await unit.links.linked((MARIA, DMITRY)) == frozenset()
