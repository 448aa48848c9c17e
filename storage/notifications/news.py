"""What a row about a lesson has to say, read from the journal at the moment of sending."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import PersonId
from core.journal.model import MarkFact
from core.notifications.model import LessonNews
from core.notifications.preferences import Topic
from core.notifications.telling import told_of
from core.people.model import Name
from storage.journal import lessons
from storage.notifications.rows import to_topics
from storage.rows import PERSON_COLUMNS, to_person
from storage.schema.calendar import subject
from storage.schema.journal import attendance, entry, lesson, lesson_text
from storage.schema.people import person, school_class

_TOPICS = {
    "homework": Topic.HOMEWORK,
    "no_homework": Topic.HOMEWORK,
    "not_held": Topic.HOMEWORK,
    "attendance": Topic.ABSENCE,
}

Told = dict[int, LessonNews]
"""Outbox row → its news."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A lesson as several rows see it. `told` holds (kind, pupil or 0, entry) of every fact there ever was."""

    lesson: lessons.Page
    class_title: str
    subject_name: str
    told: tuple[tuple[str, int, int], ...]
    entered: dict[int, datetime]


async def for_rows(connection: AsyncConnection, rows: Sequence[Any]) -> Told:
    """The news of those rows that are about a lesson: nine statements, however many lessons there are."""
    about = [row for row in rows if row.lesson_id is not None]
    if not about:
        return {}
    pages = await _pages(connection, {row.lesson_id for row in about})
    names = await _names(connection, {row.pupil_id for row in about})
    return {row.id: _news(row, pages[row.lesson_id], names[row.pupil_id]) for row in about}


async def _pages(connection: AsyncConnection, lesson_ids: Collection[int]) -> dict[int, _Page]:
    found = await lessons.pages(connection, lesson.c.id.in_(lesson_ids))
    titles = await _titles(connection, lesson_ids)
    told, entered = await _told(connection, lesson_ids), await _entered(connection, lesson_ids)
    return {key: _Page(page, *titles[key], tuple(told[key]), entered[key]) for key, page in found.items()}


async def _titles(connection: AsyncConnection, lesson_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    query = (
        sa.select(lesson.c.id, school_class.c.grade, school_class.c.letter, subject.c.name)
        .join(school_class, school_class.c.id == lesson.c.class_id)
        .join(subject, subject.c.id == lesson.c.subject_id)
        .where(lesson.c.id.in_(lesson_ids))
    )
    return {row.id: (f"{row.grade}{row.letter}", row.name) for row in await connection.execute(query)}


async def _entered(connection: AsyncConnection, lesson_ids: Collection[int]) -> dict[int, dict[int, datetime]]:
    query = sa.select(entry.c.lesson_id, entry.c.id, entry.c.at).where(entry.c.lesson_id.in_(lesson_ids))
    found: defaultdict[int, dict[int, datetime]] = defaultdict(dict)
    for row in await connection.execute(query):
        found[row.lesson_id][row.id] = row.at
    return found


async def _told(
    connection: AsyncConnection, lesson_ids: Collection[int]
) -> defaultdict[int, list[tuple[str, int, int]]]:
    texts = sa.select(
        lesson_text.c.lesson_id, lesson_text.c.kind, sa.literal(0).label("pupil_id"), lesson_text.c.entry_id
    ).where(lesson_text.c.lesson_id.in_(lesson_ids))
    presence = sa.select(
        attendance.c.lesson_id, sa.literal("attendance"), attendance.c.pupil_id, attendance.c.entry_id
    ).where(attendance.c.lesson_id.in_(lesson_ids))
    found: defaultdict[int, list[tuple[str, int, int]]] = defaultdict(list)
    for lesson_id, kind, pupil, entry_id in await connection.execute(texts.union_all(presence)):
        found[lesson_id].append((kind, pupil, entry_id))
    return found


async def _names(connection: AsyncConnection, pupil_ids: Collection[int]) -> dict[int, Name]:
    query = sa.select(*PERSON_COLUMNS).where(person.c.id.in_(pupil_ids))
    return {row.id: to_person(row).name for row in await connection.execute(query)}


def _news(row: Any, page: _Page, child: Name) -> LessonNews:
    """The part of the page that the row's entries brought to this pupil, as it stands now."""
    record, pupil = page.lesson.record, PersonId(row.pupil_id)
    homework = record.homework if _tells(row, page, ("homework", "no_homework"), 0) else None
    present = next((fact for fact in record.attendance if fact.pupil_id == pupil), None)
    news = LessonNews(
        child,
        page.class_title,
        page.subject_name,
        record.key.day,
        record.key.number,
        record.topic,
        homework if homework and homework.given else None,
        tuple(mark for mark in record.marks if mark.pupil_id == pupil and _covers(row, mark.entry_id)),
        tuple(mark for mark, ended in page.lesson.withdrawn if _was_seen(row, mark, pupil, ended)),
        present if _tells(row, page, ("attendance",), pupil) else None,
        record.held or not _tells(row, page, ("not_held",), 0),
        row.followed_at,
        page.entered[row.first_entry_id],
        tuple(fact for fact in record.remarks if fact.pupil_id == pupil and _covers(row, fact.entry_id)),
        _corrected(row, page, pupil),
    )
    return told_of(news, to_topics(row.content))


def _corrected(row: Any, page: _Page, pupil: int) -> frozenset[Topic]:
    """The kinds of which the journal was told anew after the recipient was."""
    if row.followed_at is None:
        return frozenset()
    anew = [(kind, who) for kind, who, entry_id in page.told if page.entered[entry_id] > row.followed_at]
    return frozenset(_TOPICS[kind] for kind, who in anew if kind in _TOPICS and who in (0, pupil))


def _covers(row: Any, entry_id: int) -> bool:
    return bool(row.first_entry_id <= entry_id <= row.last_entry_id)


def _tells(row: Any, page: _Page, kinds: tuple[str, ...], pupil: int) -> bool:
    """Whether the row's entries said anything of these kinds: then it shows what stands of them now."""
    return any(kind in kinds and who == pupil and _covers(row, entry_id) for kind, who, entry_id in page.told)


def _was_seen(row: Any, mark: MarkFact, pupil: PersonId, ended: datetime) -> bool:
    seen = row.followed_at is not None and ended > row.followed_at
    return seen and mark.pupil_id == pupil and _covers(row, mark.entry_id)
