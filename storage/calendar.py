"""Subjects, timetable and plans in the database."""

import asyncio
from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.calendar.model import Bell, Calendar, Change, Place, Subject, Term, TermKind, TimetableEntry
from core.errors import NotFoundError
from core.ids import ChangeId, ClassId, GroupId, PersonId, SchoolId, SubjectId
from core.journal.quick_entry.model import PlanItem
from storage.among import among
from storage.rows import holds_on
from storage.schema.calendar import bell, plan_item, room, subject, teaching_load, term, timetable_entry
from storage.schema.changes import timetable_change
from storage.schema.people import school_class, school_year


class CalendarTables:
    """CalendarRepository on a connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def subjects(self, school_id: SchoolId) -> tuple[Subject, ...]:
        """The directory of subjects."""
        query = sa.select(subject).where(subject.c.school_id == school_id).order_by(subject.c.name)
        rows = await self._connection.execute(query)
        return tuple(Subject(SubjectId(row.id), row.name, tuple(row.aliases)) for row in rows)

    async def taught_classes(self, teacher_id: PersonId, day: date) -> tuple[ClassId, ...]:
        """By load or by timetable."""
        by_load = sa.select(teaching_load.c.class_id).where(
            teaching_load.c.teacher_id == teacher_id, holds_on(teaching_load, day)
        )
        by_timetable = sa.select(timetable_entry.c.class_id).where(
            timetable_entry.c.teacher_id == teacher_id, holds_on(timetable_entry, day)
        )
        rows = await self._connection.execute(by_load.union(by_timetable))
        return tuple(sorted(ClassId(row.class_id) for row in rows))

    async def visited_classes(self, teacher_id: PersonId, first: date, last: date) -> tuple[ClassId, ...]:
        """By a change that stands."""
        days = {"teacher": teacher_id, "first": first, "last": last}
        return tuple(ClassId(row.class_id) for row in await self._connection.execute(_VISITED, days))

    async def calendar(
        self,
        school_id: SchoolId,
        class_ids: tuple[ClassId, ...],
        day: date,
        first: date | None = None,
        last: date | None = None,
    ) -> Calendar:
        """The school year of that day, or of the latest before it."""
        year = await self._year(school_id, day)
        terms = sa.select(term).where(term.c.year_id == year.id).order_by(term.c.from_day)
        bells = sa.select(bell).where(bell.c.school_id == school_id).order_by(bell.c.id)
        entries = (
            sa.select(timetable_entry, school_class.c.grade, room.c.number.label("room"))
            .join(school_class, school_class.c.id == timetable_entry.c.class_id)
            .outerjoin(room, room.c.id == timetable_entry.c.room_id)
            .where(timetable_entry.c.class_id.in_(class_ids))
            .order_by(timetable_entry.c.id)
        )
        days = {"classes": class_ids, "first": first or year.from_day, "last": last or year.to_day}
        timetable = await self._connection.execute(entries)
        return Calendar(
            year.from_day,
            year.to_day,
            tuple(_term(row) for row in await self._connection.execute(terms)),
            tuple(_bell(row) for row in await self._connection.execute(bells)),
            await _entries(timetable, large=len(class_ids) > _LARGE),
            tuple(to_change(row) for row in await self._connection.execute(_CHANGES, days)),
        )

    async def plan(self, class_ids: tuple[ClassId, ...]) -> tuple[PlanItem, ...]:
        """The thematic plans of classes."""
        query = sa.select(plan_item).where(plan_item.c.class_id.in_(class_ids)).order_by(plan_item.c.position)
        return tuple(_plan_item(row) for row in await self._connection.execute(query))

    async def _year(self, school_id: SchoolId, day: date) -> Any:
        query = (
            sa.select(school_year)
            .where(school_year.c.school_id == school_id, school_year.c.from_day <= day)
            .order_by(school_year.c.from_day.desc())
            .limit(1)
        )
        row = (await self._connection.execute(query)).first()
        if row is None:
            raise NotFoundError
        return row


def _term(row: Any) -> Term:
    return Term(row.name, TermKind(row.kind), row.from_day, row.to_day, row.from_grade, row.to_grade)


def _bell(row: Any) -> Bell:
    return Bell(row.number, row.starts, row.ends, row.from_grade, row.to_grade, frozenset(row.weekdays))


_LARGE = 20
"""Classes whose timetable is made beside the loop: those of a big school have ten thousand lessons a week."""


async def _entries(rows: Iterable[Any], *, large: bool) -> tuple[TimetableEntry, ...]:
    def made() -> tuple[TimetableEntry, ...]:
        return tuple(_entry(row) for row in rows)

    return await asyncio.to_thread(made) if large else made()


def _entry(row: Any) -> TimetableEntry:
    return TimetableEntry(
        ClassId(row.class_id),
        row.grade,
        GroupId(row.group_id) if row.group_id else None,
        SubjectId(row.subject_id),
        PersonId(row.teacher_id),
        row.weekday,
        row.number,
        row.week,
        row.from_day,
        row.to_day,
        row.room,
    )


_FIRST, _LAST = sa.bindparam("first", type_=sa.Date), sa.bindparam("last", type_=sa.Date)

TOUCHES = timetable_change.c.was_day.between(_FIRST, _LAST) | timetable_change.c.now_day.between(_FIRST, _LAST)
"""Changes that take something from the days from `first` to `last`, or put something there."""

_CHANGES = (
    sa.select(timetable_change, school_class.c.grade)
    .join(school_class, school_class.c.id == timetable_change.c.class_id)
    .where(
        among(timetable_change.c.class_id, "classes"),
        timetable_change.c.ended_at.is_(None),
        TOUCHES,
    )
    .order_by(timetable_change.c.id)
)

_VISITED = (
    sa.select(timetable_change.c.class_id)
    .where(
        timetable_change.c.now_teacher_id == sa.bindparam("teacher"),
        timetable_change.c.now_day.between(_FIRST, _LAST),
        timetable_change.c.ended_at.is_(None),
    )
    .distinct()
    .order_by(timetable_change.c.class_id)
)


def to_change(row: Any) -> Change:
    """What a row of the changes, with the grade of its class, makes of a lesson."""
    group_id = GroupId(row.group_id) if row.group_id else None
    return Change(
        ChangeId(row.id), ClassId(row.class_id), row.grade, group_id, to_place(row, "was"), to_place(row, "now")
    )


def to_place(row: Any, when: str) -> Place | None:
    """The lesson as it was, or as it is now."""
    values = row._mapping
    if values[f"{when}_day"] is None:
        return None
    return Place(
        SubjectId(values[f"{when}_subject_id"]),
        PersonId(values[f"{when}_teacher_id"]),
        values[f"{when}_day"],
        values[f"{when}_number"],
        values[f"{when}_room"],
    )


def _plan_item(row: Any) -> PlanItem:
    return PlanItem(ClassId(row.class_id), SubjectId(row.subject_id), row.position, row.topic, row.homework)
