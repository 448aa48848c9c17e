"""What a school's directories hold, as plain values: the fakes read them, and a seeding makes rows of them."""

from dataclasses import dataclass, field
from datetime import date

from core.calendar.model import Bell, Subject, Term, TimetableEntry
from core.ids import ClassId, GroupId, PersonId, SchoolId, SubjectId
from core.journal.model import ControlKind
from core.journal.quick_entry.model import PlanItem
from core.people.model import Grant, Group, Person, School, SchoolClass


@dataclass(frozen=True)
class Days:
    """The days for which a row holds, both included; open-ended without `last`."""

    first: date
    last: date | None = None

    def __contains__(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Year:
    id: int
    school_id: SchoolId
    days: Days


@dataclass(frozen=True)
class ClassOfYear:
    year: Year
    school_class: SchoolClass


@dataclass(frozen=True)
class Employment:
    person_id: PersonId
    school_id: SchoolId
    number: str
    days: Days


@dataclass(frozen=True)
class Function:
    person_id: PersonId
    grant: Grant
    days: Days


@dataclass(frozen=True)
class Enrolment:
    pupil_id: PersonId
    class_id: ClassId
    days: Days


@dataclass(frozen=True)
class GroupDays:
    pupil_id: PersonId
    group_id: GroupId
    days: Days


@dataclass(frozen=True)
class Guardianship:
    guardian_id: PersonId
    pupil_id: PersonId
    days: Days
    consent_on: date | None = None


@dataclass(frozen=True)
class Load:
    teacher_id: PersonId
    class_id: ClassId
    subject_id: SubjectId
    days: Days
    group_id: GroupId | None = None


@dataclass(frozen=True)
class Directories:
    """Everything that is imported before the first lesson. Lists of pairs name the school or the year first."""

    schools: list[School] = field(default_factory=list)
    years: list[Year] = field(default_factory=list)
    classes: list[ClassOfYear] = field(default_factory=list)
    people: dict[PersonId, Person] = field(default_factory=dict)
    languages: dict[PersonId, str] = field(default_factory=dict)
    employments: list[Employment] = field(default_factory=list)
    functions: list[Function] = field(default_factory=list)
    enrolments: list[Enrolment] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    group_days: list[GroupDays] = field(default_factory=list)
    guardianships: list[Guardianship] = field(default_factory=list)
    subjects: list[tuple[SchoolId, Subject]] = field(default_factory=list)
    control_kinds: list[tuple[SchoolId, ControlKind]] = field(default_factory=list)
    loads: list[Load] = field(default_factory=list)
    terms: list[tuple[Year, Term]] = field(default_factory=list)
    bells: list[tuple[SchoolId, Bell]] = field(default_factory=list)
    entries: list[TimetableEntry] = field(default_factory=list)
    plan: list[PlanItem] = field(default_factory=list)

    def named(self, pupil_id: PersonId) -> tuple[str, str, int]:
        """Where a person stands in a list by name."""
        return by_name(self.people[pupil_id])

    def school_of(self, person_id: PersonId) -> SchoolId:
        """The school that knows a person."""
        return self.people[person_id].school_id

    def class_of(self, class_id: ClassId) -> SchoolClass:
        """A class of any year."""
        return next(one.school_class for one in self.classes if one.school_class.id == class_id)


def by_name(person: Person) -> tuple[str, str, int]:
    """The order of a Russian list: ё stands with е; namesakes by key."""
    return _plain(person.name.surname), _plain(person.name.given), person.id


def _plain(text: str) -> str:
    return text.replace("Ё", "Е").replace("ё", "е")
