"""What the marks of a period are made of (B23, B24)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from core.ids import ClassId, GroupId, PeriodMarkId, PersonId, RequestId, SchoolId, SubjectId
from core.journal.model import Order
from core.people.model import Person, SchoolClass


class Span(StrEnum):
    """How long a period is (P25). The letter begins its code."""

    QUARTER = "q"
    HALF_YEAR = "h"
    YEAR = "y"


@dataclass(frozen=True, slots=True)
class Period:
    """A quarter, a half-year or the year of a class; both days included. The year has no number."""

    span: Span
    number: int
    first: date
    last: date

    @property
    def code(self) -> str:
        """«q1», «h2» or «y»: what the journal and the buttons call it."""
        return f"{self.span}{self.number or ''}"


@dataclass(frozen=True, slots=True)
class Course:
    """What one teacher teaches one class, or a group of it (B26)."""

    class_id: ClassId
    group_id: GroupId | None
    subject_id: SubjectId


@dataclass(frozen=True, slots=True)
class SheetKey:
    """The marks of a course for a period."""

    course: Course
    code: str


@dataclass(frozen=True, slots=True)
class GivenMark:
    """A mark of a lesson in the period with the weight of its control."""

    pupil_id: PersonId
    value: str
    weight: Decimal


@dataclass(frozen=True, slots=True)
class HeldLesson:
    """A lesson of the subject in the class that was recorded and took place."""

    group_id: GroupId | None
    day: date
    number: int


@dataclass(frozen=True, slots=True)
class Away:
    """A pupil's absence from such a lesson, or the exemption from it."""

    pupil_id: PersonId
    day: date
    number: int
    exempt: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the journal says of a subject in a period."""

    marks: tuple[GivenMark, ...] = ()
    lessons: tuple[HeldLesson, ...] = ()
    away: tuple[Away, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """The same for one pupil: the values of the marks, their weighted average, and how many lessons were missed.

    `average` is rounded to hundredths, as it is shown: what decides is what the teacher sees.
    """

    values: tuple[str, ...] = ()
    average: Decimal | None = None
    lessons: int = 0
    missed: int = 0
    exempt: int = 0


class Why(StrEnum):
    """Where a proposed mark comes from, or why there is none."""

    AVERAGE = "average"
    BORDER = "border"
    PASSES = "passes"
    FEW_MARKS = "few_marks"
    MISSED = "missed"
    EXEMPT = "exempt"
    UNFINISHED = "unfinished"


@dataclass(frozen=True, slots=True)
class Proposal:
    """The mark that the rules suggest; None where the teacher has to decide."""

    value: str | None
    why: Why


@dataclass(frozen=True, slots=True)
class NewPeriodMark:
    """A mark of a period to be written. `replaces` is the mark that it corrects."""

    school_id: SchoolId
    key: SheetKey
    pupil_id: PersonId
    value: str
    author_id: PersonId
    at: datetime
    replaces: PeriodMarkId | None = None
    reason: str | None = None
    """Why it corrects another after the free minutes."""


@dataclass(frozen=True, slots=True)
class PeriodMark:
    """A mark that stands. `first_at`: when its pupil first got a mark for this period, before any correction."""

    id: PeriodMarkId
    key: SheetKey
    pupil_id: PersonId
    value: str
    author_id: PersonId
    at: datetime
    first_at: datetime


class State(StrEnum):
    """How far the marks of a course for a period are."""

    UPCOMING = "upcoming"
    EMPTY = "empty"
    DRAFT = "draft"
    PARTIAL = "partial"
    SET = "set"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A correction that waits for a decision; only who asked takes it back (P12)."""

    request_id: RequestId
    old: str
    new: str
    reason: str
    own: bool
    order: Order | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A pupil of a sheet: what stands, what the teacher has chosen since, what is proposed.

    `joined` is the first day of a pupil who came in the period; `earlier` are the marks that a year is made of;
    `asked` is the correction that waits for a decision.
    """

    pupil: Person
    name: str
    tally: Tally
    proposal: Proposal
    chosen: str | None = None
    standing: PeriodMark | None = None
    joined: date | None = None
    earlier: tuple[tuple[Period, str | None], ...] = ()
    asked: Wanted | None = None

    @property
    def value(self) -> str | None:
        """What the pupil has, or will have when the sheet is confirmed."""
        return self.chosen or (self.standing.value if self.standing else None)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The marks of a course for a period, with every pupil of the course.

    They may be given from `opens` on and are due on `due`.
    """

    key: SheetKey
    period: Period
    of: SchoolClass
    group_title: str | None
    subject_name: str
    lines: tuple[Line, ...]
    state: State
    opens: date
    due: date

    @property
    def waiting(self) -> tuple[Line, ...]:
        """What «Подтвердить» would record."""
        return tuple(line for line in self.lines if line.chosen is not None)

    @property
    def acceptable(self) -> tuple[Line, ...]:
        """What «Принять предложенные» would fill in."""
        return tuple(line for line in self.lines if line.value is None and line.proposal.value is not None)


@dataclass(frozen=True, slots=True)
class OwnCourse:
    """A course of the teacher's with how far its marks are."""

    key: SheetKey
    title: str
    group_title: str | None
    subject_name: str
    state: State
    given: int
    pupils: int


@dataclass(frozen=True, slots=True)
class OwnPeriod:
    """The teacher's courses for this period and those that end with it; `periods` are all that the own classes have."""

    period: Period | None
    periods: tuple[Period, ...]
    courses: tuple[OwnCourse, ...]
    opens: date | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class SubjectMarks:
    """How the marks of a subject stand in a class: the number of each value, and of pupils without one."""

    subject_name: str
    counts: Mapping[str, int] = field(default_factory=dict)
    missing: int = 0
    teachers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClassMarks:
    """A class's marks of a period by subjects, for its class teacher and the deputies."""

    of: SchoolClass
    period: Period
    periods: tuple[Period, ...]
    subjects: tuple[SubjectMarks, ...]
    due: date
    overdue: bool
    shut: bool = False
    closable: bool = False
    """Whether the actor may close the period now."""
