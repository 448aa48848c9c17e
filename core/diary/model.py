"""What the diary of a child is made of (D01, D06)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from core.calendar.model import Lesson
from core.ids import ClassId, GroupId, PersonId, SubjectId, TaskId
from core.journal.attachments.model import Attachment
from core.journal.model import Absence, LessonRecord
from core.journal.periods.model import Period
from core.people.model import DISCREET, Actor, Child, School


@dataclass(frozen=True, slots=True)
class Own:
    """A child and who asks for it: a guardian of that day, or the pupil (P17)."""

    actor: Actor
    school: School
    child: Child

    @property
    def by_pupil(self) -> bool:
        """Whether the pupil asks, and no guardian."""
        return self.actor.person_id == self.child.pupil.id

    @property
    def personal(self) -> bool:
        """Whether the school lets the diary into the messenger (O03, O04)."""
        return self.school.content_mode != DISCREET


@dataclass(frozen=True, slots=True)
class Task:
    """Homework as it stands; one that was changed is another task. `day` is when it was given."""

    id: TaskId
    class_id: ClassId
    group_id: GroupId | None
    subject_id: SubjectId
    day: date
    due: date | None
    text: str
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """A lesson of the timetable and what stands in the journal about it and this child; nothing may be written yet."""

    lesson: Lesson
    record: LessonRecord | None = None
    due: tuple[Task, ...] = ()
    """What is to be ready for it."""


@dataclass(frozen=True, slots=True)
class DiaryDay:
    """A date of the diary. `holiday` names the holidays in which it lies."""

    day: date
    lessons: tuple[Held, ...]
    holiday: str | None = None


@dataclass(frozen=True, slots=True)
class Diary:
    """Some days of a child. `today` is the school's date, `updated` when the journal of the class was last written.

    `left` is the last day of a child who is in no class any more. The school year lasts from `begins` to `ends`.
    """

    own: Own
    today: date
    begins: date
    ends: date
    days: tuple[DiaryDay, ...]
    updated: datetime | None = None
    left: date | None = None


@dataclass(frozen=True, slots=True)
class OwnMark:
    """A mark that stands, with what it was given for."""

    subject_id: SubjectId
    day: date
    value: str
    weight: Decimal
    control: str | None = None
    control_text: str | None = None


@dataclass(frozen=True, slots=True)
class SubjectLine:
    """A subject in a period: its marks by date, and their weighted average in hundredths."""

    subject_id: SubjectId
    name: str
    marks: tuple[OwnMark, ...]
    average: Decimal | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A period of the school year in which a day lies; without a code the one that was going on that day."""

    day: date
    code: str = ""


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """The school year of which a child's marks are shown; `day` is a day of it on which the child learned here.

    `earlier` is such a day of the year before, if there was one; `past`: a later year of the child has begun.
    """

    begins: date
    ends: date
    day: date
    earlier: date | None = None
    past: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """A child's subjects and absences in a period of a school year; `periods` are all that the class has."""

    own: Own
    year: SchoolYear
    period: Period
    periods: tuple[Period, ...]
    subjects: tuple[SubjectLine, ...]
    absences: tuple[Absence, ...]
    names: Mapping[SubjectId, str]
    updated: datetime | None = None

    def subject(self, subject_id: SubjectId) -> SubjectLine | None:
        """One of the subjects."""
        return next((one for one in self.subjects if one.subject_id == subject_id), None)


@dataclass(frozen=True, slots=True)
class Step:
    """A day on which there were marks, and the weighted average of all up to then, in hundredths."""

    day: date
    average: Decimal


@dataclass(frozen=True, slots=True)
class Chart:
    """A child's own marks that count, by date, and what the average came to; without a line those of all subjects.

    `dark` is how the person who asks likes pictures.
    """

    progress: Progress
    line: SubjectLine | None
    marks: tuple[OwnMark, ...]
    steps: tuple[Step, ...]
    dark: bool


@dataclass(frozen=True, slots=True)
class Totals:
    """How much was missed: lessons, on how many days; of the lessons those without a valid and with no known reason."""

    lessons: int = 0
    days: int = 0
    unexcused: int = 0
    unexplained: int = 0


@dataclass(frozen=True, slots=True)
class TermMarks:
    """A child's marks of periods: subject → code of the period → value."""

    own: Own
    year: SchoolYear
    periods: tuple[Period, ...]
    marks: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Chore:
    """A task of a child as one person sees it; `done` is that person's own tick."""

    task: Task
    subject: str
    done: bool


@dataclass(frozen=True, slots=True)
class Chores:
    """What a child has to do, what comes first at the head."""

    own: Own
    today: date
    chores: tuple[Chore, ...]
    updated: datetime | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """So many marks of one value and weight bring the average to what is wanted."""

    value: str
    weight: Decimal
    count: int


@dataclass(frozen=True, slots=True)
class Needed:
    """What is needed for a mark of the period in a subject. `reached`: the average is enough already."""

    line: SubjectLine
    wanted: str
    reached: bool
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The child that a person looked at last, and whether pictures are to be dark."""

    person_id: PersonId
    pupil_id: PersonId
    at: datetime
    dark: bool = False
