"""What the audit log needs from outside."""

from typing import Protocol

from core.audit.model import AuditLine, ChainedLine
from core.ids import SchoolId


class AuditLog(Protocol):
    """Append-only."""

    async def append(self, line: AuditLine) -> None:
        """Add a line to its school's chain."""
        ...

    async def lines(self, school_id: SchoolId) -> tuple[ChainedLine, ...]:
        """The chain of a school from its beginning."""
        ...
