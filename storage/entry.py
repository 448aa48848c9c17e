"""EntryRepository on a connection."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.calendar.entry.model import Row
from core.ids import PersonId, SchoolId
from storage.schema.calendar import entry_slot as table
from storage.schema.calendar import room


class EntryTable:
    """One row for each person; two who change it at once take turns by the row."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def rows(self, school_id: SchoolId) -> tuple[Row, ...]:
        """All rows."""
        found = sa.select(table).where(table.c.school_id == school_id).order_by(table.c.person_id)
        return tuple(_row(row) for row in await self._connection.execute(found))

    async def row(self, school_id: SchoolId, person_id: PersonId) -> Row:
        """One, locked on PostgreSQL; on SQLite the writer is alone anyway."""
        found = (
            await self._connection.execute(sa.select(table).where(_is(school_id, person_id)).with_for_update())
        ).first()
        return _row(found) if found else Row(person_id)

    async def save(self, school_id: SchoolId, row: Row) -> None:
        """Update it, or insert the first."""
        values = {
            "cells": dict(row.cells),
            "note": row.note,
            "cells_before": None if row.before is None else dict(row.before),
            "changed_by_id": row.changed_by,
            "changed_at": row.changed_at,
        }
        changed = table.update().where(_is(school_id, row.person_id)).values(values)
        if not (await self._connection.execute(changed)).rowcount:
            new = table.insert().values(values | {"school_id": school_id, "person_id": row.person_id})
            await self._connection.execute(new)

    async def workstations(self, school_id: SchoolId) -> Mapping[str, str]:
        """From the directory of rooms."""
        own = (room.c.school_id == school_id) & room.c.workstation.is_not(None)
        rows = await self._connection.execute(sa.select(room.c.workstation, room.c.number).where(own))
        return {row.workstation: row.number for row in rows}


def _is(school_id: SchoolId, person_id: PersonId) -> sa.ColumnElement[bool]:
    return (table.c.school_id == school_id) & (table.c.person_id == person_id)


def _row(row: Any) -> Row:
    changed_by = PersonId(row.changed_by_id) if row.changed_by_id else None
    return Row(PersonId(row.person_id), row.cells, row.note, row.cells_before, changed_by, row.changed_at)
