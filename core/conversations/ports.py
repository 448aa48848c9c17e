"""What steps of conversations need from outside."""

from datetime import datetime
from typing import Protocol

from core.conversations.model import Step


class ConversationRepository(Protocol):
    """One step for each conversation that is in the middle of something."""

    async def keep(self, step: Step) -> None:
        """Keep a step in place of the one before."""
        ...

    async def forget(self, key: str) -> None:
        """The conversation is in the middle of nothing."""
        ...

    async def forget_before(self, moment: datetime) -> None:
        """Forget steps that nobody went on with since."""
        ...

    async def steps(self) -> tuple[Step, ...]:
        """All steps that are kept."""
        ...
