"""What operators need from outside."""

from datetime import datetime
from typing import Protocol

from core.ids import PersonId, SchoolId


class OperatorRepository(Protocol):
    """For whom each operator typed and types. A turn is ended, never deleted."""

    async def current(self, operator_id: PersonId) -> PersonId | None:
        """The teacher for whom this person types now."""
        ...

    async def begin(self, school_id: SchoolId, operator_id: PersonId, teacher_id: PersonId, at: datetime) -> None:
        """Type for this teacher from now on; a turn for another ends."""
        ...

    async def end(self, operator_id: PersonId, at: datetime) -> None:
        """End the turn, if there is one."""
        ...

    async def recent(self, operator_id: PersonId, limit: int) -> tuple[PersonId, ...]:
        """The teachers for whom this person typed, the latest first, each once."""
        ...
