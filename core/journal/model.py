"""The class journal. Nothing in it is deleted or overwritten: a later entry ends an earlier fact."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from core.ids import ClassId, EntryId, GroupId, LessonId, MarkId, NoteId, PersonId, SchoolId, SubjectId
from core.journal.attachments.model import Attachment


class Reason(StrEnum):
    """Why a pupil was absent; the code only, never a diagnosis (B09, P01)."""

    ILLNESS = "Б"
    EXCUSED = "У"
    UNEXCUSED = "НУ"


class EntryKind(StrEnum):
    """What an entry into the journal was."""

    RECORD = "record"
    CORRECTION = "correction"
    UNDO = "undo"


class Text(StrEnum):
    """What is said of a lesson as a whole."""

    TOPIC = "topic"
    HOMEWORK = "homework"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class ControlKind:
    """A kind of control of the school's list with its weight and what people write for it (B06)."""

    name: str
    weight: float
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LessonKey:
    """What makes a lesson that lesson: who is taught what, when."""

    school_id: SchoolId
    class_id: ClassId
    group_id: GroupId | None
    subject_id: SubjectId
    day: date
    number: int


@dataclass(frozen=True, slots=True)
class Homework:
    """A task as the teacher wrote it, with its files or of files alone (B14). `given` False is «не задано» (B05)."""

    text: str
    given: bool = True
    due: date | None = None
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """A director's order, without which nothing in a closed period changes (P12)."""

    number: str
    day: date


@dataclass(frozen=True, slots=True)
class MarkFact:
    """A mark of a control. `earlier`: values that corrections ended, oldest first, each with the time of its end."""

    id: MarkId
    pupil_id: PersonId
    value: str
    control: str | None
    control_text: str | None
    entry_id: EntryId
    earlier: tuple[tuple[str, datetime], ...] = ()


@dataclass(frozen=True, slots=True)
class AttendanceFact:
    """Absent (with the reason, if known, and the note that says so) or late (with minutes, if known)."""

    pupil_id: PersonId
    late: bool
    reason: Reason | None
    minutes: int | None
    entry_id: EntryId
    note_id: NoteId | None = None

    @property
    def excused(self) -> bool:
        """Whether a note explains the absence: the family knows of it, so nobody is alerted."""
        return self.note_id is not None and self.reason is not Reason.UNEXCUSED


@dataclass(frozen=True, slots=True)
class RemarkFact:
    """A remark as the teacher wrote it; without a text, that the pupil was exempt from the lesson."""

    pupil_id: PersonId
    text: str | None
    entry_id: EntryId


@dataclass(frozen=True, slots=True)
class LessonRecord:
    """A lesson with all that stands in the journal about it now."""

    id: LessonId
    key: LessonKey
    teacher_id: PersonId
    topic: str | None = None
    homework: Homework | None = None
    held: bool = True
    marks: tuple[MarkFact, ...] = ()
    attendance: tuple[AttendanceFact, ...] = ()
    remarks: tuple[RemarkFact, ...] = ()
    present: tuple[PersonId, ...] = ()
    """Of whom the teacher said expressly that they were there, though a note expected them away."""
    not_held_reason: str | None = None
    said_by: Mapping[Text, EntryId] = field(default_factory=dict)
    """The entries whose topic, homework and word on whether it was held stand."""


@dataclass(frozen=True, slots=True)
class Absence:
    """An absence that stands, with its lesson."""

    lesson_id: LessonId
    key: LessonKey
    fact: AttendanceFact
