"""What a teacher taps about a lesson. It is kept with the draft, apart from the words of the message."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from core.calendar.model import Slot
from core.ids import ClassId, GroupId, MarkId, PersonId, SubjectId
from core.journal.attachments.model import Attachment
from core.journal.model import ControlKind, Order, Reason
from core.people.model import Person

WORDS_AWAITED = timedelta(minutes=10)
"""How long the next message is taken for the words that were asked for."""


class Attends(StrEnum):
    """Where a pupil is during the lesson (B08, B09, B12)."""

    HERE = "here"
    ABSENT = "absent"
    ILL = "ill"
    LATE = "late"
    EXCUSED = "excused"
    UNEXCUSED = "unexcused"
    EXEMPT = "exempt"

    @property
    def after(self) -> "Attends":
        """What one more tap says: the commonest go round, from the others one comes back."""
        return _ROUND.get(self, Attends.HERE)

    @property
    def away(self) -> bool:
        """Whether it is an absence."""
        return self in REASONS


_ROUND = {Attends.HERE: Attends.ABSENT, Attends.ABSENT: Attends.ILL, Attends.ILL: Attends.LATE}
REASONS: Mapping[Attends, Reason | None] = {
    Attends.ABSENT: None,
    Attends.ILL: Reason.ILLNESS,
    Attends.EXCUSED: Reason.EXCUSED,
    Attends.UNEXCUSED: Reason.UNEXCUSED,
}
"""The absences, with their reasons."""


class Step(StrEnum):
    """What the next message will be taken for, word for word."""

    TOPIC = "topic"
    HOMEWORK = "homework"
    REASON = "reason"
    REMARK = "remark"
    ORDER = "order"
    NOT_HELD = "not_held"


@dataclass(frozen=True, slots=True)
class Awaited:
    """A step whose words are awaited, until the teacher does something else or the moment passes.

    `pupil_id` is to whom a remark is.
    """

    step: Step
    until: datetime
    pupil_id: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a step. `source` names the message, so that an edit of it changes them; None for words of a button."""

    text: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class TappedMark:
    """A value and the pupil to whom it was tapped."""

    pupil_id: PersonId
    value: str


@dataclass(frozen=True, slots=True)
class TappedRemark:
    """A remark to a pupil, of a button or typed."""

    pupil_id: PersonId
    said: Said


@dataclass(frozen=True, slots=True)
class Fix:
    """Another value for a mark that was recorded; `new` None takes it away."""

    mark_id: MarkId
    pupil_id: PersonId
    old: str
    new: str | None


@dataclass(frozen=True, slots=True)
class Taps:
    """All that was tapped about a lesson. Laid over the reading of the message, the tap has the last word.

    `given` are marks beside those of the message, `taken` those of the message that were tapped off. `control` is
    the work of all marks in `given`. `none_set` is an explicit «не задано» (B05). `fix` makes it a correction and
    nothing else; `reason` says why it comes late or corrects what stands, `order` opens a closed period for it.
    `files` are attached to the homework, whatever words say of it (B14).
    """

    presence: Mapping[PersonId, Attends] = field(default_factory=dict)
    minutes: Mapping[PersonId, int] = field(default_factory=dict)
    remarks: tuple[TappedRemark, ...] = ()
    all_present: bool = False
    given: tuple[TappedMark, ...] = ()
    taken: tuple[TappedMark, ...] = ()
    control: str | None = None
    topic: Said | None = None
    homework: Said | None = None
    none_set: bool = False
    due: date | None = None
    awaited: Awaited | None = None
    fix: Fix | None = None
    reason: Said | None = None
    order: Order | None = None
    files: tuple[Attachment, ...] = ()
    not_held: Said | None = None
    """Why the lesson did not take place (B10)."""

    def waits_for(self, moment: datetime) -> Step | None:
        """The step that a message of this moment answers."""
        return self.awaited.step if self.awaited and moment <= self.awaited.until else None

    def said_in(self, source: str) -> Step | None:
        """The step whose words came in this message."""
        said = {
            Step.TOPIC: self.topic,
            Step.HOMEWORK: self.homework,
            Step.REASON: self.reason,
            Step.NOT_HELD: self.not_held,
        }
        if any(one.said.source == source for one in self.remarks):
            return Step.REMARK
        return next((step for step, one in said.items() if one and one.source == source), None)


NO_TAPS = Taps()


@dataclass(frozen=True, slots=True)
class LessonRef:
    """A lesson as a button names it; whether it is the teacher's own is asked when it is pressed."""

    class_id: ClassId
    group_id: GroupId | None
    subject_id: SubjectId
    day: date
    number: int


class Progress(StrEnum):
    """How far a lesson is entered (B01-B05). `OVERDUE` is one that its day has passed without all that is due."""

    EMPTY = "empty"
    PARTIAL = "partial"
    COMPLETE = "complete"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class OwnLesson:
    """A lesson of the teacher's day.

    `drafted`: something about it waits for «Записать»; `asked`: a request about it waits for its decision.
    `cancelled`: it does not take place. `other` is the colleague for whom the teacher holds it, or who holds it for
    the teacher and enters it.
    """

    slot: Slot
    class_title: str
    group_title: str | None
    subject_name: str
    progress: Progress
    drafted: bool
    asked: bool = False
    cancelled: bool = False
    other: Person | None = None

    @property
    def ref(self) -> LessonRef:
        """What a button names."""
        slot = self.slot
        return LessonRef(slot.class_id, slot.group_id, slot.subject_id, slot.day, slot.number)


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A teacher's lessons of a day. `earlier` and `later` are the neighbouring days that may be opened."""

    day: date
    lessons: tuple[OwnLesson, ...]
    earlier: date | None
    later: date | None
    declares: bool = False
    """Whether the teacher may say to hold a colleague's lesson of this day."""


@dataclass(frozen=True, slots=True)
class RollLine:
    """A pupil of the lesson as draft and journal say together.

    `written` are marks that the journal has already; `marks` those that «Записать» will add.
    """

    pupil_id: PersonId
    name: str
    attends: Attends
    marks: tuple[str, ...]
    written: tuple[str, ...]
    minutes: int | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """What may be tapped about a lesson. `names` is its list; `planned` the next topic of the plan (A16)."""

    names: Mapping[PersonId, str]
    planned: str | None
    due_days: tuple[date, ...]
    """The days of the next lessons of the class (B13)."""
    controls: tuple[ControlKind, ...]
    """The school's list with its weights (B06)."""
