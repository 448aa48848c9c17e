"""What reports need from outside: figures of a school in a few reads, whatever its size."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from core.deadlines.model import About
from core.ids import ClassId, PersonId, SchoolId
from core.people.model import Person
from core.reporting.model import Circle, Counted, Families
from core.reporting.summary import Scope


@dataclass(frozen=True, slots=True)
class Since:
    """Who used a chat on this day or later, or was linked at this moment or later, is active."""

    day: date
    moment: datetime


@dataclass(frozen=True, slots=True)
class Relative:
    """A guardian and a child of a class, for the comparison with an application."""

    guardian: Person
    pupil: Person
    class_id: ClassId


@dataclass(frozen=True, slots=True)
class Reach:
    """The chats of somebody: whether any takes what is sent, and if none does, since when."""

    reachable: bool
    blocked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Closed:
    """Somebody whose every chat refuses messages, since when the last of them does, and why."""

    person: Person
    circle: Circle
    class_id: ClassId | None
    pupil: Person | None
    since: datetime
    why: str | None


@dataclass(frozen=True, slots=True)
class Lost:
    """Messages of a person that ended unsent for one reason; «expired» where only their time ran out."""

    person_id: PersonId
    reason: str
    messages: int


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody wants a summary to come by itself."""

    person_id: PersonId
    scope: Scope


class ReportingFacts(Protocol):
    """Reads whose number does not grow with the school; wishes are the only thing written."""

    async def guardians(
        self, class_ids: Collection[ClassId], day: date, since: Since, applied: Collection[PersonId]
    ) -> tuple[Counted, ...]:
        """Guardians of that day's pupils with equal facts: of each class, and of all of these, each person once."""
        ...

    async def pupils(self, class_ids: Collection[ClassId], day: date, since: Since) -> tuple[Counted, ...]:
        """That day's pupils with equal facts, likewise."""
        ...

    async def staff(self, school_id: SchoolId, day: date, since: Since) -> tuple[Counted, ...]:
        """Who is employed that day, with equal facts, for the whole school."""
        ...

    async def families(
        self, class_ids: Collection[ClassId], day: date, week_ago: datetime, month_ago: datetime
    ) -> Mapping[ClassId, Families]:
        """The families of that day's pupils, today and at these moments; classes without pupils are left out."""
        ...

    async def relatives(
        self, class_ids: Collection[ClassId], surnames: Collection[str], day: date
    ) -> tuple[Relative, ...]:
        """Guardians with one of these surnames, ё being е, and their children in these classes."""
        ...

    async def reach(self, person_ids: Collection[PersonId]) -> Mapping[PersonId, Reach]:
        """Whether those of these people who have chats can be written to."""
        ...

    async def closed_guardians(self, class_ids: Collection[ClassId], day: date) -> tuple[Closed, ...]:
        """Guardians of that day's pupils who have links, and of whose chats none takes messages; by child."""
        ...

    async def closed_pupils(self, class_ids: Collection[ClassId], day: date) -> tuple[Closed, ...]:
        """Pupils of that day, likewise."""
        ...

    async def closed_staff(self, school_id: SchoolId, day: date) -> tuple[Closed, ...]:
        """Staff of that day, likewise."""
        ...

    async def lost(self, school_id: SchoolId, since: datetime) -> tuple[Lost, ...]:
        """Messages for families and staff that ended unsent since then, by person and reason."""
        ...

    async def recorded(
        self, class_ids: Collection[ClassId], first: date, last: date
    ) -> tuple[tuple[About, datetime], ...]:
        """The lessons of these days of which it stands whether they were held, and when that was first entered."""
        ...

    async def absent(self, class_ids: Collection[ClassId], first: date, last: date) -> tuple[int, int]:
        """Days on which pupils were absent, each pupil and day once, and those of them without any reason."""
        ...

    async def wishes(self, school_id: SchoolId) -> tuple[Wish, ...]:
        """Who of a school wants which summary, by person."""
        ...

    async def wish(self, school_id: SchoolId, wish: Wish, on: bool, at: datetime) -> bool:
        """Keep or forget a wish; whether that changed anything."""
        ...
