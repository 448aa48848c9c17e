"""What the deadlines need from outside: facts of a whole school in a few reads, and a ledger of what was due."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time
from typing import Protocol

from core.deadlines.model import Due, Entered, Holder, Kept, Leave, Occasion, Past, Rolls, Unexplained
from core.ids import ChatKey, ClassId, DutyId, PersonId, SchoolId, SubjectId


class DeadlineFacts(Protocol):
    """Reads whose number does not grow with the school."""

    async def entered(self, class_ids: Collection[ClassId], first: date, last: date) -> tuple[Entered, ...]:
        """The lessons of these days of which anything stands."""
        ...

    async def began(self, school_id: SchoolId, first: date) -> datetime | None:
        """When the first entry was made of the school's lessons from a day on; None if there is none."""
        ...

    async def rolls(self, class_ids: Collection[ClassId]) -> Rolls:
        """On which days these classes and their groups have anybody."""
        ...

    async def unexplained(self, class_ids: Collection[ClassId], first: date, last: date) -> tuple[Unexplained, ...]:
        """The absences without a reason in lessons of these classes, by class and day."""
        ...

    async def period_marks(
        self, class_ids: Collection[ClassId], codes: Collection[str]
    ) -> Mapping[tuple[ClassId, SubjectId, str], frozenset[PersonId]]:
        """Who has a mark of these periods that stands, by class, subject and period."""
        ...

    async def own_hours(self, school_id: SchoolId) -> Mapping[PersonId, time]:
        """The hour of the evening that people chose for themselves."""
        ...

    async def holders(self, school_id: SchoolId, day: date) -> tuple[Holder, ...]:
        """Everybody with a function of that day, by name."""
        ...

    async def chats(self, school_id: SchoolId, day: date) -> Mapping[PersonId, tuple[ChatKey, ...]]:
        """The linked chats, not blocked, of who holds a function that day."""
        ...

    async def slots(self, school_id: SchoolId) -> Mapping[PersonId, Mapping[str, str]]:
        """The data-entry schedule: what stands under which weekday («пн»), by person (I01-I03)."""
        ...

    async def leaves(self, school_id: SchoolId, day: date) -> tuple[Leave, ...]:
        """Who is away that day."""
        ...

    async def leaves_from(self, school_id: SchoolId, day: date) -> tuple[Leave, ...]:
        """Who is away that day or later, the soonest first."""
        ...

    async def add_leave(self, school_id: SchoolId, leave: Leave) -> None:
        """Somebody is away; what was said of the same first day before is replaced."""
        ...

    async def end_leave(self, person_id: PersonId, from_day: date) -> bool:
        """The leave that began that day is none; whether there was one."""
        ...


class DutyLedger(Protocol):
    """What was due, and what became of it. The history is added to, never changed."""

    async def open(self, school_id: SchoolId, dues: Collection[Due], at: datetime) -> None:
        """Enter these duties, or open them again; one that is open stays as it is."""
        ...

    async def standing(self, school_id: SchoolId) -> tuple[Kept, ...]:
        """The open duties of a school."""
        ...

    async def of_person(self, person_id: PersonId) -> tuple[Kept, ...]:
        """The open duties of a person."""
        ...

    async def done(self, duties: Collection[DutyId], at: datetime) -> None:
        """Nothing of these is due any more."""
        ...

    async def reminded(self, told: Collection[tuple[DutyId, PersonId]], occasion: str, at: datetime) -> None:
        """Who was reminded of which of these; the same occasion makes a second time nothing."""
        ...

    async def escalated(self, told: Collection[tuple[DutyId, PersonId]], at: datetime) -> None:
        """Who of those who oversee these hears of them; a second time is nothing."""
        ...

    async def heard(self, school_id: SchoolId) -> frozenset[tuple[DutyId, PersonId]]:
        """Which of a school's open duties were told to whom as escalated."""
        ...

    async def snooze(self, duties: Collection[DutyId], to: date, at: datetime) -> None:
        """Their person is not reminded of these before that day."""
        ...

    async def history(self, duties: Collection[DutyId]) -> Mapping[DutyId, tuple[Past, ...]]:
        """What became of each of these, the oldest first."""
        ...

    async def close(self, duties: Collection[DutyId], by: PersonId, at: datetime) -> None:
        """Somebody says that these are done: nothing asks for them again."""
        ...

    async def closed(self, school_id: SchoolId, since: date) -> frozenset[tuple[str, str]]:
        """The kinds and matters of what was said to be done, of duties whose last day is not before that date."""
        ...

    async def had(self, school_id: SchoolId, day: date) -> frozenset[tuple[PersonId, Occasion]]:
        """Whose turn of that day was taken."""
        ...

    async def take(
        self, school_id: SchoolId, turns: Collection[tuple[PersonId, Occasion]], day: date, at: datetime
    ) -> frozenset[tuple[PersonId, Occasion]]:
        """Take the turns of a day; those that another process took in the meantime are left out."""
        ...
