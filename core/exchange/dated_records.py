"""The records that hold on days: functions, classes, groups, guardianships, load and timetable."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.exchange.keys import ClassKey, GroupKey, PersonKey, RoomKey, SubjectKey
from core.exchange.records import DatedRecord
from core.people.model import Role


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
    by_hand: bool = False
    """Whether somebody at the school began or ended it, and no file."""

    @property
    def year(self) -> str:
        """The school year of the group's class."""
        return self.group.year


@dataclass(frozen=True, slots=True)
class GuardianshipRecord(DatedRecord):
    """Who stands for which pupil, on what application and since which consent (A10, D04)."""

    SLOT = ("guardian", "pupil")
    VALUE = ()
    DETAIL = ("legal", "relation", "application_number", "consent_on")
    guardian: PersonKey
    pupil: PersonKey
    legal: bool
    relation: str | None = None
    application_number: str | None = None
    consent_on: date | None = None
    by_hand: bool = False
    """Whether somebody at the school ended it, and no file."""


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
