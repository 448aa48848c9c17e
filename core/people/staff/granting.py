"""Functions are given and taken back; each change stands in the audit log (A17, L10, N01)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from core.audit.model import AuditLine
from core.errors import NotFoundError
from core.ids import ClassId, GrantId, PersonId
from core.people.model import Actor, Grant, School
from core.people.staff import rules
from core.people.staff.functions import Function, functions_of
from core.people.staff.model import Employee, Held, Term
from core.people.staff.service import employee_of
from core.unit_of_work import Database, UnitOfWork


async def give(
    database: Database,
    actor: Actor,
    person_id: PersonId,
    key: str,
    class_id: ClassId | None,
    term: Term,
    asked_at: datetime,
    now: datetime,
) -> None:
    """A function of the school's regulation for a term; what of it is held already is left as it is.

    ForbiddenError, NotFoundError, StaleConfirmationError, TermError or FunctionHeldError.
    """
    rules.check_keeps(actor)
    rules.check_fresh(asked_at, now)
    async with database.writing() as unit:
        school = await unit.people.school_to_change(actor.school_id)
        rules.check_term(term, school.today(now))
        employee = employee_of(await unit.staff.employees(school.id, school.today(now)), person_id)
        wanted = await _wanted(unit, school, function(school, key), class_id, now)
        for grant in rules.lacking(employee, wanted, term):
            await unit.staff.grant(school.id, person_id, grant, term)
            await unit.audit.append(_line(actor, "staff.granted", employee, grant, term, now))
        await unit.commit()


async def take_back(
    database: Database, actor: Actor, person_id: PersonId, grant_id: GrantId, asked_at: datetime, now: datetime
) -> None:
    """A function is held no more, from now on. Yesterday is its last day; what began today or later never was.

    ForbiddenError, NotFoundError, StaleConfirmationError, LastAdministratorError or OwnAdministratorError.
    """
    rules.check_keeps(actor)
    rules.check_fresh(asked_at, now)
    async with database.writing() as unit:
        school = await unit.people.school_to_change(actor.school_id)
        today = school.today(now)
        staff = await unit.staff.employees(school.id, today)
        employee = employee_of(staff, person_id)
        held = held_of(employee, grant_id)
        rules.check_may_end(actor, employee, held, staff, today)
        last = today - timedelta(days=1) if held.from_day < today else None
        await unit.staff.end(grant_id, last)
        term = Term(held.from_day, last)
        await unit.audit.append(_line(actor, "staff.revoked", employee, held.grant, term, now))
        await unit.commit()


def function(school: School, key: str) -> Function:
    """A function that the school's regulation names. NotFoundError."""
    found = next((one for one in functions_of(school.profile) if one.key == key), None)
    if found is None:
        raise NotFoundError
    return found


def held_of(employee: Employee, grant_id: GrantId) -> Held:
    """A function that somebody holds. NotFoundError."""
    found = next((one for one in employee.held if one.id == grant_id), None)
    if found is None:
        raise NotFoundError
    return found


async def _wanted(
    unit: UnitOfWork, school: School, of: Function, class_id: ClassId | None, now: datetime
) -> Iterable[Grant]:
    if not of.of_class:
        return tuple(Grant(role) for role in of.roles)
    classes = await unit.people.classes(school.id, school.today(now))
    if class_id not in {one.id for one in classes}:
        raise NotFoundError
    return tuple(Grant(role, class_id) for role in of.roles)


def _line(actor: Actor, action: str, employee: Employee, grant: Grant, term: Term, now: datetime) -> AuditLine:
    data: dict[str, object] = {
        "role": grant.role.value,
        "class": grant.class_id,
        "from": term.from_day.isoformat(),
        "to": term.to_day.isoformat() if term.to_day else None,
    }
    return AuditLine(actor.school_id, now, actor.person_id, action, f"person:{employee.person.id}", data)
