"""For whom an operator types: chosen by surname, kept until it is ended or the right is (B17)."""

from dataclasses import replace
from datetime import datetime

from core.audit.model import AuditLine
from core.errors import NotFoundError
from core.ids import PersonId
from core.journal.hands import typist
from core.journal.operators.model import Choice, OperatorDesk, Turn
from core.journal.quick_entry.naming import colleague
from core.journal.quick_entry.tokens import normal
from core.people.model import Actor, Role
from core.unit_of_work import Database, UnitOfWork

RECENT = 5
"""Teachers of before that are offered first."""


async def desk(database: Database, actor: Actor, now: datetime) -> OperatorDesk:
    """For whom the operator types now and typed before. NotFoundError for who is no operator."""
    async with database.reading() as unit:
        teachers = await _teachers(unit, actor, now)
        current = await unit.operators.current(typist(actor))
        recent = [one for one in await unit.operators.recent(typist(actor), RECENT + 1) if one != current]
        return OperatorDesk(teachers.get(current), tuple(teachers[one] for one in recent if one in teachers)[:RECENT])


async def find(database: Database, actor: Actor, text: str, now: datetime) -> tuple[Choice, ...]:
    """The teachers whose surname begins so, by name; all for no text. NotFoundError for who is no operator."""
    wanted = normal(text.strip())
    async with database.reading() as unit:
        teachers = await _teachers(unit, actor, now)
    return tuple(one for one in teachers.values() if normal(one.named).startswith(wanted))


async def begin(database: Database, actor: Actor, teacher_id: PersonId, now: datetime) -> Choice:
    """Type for this teacher from now on. NotFoundError for who is no operator, or for who is no teacher here."""
    async with database.writing() as unit:
        teacher = (await _teachers(unit, actor, now)).get(teacher_id)
        if teacher is None:
            raise NotFoundError
        if await unit.operators.current(typist(actor)) != teacher_id:
            await unit.operators.begin(actor.school_id, typist(actor), teacher_id, now)
            await unit.audit.append(_line(actor, "operator.began", teacher_id, now))
            await unit.commit()
        return teacher


async def end(database: Database, actor: Actor, now: datetime) -> None:
    """Type for nobody. It may be ended even when the right was revoked."""
    async with database.writing() as unit:
        current = await unit.operators.current(typist(actor))
        if current is not None:
            await unit.operators.end(typist(actor), now)
            await unit.audit.append(_line(actor, "operator.ended", current, now))
            await unit.commit()


async def turn(database: Database, actor: Actor, now: datetime) -> Turn | None:
    """The operator at work for a teacher; None if nobody was chosen, the right was revoked or the teacher has left."""
    if not actor.holds(Role.OPERATOR):
        return None
    async with database.reading() as unit:
        current = await unit.operators.current(typist(actor))
        teacher = (await _teachers(unit, actor, now)).get(current) if current is not None else None
    return Turn(replace(actor, types_for=teacher.id), teacher.named) if teacher else None


async def are_there(database: Database, actor: Actor, now: datetime) -> bool:
    """Whether somebody types for teachers at the actor's school. NotFoundError for who neither teaches nor types."""
    if not actor.holds(Role.TEACHER, Role.CLASS_TEACHER, Role.OPERATOR):
        raise NotFoundError
    async with database.reading() as unit:
        school = await unit.people.school(actor.school_id)
        return bool(await unit.people.holders(school.id, Role.OPERATOR, school.today(now)))


async def _teachers(unit: UnitOfWork, actor: Actor, now: datetime) -> dict[PersonId | None, Choice]:
    """The teachers of the school today but the operator, by name."""
    if not actor.holds(Role.OPERATOR):
        raise NotFoundError
    school = await unit.people.school(actor.school_id)
    found = await unit.people.holders(school.id, Role.TEACHER, school.today(now))
    return {one.id: Choice(one.id, colleague(one, school.content_mode)) for one in found if one.id != actor.person_id}


def _line(actor: Actor, action: str, teacher_id: PersonId, now: datetime) -> AuditLine:
    return AuditLine(actor.school_id, now, actor.person_id, action, f"person:{teacher_id}", {})
