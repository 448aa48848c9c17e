"""PreferencesRepository on a connection."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import PersonId, SchoolId
from core.notifications.preferences import Choices, Mode, Settings, Topic, settled
from storage.schema.preferences import notification_preference as preference


class PreferencesTable:
    """One row for each person who has chosen something, and one for a school that has."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def settings(self, school_id: SchoolId, person_ids: Collection[PersonId]) -> dict[PersonId, Settings]:
        """What holds for each of these people: one statement."""
        whose = (preference.c.school_id == school_id) & preference.c.person_id.is_(None)
        query = sa.select(preference).where(whose | preference.c.person_id.in_(person_ids))
        chosen = {row.person_id: _choices(row) for row in await self._connection.execute(query)}
        school = chosen.get(None, Choices())
        return {person_id: settled(school, chosen.get(person_id, Choices())) for person_id in person_ids}

    async def choices(self, school_id: SchoolId, person_id: PersonId | None) -> Choices:
        """What was chosen, nothing if nothing was."""
        row = (await self._connection.execute(sa.select(preference).where(_is(school_id, person_id)))).one_or_none()
        return _choices(row) if row else Choices()

    async def save(self, school_id: SchoolId, person_id: PersonId | None, choices: Choices) -> None:
        """Keep it in place of what was chosen before."""
        values = {
            "modes": {topic.value: mode.value for topic, mode in choices.modes.items()},
            "quiet_from": choices.quiet_from,
            "quiet_to": choices.quiet_to,
            "digest_at": choices.digest_at,
        }
        changed = await self._connection.execute(preference.update().where(_is(school_id, person_id)).values(values))
        if not changed.rowcount:
            key = {"school_id": school_id, "person_id": person_id}
            await self._connection.execute(preference.insert().values(key | values))


def _is(school_id: SchoolId, person_id: PersonId | None) -> sa.ColumnElement[bool]:
    whose = preference.c.person_id.is_(None) if person_id is None else preference.c.person_id == person_id
    return (preference.c.school_id == school_id) & whose


def _choices(row: Any) -> Choices:
    modes = {Topic(topic): Mode(mode) for topic, mode in row.modes.items()}
    return Choices(modes, row.quiet_from, row.quiet_to, row.digest_at)
