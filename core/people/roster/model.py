"""A class list as its class teacher saw it, what was said of it, and what changed since."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from core.ids import CheckId, ClassId, GroupId, PersonId, SchoolId
from core.people.model import Person, SchoolClass


class Verdict(StrEnum):
    """What a class teacher said of the list."""

    RIGHT = "right"
    WRONG = "wrong"


class State(StrEnum):
    """Where the check of a month stands."""

    DUE = "due"
    REPORTED = "reported"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Entered:
    """What the list said of a pupil: groups and guardians."""

    groups: frozenset[GroupId]
    guardians: frozenset[PersonId]


Listed = Mapping[PersonId, Entered]
"""A class list at a moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCheck:
    """A check to be kept: of which month (its first day), by whom, when, what was said of which list."""

    school_id: SchoolId
    class_id: ClassId
    month: date
    checked_by: PersonId
    at: datetime
    verdict: Verdict
    text: str | None
    listed: Listed


@dataclass(frozen=True, slots=True)
class Check:
    """A check that was kept; it is never changed."""

    id: CheckId
    made: NewCheck


@dataclass(frozen=True, slots=True)
class Line:
    """A pupil on the list: guardians, how many of them have a chat, groups by their titles."""

    pupil: Person
    name: str
    guardians: int
    linked: int
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """Names of those who came, left, changed groups or guardians since the last check, on `since`."""

    since: date
    came: tuple[str, ...]
    left: tuple[str, ...]
    groups: tuple[str, ...]
    guardians: tuple[str, ...]

    @property
    def none(self) -> bool:
        """Whether the list is as it was."""
        return not (self.came or self.left or self.groups or self.guardians)


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier check, with the name of who made it as far as the school lets names go."""

    made: NewCheck
    by: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a class teacher signs: the list of today, with what changed since the last check and the earlier ones."""

    of: SchoolClass
    month: date
    state: State
    lines: tuple[Line, ...]
    changes: Changes | None
    history: tuple[Past, ...]


@dataclass(frozen=True, slots=True)
class ClassState:
    """A class with the state of its check of a month; the last words, if something was found wrong."""

    of: SchoolClass
    month: date
    state: State
    text: str | None = None
