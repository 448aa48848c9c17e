"""The monthly verification of the diary: what is compared with the paper journal, and what was said of it (G01-G04)."""

from dataclasses import dataclass
from datetime import date, datetime

from core.ids import ClassId, GroupId, PersonId, SubjectId
from core.journal.taps.model import LessonRef
from core.people.model import Name


@dataclass(frozen=True, slots=True)
class Scope:
    """What is signed: a course of a month, or without a subject all of a class (G02, G03)."""

    class_id: ClassId
    month: date
    subject_id: SubjectId | None = None
    group_id: GroupId | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """What the journal says of a pupil in a lesson: a mark as it stands, «н» or «оп»."""

    lesson: LessonRef
    pupil_id: PersonId
    text: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What somebody said of a scope; with words, that there is an error."""

    scope: Scope
    by: PersonId
    name: Name
    at: datetime
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """What there is to be counted in the paper journal as well."""

    lessons: int
    marks: int
    absences: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A scope in words, with whose it is and what was last said of it."""

    scope: Scope
    title: str
    grade: int
    subject: str = ""
    group: str | None = None
    teacher_id: PersonId | None = None
    teacher: str = ""
    last: Verification | None = None
    totals: Totals | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """What somebody is to verify; `all_lines`: everybody's, for who checks the journal."""

    month: date
    lines: tuple[Line, ...]
    all_lines: bool = False

    @property
    def done(self) -> int:
        """How many of them were verified."""
        return sum(line.last is not None for line in self.lines)


@dataclass(frozen=True, slots=True)
class Card:
    """A scope with totals and the cells of a few pupils; of a class, a line with totals for each of its courses.

    `signs`: whether «верно» is the reader's to say here, `reports`: whether «ошибка» is.
    """

    line: Line
    totals: Totals
    sample: tuple[tuple[str, tuple[Cell, ...]], ...] = ()
    courses: tuple[Line, ...] = ()
    signs: bool = False
    reports: bool = False
