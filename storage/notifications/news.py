"""What a row about a lesson has to say, read from the journal at the moment of sending."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import PersonId
from core.journal.model import AttendanceFact, LessonRecord, MarkFact, RemarkFact
from core.notifications.model import LessonNews
from core.notifications.preferences import Topic
from core.notifications.telling import told_of
from core.people.model import Name
from storage.among import among
from storage.gathering import gathered_together
from storage.journal import lessons
from storage.names import NAMES, names_in
from storage.notifications.rows import to_topics
from storage.schema.calendar import subject
from storage.schema.journal import attendance, entry, lesson, lesson_text
from storage.schema.people import school_class

K = TypeVar("K")
V = TypeVar("V")
Fact = TypeVar("Fact", MarkFact, RemarkFact)

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
    """A lesson as several rows see it, by pupil.

    `told` holds the entries of every fact there ever was: (kind, pupil or 0) → entries.
    """

    record: LessonRecord
    class_title: str
    subject_name: str
    entered: dict[int, datetime]
    told: defaultdict[tuple[str, int], list[int]]
    marks: defaultdict[int, list[MarkFact]]
    withdrawn: defaultdict[int, list[tuple[MarkFact, datetime]]]
    presence: dict[int, AttendanceFact]
    remarks: defaultdict[int, list[RemarkFact]]


async def for_rows(connection: AsyncConnection, rows: Sequence[Any]) -> Told:
    """The news of those rows that are about a lesson: one statement, however many lessons there are."""
    about = [row for row in rows if row.lesson_id is not None]
    if not about:
        return {}
    wanted = {"ids": {row.lesson_id for row in about}, "people": {row.pupil_id for row in about}}
    *of_lessons, titles, entered, told, pupils = await gathered_together(connection, _NEEDED, wanted)
    beside = [lessons.by_lesson(one) for one in (titles, entered, told)]
    found = lessons.pages_from(*of_lessons)
    pages = {key: _page(page, *(one[key] for one in beside)) for key, page in found.items()}
    names = names_in(pupils)
    return {row.id: _news(row, pages[row.lesson_id], names[row.pupil_id]) for row in about}


def _page(page: lessons.Page, titles: Sequence[Any], entered: Iterable[Any], told: Iterable[Any]) -> _Page:
    record, (title,) = page.record, titles
    return _Page(
        record,
        f"{title.grade}{title.letter}",
        title.name,
        {row.id: row.at for row in entered},
        _by(((row.kind, row.pupil_id), row.entry_id) for row in told),
        _by((mark.pupil_id, mark) for mark in record.marks),
        _by((ended[0].pupil_id, ended) for ended in page.withdrawn),
        {fact.pupil_id: fact for fact in reversed(record.attendance)},
        _by((fact.pupil_id, fact) for fact in record.remarks),
    )


def _by(pairs: Iterable[tuple[K, V]]) -> defaultdict[K, list[V]]:
    found: defaultdict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


_TITLES = (
    sa.select(lesson.c.id.label("lesson_id"), school_class.c.grade, school_class.c.letter, subject.c.name)
    .join(school_class, school_class.c.id == lesson.c.class_id)
    .join(subject, subject.c.id == lesson.c.subject_id)
    .where(among(lesson.c.id, "ids"))
)

_ENTERED = sa.select(entry.c.lesson_id, entry.c.id, entry.c.at).where(among(entry.c.lesson_id, "ids"))

_TOLD = (
    sa.select(lesson_text.c.lesson_id, lesson_text.c.kind, sa.literal(0).label("pupil_id"), lesson_text.c.entry_id)
    .where(among(lesson_text.c.lesson_id, "ids"))
    .union_all(
        sa.select(attendance.c.lesson_id, sa.literal("attendance"), attendance.c.pupil_id, attendance.c.entry_id).where(
            among(attendance.c.lesson_id, "ids")
        )
    )
)


_NEEDED = (*lessons.PAGES, _TITLES, _ENTERED, _TOLD, NAMES)


def _news(row: Any, page: _Page, child: Name) -> LessonNews:
    """The part of the page that the row's entries brought to this pupil, as it stands now."""
    record, pupil = page.record, row.pupil_id
    homework = record.homework if _tells(row, page, ("homework", 0), ("no_homework", 0)) else None
    news = LessonNews(
        child,
        page.class_title,
        page.subject_name,
        record.key.day,
        record.key.number,
        record.topic,
        homework if homework and homework.given else None,
        _covered(row, page.marks.get(pupil)),
        tuple(mark for mark, ended in page.withdrawn.get(pupil, ()) if _was_seen(row, mark, ended)),
        page.presence.get(pupil) if _tells(row, page, ("attendance", pupil)) else None,
        record.held or not _tells(row, page, ("not_held", 0)),
        row.followed_at,
        page.entered[row.first_entry_id],
        _covered(row, page.remarks.get(pupil)),
        _corrected(row, page, pupil),
        PersonId(pupil),
    )
    return told_of(news, to_topics(row.content))


def _corrected(row: Any, page: _Page, pupil: int) -> frozenset[Topic]:
    """The kinds of which the journal was told anew after the recipient was."""
    if row.followed_at is None:
        return frozenset()
    anew = (key for key, entries in page.told.items() if any(page.entered[one] > row.followed_at for one in entries))
    return frozenset(_TOPICS[kind] for kind, who in anew if kind in _TOPICS and who in (0, pupil))


def _covered(row: Any, facts: Sequence[Fact] | None) -> tuple[Fact, ...]:
    """Those of the facts that the row's entries brought."""
    return tuple([fact for fact in facts if _covers(row, fact.entry_id)]) if facts else ()


def _covers(row: Any, entry_id: int) -> bool:
    return bool(row.first_entry_id <= entry_id <= row.last_entry_id)


def _tells(row: Any, page: _Page, *facts: tuple[str, int]) -> bool:
    """Whether the row's entries said anything of these kinds: then it shows what stands of them now."""
    return any(_covers(row, entry_id) for fact in facts for entry_id in page.told.get(fact, ()))


def _was_seen(row: Any, mark: MarkFact, ended: datetime) -> bool:
    seen = row.followed_at is not None and ended > row.followed_at
    return seen and _covers(row, mark.entry_id)
