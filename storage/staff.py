"""StaffRepository on a connection."""

from collections import defaultdict
from datetime import date

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import ClassId, GrantId, PersonId, SchoolId
from core.people.model import Grant, Role
from core.people.staff.model import Employee, Held, Term
from storage.rows import PERSON_COLUMNS, by_name, holds_on, to_person
from storage.schema.people import person, role_grant, staff


class StaffTables:
    """Two statements for a whole staff; functions are added and ended."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def employees(self, school_id: SchoolId, day: date) -> tuple[Employee, ...]:
        """Employees and others with a function."""
        held = await self._held(school_id, day)
        employed = sa.and_(staff.c.person_id == person.c.id, holds_on(staff, day))
        query = (
            sa.select(*PERSON_COLUMNS, staff.c.position)
            .outerjoin(staff, employed)
            .where(
                person.c.school_id == school_id,
                staff.c.id.is_not(None)
                | sa.exists().where(role_grant.c.person_id == person.c.id, _not_ended(school_id, day)),
            )
            .order_by(*by_name(person))
        )
        rows = await self._connection.execute(query)
        return tuple(Employee(to_person(row), row.position or "", tuple(held[PersonId(row.id)])) for row in rows)

    async def _held(self, school_id: SchoolId, day: date) -> defaultdict[PersonId, list[Held]]:
        query = (
            sa.select(role_grant)
            .where(_not_ended(school_id, day))
            .order_by(role_grant.c.from_day, role_grant.c.role, role_grant.c.id)
        )
        found: defaultdict[PersonId, list[Held]] = defaultdict(list)
        for row in await self._connection.execute(query):
            grant = Grant(Role(row.role), ClassId(row.class_id) if row.class_id else None)
            found[PersonId(row.person_id)].append(Held(GrantId(row.id), grant, row.from_day, row.to_day))
        return found

    async def grant(self, school_id: SchoolId, person_id: PersonId, grant: Grant, term: Term) -> None:
        """A new row."""
        values = {"role": grant.role.value, "class_id": grant.class_id, "from_day": term.from_day}
        new = role_grant.insert().values(school_id=school_id, person_id=person_id, to_day=term.to_day, **values)
        await self._connection.execute(new)

    async def end(self, grant_id: GrantId, last: date | None) -> None:
        """A last day, or no row at all for what never began."""
        own = role_grant.c.id == grant_id
        done = role_grant.delete().where(own) if last is None else role_grant.update().where(own).values(to_day=last)
        await self._connection.execute(done)


def _not_ended(school_id: SchoolId, day: date) -> sa.ColumnElement[bool]:
    ends = role_grant.c.to_day
    return sa.and_(role_grant.c.school_id == school_id, ends.is_(None) | (ends >= day))
