"""JournalRepository over plain collections."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from core.errors import NotFoundError
from core.ids import ClassId, DraftId, EntryId, LessonId, MarkId, PersonId, SchoolId, SubjectId
from core.journal.model import (
    Absence,
    ControlKind,
    Homework,
    LessonKey,
    LessonRecord,
)
from core.journal.ports import Entry, NewAttendance, NewEntry, NewMark, StoredDraft
from tests.fakes.directories import Directories
from tests.fakes.journal_state import JournalState


class MemoryJournal:
    """Reads and writes one copy of the state."""

    def __init__(self, directories: Directories, state: JournalState) -> None:
        self._of = directories
        self._state = state

    async def control_kinds(self, school_id: SchoolId) -> tuple[ControlKind, ...]:
        return tuple(kind for of_school, kind in self._of.control_kinds if of_school == school_id)

    async def topics_recorded(self, class_ids: tuple[ClassId, ...]) -> Mapping[tuple[ClassId, SubjectId], int]:
        keys = [self._state.lessons[fact.lesson_id][0] for fact in self._state.topics if fact.stands]
        return Counter((key.class_id, key.subject_id) for key in keys if key.class_id in class_ids)

    async def add_draft(self, draft: StoredDraft, at: datetime) -> DraftId:
        draft_id = DraftId(len(self._state.drafts) + 1)
        self._state.drafts[draft_id] = replace(draft, id=draft_id)
        return draft_id

    async def drafts_from(self, source: str) -> tuple[StoredDraft, ...]:
        found = [draft for draft in self._state.drafts.values() if draft.source == source]
        return tuple(sorted(found, key=lambda draft: draft.part))

    async def open_drafts(self, author_id: PersonId, since: datetime) -> tuple[StoredDraft, ...]:
        found = [one for one in self._state.drafts.values() if one.author_id == author_id and one.state == "open"]
        recent = [one for one in found if one.moment >= since]
        return tuple(sorted(recent, key=lambda one: (one.moment, one.id), reverse=True))

    async def unconfirmed(self, author_id: PersonId, since: datetime) -> tuple[StoredDraft, ...]:
        own = [one for one in self._state.drafts.values() if one.author_id == author_id and one.typed_by_id]
        return tuple(one for one in own if one.moment >= since and _is_unconfirmed(one))

    async def draft(self, draft_id: DraftId) -> StoredDraft:
        if draft_id not in self._state.drafts:
            raise NotFoundError
        return self._state.drafts[draft_id]

    async def change_draft(self, draft: StoredDraft, at: datetime) -> None:
        kept = self._state.drafts[draft.id]
        self._state.drafts[draft.id] = replace(
            kept,
            answers=draft.answers,
            taps=draft.taps,
            reading=draft.reading,
            state=draft.state,
            entry_id=draft.entry_id,
            handed_at=draft.handed_at,
            late_reason=draft.late_reason,
            confirmed_at=draft.confirmed_at,
        )

    async def renew_draft(self, draft: StoredDraft, at: datetime) -> None:
        await self.change_draft(draft, at)
        kept = self._state.drafts[draft.id]
        self._state.drafts[draft.id] = replace(
            kept, source=draft.source, part=draft.part, text=draft.text, moment=draft.moment
        )

    async def lesson(self, key: LessonKey) -> LessonRecord | None:
        lesson_id = self._lesson_id(key)
        return self._state.record(lesson_id) if lesson_id else None

    async def lesson_by_id(self, lesson_id: LessonId) -> LessonRecord:
        if lesson_id not in self._state.lessons:
            raise NotFoundError
        return self._state.record(lesson_id)

    async def lessons_on(self, class_ids: tuple[ClassId, ...], day: date) -> tuple[LessonRecord, ...]:
        found = [(one, key) for one, (key, _) in self._state.lessons.items() if key.day == day]
        return tuple(self._state.record(one) for one, key in found if key.class_id in class_ids)

    async def ensure_lesson(self, key: LessonKey, teacher_id: PersonId) -> LessonId:
        lesson_id = self._lesson_id(key) or LessonId(len(self._state.lessons) + 1)
        self._state.lessons.setdefault(lesson_id, (key, teacher_id))
        return lesson_id

    async def previous_homework(self, key: LessonKey) -> Homework | None:
        earlier = {
            (other.day, other.number): fact.value
            for fact in self._state.homework
            for other, _ in (self._state.lessons[fact.lesson_id],)
            if fact.stands and fact.value.given and _same_course(other, key)
        }
        before = [when for when in earlier if when < (key.day, key.number)]
        return earlier[max(before)] if before else None

    async def add_entry(self, entry: NewEntry) -> EntryId:
        entry_id = EntryId(len(self._state.entries) + 1)
        self._state.entries[entry_id] = entry
        return entry_id

    async def entry(self, entry_id: EntryId) -> Entry:
        if entry_id not in self._state.entries:
            raise NotFoundError
        made = self._state.entries[entry_id]
        return Entry(entry_id, made.lesson_id, made.kind, made.author_id, made.at, made.instead_of)

    async def set_topic(self, lesson_id: LessonId, entry_id: EntryId, topic: str) -> None:
        self._state.topics.put(lesson_id, entry_id, topic)

    async def set_homework(self, lesson_id: LessonId, entry_id: EntryId, homework: Homework) -> None:
        self._state.homework.put(lesson_id, entry_id, homework)

    async def set_held(self, lesson_id: LessonId, entry_id: EntryId, held: bool, reason: str | None) -> None:
        self._state.held.put(lesson_id, entry_id, (held, reason))

    async def add_marks(self, lesson_id: LessonId, entry_id: EntryId, marks: tuple[NewMark, ...]) -> None:
        for new in marks:
            if new.replaces is not None:
                self._state.marks.end(new.replaces, entry_id)
            self._state.marks.add(lesson_id, entry_id, new, new.pupil_id, new.replaces)

    async def end_mark(self, mark_id: MarkId, entry_id: EntryId) -> None:
        self._state.marks.end(mark_id, entry_id)

    async def set_attendance(self, lesson_id: LessonId, entry_id: EntryId, facts: tuple[NewAttendance, ...]) -> None:
        for fact in facts:
            self._state.attendance.end_about(lesson_id, fact.pupil_id, entry_id)
        for fact in facts:
            self._state.attendance.add(lesson_id, entry_id, fact, fact.pupil_id)

    async def absences(self, pupil_ids: tuple[PersonId, ...], first: date, last: date) -> tuple[Absence, ...]:
        found = [
            Absence(lesson_id, key, fact)
            for lesson_id, (key, _) in self._state.lessons.items()
            if first <= key.day <= last
            for fact in self._state.record(lesson_id).attendance
            if fact.pupil_id in pupil_ids and not fact.late
        ]
        return tuple(sorted(found, key=lambda one: (one.key.day, one.key.number)))

    async def seen(self, pupil_ids: tuple[PersonId, ...], first: date, last: date) -> tuple[tuple[PersonId, date], ...]:
        found: set[tuple[PersonId, date]] = set()
        for lesson_id, (key, _) in self._state.lessons.items():
            record = self._state.record(lesson_id)
            here = {*record.present, *(one.pupil_id for one in record.marks)}
            here |= {one.pupil_id for one in record.attendance if one.late}
            found |= {(pupil, key.day) for pupil in here if pupil in pupil_ids and first <= key.day <= last}
        return tuple(sorted(found, key=lambda one: (one[1], one[0])))

    async def add_remarks(
        self, lesson_id: LessonId, entry_id: EntryId, remarks: tuple[tuple[PersonId, str], ...]
    ) -> None:
        for pupil_id, text in remarks:
            self._state.remarks.add(lesson_id, entry_id, text, pupil_id)

    async def undo(self, undone: EntryId, by: EntryId) -> None:
        state = self._state
        state.taken_back.add(undone)
        for kind in (state.topics, state.homework, state.held, state.attendance):
            kind.take_back(undone, by, state.taken_back)
        state.marks.take_back_corrections(undone, by, state.taken_back)
        state.remarks.end_all_of(undone, by)

    def _lesson_id(self, key: LessonKey) -> LessonId | None:
        return next((lesson_id for lesson_id, (known, _) in self._state.lessons.items() if known == key), None)


def _is_unconfirmed(draft: StoredDraft) -> bool:
    handed = draft.state == "open" and draft.handed_at is not None
    return handed or (draft.state == "recorded" and draft.confirmed_at is None)


def _same_course(one: LessonKey, other: LessonKey) -> bool:
    return (one.class_id, one.group_id, one.subject_id) == (other.class_id, other.group_id, other.subject_id)
