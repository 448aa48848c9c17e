"""A school as a file tells it and as the database holds it, in the same words: records with natural keys."""

from dataclasses import dataclass, fields
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from core.people.model import Name, Role


class Table(StrEnum):
    """What a school is made of, in the order in which it is written: each refers only to those before it."""

    SCHOOLS = "schools"
    YEARS = "years"
    PEOPLE = "people"
    CLASSES = "classes"
    SUBJECTS = "subjects"
    ROOMS = "rooms"
    GROUPS = "groups"
    STAFF = "staff"
    GRANTS = "grants"
    ENROLMENTS = "enrolments"
    MEMBERS = "members"
    GUARDIANSHIPS = "guardianships"
    LOADS = "loads"
    BELLS = "bells"
    TERMS = "terms"
    LESSONS = "lessons"
    PLANS = "plans"
    SLOTS = "slots"
    KINDS = "kinds"


@dataclass(frozen=True, slots=True)
class PersonKey:
    """One person within one snapshot. The matching replaces a file's keys by those of the database."""

    text: str


@dataclass(frozen=True, slots=True)
class SubjectKey:
    """A subject by its name, letter case and «ё» aside."""

    text: str


@dataclass(frozen=True, slots=True)
class RoomKey:
    """A room by its number, letter case aside."""

    text: str


@dataclass(frozen=True, slots=True)
class ClassKey:
    """A class of a school year."""

    year: str
    grade: int
    letter: str

    @property
    def title(self) -> str:
        """«5А»."""
        return f"{self.grade}{self.letter}"


@dataclass(frozen=True, slots=True)
class GroupKey:
    """A group of a class in one subject."""

    school_class: ClassKey
    subject: SubjectKey
    title: str

    @property
    def year(self) -> str:
        """The school year of its class."""
        return self.school_class.year


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a table by natural keys. `KEY` names the fields that say which one it is.

    `FIRST` names those that count only when it is first written: later the school itself may have changed them.
    """

    KEY: ClassVar[tuple[str, ...]]
    FIRST: ClassVar[tuple[str, ...]] = ()

    @property
    def key(self) -> tuple[object, ...]:
        """What makes it the same record in a file and in the database."""
        return tuple(getattr(self, name) for name in self.KEY)


@dataclass(frozen=True, slots=True)
class SchoolRecord(Record):
    """The school itself (A07)."""

    KEY = ("municipality", "number")
    municipality: str
    number: str
    short_name: str
    full_name: str
    time_zone: str
    profile: str


@dataclass(frozen=True, slots=True)
class YearRecord(Record):
    """A school year with both its days included."""

    KEY = ("name",)
    name: str
    from_day: date
    to_day: date


@dataclass(frozen=True, slots=True)
class PersonRecord(Record):
    """A person (A08-A10)."""

    KEY = ("person",)
    person: PersonKey
    name: Name
    uid: str | None = None
    birth_date: date | None = None
    sex: str | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class ClassRecord(Record):
    """A class of the year."""

    KEY = ("school_class",)
    school_class: ClassKey

    @property
    def year(self) -> str:
        """The school year."""
        return self.school_class.year


@dataclass(frozen=True, slots=True)
class SubjectRecord(Record):
    """A subject with the abbreviations that people write (A11)."""

    KEY = ("subject",)
    subject: SubjectKey
    name: str
    aliases: tuple[str, ...] = ()
    from_grade: int | None = None
    to_grade: int | None = None
    grading: str | None = None


@dataclass(frozen=True, slots=True)
class RoomRecord(Record):
    """A room with the workstation in it, if there is one (A12, I02)."""

    KEY = ("room",)
    room: RoomKey
    number: str
    name: str | None = None
    capacity: int | None = None
    workstation: str | None = None


@dataclass(frozen=True, slots=True)
class GroupRecord(Record):
    """A part of a class in one subject (A24)."""

    KEY = ("group",)
    group: GroupKey

    @property
    def year(self) -> str:
        """The school year of its class."""
        return self.group.year


@dataclass(frozen=True, slots=True)
class StaffRecord(Record):
    """An employee; the position is kept word for word (A08)."""

    KEY = ("person",)
    FIRST = ("from_day",)
    person: PersonKey
    position: str
    from_day: date
    subjects: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class GuardianshipRecord(Record):
    """Who stands for which pupil, on what application and since which consent (A10, D04)."""

    KEY = ("guardian", "pupil")
    FIRST = ("from_day",)
    guardian: PersonKey
    pupil: PersonKey
    legal: bool
    from_day: date
    relation: str | None = None
    application_number: str | None = None
    consent_on: date | None = None


@dataclass(frozen=True, slots=True)
class BellRecord(Record):
    """When a lesson begins and ends; weekdays count from 0 for Monday."""

    KEY = ("set_name", "number", "from_grade", "first_weekday")
    set_name: str
    number: int
    starts: time
    ends: time
    from_grade: int
    to_grade: int
    weekdays: tuple[int, ...]

    @property
    def first_weekday(self) -> int:
        """The first of its days."""
        return self.weekdays[0]


@dataclass(frozen=True, slots=True)
class TermRecord(Record):
    """A quarter, a half-year or holidays (P25)."""

    KEY = ("year", "name", "from_grade")
    year: str
    name: str
    kind: str
    from_day: date
    to_day: date
    from_grade: int
    to_grade: int


@dataclass(frozen=True, slots=True)
class PlanRecord(Record):
    """One lesson of a thematic plan (A16)."""

    KEY = ("school_class", "subject", "position")
    school_class: ClassKey
    subject: SubjectKey
    position: int
    topic: str
    homework: str | None = None

    @property
    def year(self) -> str:
        """The school year of the class."""
        return self.school_class.year


@dataclass(frozen=True, slots=True)
class SlotRecord(Record):
    """Where and when an employee may enter data: the day («пн») and what its cell says (I01, I02)."""

    KEY = ("person",)
    person: PersonKey
    cells: tuple[tuple[str, str], ...]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class KindRecord(Record):
    """A kind of control; written for a new school only, since its weights are the school's own act."""

    KEY = ("name",)
    name: str
    weight: Decimal
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DatedRecord(Record):
    """A record that holds on days. A change ends it and begins another: yesterday keeps what it had.

    `SLOT` names what can hold a record or several at a time: a pupil, the load of a class in a subject, a lesson of the
    week. Two records of a slot are the same one if they agree in `VALUE`; `DETAIL` may be mended in place.
    """

    SLOT: ClassVar[tuple[str, ...]]
    VALUE: ClassVar[tuple[str, ...]]
    DETAIL: ClassVar[tuple[str, ...]] = ()
    from_day: date
    to_day: date | None

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it from every other row, ended ones too."""
        return (*self.slot, *self.value, self.from_day)

    @property
    def slot(self) -> tuple[object, ...]:
        """The place that it takes."""
        return tuple(getattr(self, name) for name in self.SLOT)

    @property
    def value(self) -> tuple[object, ...]:
        """What stands in that place."""
        return tuple(getattr(self, name) for name in self.VALUE)

    def mendable(self, *, changed: bool) -> tuple[str, ...]:  # noqa: ARG002
        """The fields that may be mended in place; `changed` if the slot has held another record before."""
        return self.DETAIL


@dataclass(frozen=True, slots=True)
class GrantRecord(DatedRecord):
    """A function of a person (A17, N01)."""

    SLOT = ("role", "held_in")
    VALUE = ("person",)
    person: PersonKey
    role: Role
    school_class: ClassKey | None = None

    @property
    def held_in(self) -> ClassKey | PersonKey:
        """A class has its class teacher; any other function is a person's own."""
        return self.school_class or self.person


@dataclass(frozen=True, slots=True)
class EnrolmentRecord(DatedRecord):
    """A pupil's being in a class (A09). A pupil is in one class at a time."""

    SLOT = ("pupil",)
    VALUE = ("school_class",)
    DETAIL = ("order_number",)
    pupil: PersonKey
    school_class: ClassKey
    order_number: str | None = None
    has_own_day: bool = True
    """Whether the file names the day; otherwise it is the first of the year, and says nothing of a known pupil."""

    def mendable(self, *, changed: bool) -> tuple[str, ...]:
        """A pupil who never changed class may have the first day put right; after that a file still has the old one."""
        return self.DETAIL if changed or not self.has_own_day else (*self.DETAIL, "from_day")

    @property
    def year(self) -> str:
        """The school year of the class."""
        return self.school_class.year


@dataclass(frozen=True, slots=True)
class MemberRecord(DatedRecord):
    """A pupil's being in a group (A24)."""

    SLOT = ("pupil",)
    VALUE = ("group",)
    pupil: PersonKey
    group: GroupKey

    @property
    def year(self) -> str:
        """The school year of the group's class."""
        return self.group.year


@dataclass(frozen=True, slots=True)
class LoadRecord(DatedRecord):
    """Who teaches what in a class or a group, hours a week (A14)."""

    SLOT = ("school_class", "group", "subject")
    VALUE = ("teacher", "hours")
    school_class: ClassKey
    group: GroupKey | None
    subject: SubjectKey
    teacher: PersonKey
    hours: Decimal

    @property
    def year(self) -> str:
        """The school year of the class."""
        return self.school_class.year


@dataclass(frozen=True, slots=True)
class LessonRecord(DatedRecord):
    """A weekly lesson of the timetable (A15). `week` is 1 or 2 where weeks alternate."""

    SLOT = ("school_class", "weekday", "number")
    VALUE = ("group", "subject", "teacher", "room", "week", "to_day")
    school_class: ClassKey
    weekday: int
    number: int
    group: GroupKey | None
    subject: SubjectKey
    teacher: PersonKey
    room: RoomKey | None
    week: int | None

    @property
    def year(self) -> str:
        """The school year of the class."""
        return self.school_class.year


@dataclass(frozen=True, slots=True)
class SchoolData:
    """A whole school. The names of the fields are those of `Table`."""

    schools: tuple[SchoolRecord, ...] = ()
    years: tuple[YearRecord, ...] = ()
    people: tuple[PersonRecord, ...] = ()
    classes: tuple[ClassRecord, ...] = ()
    subjects: tuple[SubjectRecord, ...] = ()
    rooms: tuple[RoomRecord, ...] = ()
    groups: tuple[GroupRecord, ...] = ()
    staff: tuple[StaffRecord, ...] = ()
    grants: tuple[GrantRecord, ...] = ()
    enrolments: tuple[EnrolmentRecord, ...] = ()
    members: tuple[MemberRecord, ...] = ()
    guardianships: tuple[GuardianshipRecord, ...] = ()
    loads: tuple[LoadRecord, ...] = ()
    bells: tuple[BellRecord, ...] = ()
    terms: tuple[TermRecord, ...] = ()
    lessons: tuple[LessonRecord, ...] = ()
    plans: tuple[PlanRecord, ...] = ()
    slots: tuple[SlotRecord, ...] = ()
    kinds: tuple[KindRecord, ...] = ()

    def rows(self, table: Table) -> tuple[Record, ...]:
        """The records of one table."""
        rows: tuple[Record, ...] = getattr(self, table.value)
        return rows

    def __len__(self) -> int:
        return sum(len(getattr(self, field.name)) for field in fields(self))
