"""The staff with its functions, and the latest lines of the log: in memory and in both databases."""

from datetime import timedelta

from core.audit.model import AuditLine, Wanted
from core.deadlines.model import Leave
from core.people.model import Grant, Role
from core.people.staff.model import Employee, Term
from core.unit_of_work import Database
from tests.contract.school import (
    CLASS_5A,
    DIRECTOR,
    IGOR,
    NINA,
    NOW,
    OLGA,
    RETIRED,
    SCHOOL,
    SECRETARY,
    TEACHER_ELSEWHERE,
    TODAY,
    TOMORROW,
    YESTERDAY,
)


async def of(school: Database, person_id: object) -> Employee:
    async with school.reading() as unit:
        return next(one for one in await unit.staff.employees(SCHOOL, TODAY) if one.person.id == person_id)


async def test_the_staff_is_who_is_employed_or_holds_a_function(school: Database) -> None:
    async with school.reading() as unit:
        found = [one.person.id for one in await unit.staff.employees(SCHOOL, TODAY)]
    assert found == [DIRECTOR, OLGA, IGOR, SECRETARY, NINA]
    assert not {RETIRED, TEACHER_ELSEWHERE} & {*found}
    olga = await of(school, OLGA)
    assert {one.grant for one in olga.held} == {Grant(Role.TEACHER), Grant(Role.CLASS_TEACHER, CLASS_5A)}
    assert (olga.position, (await of(school, SECRETARY)).position) == ("учитель", "")


async def test_a_function_is_given_and_ended(school: Database) -> None:
    async with school.writing() as unit:
        await unit.staff.grant(SCHOOL, NINA, Grant(Role.CLERK), Term(TODAY, TOMORROW))
        await unit.staff.grant(SCHOOL, NINA, Grant(Role.OPERATOR), Term(TOMORROW))
        await unit.commit()
    nina = await of(school, NINA)
    assert [(one.grant.role, one.from_day, one.to_day) for one in nina.held[1:]] == [
        (Role.CLERK, TODAY, TOMORROW),
        (Role.OPERATOR, TOMORROW, None),
    ]
    teacher, _, operator = nina.held
    async with school.writing() as unit:
        await unit.staff.end(operator.id, None)
        await unit.staff.end(teacher.id, YESTERDAY)
        await unit.commit()
    assert [one.grant.role for one in (await of(school, NINA)).held] == [Role.CLERK]
    async with school.reading() as unit:
        assert (await unit.people.actor(NINA, TODAY)).grants == {Grant(Role.CLERK)}
        assert (await unit.people.actor(NINA, YESTERDAY)).holds(Role.TEACHER)


async def test_absences_that_have_not_ended(school: Database) -> None:
    past = Leave(IGOR, YESTERDAY - timedelta(days=5), YESTERDAY)
    now, later = Leave(OLGA, YESTERDAY, TODAY, NINA), Leave(NINA, TOMORROW, TOMORROW)
    async with school.writing() as unit:
        for leave in (later, past, now):
            await unit.deadlines.add_leave(SCHOOL, leave)
        assert await unit.deadlines.leaves_from(SCHOOL, TODAY) == (now, later)


async def test_the_latest_lines_that_are_looked_for(school: Database) -> None:
    async with school.writing() as unit:
        for hour, (actor, action) in enumerate(
            ((OLGA, "staff.granted"), (NINA, "staffs.other"), (None, "code.issued"), (NINA, "staff.away"))
        ):
            at = NOW + timedelta(hours=hour)
            await unit.audit.append(AuditLine(SCHOOL, at, actor, action, "person:1", {}))
        await unit.commit()

    async def found(limit: int = 9, **wanted: object) -> list[str]:
        async with school.reading() as unit:
            lines = await unit.audit.latest(SCHOOL, Wanted(**wanted), limit)  # type: ignore[arg-type]
        return [one.line.action for one in lines]

    assert await found(2) == ["staff.away", "code.issued"]
    assert await found(beginnings=("staff", "code")) == ["staff.away", "code.issued", "staff.granted"]
    assert await found(actor_id=NINA) == ["staff.away", "staffs.other"]
    assert await found(since=NOW + timedelta(hours=2)) == ["staff.away", "code.issued"]
    assert await found(before=2) == ["staff.granted"]
