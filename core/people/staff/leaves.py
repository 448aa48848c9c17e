"""Who is away from when to when, and who stands in; the reminders follow it (N01, B18)."""

from datetime import date, datetime

from core.audit.model import AuditLine
from core.deadlines.model import Leave
from core.errors import NotFoundError
from core.ids import PersonId
from core.people.model import Actor
from core.people.staff import rules
from core.people.staff.model import Term
from core.people.staff.service import employee_of
from core.unit_of_work import Database


async def add_leave(database: Database, actor: Actor, leave: Leave, asked_at: datetime, now: datetime) -> None:
    """Somebody of the staff is away; what was said of the same first day before is replaced.

    ForbiddenError, NotFoundError, StaleConfirmationError, TermError or DeputyAwayError.
    """
    rules.rights(actor)
    rules.check_fresh(asked_at, now)
    async with database.writing() as unit:
        school = await unit.people.school_to_change(actor.school_id)
        today = school.today(now)
        rules.check_term(Term(leave.from_day, leave.to_day), today)
        staff = await unit.staff.employees(school.id, today)
        for person_id in {leave.person_id, leave.deputy_id} - {None}:
            employee_of(staff, PersonId(person_id or 0))
        rules.check_deputy(leave, await unit.deadlines.leaves_from(school.id, today))
        await unit.deadlines.add_leave(school.id, leave)
        await unit.audit.append(_line(actor, "staff.away", leave, now))
        await unit.commit()


async def end_leave(
    database: Database, actor: Actor, person_id: PersonId, from_day: date, asked_at: datetime, now: datetime
) -> None:
    """An absence is none. ForbiddenError, StaleConfirmationError, or NotFoundError if there is no such absence."""
    rules.rights(actor)
    rules.check_fresh(asked_at, now)
    async with database.writing() as unit:
        school = await unit.people.school_to_change(actor.school_id)
        leaves = await unit.deadlines.leaves_from(school.id, school.today(now))
        leave = next((one for one in leaves if (one.person_id, one.from_day) == (person_id, from_day)), None)
        if leave is None:
            raise NotFoundError
        await unit.deadlines.end_leave(person_id, from_day)
        await unit.audit.append(_line(actor, "staff.back", leave, now))
        await unit.commit()


def _line(actor: Actor, action: str, leave: Leave, now: datetime) -> AuditLine:
    data: dict[str, object] = {
        "from": leave.from_day.isoformat(),
        "to": leave.to_day.isoformat(),
        "deputy": leave.deputy_id,
    }
    return AuditLine(actor.school_id, now, actor.person_id, action, f"person:{leave.person_id}", data)
