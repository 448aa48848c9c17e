"""What the schedule is made of: a row a person, a cell a weekday, in it workplaces with their times."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum

from core.ids import PersonId
from core.people.model import Person, School

WEEKDAYS = ("пн", "вт", "ср", "чт", "пт", "сб")
"""The columns of the form, as cells are kept (I02)."""


@dataclass(frozen=True, slots=True)
class Place:
    """A workplace (АРМ) by its number, and the room as the form writes it: «каб.13 компьют. класс»."""

    number: str
    room: str = ""

    def __str__(self) -> str:
        return f"АРМ{self.number} ({self.room})" if self.room else f"АРМ{self.number}"


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when, by the school's clock."""

    starts: time
    ends: time

    def __str__(self) -> str:
        return f"{self.starts:%H:%M}-{self.ends:%H:%M}"

    def meets(self, other: "Span") -> bool:
        """Whether both hold at some moment."""
        return self.starts < other.ends and other.starts < self.ends


@dataclass(frozen=True, slots=True)
class Booking:
    """A workplace at these times; without any, all day long («постоянно»)."""

    place: Place
    spans: tuple[Span, ...] = ()

    @property
    def permanent(self) -> bool:
        """Whether the workplace is the person's all day."""
        return not self.spans

    def __str__(self) -> str:
        return f"{self.place} {', '.join(map(str, self.spans)) if self.spans else 'постоянно'}"


@dataclass(frozen=True, slots=True)
class Row:
    """What the form says of a person: the cells in its own words, and a note; what it said before the last change."""

    person_id: PersonId
    cells: Mapping[str, str] = field(default_factory=dict)
    note: str | None = None
    before: Mapping[str, str] | None = None
    changed_by: PersonId | None = None
    changed_at: datetime | None = None


class Trouble(StrEnum):
    """What is wrong with a cell. `SAME_PLACE`: several people at one workplace. `TWICE`: one person at two."""

    SAME_PLACE = "same_place"
    TWICE = "twice"
    TEACHES = "teaches"
    OUTSIDE = "outside"
    UNREAD = "unread"
    NO_TIME = "no_time"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something to be mended: of whom, on which weekday (0 = Monday), about what; and the other people."""

    trouble: Trouble
    person_id: PersonId
    weekday: int | None = None
    what: str = ""
    others: tuple[PersonId, ...] = ()

    @property
    def people(self) -> tuple[PersonId, ...]:
        """All whom it is about."""
        return (self.person_id, *self.others)


@dataclass(frozen=True, slots=True)
class Week:
    """A person's row with what is wrong in it."""

    school: School
    person: Person
    row: Row
    conflicts: tuple[Conflict, ...] = ()
    others: Mapping[PersonId, Person] = field(default_factory=dict)
    """Those whom the conflicts name."""
    keeps: bool = False
    """Whether whoever looks may change it."""
    may_undo: bool = False


@dataclass(frozen=True, slots=True)
class Schedule:
    """The whole schedule: rows in the order of names, the people of the school, what is to be mended."""

    school: School
    people: Mapping[PersonId, Person]
    rows: tuple[Row, ...]
    conflicts: tuple[Conflict, ...]
    lacking: tuple[PersonId, ...]
    """Who teaches and has no time at all."""
    keeps: bool
