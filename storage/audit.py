"""The audit log in the database."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.audit.model import GENESIS, AuditLine, ChainedLine, Wanted, chain_hash
from core.ids import SchoolId
from storage.rights import locked_school
from storage.schema.audit import audit_entry
from storage.schema.people import school


class AuditTable:
    """Append-only, by the database's own triggers too."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def append(self, line: AuditLine) -> None:
        """Add a line. The school's row is locked meanwhile, so that two writers make one chain."""
        await self._connection.execute(locked_school(school.c.id).where(school.c.id == line.school_id))
        number, previous = await self._head(line.school_id)
        await self._connection.execute(
            audit_entry.insert().values(
                school_id=line.school_id,
                number=number + 1,
                at=line.at,
                actor_id=line.actor_id,
                action=line.action,
                subject=line.subject,
                data=dict(line.data),
                previous_hash=previous,
                hash=chain_hash(previous, number + 1, line),
            )
        )

    async def _head(self, school_id: SchoolId) -> tuple[int, str]:
        head = (
            sa.select(audit_entry.c.number, audit_entry.c.hash)
            .where(audit_entry.c.school_id == school_id)
            .order_by(audit_entry.c.number.desc())
            .limit(1)
        )
        row = (await self._connection.execute(head)).first()
        return (row.number, row.hash) if row else (0, GENESIS)

    async def lines(self, school_id: SchoolId, after: int = 0, limit: int | None = None) -> tuple[ChainedLine, ...]:
        """The chain of a school, from the line behind this number on."""
        chain = (
            sa.select(audit_entry)
            .where(audit_entry.c.school_id == school_id, audit_entry.c.number > after)
            .order_by(audit_entry.c.number)
            .limit(limit)
        )
        return tuple(_chained(row) for row in await self._connection.execute(chain))

    async def latest(self, school_id: SchoolId, wanted: Wanted, limit: int) -> tuple[ChainedLine, ...]:
        """Lines that are looked for, by the number from the end."""
        found = (
            sa.select(audit_entry)
            .where(audit_entry.c.school_id == school_id, *_conditions(wanted))
            .order_by(audit_entry.c.number.desc())
            .limit(limit)
        )
        return tuple(_chained(row) for row in await self._connection.execute(found))


def _conditions(wanted: Wanted) -> Iterator[sa.ColumnElement[bool]]:
    if wanted.beginnings:
        yield sa.or_(*(audit_entry.c.action.startswith(f"{one}.", autoescape=True) for one in wanted.beginnings))
    if wanted.actor_id is not None:
        yield audit_entry.c.actor_id == wanted.actor_id
    if wanted.since is not None:
        yield audit_entry.c.at >= wanted.since
    if wanted.before is not None:
        yield audit_entry.c.number < wanted.before


def _chained(row: sa.Row[tuple[object, ...]]) -> ChainedLine:
    line = AuditLine(row.school_id, row.at, row.actor_id, row.action, row.subject, row.data)
    return ChainedLine(row.number, line, row.previous_hash, row.hash)
