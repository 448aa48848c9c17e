"""What the import needs from the database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from core.exchange.difference import Difference
from core.exchange.keys import Table
from core.exchange.model import SchoolData, SchoolRecord
from core.ids import SchoolId


@dataclass(frozen=True, slots=True)
class Present:
    """A school as the database holds it, with the row of each record; no `school_id` if there is no such school yet."""

    school_id: SchoolId | None = None
    data: SchoolData = field(default_factory=SchoolData)
    rows: Mapping[tuple[Table, tuple[object, ...]], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportRun:
    """That an import was written: from what, and how many records of each table it touched."""

    at: datetime
    source_name: str
    source_sha256: str
    counts: Mapping[str, int]


class SchoolExchange(Protocol):
    """A whole school in and out, in natural keys."""

    async def load(self, school: SchoolRecord) -> Present:
        """The school of this number and municipality, locked against another import until the unit ends."""
        ...

    async def apply(self, present: Present, difference: Difference, on_table: Callable[[Table], None]) -> SchoolId:
        """Write the changes; `on_table` is told before each table."""
        ...

    async def record_run(self, school_id: SchoolId, run: ImportRun) -> None:
        """Remember that an import was written."""
        ...
