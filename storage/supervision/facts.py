"""What the journal has of a month, lesson by lesson: five statements, however many classes there are."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import ClassId, GroupId, PersonId, SubjectId
from core.journal.taps.model import LessonRef
from core.supervision.model import Written
from core.supervision.samples import ABSENT, LATE
from core.supervision.verified import Cell
from storage.among import among
from storage.schema.calendar import plan_item
from storage.schema.journal import attendance, control, entry, lesson, lesson_text, mark


async def written(
    connection: AsyncConnection, class_ids: Collection[ClassId], first: date, last: date
) -> tuple[Written, ...]:
    """Lessons with the numbers of what stands in them."""
    wanted = {"classes": [*class_ids], "first": first, "last": last}
    rows = await connection.execute(_LESSONS, wanted)
    late = {row.lesson_id: row.days for row in await connection.execute(_LATE, wanted)}
    marks = {row.lesson_id: row for row in await connection.execute(_MARKS, wanted)}
    unexplained = {row.lesson_id: row.pupils for row in await connection.execute(_UNEXPLAINED, wanted)}
    positions: defaultdict[int, list[int]] = defaultdict(list)
    for lesson_id, position in await connection.execute(_POSITIONS, wanted):
        positions[lesson_id].append(position)
    return tuple(
        Written(
            lesson=_ref(row),
            teacher_id=PersonId(row.teacher_id),
            kinds=frozenset(kind for kind in _KINDS if getattr(row, kind)),
            positions=tuple(positions.get(row.id, ())),
            late_days=late.get(row.id, 0),
            marks=marks[row.id].given if row.id in marks else 0,
            unnamed=marks[row.id].unnamed if row.id in marks else 0,
            unexplained=unexplained.get(row.id, 0),
        )
        for row in rows
    )


async def marked(
    connection: AsyncConnection, class_ids: Collection[ClassId], first: date, last: date
) -> Mapping[tuple[ClassId, SubjectId], Mapping[PersonId, int]]:
    """Marks of pupils."""
    found: defaultdict[tuple[ClassId, SubjectId], dict[PersonId, int]] = defaultdict(dict)
    wanted = {"classes": [*class_ids], "first": first, "last": last}
    for class_id, subject_id, pupil_id, given in await connection.execute(_OF_PUPILS, wanted):
        found[ClassId(class_id), SubjectId(subject_id)][PersonId(pupil_id)] = given
    return found


async def cells(connection: AsyncConnection, class_id: ClassId, first: date, last: date) -> tuple[Cell, ...]:
    """Marks and attendance of one class: two statements."""
    wanted = {"classes": [class_id], "first": first, "last": last}
    rows = [
        *await connection.execute(_MARK_CELLS, wanted),
        *await connection.execute(_ATTENDANCE_CELLS, wanted),
    ]
    return tuple(Cell(_ref(row), PersonId(row.pupil_id), _SIGNS.get(row.text, row.text)) for row in rows)


def _ref(row: Any) -> LessonRef:
    group_id = GroupId(row.group_id) if row.group_id else None
    return LessonRef(ClassId(row.class_id), group_id, SubjectId(row.subject_id), row.day, row.number)


_KINDS = ("topic", "homework", "no_homework", "held", "not_held")
_OF_MONTH = sa.and_(
    among(lesson.c.class_id, "classes"),
    lesson.c.day.between(sa.bindparam("first", type_=sa.Date), sa.bindparam("last", type_=sa.Date)),
)
_STANDS = lesson_text.c.ended_entry_id.is_(None)


def _said(kind: str) -> sa.Label[Any]:
    return sa.func.max(sa.case((lesson_text.c.kind == kind, 1), else_=0)).label(kind)


_COLUMNS = tuple(lesson.c[name] for name in ("id", "class_id", "group_id", "subject_id", "teacher_id", "day", "number"))
_LESSONS = (
    sa.select(*_COLUMNS, *map(_said, _KINDS))
    .join(lesson_text, lesson_text.c.lesson_id == lesson.c.id)
    .where(_OF_MONTH, _STANDS)
    .group_by(*_COLUMNS)
)
_UNDO = entry.alias("undo")
_TAKEN_BACK = sa.exists().where(_UNDO.c.lesson_id == entry.c.lesson_id, _UNDO.c.undoes_id == entry.c.id)
_FIRST = sa.func.min(entry.c.late_days)  # days only grow, so that the first entry has the fewest
_LATE = (
    sa.select(entry.c.lesson_id, _FIRST.label("days"))
    .join(lesson, lesson.c.id == entry.c.lesson_id)
    .where(_OF_MONTH, entry.c.kind == "record", ~_TAKEN_BACK)
    .group_by(entry.c.lesson_id)
    .having(_FIRST > 0)
)
_MARKS = (
    sa.select(
        control.c.lesson_id,
        sa.func.count(mark.c.id).label("given"),
        sa.func.sum(sa.case((control.c.kind.is_(None), 1), else_=0)).label("unnamed"),
    )
    .join(control, control.c.lesson_id == lesson.c.id)
    .join(mark, mark.c.control_id == control.c.id)
    .where(_OF_MONTH, mark.c.ended_entry_id.is_(None))
    .group_by(control.c.lesson_id)
)
_UNEXPLAINED = (
    sa.select(attendance.c.lesson_id, sa.func.count(attendance.c.pupil_id.distinct()).label("pupils"))
    .join(lesson, lesson.c.id == attendance.c.lesson_id)
    .where(
        _OF_MONTH,
        attendance.c.kind == "absent",
        attendance.c.reason.is_(None),
        attendance.c.ended_entry_id.is_(None),
    )
    .group_by(attendance.c.lesson_id)
)
_POSITIONS = (
    sa.select(lesson.c.id, plan_item.c.position)
    .join(lesson_text, lesson_text.c.lesson_id == lesson.c.id)
    .join(
        plan_item,
        (plan_item.c.class_id == lesson.c.class_id)
        & (plan_item.c.subject_id == lesson.c.subject_id)
        & (plan_item.c.topic == lesson_text.c.text),
    )
    .where(_OF_MONTH, _STANDS, lesson_text.c.kind == "topic")
    .order_by(lesson.c.id, plan_item.c.position)
)
_SIGNS = {"absent": ABSENT, "late": LATE}
_MARK_CELLS = (
    sa.select(*_COLUMNS, mark.c.pupil_id, mark.c.value.label("text"))
    .join(control, control.c.lesson_id == lesson.c.id)
    .join(mark, mark.c.control_id == control.c.id)
    .where(_OF_MONTH, mark.c.ended_entry_id.is_(None))
    .order_by(mark.c.id)
)
_ATTENDANCE_CELLS = (
    sa.select(*_COLUMNS, attendance.c.pupil_id, attendance.c.kind.label("text"))
    .join(attendance, attendance.c.lesson_id == lesson.c.id)
    .where(_OF_MONTH, attendance.c.kind.in_([*_SIGNS]), attendance.c.ended_entry_id.is_(None))
    .order_by(attendance.c.id)
)
_OF_PUPILS = (
    sa.select(lesson.c.class_id, lesson.c.subject_id, mark.c.pupil_id, sa.func.count(mark.c.id))
    .join(control, control.c.lesson_id == lesson.c.id)
    .join(mark, mark.c.control_id == control.c.id)
    .where(_OF_MONTH, mark.c.ended_entry_id.is_(None))
    .group_by(lesson.c.class_id, lesson.c.subject_id, mark.c.pupil_id)
)
