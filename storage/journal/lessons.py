"""Reading lessons with all that stands about them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import ClassId, EntryId, GroupId, LessonId, MarkId, NoteId, PersonId, SchoolId, SubjectId
from core.journal.model import (
    Absence,
    AttendanceFact,
    Homework,
    LessonKey,
    LessonRecord,
    MarkFact,
    Reason,
    RemarkFact,
    Text,
)
from storage.among import among
from storage.attachments import to_files
from storage.gathering import gathered_together
from storage.schema.journal import attendance, control, entry, lesson, lesson_text, mark, remark


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


_MARK_COLUMNS = ("id", "pupil_id", "value", "entry_id", "ended_entry_id", "replaces_id")
_KEY_COLUMNS = ("school_id", "class_id", "group_id", "subject_id", "day", "number")


@dataclass(frozen=True, slots=True)
class Page:
    """A lesson as it stands; `withdrawn` are marks ended with nothing in their place, with the moment of the end."""

    record: LessonRecord
    withdrawn: tuple[tuple[MarkFact, datetime], ...]


async def read(connection: AsyncConnection, condition: sa.ColumnElement[bool]) -> LessonRecord | None:
    """The lesson that meets the condition, with its facts that stand now."""
    found = await pages(connection, condition)
    return next((page.record for page in found.values()), None)


async def pages(connection: AsyncConnection, condition: sa.ColumnElement[bool]) -> dict[int, Page]:
    """Lesson → its page, for those that meet the condition: two statements, however many there are."""
    return await _pages_of(connection, (await connection.execute(sa.select(lesson).where(condition))).all())


async def _pages_of(connection: AsyncConnection, rows: Sequence[Any]) -> dict[int, Page]:
    if not rows:
        return {}
    return pages_from(rows, *await gathered_together(connection, _FACTS, {"ids": [row.id for row in rows]}))


def pages_from(
    rows: Iterable[Any],
    texts: Iterable[Any],
    marks: Iterable[Any],
    presence: Iterable[Any],
    remarks: Iterable[Any],
) -> dict[int, Page]:
    """Lesson → its page, made of what the queries of `PAGES` found."""
    facts = [by_lesson(one) for one in (texts, marks, presence, remarks)]
    return {row.id: _page(row, *(fact[row.id] for fact in facts)) for row in rows}


async def absences(
    connection: AsyncConnection, pupil_ids: Iterable[PersonId], first: date, last: date
) -> tuple[Absence, ...]:
    """The absences of pupils that stand in the lessons of these days: one statement."""
    query = (
        sa.select(attendance, *(lesson.c[name] for name in _KEY_COLUMNS))
        .join(lesson, lesson.c.id == attendance.c.lesson_id)
        .where(
            attendance.c.pupil_id.in_(pupil_ids),
            attendance.c.kind == "absent",
            attendance.c.ended_entry_id.is_(None),
            lesson.c.day.between(first, last),
        )
        .order_by(lesson.c.day, lesson.c.number, attendance.c.id)
    )
    rows = await connection.execute(query)
    return tuple(Absence(LessonId(row.lesson_id), _key(row), _presence(row)) for row in rows)


async def seen(
    connection: AsyncConnection, pupil_ids: Iterable[PersonId], first: date, last: date
) -> tuple[tuple[PersonId, date], ...]:
    """Pupil and day of each day on which somebody was at a lesson: one statement."""
    rows = await connection.execute(_SEEN, {"pupils": [*pupil_ids], "first": first, "last": last})
    return tuple((PersonId(row.pupil_id), row.day) for row in rows)


def by_lesson(rows: Iterable[Any]) -> defaultdict[int, list[Any]]:
    """Rows that name a lesson, by it."""
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.lesson_id].append(row)
    return found


# Statements that do not change are made once: to make one costs as much as to execute it.
_LESSONS = sa.select(lesson).where(among(lesson.c.id, "ids"))

_TEXTS = sa.select(lesson_text).where(among(lesson_text.c.lesson_id, "ids"), lesson_text.c.ended_entry_id.is_(None))

_MARKS = (
    sa.select(
        *(mark.c[name] for name in _MARK_COLUMNS),
        control.c.lesson_id,
        control.c.kind,
        control.c.text,
        entry.c.at.label("ended_at"),
    )
    .join(control, control.c.id == mark.c.control_id)
    .outerjoin(entry, entry.c.id == mark.c.ended_entry_id)
    .where(among(control.c.lesson_id, "ids"))
)
"""Every mark there ever was, with its control and the moment of its end."""

_PRESENCES = sa.select(attendance).where(among(attendance.c.lesson_id, "ids"), attendance.c.ended_entry_id.is_(None))
"""Absences, lateness and exemptions that stand."""

_REMARKS = sa.select(remark).where(among(remark.c.lesson_id, "ids"), remark.c.ended_entry_id.is_(None))
"""Remarks that stand."""

_OF_DAYS = lesson.c.day.between(sa.bindparam("first", type_=sa.Date), sa.bindparam("last", type_=sa.Date))

_SEEN = (
    sa.select(attendance.c.pupil_id, lesson.c.day)
    .join(lesson, lesson.c.id == attendance.c.lesson_id)
    .where(
        among(attendance.c.pupil_id, "pupils"),
        attendance.c.kind.in_(("present", "late")),
        attendance.c.ended_entry_id.is_(None),
        _OF_DAYS,
    )
    .union(
        sa.select(mark.c.pupil_id, lesson.c.day)
        .select_from(mark.join(control, control.c.id == mark.c.control_id))
        .join(lesson, lesson.c.id == control.c.lesson_id)
        .where(among(mark.c.pupil_id, "pupils"), mark.c.ended_entry_id.is_(None), _OF_DAYS)
    )
    .order_by("day", "pupil_id")
)
"""Who was there on which days, by what stands."""

_FACTS = (_TEXTS, _MARKS, _PRESENCES, _REMARKS)

PAGES = (_LESSONS, *_FACTS)
"""What `pages_from` needs of the lessons whose keys are the parameter `ids`."""


def _page(
    row: Any, texts: Iterable[Any], marks: Iterable[Any], presence: Iterable[Any], remarks: Iterable[Any]
) -> Page:
    said = {text.kind: text for text in texts}
    homework = said.get("homework") or said.get("no_homework")
    written = {mark.id: mark for mark in marks}
    replaced = {mark.replaces_id for mark in written.values()}
    ended = [mark for mark in written.values() if mark.ended_entry_id is not None and mark.id not in replaced]
    record = LessonRecord(
        LessonId(row.id),
        _key(row),
        PersonId(row.teacher_id),
        said["topic"].text if "topic" in said else None,
        to_homework(homework) if homework else None,
        "not_held" not in said,
        tuple(_mark(written, mark) for mark in written.values() if mark.ended_entry_id is None),
        tuple(_presence(fact) for fact in presence if fact.kind in ("absent", "late")),
        (
            *(_remark(fact, None) for fact in presence if fact.kind == "exempt"),
            *(_remark(fact, fact.text) for fact in remarks),
        ),
        tuple(PersonId(fact.pupil_id) for fact in presence if fact.kind == "present"),
        said["not_held"].text or None if "not_held" in said else None,
        {_WHAT[kind]: EntryId(text.entry_id) for kind, text in said.items()},
    )
    return Page(record, tuple((_mark(written, mark), mark.ended_at) for mark in ended))


_WHAT = {
    "topic": Text.TOPIC,
    "homework": Text.HOMEWORK,
    "no_homework": Text.HOMEWORK,
    "held": Text.HELD,
    "not_held": Text.HELD,
}


def to_homework(row: Any) -> Homework:
    """Homework, or an explicit none, as the core's value."""
    files = to_files(row.attachments)
    return Homework(row.text, row.kind == "homework", row.due, files)


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
    note_id = NoteId(row.note_id) if row.note_id else None
    late = row.kind == "late"
    return AttendanceFact(PersonId(row.pupil_id), late, reason, row.minutes, EntryId(row.entry_id), note_id)


def _remark(row: Any, text: str | None) -> RemarkFact:
    return RemarkFact(PersonId(row.pupil_id), text, EntryId(row.entry_id))


def _key(row: Any) -> LessonKey:
    return LessonKey(
        SchoolId(row.school_id),
        ClassId(row.class_id),
        GroupId(row.group_id) if row.group_id else None,
        SubjectId(row.subject_id),
        row.day,
        row.number,
    )
