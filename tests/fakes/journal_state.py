"""What the fakes keep of a journal, as plain collections."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from core.ids import ClassId, DraftId, EntryId, LessonId, MarkId, PersonId
from core.journal.model import (
    AttendanceFact,
    Homework,
    LessonKey,
    LessonRecord,
    MarkFact,
    Reason,
    RemarkFact,
    Text,
)
from core.journal.ports import NewAttendance, NewEntry, NewMark, StoredDraft
from tests.fakes.facts import Fact, Facts


@dataclass
class JournalState:
    """Drafts, lessons with their teachers, entries and facts."""

    drafts: dict[DraftId, StoredDraft] = field(default_factory=dict)
    lessons: dict[LessonId, tuple[LessonKey, PersonId]] = field(default_factory=dict)
    entries: dict[EntryId, NewEntry] = field(default_factory=dict)
    topics: Facts[str] = field(default_factory=Facts)
    homework: Facts[Homework] = field(default_factory=Facts)
    held: Facts[tuple[bool, str | None]] = field(default_factory=Facts)
    marks: Facts[NewMark] = field(default_factory=Facts)
    attendance: Facts[NewAttendance] = field(default_factory=Facts)
    remarks: Facts[str] = field(default_factory=Facts)
    taken_back: set[EntryId] = field(default_factory=set)

    def copy(self) -> "JournalState":
        """Values are frozen, so that copying the collections is enough."""
        return JournalState(
            self.drafts.copy(),
            self.lessons.copy(),
            self.entries.copy(),
            self.topics.copy(),
            self.homework.copy(),
            self.held.copy(),
            self.marks.copy(),
            self.attendance.copy(),
            self.remarks.copy(),
            self.taken_back.copy(),
        )

    def between(self, class_ids: Collection[ClassId], first: date, last: date) -> list[tuple[LessonId, LessonKey]]:
        """The lessons of these classes from `first` to `last`, both included."""
        lessons = ((lesson_id, key) for lesson_id, (key, _) in self.lessons.items())
        return [(one, key) for one, key in lessons if key.class_id in class_ids and first <= key.day <= last]

    def kinds(self, lesson_id: LessonId) -> frozenset[str]:
        """Which kinds of text stand of a lesson."""
        record, held = self.record(lesson_id), self.held.last(lesson_id)
        said = {
            "topic": record.topic is not None,
            "homework": record.homework is not None and record.homework.given,
            "no_homework": record.homework is not None and not record.homework.given,
            "held": held is not None and held[0],
            "not_held": held is not None and not held[0],
        }
        return frozenset(kind for kind, there in said.items() if there)

    def record(self, lesson_id: LessonId) -> LessonRecord:
        """A lesson with what stands about it."""
        key, teacher_id = self.lessons[lesson_id]
        standing = self.attendance.standing(lesson_id)
        held, why = self.held.last(lesson_id) or (True, None)
        away = [fact for fact in standing if fact.value.kind in ("absent", "late")]
        exempt = [RemarkFact(fact.value.pupil_id, None, fact.entry_id) for fact in standing if _is(fact, "exempt")]
        return LessonRecord(
            lesson_id,
            key,
            teacher_id,
            self.topics.last(lesson_id),
            self.homework.last(lesson_id),
            held,
            tuple(self.mark(fact) for fact in self.marks.standing(lesson_id)),
            tuple(_presence(fact) for fact in away),
            (*exempt, *(_remark(fact) for fact in self.remarks.standing(lesson_id))),
            tuple(fact.value.pupil_id for fact in standing if _is(fact, "present")),
            None if held else why,
            self._said_by(lesson_id),
        )

    def _said_by(self, lesson_id: LessonId) -> dict[Text, EntryId]:
        last = {
            Text.TOPIC: self.topics.last_entry(lesson_id),
            Text.HOMEWORK: self.homework.last_entry(lesson_id),
            Text.HELD: self.held.last_entry(lesson_id),
        }
        return {what: entry_id for what, entry_id in last.items() if entry_id is not None}

    def mark(self, fact: Fact[NewMark]) -> MarkFact:
        """A mark under the control of the first of its chain, and known by the entry of that one."""
        first = self.marks.first(fact)
        earlier = tuple((old.value.value, self.ended_at(old)) for old in self.marks.before(fact))
        return MarkFact(
            MarkId(fact.id),
            fact.value.pupil_id,
            fact.value.value,
            first.value.control,
            first.value.control_text,
            first.entry_id,
            earlier,
        )

    def ended_at(self, fact: Fact[NewMark]) -> datetime:
        """When a fact was ended."""
        assert fact.ended_by is not None
        return self.entries[fact.ended_by].at


def _is(fact: Fact[NewAttendance], kind: str) -> bool:
    return fact.value.kind == kind


def _presence(fact: Fact[NewAttendance]) -> AttendanceFact:
    said = fact.value
    reason = Reason(said.reason) if said.reason else None
    return AttendanceFact(said.pupil_id, said.kind == "late", reason, said.minutes, fact.entry_id, said.note_id)


def _remark(fact: Fact[str]) -> RemarkFact:
    assert fact.pupil_id is not None
    return RemarkFact(fact.pupil_id, fact.value, fact.entry_id)
