"""What changes of the timetable need from outside."""

from datetime import date, datetime
from typing import Protocol

from core.calendar.changes.model import KeptChange, NewChange, Substituted
from core.ids import ChangeId, PersonId, SchoolId


class ChangeRepository(Protocol):
    """Changes are added and ended, never altered or deleted."""

    async def add(self, new: NewChange) -> ChangeId:
        """Keep a new change; StorageConflictError at the latest at commit if one stands about the same lesson."""
        ...

    async def change(self, change_id: ChangeId) -> KeptChange:
        """One change, locked until the unit of work ends. NotFoundError if there is none."""
        ...

    async def bundled(self, bundle: ChangeId) -> tuple[KeptChange, ...]:
        """The changes that stand of those decided together, with the first of them."""
        ...

    async def standing(self, school_id: SchoolId, first: date, last: date) -> tuple[KeptChange, ...]:
        """What stands about these days, both included, in the order in which it was decided."""
        ...

    async def end(self, change_id: ChangeId, by: PersonId, at: datetime) -> None:
        """End a change that stands."""
        ...

    async def substituted(self, school_id: SchoolId, first: date, last: date) -> tuple[Substituted, ...]:
        """Lessons of these days that another teacher was to hold, by day and number.

        A substitution that was revoked is among them only if it was recorded: who held that lesson stays.
        """
        ...
