"""What the audit log needs from outside."""

from typing import Protocol

from core.audit.model import AuditLine, ChainedLine
from core.ids import SchoolId


class AuditLog(Protocol):
    """Append-only."""

    async def append(self, line: AuditLine) -> None:
        """Add a line to its school's chain."""
        ...

    async def lines(self, school_id: SchoolId, after: int = 0, limit: int | None = None) -> tuple[ChainedLine, ...]:
        """The chain of a school, from the line behind this number on; at most so many lines."""
        ...
