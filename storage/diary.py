"""DiaryRepository on a connection."""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.diary.model import Choice, OwnMark, Task
from core.ids import ClassId, GroupId, PersonId, SubjectId, TaskId
from core.journal.model import LessonRecord
from core.journal.periods.model import PeriodMark
from core.people.model import SchoolClass
from storage.among import among
from storage.attachments import to_files
from storage.journal import lessons
from storage.periods import standing
from storage.schema.diary import diary_choice, task_tick
from storage.schema.journal import control, entry, lesson, lesson_text, mark
from storage.schema.people import enrolment, school_class, school_year
from storage.schema.periods import period_mark


class DiaryTables:
    """Reads what the journal says; of its own it has ticks and choices."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def classes_of(self, pupil_id: PersonId) -> tuple[SchoolClass, ...]:
        """By the first day there."""
        rows = await self._connection.execute(_CLASSES, {"pupil": pupil_id})
        found = {row.id: SchoolClass(ClassId(row.id), row.grade, row.letter) for row in rows}
        return tuple(found.values())

    async def lessons(self, class_ids: Collection[ClassId], first: date, last: date) -> tuple[LessonRecord, ...]:
        """Five statements, however many lessons there are."""
        condition = lesson.c.class_id.in_(class_ids) & lesson.c.day.between(first, last)
        pages = await lessons.pages(self._connection, condition)
        return tuple(sorted((page.record for page in pages.values()), key=lambda one: (one.key.day, one.key.number)))

    async def marks(self, pupil_id: PersonId, first: date, last: date) -> tuple[OwnMark, ...]:
        """Those that nothing has ended."""
        rows = await self._connection.execute(_MARKS, {"pupil": pupil_id, "first": first, "last": last})
        return tuple(
            OwnMark(SubjectId(row.subject_id), row.day, row.value, Decimal(row.weight), row.kind, row.text)
            for row in rows
        )

    async def period_marks(self, pupil_id: PersonId, begins: date) -> tuple[PeriodMark, ...]:
        """Those that nothing has replaced; the class of a mark says of which year it is, not the days of enrolments."""
        rows = await self._connection.execute(_PERIOD_MARKS, {"pupil": pupil_id, "begins": begins})
        return standing(rows)

    async def tasks(self, class_ids: Collection[ClassId], since: date) -> tuple[Task, ...]:
        """Homework that nothing has ended."""
        rows = await self._connection.execute(_TASKS, {"classes": [*class_ids], "since": since})
        return tuple(_task(row) for row in rows)

    async def updated(self, class_ids: Collection[ClassId]) -> datetime | None:
        """The moment of the latest entry."""
        latest: datetime | None = await self._connection.scalar(_UPDATED, {"classes": [*class_ids]})
        return latest

    async def ticked(self, person_id: PersonId, pupil_id: PersonId, task_ids: Collection[TaskId]) -> frozenset[TaskId]:
        """By the person and the pupil both: each parent ticks off alone."""
        asked = {"person": person_id, "pupil": pupil_id, "tasks": [*task_ids]}
        return frozenset(TaskId(row.task_id) for row in await self._connection.execute(_TICKED, asked))

    async def tick(self, person_id: PersonId, pupil_id: PersonId, task_id: TaskId, done_at: datetime | None) -> None:
        """One row for a person, a pupil and a task."""
        place = {"person_id": person_id, "pupil_id": pupil_id, "task_id": task_id}
        same = [task_tick.c[name] == value for name, value in place.items()]
        done = await self._connection.execute(task_tick.update().where(*same).values(done_at=done_at))
        if not done.rowcount:
            await self._connection.execute(task_tick.insert().values(**place, done_at=done_at))

    async def choices(self, person_ids: Collection[PersonId]) -> tuple[Choice, ...]:
        """The latest first."""
        rows = await self._connection.execute(_CHOICES, {"people": [*person_ids]})
        return tuple(Choice(PersonId(row.person_id), PersonId(row.pupil_id), row.at, row.dark) for row in rows)

    async def choose(self, choice: Choice) -> None:
        """One row for a person."""
        kept = {"pupil_id": choice.pupil_id, "at": choice.at, "dark": choice.dark}
        same = diary_choice.c.person_id == choice.person_id
        done = await self._connection.execute(diary_choice.update().where(same).values(kept))
        if not done.rowcount:
            await self._connection.execute(diary_choice.insert().values(person_id=choice.person_id, **kept))


_PUPIL: sa.BindParameter[Any] = sa.bindparam("pupil")
_SINCE = sa.bindparam("since", type_=sa.Date)

_CLASSES = (
    sa.select(school_class.c.id, school_class.c.grade, school_class.c.letter)
    .join(enrolment, enrolment.c.class_id == school_class.c.id)
    .where(enrolment.c.pupil_id == _PUPIL)
    .order_by(enrolment.c.from_day.desc(), enrolment.c.id.desc())
)

_MARKS = (
    sa.select(lesson.c.subject_id, lesson.c.day, mark.c.value, control.c.weight, control.c.kind, control.c.text)
    .join(control, control.c.id == mark.c.control_id)
    .join(lesson, lesson.c.id == control.c.lesson_id)
    .where(
        mark.c.pupil_id == _PUPIL,
        mark.c.ended_entry_id.is_(None),
        lesson.c.day.between(sa.bindparam("first", type_=sa.Date), sa.bindparam("last", type_=sa.Date)),
    )
    .order_by(lesson.c.day, lesson.c.number, mark.c.id)
)

_PERIOD_MARKS = (
    sa.select(period_mark)
    .join(school_class, school_class.c.id == period_mark.c.class_id)
    .join(school_year, school_year.c.id == school_class.c.year_id)
    .where(period_mark.c.pupil_id == _PUPIL, school_year.c.from_day == sa.bindparam("begins", type_=sa.Date))
    .order_by(period_mark.c.id)
)

_TASKS = (
    sa.select(
        lesson_text.c.id,
        lesson.c.class_id,
        lesson.c.group_id,
        lesson.c.subject_id,
        lesson.c.day,
        lesson_text.c.due,
        lesson_text.c.text,
        lesson_text.c.attachments,
    )
    .join(lesson, lesson.c.id == lesson_text.c.lesson_id)
    .where(
        among(lesson.c.class_id, "classes"),
        lesson_text.c.kind == "homework",
        lesson_text.c.ended_entry_id.is_(None),
        sa.func.coalesce(lesson_text.c.due, lesson.c.day) >= _SINCE,
    )
    .order_by(lesson_text.c.id)
)

_UPDATED = (
    sa.select(sa.func.max(entry.c.at))
    .join(lesson, lesson.c.id == entry.c.lesson_id)
    .where(among(lesson.c.class_id, "classes"))
)

_TICKED = sa.select(task_tick.c.task_id).where(
    task_tick.c.person_id == sa.bindparam("person"),
    task_tick.c.pupil_id == _PUPIL,
    among(task_tick.c.task_id, "tasks"),
    task_tick.c.done_at.is_not(None),
)

_CHOICES = (
    sa.select(diary_choice)
    .where(among(diary_choice.c.person_id, "people"))
    .order_by(diary_choice.c.at.desc(), diary_choice.c.id.desc())
)


def _task(row: Any) -> Task:
    group_id = GroupId(row.group_id) if row.group_id else None
    place = (ClassId(row.class_id), group_id, SubjectId(row.subject_id), row.day)
    return Task(TaskId(row.id), *place, row.due, row.text, to_files(row.attachments))
