"""PreferencesRepository over a dictionary."""

from collections.abc import Collection

from core.ids import PersonId, SchoolId
from core.notifications.preferences import Choices, Settings, settled

Chosen = dict[tuple[SchoolId, PersonId | None], Choices]
"""School and person, or the school alone → what was chosen."""


class MemoryPreferences:
    """Reads and writes one copy of the state."""

    def __init__(self, state: Chosen) -> None:
        self._state = state

    async def settings(self, school_id: SchoolId, person_ids: Collection[PersonId]) -> dict[PersonId, Settings]:
        school = await self.choices(school_id, None)
        return {one: settled(school, await self.choices(school_id, one)) for one in person_ids}

    async def choices(self, school_id: SchoolId, person_id: PersonId | None) -> Choices:
        return self._state.get((school_id, person_id), Choices())

    async def save(self, school_id: SchoolId, person_id: PersonId | None, choices: Choices) -> None:
        self._state[school_id, person_id] = choices
