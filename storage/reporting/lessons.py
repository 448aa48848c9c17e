"""What was taught in some days: when lessons were recorded, how many pupils were absent."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from core.deadlines.model import About
from core.ids import ClassId, GroupId, SubjectId
from core.journal.model import Text
from storage.schema.base import Moment
from storage.schema.journal import attendance, entry, lesson, lesson_text

_KEY = tuple(lesson.c[name] for name in ("class_id", "group_id", "subject_id", "day", "number"))
_SAID = (Text.HELD.value, "not_held")


def recorded(class_ids: Collection[ClassId], first: date, last: date) -> sa.Select[Any]:
    """Lessons of which it stands whether they were held, with the moment at which that was first entered."""
    stands = sa.func.max(sa.case((lesson_text.c.ended_entry_id.is_(None), 1), else_=0))
    return (
        sa.select(*_KEY, sa.type_coerce(sa.func.min(entry.c.at), Moment).label("at"))
        .join(lesson_text, lesson_text.c.lesson_id == lesson.c.id)
        .join(entry, entry.c.id == lesson_text.c.entry_id)
        .where(
            lesson.c.class_id.in_(class_ids),
            lesson.c.day.between(first, last),
            lesson_text.c.kind.in_(_SAID),
        )
        .group_by(lesson.c.id, *_KEY)
        .having(stands == 1)
    )


def to_recorded(row: Any) -> tuple[About, datetime]:
    """A row of `recorded`."""
    group_id = GroupId(row.group_id) if row.group_id else None
    of = About(ClassId(row.class_id), group_id, SubjectId(row.subject_id), row.day, row.number)
    return of, row.at


def absent(class_ids: Collection[ClassId], first: date, last: date) -> sa.Select[Any]:
    """Pupils and days: `days` in all, `unexplained` those on which no lesson has a reason."""
    known = sa.func.max(sa.case((attendance.c.reason.is_not(None), 1), else_=0)).label("known")
    one = (
        sa.select(known)
        .select_from(lesson)
        .join(attendance, attendance.c.lesson_id == lesson.c.id)
        .where(
            lesson.c.class_id.in_(class_ids),
            lesson.c.day.between(first, last),
            attendance.c.kind == "absent",
            attendance.c.ended_entry_id.is_(None),
        )
        .group_by(lesson.c.day, attendance.c.pupil_id)
        .subquery("one")
    )
    count: sa.ColumnElement[Any] = sa.func.count().label("days")
    return sa.select(count, sa.func.sum(1 - one.c.known).label("unexplained"))
