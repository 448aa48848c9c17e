"""EntryRepository over a dictionary; reminders read the same cells."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from core.calendar.entry.model import Row
from core.ids import PersonId, SchoolId
from tests.fakes.directories import Directories

if TYPE_CHECKING:
    from tests.fakes.state import State


class MemoryEntry:
    """Reads and writes one copy of the rows."""

    def __init__(self, directories: Directories, state: "State") -> None:
        self._of = directories
        self._rows = state.entry
        self._cells = state.duties.cells

    async def rows(self, school_id: SchoolId) -> tuple[Row, ...]:
        return tuple(self._rows[one] for one in sorted(self._rows) if self._of.school_of(one) == school_id)

    async def row(self, school_id: SchoolId, person_id: PersonId) -> Row:
        known = person_id in self._rows and self._of.school_of(person_id) == school_id
        return self._rows[person_id] if known else Row(person_id)

    async def save(self, school_id: SchoolId, row: Row) -> None:
        assert self._of.school_of(row.person_id) == school_id
        self._rows[row.person_id] = row
        self._cells[row.person_id] = row.cells

    async def workstations(self, school_id: SchoolId) -> Mapping[str, str]:
        return {}
