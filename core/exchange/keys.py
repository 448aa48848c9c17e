"""What names a record in a file and in the database alike."""

from dataclasses import dataclass
from enum import StrEnum


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
