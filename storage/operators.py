"""OperatorRepository on a connection."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import PersonId, SchoolId
from storage.schema.operators import operator_turn as table


class OperatorTable:
    """Turns are inserted and ended once."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def current(self, operator_id: PersonId) -> PersonId | None:
        """The teacher for whom this person types now."""
        found: int | None = await self._connection.scalar(_CURRENT, {"operator": operator_id})
        return PersonId(found) if found is not None else None

    async def begin(self, school_id: SchoolId, operator_id: PersonId, teacher_id: PersonId, at: datetime) -> None:
        """Type for this teacher from now on."""
        await self.end(operator_id, at)
        people = {"operator_id": operator_id, "teacher_id": teacher_id}
        await self._connection.execute(table.insert().values(school_id=school_id, begun_at=at, **people))

    async def end(self, operator_id: PersonId, at: datetime) -> None:
        """End the turn, if there is one."""
        standing = table.update().where(table.c.operator_id == operator_id, table.c.ended_at.is_(None))
        await self._connection.execute(standing.values(ended_at=at))

    async def recent(self, operator_id: PersonId, limit: int) -> tuple[PersonId, ...]:
        """The teachers for whom this person typed, the latest first."""
        rows = await self._connection.execute(_RECENT, {"operator": operator_id, "most": limit})
        return tuple(PersonId(row.teacher_id) for row in rows)


_OWN = table.c.operator_id == sa.bindparam("operator")
_CURRENT = sa.select(table.c.teacher_id).where(_OWN, table.c.ended_at.is_(None))
_RECENT = (
    sa.select(table.c.teacher_id)
    .where(_OWN)
    .group_by(table.c.teacher_id)
    .order_by(sa.func.max(table.c.begun_at).desc(), sa.func.max(table.c.id).desc())
    .limit(sa.bindparam("most", type_=sa.Integer))
)
