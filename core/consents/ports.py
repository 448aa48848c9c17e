"""What the register needs from outside."""

from datetime import date, datetime
from typing import Protocol

from core.consents.model import Consent, End, Entry, Wording
from core.ids import ConsentId, PersonId, SchoolId


class ConsentRepository(Protocol):
    """The register of consents (O01). Nothing is deleted: a consent ends, another begins."""

    async def take_turn(self, person_id: PersonId) -> None:
        """Wait for whoever tells of children of this person's school or changes consents there; they wait for the unit.

        What the register says before it may be old.
        """
        ...

    async def add(self, consent: Consent) -> None:
        """Enter a consent; its id says nothing yet."""
        ...

    async def end(self, consent_id: ConsentId, at: datetime, by: PersonId | None, why: End) -> None:
        """End one that stands."""
        ...

    async def standing(self, person_id: PersonId, pupil_id: PersonId) -> Consent | None:
        """The consent that stands for these two, locked; None if there is none or it was ended."""
        ...

    async def history(self, person_id: PersonId, pupil_id: PersonId) -> tuple[Consent, ...]:
        """All that was ever entered for these two, the latest first."""
        ...

    async def register(self, school_id: SchoolId, day: date, guardian_id: PersonId | None = None) -> tuple[Entry, ...]:
        """Each guardian of that day with each child, by class and name; only one guardian's, if one is named."""
        ...

    async def unasked(self, school_id: SchoolId, day: date) -> int:
        """How many guardians never answered for a child who learns in a class of that day's school year."""
        ...

    async def wording(self, school_id: SchoolId) -> Wording | None:
        """The latest words of the school's own; None if it has written none."""
        ...

    async def worded(self, school_id: SchoolId, version: str) -> Wording | None:
        """The school's own words of a version."""
        ...

    async def add_wording(self, school_id: SchoolId, wording: Wording, by: PersonId | None, at: datetime) -> None:
        """Keep new words; earlier ones stay."""
        ...
