"""What hints need from outside."""

from datetime import datetime
from typing import Protocol

from core.ids import PersonId, SchoolId
from core.journal.hints.model import Seen, Shown


class HintRepository(Protocol):
    """Which hints each teacher has seen, and who wants none."""

    async def seen(self, person_id: PersonId) -> Seen:
        """What a person was shown, the earliest first, and whether they want no more."""
        ...

    async def keep(self, school_id: SchoolId, person_id: PersonId, shown: Shown) -> None:
        """A hint was shown; one that was shown before stays as it was."""
        ...

    async def want(self, school_id: SchoolId, person_id: PersonId, wanted: bool, at: datetime) -> None:
        """Whether a person wants hints from now on."""
        ...

    async def tapped_lessons(self, person_id: PersonId) -> int:
        """How many lessons a teacher has recorded by taps alone."""
        ...
