"""What a message is read against, and what the reading is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from core.calendar.model import Slot, Subject, Term
from core.ids import ClassId, GroupId, MarkId, NoteId, PersonId, SubjectId
from core.journal.attachments.model import Attachment
from core.journal.model import ControlKind, Reason
from core.people.model import FULL, Enrolled, Group, Person, SchoolClass

Answers = Mapping[str, str]
"""Question key → option key, as the teacher tapped."""


@dataclass(frozen=True, slots=True)
class ClassList:
    """A class that the teacher may write about, with its pupils and groups by date."""

    school_class: SchoolClass
    pupils: tuple[Enrolled, ...]
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanItem:
    """A line of the thematic plan (A16)."""

    class_id: ClassId
    subject_id: SubjectId
    position: int
    topic: str
    homework: str | None


@dataclass(frozen=True, slots=True)
class EntryContext:
    """All that a reading depends on besides the text.

    `moment` is the school's local time of the message. `classes` are those this teacher has lessons with, if only
    for a colleague; `titles` are all classes of the school, to tell an unknown class from a foreign one. `slots` are
    lessons of `classes`, whoever teaches, from some weeks back to some weeks ahead, by date and number; of a class
    where the teacher only stands in they are those held for the colleague and the coming ones of that subject.
    """

    moment: datetime
    teacher: Person
    classes: tuple[ClassList, ...]
    titles: tuple[SchoolClass, ...]
    subjects: tuple[Subject, ...]
    control_kinds: tuple[ControlKind, ...]
    slots: tuple[Slot, ...]
    staff: tuple[Person, ...] = ()
    plan: tuple[PlanItem, ...] = ()
    recorded_topics: Mapping[tuple[ClassId, SubjectId], int] = field(default_factory=dict)
    """How many lessons of a class and subject have a topic already: the next line of the plan follows."""
    grace_days: int = 3
    """Days after the lesson in which an entry needs no reason (P11)."""
    staff_numbers: Mapping[PersonId, str] = field(default_factory=dict)
    """The staff number («табельный номер») of each of `staff`, for programs outside that know people by it."""
    terms: tuple[Term, ...] = ()
    """The quarters, half-years and holidays of the year."""
    required: frozenset[str] = frozenset()
    """What the school's profile wants of every lesson (`required.py`)."""
    content_mode: str = FULL
    """How far names may go on the screens of the reading."""
    cancelled: tuple[Slot, ...] = ()
    """The teacher's own lessons of these weeks that do not take place."""


class Ask(StrEnum):
    """What a question is about; the front-end has a sentence for each."""

    CLASS = "class"
    UNKNOWN_CLASS = "unknown_class"
    FOREIGN_CLASS = "foreign_class"
    SUBJECT = "subject"
    FOREIGN_SUBJECT = "foreign_subject"
    LESSON = "lesson"
    DATE = "date"
    NO_LESSON = "no_lesson"
    CANCELLED = "cancelled"
    SUBSTITUTED = "substituted"
    FUTURE = "future"
    GROUP = "group"
    DUE = "due"
    PUPIL = "pupil"
    UNKNOWN_PUPIL = "unknown_pupil"
    OTHER_GROUP = "other_group"
    MARK = "mark"
    CONTROL = "control"
    BOTH_ABSENT_AND_LATE = "both_absent_and_late"
    ABSENT_WITH_MARK = "absent_with_mark"
    EVERYONE = "everyone"
    REST = "rest"
    CORRECTION = "correction"
    UNSUPPORTED = "unsupported"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Option:
    """A possible answer. `label` is data (a pupil's name, a date, a value), not a sentence.

    `action` says what taking it means, where the label alone does not: "take", "skip", "write_anyway"…
    """

    key: str
    label: str
    action: str = "take"


@dataclass(frozen=True, slots=True)
class Question:
    """What is not clear. Without options only a new message or a change of text can answer.

    `key` is stable: the same text and the same context ask under the same key, at most 24 ASCII characters.
    `about` is the words of the teacher that raised it. `data` fills the sentence's placeholders.
    """

    key: str
    ask: Ask
    about: str
    options: tuple[Option, ...] = ()
    data: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DraftMark:
    """A mark that was read. `pupil_id` is None while a question stands; `candidates` are who it may be."""

    pupil_id: PersonId | None
    value: str
    control: str | None = None
    control_text: str | None = None
    candidates: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteReason:
    """The note that explains an absence, and the reason that it gives. `waits`: a family's word, not confirmed yet."""

    id: NoteId
    reason: Reason
    waits: bool = False


@dataclass(frozen=True, slots=True)
class DraftAbsence:
    """An absence that was read; `reason` is the teacher's own word, None when not stated.

    `note` explains it; `foretold`: the note alone says that the pupil is away, the teacher said nothing of them.
    """

    pupil_id: PersonId | None
    reason: Reason | None = None
    candidates: tuple[PersonId, ...] = ()
    note: NoteReason | None = None
    foretold: bool = False

    @property
    def why(self) -> Reason | None:
        """The reason, whoever gave it."""
        return self.note.reason if self.note else self.reason


@dataclass(frozen=True, slots=True)
class DraftLateness:
    """A lateness that was read, with minutes if stated."""

    pupil_id: PersonId | None
    minutes: int | None = None
    candidates: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftRemark:
    """«не готов», «нет формы»: a short remark to a pupil."""

    pupil_id: PersonId | None
    text: str
    candidates: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftCorrection:
    """«было 3 стало 4»: which value is to become which. `new` None removes the mark, `mark_id` names a tapped one."""

    pupil_id: PersonId | None
    old: str | None
    new: str | None
    control: str | None = None
    day: date | None = None
    reason: str | None = None
    candidates: tuple[PersonId, ...] = ()
    mark_id: MarkId | None = None


@dataclass(frozen=True, slots=True)
class LessonDraft:
    """One lesson as it was read from a message. It may be recorded when `questions` is empty.

    `names` maps every pupil id in the draft to the name on the screen (`naming.py`), so that the card can be
    shown without a query.
    `unread` are the pieces that were not understood, word for word. `notes` are remarks for the card that
    need no answer: pairs of a code and a text ("typo", "кузмина → Кузьмина"; "layout", the text in Russian letters).
    """

    class_id: ClassId | None = None
    class_title: str | None = None
    class_inferred: str | None = None
    group_id: GroupId | None = None
    group_title: str | None = None
    subject_id: SubjectId | None = None
    subject_name: str | None = None
    day: date | None = None
    number: int | None = None
    late_days: int = 0
    topic: str | None = None
    homework: str | None = None
    no_homework: bool = False
    same_homework: bool = False
    homework_due: date | None = None
    attachments: tuple[Attachment, ...] = ()
    marks: tuple[DraftMark, ...] = ()
    rest: DraftMark | None = None
    rest_count: int = 0
    control_text: str | None = None
    absences: tuple[DraftAbsence, ...] = ()
    lateness: tuple[DraftLateness, ...] = ()
    remarks: tuple[DraftRemark, ...] = ()
    exempt: tuple[PersonId, ...] = ()
    present: tuple[PersonId, ...] = ()
    corrections: tuple[DraftCorrection, ...] = ()
    update: str | None = None
    all_present: bool = False
    held: bool = True
    not_held_reason: str | None = None
    substitute_for: PersonId | None = None
    period: str | None = None
    absence_period: tuple[date, date] | None = None
    names: Mapping[PersonId, str] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    questions: tuple[Question, ...] = ()
    missing: tuple[str, ...] = ()
    """What the lesson will lack after this record (`required.py`)."""
    planned: str | None = None
    """The topic that the plan has for it, where it lacks one."""
    voice: bool = False
    fuzzy: bool = False

    @property
    def ready(self) -> bool:
        """Whether nothing is left to ask."""
        return not self.questions


@dataclass(frozen=True, slots=True)
class Interpretation:
    """The reading of a message: a draft per class named, or none when it is no entry at all."""

    drafts: tuple[LessonDraft, ...] = ()
