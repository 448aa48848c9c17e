"""HintRepository over a dictionary."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from core.ids import PersonId, SchoolId
from core.journal.hints.model import Seen, Shown
from tests.fakes.journal_state import JournalState


@dataclass
class HintState:
    """What each person was shown."""

    seen: dict[PersonId, Seen] = field(default_factory=dict)

    def copy(self) -> "HintState":
        """A state of its own for one unit."""
        return HintState(self.seen.copy())


class MemoryHints:
    """Reads and writes one copy of the state."""

    def __init__(self, state: HintState, journal: JournalState) -> None:
        self._seen = state.seen
        self._journal = journal

    async def seen(self, person_id: PersonId) -> Seen:
        return self._seen.get(person_id, Seen())

    async def keep(self, school_id: SchoolId, person_id: PersonId, shown: Shown) -> None:
        before = await self.seen(person_id)
        if shown.hint not in before.hints:
            self._seen[person_id] = replace(before, shown=(*before.shown, shown))

    async def want(self, school_id: SchoolId, person_id: PersonId, wanted: bool, at: datetime) -> None:
        self._seen[person_id] = replace(await self.seen(person_id), off=not wanted)

    async def tapped_lessons(self, person_id: PersonId) -> int:
        own = (one for one in self._journal.drafts.values() if one.author_id == person_id)
        return sum(one.state == "recorded" and not one.text for one in own)
