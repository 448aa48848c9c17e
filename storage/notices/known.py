"""People of the school by what somebody wrote of them: a pupil, a guardian, one of the staff."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import ClassId, PersonId, SchoolId
from core.notices.audience import Known
from core.people.model import SchoolClass
from storage.among import among
from storage.rows import PERSON_COLUMNS, by_name, holds_on, to_person, without_yo
from storage.schema.people import enrolment, guardianship, person, school_class, staff

_CLASS = (school_class.c.id.label("class_id"), school_class.c.grade, school_class.c.letter)


async def known(
    connection: AsyncConnection,
    school_id: SchoolId,
    day: date,
    ids: Collection[PersonId],
    uids: Collection[str],
    surnames: Collection[str],
) -> tuple[Known, ...]:
    """Those of them who belong to the school that day."""
    values = {"ids": ids, "uids": uids, "surnames": surnames}
    found = [*await connection.execute(_people(school_id, day), values)]
    guards = await _guards(connection, [row.id for row in found], day)
    return tuple(_known(row, guards[row.id]) for row in found if row.class_id or row.employed or guards[row.id])


_MEANT = (
    among(person.c.id, "ids")
    | among(person.c.uid, "uids")
    | among(sa.type_coerce(without_yo(person.c.surname), sa.Text()), "surnames")
)


def _people(school_id: SchoolId, day: date) -> sa.Select[Any]:
    employed = sa.exists().where(staff.c.person_id == person.c.id, holds_on(staff, day))
    here = (enrolment.c.pupil_id == person.c.id) & holds_on(enrolment, day)
    return (
        sa.select(*PERSON_COLUMNS, *_CLASS, employed.label("employed"))
        .select_from(
            person.outerjoin(enrolment, here).outerjoin(school_class, school_class.c.id == enrolment.c.class_id)
        )
        .where(person.c.school_id == school_id, _MEANT)
        .order_by(*by_name(person))
    )


async def _guards(connection: AsyncConnection, ids: Collection[int], day: date) -> dict[int, list[SchoolClass]]:
    """Guardian → the classes of their children that day."""
    query = (
        sa.select(guardianship.c.guardian_id, *_CLASS)
        .join(enrolment, enrolment.c.pupil_id == guardianship.c.pupil_id)
        .join(school_class, school_class.c.id == enrolment.c.class_id)
        .where(among(guardianship.c.guardian_id, "ids"), holds_on(guardianship, day), holds_on(enrolment, day))
        .distinct()
        .order_by(school_class.c.grade, school_class.c.letter)
    )
    found: dict[int, list[SchoolClass]] = defaultdict(list)
    for row in await connection.execute(query, {"ids": ids}):
        found[row.guardian_id].append(_class(row))
    return found


def _known(row: Any, guards: Collection[SchoolClass]) -> Known:
    of = _class(row) if row.class_id else None
    return Known(to_person(row), of, staff=bool(row.employed), guards=tuple(guards))


def _class(row: Any) -> SchoolClass:
    return SchoolClass(ClassId(row.class_id), row.grade, row.letter)
