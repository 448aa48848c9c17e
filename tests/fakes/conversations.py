"""ConversationRepository over a dictionary."""

from datetime import datetime

from core.conversations.model import Step


class MemoryConversations:
    """Reads and writes one copy of the steps."""

    def __init__(self, steps: dict[str, Step]) -> None:
        self._steps = steps

    async def keep(self, step: Step) -> None:
        self._steps[step.key] = step

    async def forget(self, key: str) -> None:
        self._steps.pop(key, None)

    async def forget_before(self, moment: datetime) -> None:
        for step in [one for one in self._steps.values() if one.at < moment]:
            del self._steps[step.key]

    async def steps(self) -> tuple[Step, ...]:
        return tuple(self._steps[key] for key in sorted(self._steps))
