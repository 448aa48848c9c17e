"""What a row about a lesson has to say, read from the journal at the moment of sending."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import LessonId, PersonId
from core.journal.model import LessonRecord, MarkFact
from core.notifications.model import LessonNews
from core.people.model import Name
from storage.journal import lessons
from storage.rows import PERSON_COLUMNS, to_person
from storage.schema.calendar import subject
from storage.schema.journal import attendance, entry, lesson, lesson_text
from storage.schema.people import person, school_class

Told = dict[int, LessonNews]
"""Outbox row → its news."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A lesson as several rows see it. `told` holds (kind, pupil or 0, entry) of every fact there ever was."""

    record: LessonRecord
    class_title: str
    subject_name: str
    withdrawn: tuple[tuple[MarkFact, datetime], ...]
    told: frozenset[tuple[str, int, int]]
    entered: dict[int, datetime]


async def for_rows(connection: AsyncConnection, rows: Sequence[Any]) -> Told:
    """The news of those rows that are about a lesson. Each lesson is read once, however many rows it has."""
    about = [row for row in rows if row.lesson_id is not None]
    pages = {lesson_id: await _page(connection, lesson_id) for lesson_id in {row.lesson_id for row in about}}
    names = await _names(connection, {row.pupil_id for row in about})
    return {row.id: _news(row, pages[row.lesson_id], names[row.pupil_id]) for row in about}


async def _page(connection: AsyncConnection, lesson_id: LessonId) -> _Page:
    record = await lessons.read(connection, lesson.c.id == lesson_id)
    assert record is not None, "a row's lesson is kept by a foreign key"  # noqa: S101
    titles = (
        sa.select(school_class.c.grade, school_class.c.letter, subject.c.name)
        .join(school_class, school_class.c.id == lesson.c.class_id)
        .join(subject, subject.c.id == lesson.c.subject_id)
        .where(lesson.c.id == lesson_id)
    )
    title = (await connection.execute(titles)).one()
    entries = await connection.execute(sa.select(entry.c.id, entry.c.at).where(entry.c.lesson_id == lesson_id))
    return _Page(
        record,
        f"{title.grade}{title.letter}",
        title.name,
        await lessons.withdrawn(connection, lesson_id),
        await _told(connection, lesson_id),
        {row.id: row.at for row in entries},
    )


async def _told(connection: AsyncConnection, lesson_id: LessonId) -> frozenset[tuple[str, int, int]]:
    texts = sa.select(lesson_text.c.kind, sa.literal(0).label("pupil_id"), lesson_text.c.entry_id).where(
        lesson_text.c.lesson_id == lesson_id
    )
    presence = sa.select(sa.literal("attendance"), attendance.c.pupil_id, attendance.c.entry_id).where(
        attendance.c.lesson_id == lesson_id
    )
    rows = await connection.execute(texts.union_all(presence))
    return frozenset((kind, pupil, entry_id) for kind, pupil, entry_id in rows)


async def _names(connection: AsyncConnection, pupil_ids: Iterable[int]) -> dict[int, Name]:
    query = sa.select(*PERSON_COLUMNS).where(person.c.id.in_(list(pupil_ids)))
    return {row.id: to_person(row).name for row in await connection.execute(query)}


def _news(row: Any, page: _Page, child: Name) -> LessonNews:
    """The part of the page that the row's entries brought to this pupil, as it stands now."""
    record, pupil = page.record, PersonId(row.pupil_id)
    homework = record.homework if _tells(row, page, ("homework", "no_homework"), 0) else None
    present = next((fact for fact in record.attendance if fact.pupil_id == pupil), None)
    return LessonNews(
        child,
        page.class_title,
        page.subject_name,
        record.key.day,
        record.key.number,
        record.topic,
        homework if homework and homework.given else None,
        tuple(mark for mark in record.marks if mark.pupil_id == pupil and _covers(row, mark.entry_id)),
        tuple(mark for mark, ended in page.withdrawn if _was_seen(row, mark, pupil, ended)),
        present if _tells(row, page, ("attendance",), pupil) else None,
        record.held or not _tells(row, page, ("not_held",), 0),
        row.followed_at,
        page.entered[row.first_entry_id],
    )


def _covers(row: Any, entry_id: int) -> bool:
    return bool(row.first_entry_id <= entry_id <= row.last_entry_id)


def _tells(row: Any, page: _Page, kinds: tuple[str, ...], pupil: int) -> bool:
    """Whether the row's entries said anything of these kinds: then it shows what stands of them now."""
    return any(kind in kinds and who == pupil and _covers(row, entry_id) for kind, who, entry_id in page.told)


def _was_seen(row: Any, mark: MarkFact, pupil: PersonId, ended: datetime) -> bool:
    seen = row.followed_at is not None and ended > row.followed_at
    return seen and mark.pupil_id == pupil and _covers(row, mark.entry_id)
