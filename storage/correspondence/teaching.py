"""Who has to do with a pupil: class teachers, teachers of the class or of the pupil's groups."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.correspondence.model import Correspondent, Taught
from core.ids import ClassId, PersonId
from core.people.model import Role
from storage.among import among
from storage.rows import PERSON_COLUMNS, by_name, holds_on, to_person
from storage.schema.calendar import subject, teaching_load, timetable_entry
from storage.schema.people import enrolment, group_member, person, role_grant

_DAY = sa.bindparam("day", type_=sa.Date)
_PUPIL = sa.bindparam("pupil", type_=enrolment.c.pupil_id.type)


async def correspondents(connection: AsyncConnection, pupil_id: PersonId, day: date) -> tuple[Correspondent, ...]:
    """Class teacher and teachers of a pupil."""
    whose = {"pupil": pupil_id, "day": day}
    leaders = {*await connection.scalars(_LEADERS, whose)}
    subjects: dict[int, dict[str, None]] = {one: {} for one in leaders}
    for row in await connection.execute(_TEACHERS, whose):
        subjects.setdefault(row.teacher_id, {})[row.name] = None
    people = await connection.execute(_PEOPLE, {"ids": [*subjects]})
    return tuple(Correspondent(to_person(row), tuple(subjects[row.id]), row.id in leaders) for row in people)


async def taught(connection: AsyncConnection, staff_id: PersonId, day: date) -> tuple[Taught, ...]:
    """The pupils of one of the staff."""
    rows = await connection.execute(_TAUGHT, {"staff": staff_id, "day": day})
    found: dict[tuple[int, int], bool] = {}
    for row in rows:
        found[row.class_id, row.pupil_id] = found.get((row.class_id, row.pupil_id), False) or bool(row.leads)
    return tuple(Taught(ClassId(of), PersonId(pupil), leads) for (of, pupil), leads in sorted(found.items()))


_LEADERS = (
    sa.select(role_grant.c.person_id)
    .join(enrolment, enrolment.c.class_id == role_grant.c.class_id)
    .where(
        enrolment.c.pupil_id == _PUPIL,
        holds_on(enrolment, _DAY),
        role_grant.c.role == Role.CLASS_TEACHER.value,
        holds_on(role_grant, _DAY),
    )
)


def _teaching(of: sa.Table) -> sa.Select[tuple[int, str]]:
    """Who teaches the pupil what, by one of the tables that say so."""
    mine = sa.select(group_member.c.group_id).where(group_member.c.pupil_id == _PUPIL, holds_on(group_member, _DAY))
    return (
        sa.select(of.c.teacher_id, subject.c.name)
        .join(enrolment, enrolment.c.class_id == of.c.class_id)
        .join(subject, subject.c.id == of.c.subject_id)
        .where(enrolment.c.pupil_id == _PUPIL, holds_on(enrolment, _DAY), holds_on(of, _DAY))
        .where(of.c.group_id.is_(None) | of.c.group_id.in_(mine))
    )


_TEACHERS = _teaching(teaching_load).union(_teaching(timetable_entry)).order_by("name")
_PEOPLE = sa.select(*PERSON_COLUMNS).where(among(person.c.id, "ids")).order_by(*by_name(person))


_STAFF = sa.bindparam("staff", type_=role_grant.c.person_id.type)


def _pupils_of(of: sa.Table) -> sa.Select[tuple[int, int, bool]]:
    """Whom somebody teaches by one of the tables that say so."""
    in_group = sa.exists().where(
        group_member.c.group_id == of.c.group_id,
        group_member.c.pupil_id == enrolment.c.pupil_id,
        holds_on(group_member, _DAY),
    )
    return (
        sa.select(enrolment.c.class_id, enrolment.c.pupil_id, sa.false().label("leads"))
        .join(of, enrolment.c.class_id == of.c.class_id)
        .where(of.c.teacher_id == _STAFF, holds_on(of, _DAY), holds_on(enrolment, _DAY))
        .where(of.c.group_id.is_(None) | in_group)
    )


_TAUGHT = (
    sa.select(enrolment.c.class_id, enrolment.c.pupil_id, sa.true().label("leads"))
    .join(role_grant, role_grant.c.class_id == enrolment.c.class_id)
    .where(
        role_grant.c.person_id == _STAFF,
        role_grant.c.role == Role.CLASS_TEACHER.value,
        holds_on(role_grant, _DAY),
        holds_on(enrolment, _DAY),
    )
    .union(_pupils_of(teaching_load), _pupils_of(timetable_entry))
)
