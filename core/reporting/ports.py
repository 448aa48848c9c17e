"""What reports need from outside: figures of a school in a few reads, whatever its size."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from core.ids import ClassId, PersonId, SchoolId
from core.people.model import Person
from core.reporting.model import Counted, Families


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


class ReportingFacts(Protocol):
    """Reads whose number does not grow with the school."""

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
