"""What a row about a lesson has to say, read from the journal at the moment of sending."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from core.ids import EntryId, LessonId, PersonId
from core.journal.model import Homework, MarkFact
from core.notifications.model import LessonNews, Planned
from core.notifications.preferences import Topic
from core.notifications.telling import told_of
from tests.fakes.directories import Directories
from tests.fakes.facts import Fact
from tests.fakes.journal_state import JournalState


def news_of(
    directories: Directories, journal: JournalState, row: Planned, told_at: datetime | None
) -> LessonNews | None:
    """The news of a row; None if it is about no lesson."""
    if row.lesson_id is None or row.pupil_id is None or row.first_entry is None:
        return None
    record = journal.record(row.lesson_id)
    own = [fact for fact in record.attendance if fact.pupil_id == row.pupil_id]
    presence = [fact for fact in journal.attendance.of(row.lesson_id) if fact.pupil_id == row.pupil_id]
    not_held = [fact for fact in journal.held.of(row.lesson_id) if not fact.value[0]]
    news = LessonNews(
        directories.people[row.pupil_id].name,
        directories.class_of(record.key.class_id).title,
        next(subject.name for _, subject in directories.subjects if subject.id == record.key.subject_id),
        record.key.day,
        record.key.number,
        record.topic,
        _given(record.homework) if _tells(row, journal.homework.of(row.lesson_id)) else None,
        tuple(mark for mark in record.marks if mark.pupil_id == row.pupil_id and _covers(row, mark.entry_id)),
        _withdrawn(journal, row, row.lesson_id, row.pupil_id, told_at),
        own[0] if own and _tells(row, presence) else None,
        record.held or not _tells(row, not_held),
        told_at,
        journal.entries[row.first_entry].at,
        tuple(fact for fact in record.remarks if fact.pupil_id == row.pupil_id and _covers(row, fact.entry_id)),
        _corrected(journal, told_at, (*journal.homework.of(row.lesson_id), *not_held), presence),
        row.pupil_id,
    )
    return told_of(news, row.topics)


def _given(homework: Homework | None) -> Homework | None:
    return homework if homework and homework.given else None


def _withdrawn(
    journal: JournalState, row: Planned, lesson_id: LessonId, pupil_id: PersonId, told_at: datetime | None
) -> tuple[MarkFact, ...]:
    """Marks with nothing in their place, which were ended after they had been told."""
    replaced = {fact.follows for fact in journal.marks}
    gone = [fact for fact in journal.marks.of(lesson_id) if not fact.stands and fact.id not in replaced]
    seen = [fact for fact in gone if told_at and journal.ended_at(fact) > told_at]
    marks = [journal.mark(fact) for fact in seen if fact.pupil_id == pupil_id]
    return tuple(mark for mark in marks if _covers(row, mark.entry_id))


def _corrected(
    journal: JournalState, told_at: datetime | None, tasks: Iterable[Fact[Any]], presence: Iterable[Fact[Any]]
) -> frozenset[Topic]:
    kinds = {Topic.HOMEWORK: tasks, Topic.ABSENCE: presence}
    return frozenset(
        topic
        for topic, facts in kinds.items()
        if told_at is not None and any(journal.entries[fact.entry_id].at > told_at for fact in facts)
    )


def _tells(row: Planned, facts: Iterable[Fact[Any]]) -> bool:
    """Whether one of the row's entries said any of these."""
    return any(_covers(row, fact.entry_id) for fact in facts)


def _covers(row: Planned, entry_id: EntryId) -> bool:
    assert row.first_entry is not None
    assert row.last_entry is not None
    return row.first_entry <= entry_id <= row.last_entry
