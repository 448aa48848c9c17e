"""What changing groups needs from outside."""

from typing import Protocol

from core.ids import PersonId
from core.people.groups.model import Move


class GroupRepository(Protocol):
    """Days in groups. What the import wrote and what people have defined are told apart."""

    async def lock(self, pupil_id: PersonId) -> None:
        """Let nobody else change this pupil's groups until the unit of work ends."""
        ...

    async def apply(self, pupil_id: PersonId, change: Move, by: PersonId) -> None:
        """Write a change and who made it."""
        ...
