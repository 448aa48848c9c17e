"""Who there is: people, their functions at the school, classes and groups, and who is acting."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from core.ids import ClassId, GroupId, PersonId, SchoolId, SubjectId


class Role(StrEnum):
    """A function of a person at a school. One person may hold several (N01)."""

    TEACHER = "teacher"
    CLASS_TEACHER = "class_teacher"
    DIRECTOR = "director"
    DEPUTY = "deputy"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"
    CLERK = "clerk"
    DATA_OFFICER = "data_officer"
    OPERATOR = "operator"
    GUARDIAN = "guardian"
    PUPIL = "pupil"


@dataclass(frozen=True, slots=True)
class Name:
    """A full name as the school's directory spells it; «Рашид оглы» is one patronymic."""

    surname: str
    given: str
    patronymic: str | None = None

    @property
    def short(self) -> str:
        """«Ёлкина Софья»."""
        return f"{self.surname} {self.given}"

    @property
    def full(self) -> str:
        """«Ёлкина Софья Дмитриевна»."""
        return " ".join(part for part in (self.surname, self.given, self.patronymic) if part)

    @property
    def address(self) -> str:
        """«Ольга Викторовна», as staff and guardians are addressed."""
        return " ".join(part for part in (self.given, self.patronymic) if part)


FULL, INITIALS, DISCREET = "full", "initials", "discreet"
"""What a school lets out to a messenger: everything; names only as initials; no personal data in its news."""


@dataclass(frozen=True, slots=True)
class School:
    """A school of the deployment and the settings that belong to it."""

    id: SchoolId
    number: str
    short_name: str
    full_name: str
    time_zone: str
    profile: str
    content_mode: str = FULL
    profile_overrides: Mapping[str, object] = field(default_factory=dict)

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which its lessons begin and its people read the clock."""
        return ZoneInfo(self.time_zone)

    def today(self, now: datetime) -> date:
        """The date that its people write at this moment."""
        return now.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class SchoolClass:
    """A class of one school year: grade 1–11 and a letter."""

    id: ClassId
    grade: int
    letter: str

    @property
    def title(self) -> str:
        """«5А»."""
        return f"{self.grade}{self.letter}"


@dataclass(frozen=True, slots=True)
class Group:
    """A part of a class in one subject, taught apart (A24)."""

    id: GroupId
    class_id: ClassId
    subject_id: SubjectId
    title: str


@dataclass(frozen=True, slots=True)
class Person:
    """Anyone the school knows. The UID names a person and is not a secret (D02)."""

    id: PersonId
    school_id: SchoolId
    name: Name
    uid: str | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """A function held now; a class teacher's names the class."""

    role: Role
    class_id: ClassId | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is acting: a person of one school with the functions held today.

    Every use case takes one. `person_id` is None only for the operator at the server's console. `types_for` is the
    teacher for whom an operator types entries (B17); set by `core.journal.operators` alone.
    """

    school_id: SchoolId
    person_id: PersonId | None
    name: Name
    grants: frozenset[Grant] = frozenset()
    types_for: PersonId | None = None

    def holds(self, *roles: Role) -> bool:
        """Whether any of these functions is theirs."""
        return any(grant.role in roles for grant in self.grants)

    def leads(self, class_id: ClassId) -> bool:
        """Whether they are the class teacher of this class."""
        return Grant(Role.CLASS_TEACHER, class_id) in self.grants

    @property
    def led(self) -> tuple[ClassId, ...]:
        """The classes of which they are the class teacher."""
        own = (one.class_id for one in self.grants if one.role is Role.CLASS_TEACHER)
        return tuple(sorted(class_id for class_id in own if class_id is not None))


@dataclass(frozen=True, slots=True)
class Child:
    """A pupil as own guardian sees them: the class of that date, if enrolled.

    `agreed`: whether that guardian's consent for this child stands; None if there never was one (O01).
    """

    pupil: Person
    class_title: str | None
    agreed: bool | None = None


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A pupil on the list of a class with the days of being there and the groups with theirs."""

    pupil: Person
    from_day: date
    to_day: date | None
    groups: tuple["Membership", ...] = ()

    def on(self, day: date) -> bool:
        """Whether the pupil is on the list that day."""
        return self.from_day <= day and (self.to_day is None or day <= self.to_day)

    def learns_in(self, group_id: GroupId | None, day: date) -> bool:
        """Whether a lesson of that day is the pupil's: of the whole class, or of a group of theirs."""
        return group_id is None or any(group.group_id == group_id and group.on(day) for group in self.groups)


@dataclass(frozen=True, slots=True)
class Membership:
    """A pupil's days in a group."""

    group_id: GroupId
    from_day: date
    to_day: date | None

    def on(self, day: date) -> bool:
        """Whether the pupil is in the group that day."""
        return self.from_day <= day and (self.to_day is None or day <= self.to_day)


def console(school: School) -> Actor:
    """The operator at the server's console, who may administer the school."""
    return Actor(school.id, None, Name("", ""), frozenset({Grant(Role.ADMINISTRATOR)}))
