"""What the journal needs from outside."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from core.ids import ClassId, DraftId, EntryId, LessonId, MarkId, NoteId, PersonId, SchoolId, SubjectId
from core.journal.model import Absence, ControlKind, EntryKind, Homework, LessonKey, LessonRecord
from core.journal.quick_entry.model import Answers, LessonDraft
from core.journal.taps.model import NO_TAPS, Taps


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A draft as it is kept: the teacher's words, the answers so far and the reading shown.

    `source` names the message it came from, so that the same message never makes a second draft; `part` counts
    the drafts of one message. `moment` is when the teacher wrote. `state`: open, recorded, undone, cancelled.
    """

    id: DraftId
    school_id: SchoolId
    author_id: PersonId
    source: str
    part: int
    text: str
    moment: datetime
    answers: Answers
    reading: LessonDraft
    state: str = "open"
    entry_id: EntryId | None = None
    taps: Taps = NO_TAPS
    """What was tapped about the lesson; a draft without `text` was begun by taps."""
    typed_by_id: PersonId | None = None
    """The operator who types it for the author; None where the author does it alone (B17)."""
    handed_at: datetime | None = None
    """When the operator handed it to the author: it counts as entered then, and is in the author's hands since."""
    late_reason: str | None = None
    """Why it comes late, as the operator said when handing it over."""
    confirmed_at: datetime | None = None
    """When the author confirmed what an operator typed."""


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry to be made: who answers for it, who typed it, when (B02, B17)."""

    lesson_id: LessonId
    kind: EntryKind
    author_id: PersonId
    typed_by_id: PersonId
    at: datetime
    late_days: int = 0
    reason: str | None = None
    approved_by: PersonId | None = None
    """Who allowed what the author might not write alone (P12)."""
    instead_of: PersonId | None = None
    """Whose lesson it is by the weekly timetable, when the author holds it for them (B11, B25)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry that was made."""

    id: EntryId
    lesson_id: LessonId
    kind: EntryKind
    author_id: PersonId
    at: datetime
    instead_of: PersonId | None = None


@dataclass(frozen=True, slots=True)
class NewMark:
    """A mark to be written, of a work of `day` (B20, B21). `replaces` is the mark that it corrects.

    `announced` is when the pupils heard of it: the day of the work, unless it was checked first.
    """

    pupil_id: PersonId
    value: str
    control: str | None
    control_text: str | None
    day: date
    replaces: MarkId | None = None
    announced: date | None = None


@dataclass(frozen=True, slots=True)
class NewAttendance:
    """«absent», «late», «exempt», or «present» where a note expected otherwise. `note_id` is what gave the reason."""

    pupil_id: PersonId
    kind: str
    reason: str | None = None
    minutes: int | None = None
    note_id: NoteId | None = None


class JournalRepository(Protocol):
    """Drafts and the journal itself. Facts are added and ended, never changed or deleted."""

    async def control_kinds(self, school_id: SchoolId) -> tuple[ControlKind, ...]:
        """The school's kinds of control with weights (B06)."""
        ...

    async def topics_recorded(self, class_ids: tuple[ClassId, ...]) -> Mapping[tuple[ClassId, SubjectId], int]:
        """How many lessons of each class and subject have a topic (B15)."""
        ...

    async def add_draft(self, draft: StoredDraft, at: datetime) -> DraftId:
        """Keep a new draft; its `id` is ignored."""
        ...

    async def drafts_from(self, source: str) -> tuple[StoredDraft, ...]:
        """The drafts that a message made, by part."""
        ...

    async def open_drafts(self, author_id: PersonId, since: datetime) -> tuple[StoredDraft, ...]:
        """The open drafts of a teacher that were written since that moment, newest first, whoever types them."""
        ...

    async def unconfirmed(self, author_id: PersonId, since: datetime) -> tuple[StoredDraft, ...]:
        """What operators typed for this teacher since that moment and the teacher has not confirmed, oldest first:
        handed over, or recorded already."""
        ...

    async def draft(self, draft_id: DraftId) -> StoredDraft:
        """One draft, locked until the unit of work ends. NotFoundError if there is none."""
        ...

    async def change_draft(self, draft: StoredDraft, at: datetime) -> None:
        """Keep the answers, the taps, the reading, the state, the entry and the handing over of a draft."""
        ...

    async def renew_draft(self, draft: StoredDraft, at: datetime) -> None:
        """Keep the message that a draft has now, edited or its first, with its moment and all that may change."""
        ...

    async def lesson(self, key: LessonKey) -> LessonRecord | None:
        """The lesson with what stands about it now, or None if nothing was ever written."""
        ...

    async def lesson_by_id(self, lesson_id: LessonId) -> LessonRecord:
        """The same by key. NotFoundError if there is none."""
        ...

    async def lessons_on(self, class_ids: tuple[ClassId, ...], day: date) -> tuple[LessonRecord, ...]:
        """The lessons of classes on a day about which something was ever written."""
        ...

    async def ensure_lesson(self, key: LessonKey, teacher_id: PersonId) -> LessonId:
        """The lesson's key, made now if it is the first time."""
        ...

    async def previous_homework(self, key: LessonKey) -> Homework | None:
        """The homework of the latest earlier lesson of that class, group and subject."""
        ...

    async def add_entry(self, entry: NewEntry) -> EntryId:
        """A new entry of a lesson."""
        ...

    async def entry(self, entry_id: EntryId) -> Entry:
        """One entry. NotFoundError if there is none."""
        ...

    async def set_topic(self, lesson_id: LessonId, entry_id: EntryId, topic: str) -> None:
        """A topic, ending an earlier one (B03)."""
        ...

    async def set_homework(self, lesson_id: LessonId, entry_id: EntryId, homework: Homework) -> None:
        """Homework or an explicit none, ending an earlier one (B04, B05)."""
        ...

    async def set_held(self, lesson_id: LessonId, entry_id: EntryId, held: bool, reason: str | None) -> None:
        """Whether the lesson took place, ending an earlier statement (B10)."""
        ...

    async def add_marks(self, lesson_id: LessonId, entry_id: EntryId, marks: tuple[NewMark, ...]) -> None:
        """Marks under their controls; marks that they replace are ended by this entry (B07)."""
        ...

    async def end_mark(self, mark_id: MarkId, entry_id: EntryId) -> None:
        """End a mark without another in its place."""
        ...

    async def set_attendance(self, lesson_id: LessonId, entry_id: EntryId, facts: tuple[NewAttendance, ...]) -> None:
        """Attendance of pupils, ending what stood about the same pupils in this lesson (B08, B12)."""
        ...

    async def absences(self, pupil_ids: tuple[PersonId, ...], first: date, last: date) -> tuple[Absence, ...]:
        """The absences of pupils that stand in the lessons of these days, both included, by day and number."""
        ...

    async def seen(self, pupil_ids: tuple[PersonId, ...], first: date, last: date) -> tuple[tuple[PersonId, date], ...]:
        """Which pupils were at a lesson on which of these days: said to be there, late, or marked."""
        ...

    async def add_remarks(
        self, lesson_id: LessonId, entry_id: EntryId, remarks: tuple[tuple[PersonId, str], ...]
    ) -> None:
        """Remarks to pupils."""
        ...

    async def undo(self, undone: EntryId, by: EntryId) -> None:
        """End every fact of `undone` by the entry `by`, and bring back what `undone` had ended."""
        ...
