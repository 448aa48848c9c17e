"""Taking an entry back: its facts are ended, and copies of what it had ended stand again."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import EntryId, PersonId
from storage.schema.journal import attendance, lesson_text, mark, remark

_TABLES: tuple[sa.Table, ...] = (lesson_text, mark, attendance, remark)
_RESTORED = (lesson_text, attendance)
"""What a record may have ended: texts and attendance. A mark is ended by a correction alone."""


async def end_facts_of(connection: AsyncConnection, undone: EntryId, by: EntryId) -> tuple[PersonId, ...]:
    """End the facts of `undone` by the entry `by`; the pupils concerned."""
    pupils: set[PersonId] = set()
    for table in _TABLES:
        pupils |= await _pupils(connection, table, undone)
        if table in _RESTORED:
            await _restore(connection, table, undone, by)
        await connection.execute(
            table.update().where(table.c.entry_id == undone, _open(table)).values(ended_entry_id=by)
        )
    return tuple(sorted(pupils))


async def _pupils(connection: AsyncConnection, table: sa.Table, undone: EntryId) -> set[PersonId]:
    if "pupil_id" not in table.c:
        return set()
    touched = (table.c.entry_id == undone) | (table.c.ended_entry_id == undone)
    return {PersonId(pupil) for pupil in await connection.scalars(sa.select(table.c.pupil_id).where(touched))}


async def _restore(connection: AsyncConnection, table: sa.Table, undone: EntryId, by: EntryId) -> None:
    """What the undone entry had ended stands again, as a fact of the entry that undoes."""
    rows = await connection.execute(sa.select(table).where(table.c.ended_entry_id == undone))
    copies = [_copy(row, by) for row in rows]
    if copies:
        await connection.execute(table.insert(), copies)


def _copy(row: Any, by: EntryId) -> dict[str, Any]:
    values = {name: value for name, value in row._mapping.items() if name not in ("id", "ended_entry_id")}
    return values | {"entry_id": by}


def _open(table: sa.Table) -> sa.ColumnElement[bool]:
    return table.c.ended_entry_id.is_(None)
