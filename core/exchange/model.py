"""A school as a file tells it and as the database holds it, in the same words: records with natural keys."""

from dataclasses import dataclass, fields
from datetime import date, time
from decimal import Decimal

from core.exchange.dated_records import (
    EnrolmentRecord,
    GrantRecord,
    GuardianshipRecord,
    LessonRecord,
    LoadRecord,
    MemberRecord,
)
from core.exchange.keys import ClassKey, GroupKey, PersonKey, RoomKey, SubjectKey, Table
from core.exchange.records import Record
from core.people.model import Name


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
