"""Taking an entry back: its facts are ended, and the last word of the entries that were not taken back stands again.

Nothing is changed for that: what stands again is a copy. Entries may be taken back in any order.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import EntryId
from storage.schema.journal import attendance, control, entry, lesson_text, mark, remark

_SAME = {"no_homework": "homework", "not_held": "held"}
"""Two kinds of text that take each other's place."""


async def end_facts_of(connection: AsyncConnection, undone: EntryId, by: EntryId) -> None:
    """End the facts of `undone` by the entry `by`."""
    await connection.execute(entry.update().where(entry.c.id == by).values(undoes_id=undone))
    lesson_id = await connection.scalar(sa.select(entry.c.lesson_id).where(entry.c.id == undone))
    for table in (lesson_text, attendance):
        await _take_back(connection, table, lesson_id, undone, by)
    await _take_back_marks(connection, lesson_id, undone, by)
    await _end(connection, remark, remark.c.lesson_id == lesson_id, undone, by)


async def _end(
    connection: AsyncConnection, table: sa.Table, of_lesson: sa.ColumnElement[bool], undone: EntryId, by: EntryId
) -> list[Any]:
    """End what still stands of an entry; the rows that were ended. They are found by their lesson, which is indexed."""
    standing = table.update().where(of_lesson, table.c.entry_id == undone, table.c.ended_entry_id.is_(None))
    return [*await connection.execute(standing.values(ended_entry_id=by).returning(*table.c))]


async def _take_back(
    connection: AsyncConnection, table: sa.Table, lesson_id: int | None, undone: EntryId, by: EntryId
) -> None:
    """Where the entry had the last word, the last word of the others stands again, as theirs."""
    of_lesson = table.c.lesson_id == lesson_id
    ended = {_slot(row) for row in await _end(connection, table, of_lesson, undone, by)}
    others = table.c.entry_id.not_in(_taken_back(lesson_id))
    rows = await connection.execute(sa.select(table).where(of_lesson, others).order_by(table.c.id))
    last_words = {_slot(row): row for row in rows}
    copies = [_copy(row) for slot, row in last_words.items() if slot in ended]
    if copies:
        await connection.execute(table.insert(), copies)


async def _take_back_marks(connection: AsyncConnection, lesson_id: int | None, undone: EntryId, by: EntryId) -> None:
    """A mark that the entry corrected or removed gets its value again, as one more correction."""
    of_lesson = mark.c.control_id.in_(sa.select(control.c.id).where(control.c.lesson_id == lesson_id))
    await _end(connection, mark, of_lesson, undone, by)
    rows = {row.id: row for row in await connection.execute(sa.select(mark).where(of_lesson).order_by(mark.c.id))}
    taken_back = set(await connection.scalars(_taken_back(lesson_id)))
    replaced = {row.replaces_id for row in rows.values()}
    for last in [row for row in rows.values() if row.ended_entry_id in (undone, by) and row.id not in replaced]:
        valid = [row for row in _chain(rows, last) if row.entry_id not in taken_back]
        if valid:
            again = {"value": valid[0].value, "entry_id": by, "replaces_id": last.id}
            await connection.execute(mark.insert().values(_copy(last) | again))


def _taken_back(lesson_id: int | None) -> sa.Select[Any]:
    return sa.select(entry.c.undoes_id).where(entry.c.lesson_id == lesson_id, entry.c.undoes_id.is_not(None))


def _chain(rows: Mapping[int, Any], row: Any) -> Iterator[Any]:
    """A mark and those before it, the latest first."""
    while row is not None:
        yield row
        row = rows.get(row.replaces_id)


def _slot(row: Any) -> object:
    """What a row speaks of: no two of them stand at once."""
    values = row._mapping
    return values["pupil_id"] if "pupil_id" in values else _SAME.get(values["kind"], values["kind"])


def _copy(row: Any) -> dict[str, Any]:
    return {name: value for name, value in row._mapping.items() if name not in ("id", "ended_entry_id")}
