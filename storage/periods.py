"""PeriodRepository on a connection."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import ClassId, GroupId, PeriodMarkId, PersonId, SchoolId, SubjectId
from core.journal.periods.model import (
    Away,
    Course,
    Evidence,
    GivenMark,
    HeldLesson,
    NewPeriodMark,
    PeriodMark,
    SheetKey,
)
from storage.among import among
from storage.schema.journal import attendance, control, entry, lesson, lesson_text, mark
from storage.schema.periods import period_draft, period_mark


class PeriodTables:
    """Marks are inserted and ended once; drafts are written over."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def evidence(
        self, class_id: ClassId, subject_id: SubjectId, pupil_ids: Collection[PersonId], first: date, last: date
    ) -> Evidence:
        """What stands of a subject: three statements."""
        asked = {"pupils": [*pupil_ids], "of_class": class_id, "subject": subject_id, "first": first, "last": last}
        marks = await self._connection.execute(_MARKS, asked)
        lessons = await self._connection.execute(_LESSONS, asked)
        away = await self._connection.execute(_AWAY, asked)
        return Evidence(
            tuple(GivenMark(PersonId(row.pupil_id), row.value, Decimal(row.weight)) for row in marks),
            tuple(HeldLesson(_group(row.group_id), row.day, row.number) for row in lessons),
            tuple(Away(PersonId(row.pupil_id), row.day, row.number, row.kind == "exempt") for row in away),
        )

    async def of_class(self, class_id: ClassId, code: str) -> tuple[PeriodMark, ...]:
        """The marks of a class for a period."""
        rows = await self._connection.execute(_OF_CLASS, {"of_class": class_id, "code": code})
        return standing(rows)

    async def of_pupils(
        self, pupil_ids: Collection[PersonId], subject_id: SubjectId, class_ids: Collection[ClassId]
    ) -> tuple[PeriodMark, ...]:
        """The marks of pupils in a subject, for every period."""
        asked = {"pupils": [*pupil_ids], "subject": subject_id, "classes": [*class_ids]}
        return standing(await self._connection.execute(_OF_PUPILS, asked))

    async def add(self, marks: Collection[NewPeriodMark]) -> None:
        """End what is replaced, then write."""
        if ended := [{"old": new.replaces, "at_end": new.at} for new in marks if new.replaces is not None]:
            await self._connection.execute(_END, ended)
        if marks:
            await self._connection.execute(period_mark.insert(), [_row(new) for new in marks])

    async def draft(self, author_id: PersonId, key: SheetKey) -> dict[PersonId, str]:
        """What a teacher has chosen."""
        chosen = await self._connection.scalar(_DRAFT, {"author": author_id, "place": _sheet(key)})
        return {PersonId(int(pupil)): value for pupil, value in (chosen or {}).items()}

    async def save_draft(
        self, school_id: SchoolId, author_id: PersonId, key: SheetKey, chosen: Mapping[PersonId, str], at: datetime
    ) -> None:
        """Keep it, in the row of the sheet, which is made when it is first needed."""
        kept = {"chosen": {str(pupil): value for pupil, value in chosen.items()}, "changed_at": at}
        same = (period_draft.c.author_id == author_id) & (period_draft.c.sheet == _sheet(key))
        done = await self._connection.execute(period_draft.update().where(same).values(kept))
        if not done.rowcount and chosen:
            new = {"school_id": school_id, "author_id": author_id, "sheet": _sheet(key), **kept}
            await self._connection.execute(period_draft.insert().values(new))

    async def drafted(self, author_id: PersonId) -> frozenset[SheetKey]:
        """The sheets with something that is not confirmed."""
        rows = await self._connection.execute(_DRAFTED, {"author": author_id})
        return frozenset(_key(row.sheet) for row in rows if row.chosen)


def standing(rows: Iterable[Any]) -> tuple[PeriodMark, ...]:
    """The marks that stand, of rows that hold every mark there ever was; each knows when its first was given."""
    written = {row.id: row for row in rows}
    return tuple(_mark(written, row) for row in written.values() if row.ended_at is None)


def chain(rows: Mapping[int, Any], row: Any) -> list[Any]:
    """A mark and those before it, the oldest first."""
    found = [row]
    while found[0].replaces_id in rows:
        found.insert(0, rows[found[0].replaces_id])
    return found


_IN_DAYS = lesson.c.day.between(sa.bindparam("first"), sa.bindparam("last"))
_OF_COURSE = (lesson.c.class_id == sa.bindparam("of_class")) & (lesson.c.subject_id == sa.bindparam("subject"))

_MARKS = (
    sa.select(mark.c.pupil_id, mark.c.value, control.c.weight)
    .join(control, control.c.id == mark.c.control_id)
    .join(lesson, lesson.c.id == control.c.lesson_id)
    .where(
        among(mark.c.pupil_id, "pupils"),
        mark.c.ended_entry_id.is_(None),
        lesson.c.subject_id == sa.bindparam("subject"),
        _IN_DAYS,
    )
    .order_by(lesson.c.day, lesson.c.number, mark.c.id)
)

_NOT_HELD = sa.exists().where(
    lesson_text.c.lesson_id == lesson.c.id,
    lesson_text.c.kind == "not_held",
    lesson_text.c.ended_entry_id.is_(None),
)
_UNDO = entry.alias("undo")
_TAKEN_BACK = sa.exists().where(_UNDO.c.lesson_id == entry.c.lesson_id, _UNDO.c.undoes_id == entry.c.id)
_ENTERED = sa.exists().where(entry.c.lesson_id == lesson.c.id, entry.c.kind == "record", ~_TAKEN_BACK)
_LESSONS = (
    sa.select(lesson.c.group_id, lesson.c.day, lesson.c.number)
    .where(_OF_COURSE, _IN_DAYS, _ENTERED, ~_NOT_HELD)
    .order_by(lesson.c.day, lesson.c.number)
)
"""Lessons that were recorded and took place; one whose only entry was taken back is none."""

_AWAY = (
    sa.select(attendance.c.pupil_id, attendance.c.kind, lesson.c.day, lesson.c.number)
    .join(lesson, lesson.c.id == attendance.c.lesson_id)
    .where(
        among(attendance.c.pupil_id, "pupils"),
        attendance.c.kind.in_(("absent", "exempt")),
        attendance.c.ended_entry_id.is_(None),
        _OF_COURSE,
        _IN_DAYS,
    )
    .order_by(lesson.c.day, lesson.c.number, attendance.c.id)
)

_OF_CLASS = (
    sa.select(period_mark)
    .where(period_mark.c.class_id == sa.bindparam("of_class"), period_mark.c.period == sa.bindparam("code"))
    .order_by(period_mark.c.id)
)
_OF_PUPILS = (
    sa.select(period_mark)
    .where(
        among(period_mark.c.pupil_id, "pupils"),
        period_mark.c.subject_id == sa.bindparam("subject"),
        among(period_mark.c.class_id, "classes"),
    )
    .order_by(period_mark.c.id)
)
_END = (
    period_mark.update()
    .where(period_mark.c.id == sa.bindparam("old"), period_mark.c.ended_at.is_(None))
    .values(ended_at=sa.bindparam("at_end"))
)
_DRAFT = (
    sa.select(period_draft.c.chosen)
    .where(period_draft.c.author_id == sa.bindparam("author"), period_draft.c.sheet == sa.bindparam("place"))
    .with_for_update()
)
_DRAFTED = sa.select(period_draft.c.sheet, period_draft.c.chosen).where(
    period_draft.c.author_id == sa.bindparam("author")
)


def _row(new: NewPeriodMark) -> dict[str, Any]:
    course = new.key.course
    return {
        "school_id": new.school_id,
        "class_id": course.class_id,
        "group_id": course.group_id,
        "subject_id": course.subject_id,
        "pupil_id": new.pupil_id,
        "period": new.key.code,
        "value": new.value,
        "author_id": new.author_id,
        "at": new.at,
        "replaces_id": new.replaces,
        "reason": new.reason,
    }


def _mark(rows: Mapping[int, Any], row: Any) -> PeriodMark:
    course = Course(ClassId(row.class_id), _group(row.group_id), SubjectId(row.subject_id))
    return PeriodMark(
        PeriodMarkId(row.id),
        SheetKey(course, row.period),
        PersonId(row.pupil_id),
        row.value,
        PersonId(row.author_id),
        row.at,
        chain(rows, row)[0].at,
    )


def _group(group_id: int | None) -> GroupId | None:
    return GroupId(group_id) if group_id else None


def _sheet(key: SheetKey) -> str:
    course = key.course
    return f"{course.class_id}:{course.group_id or 0}:{course.subject_id}:{key.code}"


def _key(sheet: str) -> SheetKey:
    class_id, group_id, subject_id, code = sheet.split(":")
    return SheetKey(Course(ClassId(int(class_id)), _group(int(group_id)), SubjectId(int(subject_id))), code)
