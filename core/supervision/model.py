"""A page of the journal in a month: what rules find in it, what was remarked, and whether it was checked."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from core.ids import ClassId, GroupId, PersonId, RemarkId, SchoolId, SubjectId
from core.journal.periods.model import Course
from core.journal.taps.model import LessonRef
from core.people.model import Name


class Flaw(StrEnum):
    """What a rule finds, or what a remark is about."""

    UNFILLED = "unfilled"
    """A lesson that is over was not recorded (B01, B02)."""
    INCOMPLETE = "partial"
    """It was, without a topic or homework that the profile wants (B03, B04)."""
    LATE = "late"
    """It was recorded later than the profile allows (B18, P11)."""
    NO_CONTROL = "control"
    """Marks stand without a kind of control (B06, P08)."""
    NO_REASON = "reason"
    """Absences stand without a reason (B09, P01)."""
    NO_HOMEWORK = "homework"
    """For weeks nothing was said of homework, not even that none is set (B04, B05)."""
    FEW_MARKS = "marks"
    """A period ends, and pupils have too few marks for one of the period (B23)."""
    ORDER = "order"
    """A topic stands before one that comes earlier in the plan (B15)."""
    BEHIND = "behind"
    """The topics move slower than the plan (B15)."""
    PAPER = "paper"
    """The paper journal counts otherwise (B16, F03)."""
    DIARY = "diary"
    """Who verified the diary found an error (G02, G03)."""


@dataclass(frozen=True, slots=True)
class Page:
    """What is checked at once: a subject of a class in a month, which its first day names."""

    class_id: ClassId
    subject_id: SubjectId
    month: date


@dataclass(frozen=True, slots=True)
class Matter:
    """One flaw: of a lesson or of the page as a whole, and how many lessons, marks or pupils it is about."""

    flaw: Flaw
    day: date | None = None
    number: int | None = None
    count: int = 1

    @property
    def place(self) -> tuple[Flaw, date | None, int | None]:
        """What makes it that matter, however many it is about by now."""
        return self.flaw, self.day, self.number


@dataclass(frozen=True, slots=True)
class Finding:
    """A matter found in a course; `teacher_id` is who would mend it."""

    course: Course
    teacher_id: PersonId
    matter: Matter

    @property
    def lesson(self) -> LessonRef | None:
        """The lesson, where it is about one."""
        of, about = self.course, self.matter
        if about.day is None or about.number is None:
            return None
        return LessonRef(of.class_id, of.group_id, of.subject_id, about.day, about.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What stands of a lesson of which anything was ever written.

    `kinds` are its texts («held», «topic»…), `positions` the places of its topic in the plan. `late_days` are those
    between it and the first entry that recorded it and was not taken back: what is added later makes nothing late.
    `unnamed` are marks without a kind of control, `unexplained` absences without a reason.
    """

    lesson: LessonRef
    teacher_id: PersonId
    kinds: frozenset[str] = frozenset()
    positions: tuple[int, ...] = ()
    late_days: int = 0
    marks: int = 0
    unnamed: int = 0
    unexplained: int = 0


@dataclass(frozen=True, slots=True)
class Count:
    """What the paper journal has for a page, as somebody counted it (F03)."""

    lessons: int
    marks: int


@dataclass(frozen=True, slots=True)
class Check:
    """A page was checked: by whom, when, and how many remarks there were."""

    page: Page
    by: PersonId
    at: datetime
    remarks: int


class State(StrEnum):
    """Where a remark stands (domain.md §4.4). `FIXED`: its teacher says so, nobody has looked."""

    SENT = "sent"
    FIXED = "fixed"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({State.SENT, State.FIXED})


class Event(StrEnum):
    """What happened to a remark."""

    MADE = "made"
    ANSWERED = "answered"
    FIXED = "fixed"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRemark:
    """A remark to be made: to whom, about which course in which month, what, and until when (F02).

    What rules found stands in `matters` and is put into words for each reader; `text` is what somebody typed.
    """

    school_id: SchoolId
    page: Page
    group_id: GroupId | None
    teacher_id: PersonId
    author_id: PersonId
    made_at: datetime
    due: date
    matters: tuple[Matter, ...] = ()
    text: str | None = None

    @property
    def lesson(self) -> LessonRef | None:
        """The one lesson that it is about."""
        if len(self.matters) != 1:
            return None
        (matter,) = self.matters
        course = Course(self.page.class_id, self.group_id, self.page.subject_id)
        return Finding(course, self.teacher_id, matter).lesson


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A remark as it stands, with what people and things are called."""

    id: RemarkId
    made: NewRemark
    state: State
    changed_at: datetime
    title: str
    grade: int
    subject: str
    group: str | None
    teacher: Name
    author: Name

    @property
    def open(self) -> bool:
        """Whether it still waits for somebody."""
        return self.state in OPEN

    def covers(self, one: Finding) -> bool:
        """Whether it speaks of this finding."""
        of, course = self.made.page, one.course
        same = (of.class_id, of.subject_id, self.made.group_id) == (course.class_id, course.subject_id, course.group_id)
        return same and one.matter.place in {matter.place for matter in self.made.matters}


@dataclass(frozen=True, slots=True)
class Past:
    """Something that happened to a remark, with the words of who did it."""

    event: Event
    at: datetime
    by: PersonId
    name: Name
    text: str | None = None
