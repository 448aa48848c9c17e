"""What the data-entry schedule needs from outside."""

from collections.abc import Mapping
from typing import Protocol

from core.calendar.entry.model import Row
from core.ids import PersonId, SchoolId


class EntryRepository(Protocol):
    """Rows of the schedule. The import of a school writes the same ones."""

    async def rows(self, school_id: SchoolId) -> tuple[Row, ...]:
        """All rows of a school, by person."""
        ...

    async def row(self, school_id: SchoolId, person_id: PersonId) -> Row:
        """A person's row, locked until the unit of work ends; an empty one if there is none."""
        ...

    async def save(self, school_id: SchoolId, row: Row) -> None:
        """Keep a row in place of what it was."""
        ...

    async def workstations(self, school_id: SchoolId) -> Mapping[str, str]:
        """The number of a workplace → that of its room, as the directory of rooms has them (A12)."""
        ...
