"""What the audit log needs from outside."""

from typing import Protocol

from core.audit.model import AuditLine, ChainedLine, Wanted
from core.ids import SchoolId


class AuditLog(Protocol):
    """Append-only."""

    async def append(self, line: AuditLine) -> None:
        """Add a line to its school's chain."""
        ...

    async def lines(self, school_id: SchoolId, after: int = 0, limit: int | None = None) -> tuple[ChainedLine, ...]:
        """The chain of a school, from the line behind this number on; at most so many lines."""
        ...

    async def latest(self, school_id: SchoolId, wanted: Wanted, limit: int) -> tuple[ChainedLine, ...]:
        """The lines of a school that are looked for, the latest first; at most so many."""
        ...
