"""Reading a lesson with all that stands about it."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import ClassId, EntryId, GroupId, LessonId, MarkId, PersonId, SchoolId, SubjectId
from core.journal.model import AttendanceFact, Homework, LessonKey, LessonRecord, MarkFact, Reason
from storage.schema.journal import attendance, control, entry, lesson, lesson_text, mark


def matches(key: LessonKey) -> sa.ColumnElement[bool]:
    """The row of this lesson."""
    return sa.and_(
        lesson.c.class_id == key.class_id,
        lesson.c.subject_id == key.subject_id,
        lesson.c.day == key.day,
        lesson.c.number == key.number,
        same_group(lesson.c.group_id, key.group_id),
    )


def same_group(column: sa.ColumnElement[Any], group_id: GroupId | None) -> sa.ColumnElement[bool]:
    """Whether a column names this group, or no group."""
    return column.is_(None) if group_id is None else column == group_id


async def read(connection: AsyncConnection, condition: sa.ColumnElement[bool]) -> LessonRecord | None:
    """The lesson that meets the condition, with its facts that stand now."""
    row = (await connection.execute(sa.select(lesson).where(condition))).first()
    if row is None:
        return None
    lesson_id = LessonId(row.id)
    texts = await _texts(connection, lesson_id)
    homework = texts.get("homework") or texts.get("no_homework")
    return LessonRecord(
        lesson_id,
        _key(row),
        PersonId(row.teacher_id),
        texts["topic"].text if "topic" in texts else None,
        Homework(homework.text, homework.kind == "homework", homework.due) if homework else None,
        "not_held" not in texts,
        await marks(connection, lesson_id),
        await presence(connection, lesson_id),
    )


async def _texts(connection: AsyncConnection, lesson_id: LessonId) -> dict[str, Any]:
    query = sa.select(lesson_text).where(lesson_text.c.lesson_id == lesson_id, lesson_text.c.ended_entry_id.is_(None))
    return {row.kind: row for row in await connection.execute(query)}


async def marks(connection: AsyncConnection, lesson_id: LessonId) -> tuple[MarkFact, ...]:
    """The marks that stand, in the order of their first entry, each with the values it had before."""
    query = (
        sa.select(mark, control.c.kind, control.c.text, entry.c.at.label("ended_at"))
        .join(control, control.c.id == mark.c.control_id)
        .outerjoin(entry, entry.c.id == mark.c.ended_entry_id)
        .where(control.c.lesson_id == lesson_id)
        .order_by(mark.c.id)
    )
    rows = {row.id: row for row in await connection.execute(query)}
    return tuple(_mark(rows, row) for row in rows.values() if row.ended_entry_id is None)


async def withdrawn(connection: AsyncConnection, lesson_id: LessonId) -> tuple[tuple[MarkFact, Any], ...]:
    """The marks that were ended with nothing in their place, each with the moment of its end."""
    query = (
        sa.select(mark, control.c.kind, control.c.text, entry.c.at.label("ended_at"))
        .join(control, control.c.id == mark.c.control_id)
        .join(entry, entry.c.id == mark.c.ended_entry_id)
        .where(control.c.lesson_id == lesson_id)
        .order_by(mark.c.id)
    )
    rows = {row.id: row for row in await connection.execute(query)}
    replaced = sa.select(mark.c.replaces_id).where(mark.c.replaces_id.in_(rows))
    gone = set(rows) - set(await connection.scalars(replaced))
    return tuple((_mark(rows, rows[mark_id]), rows[mark_id].ended_at) for mark_id in sorted(gone))


async def presence(connection: AsyncConnection, lesson_id: LessonId) -> tuple[AttendanceFact, ...]:
    """Absences and lateness that stand."""
    query = (
        sa.select(attendance)
        .where(
            attendance.c.lesson_id == lesson_id,
            attendance.c.ended_entry_id.is_(None),
            attendance.c.kind.in_(("absent", "late")),
        )
        .order_by(attendance.c.id)
    )
    return tuple(_presence(row) for row in await connection.execute(query))


def _mark(rows: dict[int, Any], row: Any) -> MarkFact:
    earlier = []
    before = rows.get(row.replaces_id)
    while before is not None:
        earlier.append((before.value, before.ended_at))
        before = rows.get(before.replaces_id)
    return MarkFact(
        MarkId(row.id),
        PersonId(row.pupil_id),
        row.value,
        row.kind,
        row.text,
        EntryId(_first_entry(rows, row)),
        tuple(reversed(earlier)),
    )


def _first_entry(rows: dict[int, Any], row: Any) -> int:
    """The entry in which the mark appeared: a correction does not make it news of another message."""
    while row.replaces_id in rows:
        row = rows[row.replaces_id]
    return int(row.entry_id)


def _presence(row: Any) -> AttendanceFact:
    reason = Reason(row.reason) if row.reason else None
    return AttendanceFact(PersonId(row.pupil_id), row.kind == "late", reason, row.minutes, EntryId(row.entry_id))


def _key(row: Any) -> LessonKey:
    return LessonKey(
        SchoolId(row.school_id),
        ClassId(row.class_id),
        GroupId(row.group_id) if row.group_id else None,
        SubjectId(row.subject_id),
        row.day,
        row.number,
    )
