"""GroupRepository on a connection."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import PersonId
from core.people.groups.model import Move
from core.people.model import Membership
from storage.schema.people import group_member, person


class GroupTable:
    """Days in groups are ended and added; what never held goes without a trace but in the audit log."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def lock(self, pupil_id: PersonId) -> None:
        """The pupil's row: there may be no membership to lock yet."""
        await self._connection.execute(sa.select(person.c.id).where(person.c.id == pupil_id).with_for_update())

    async def apply(self, pupil_id: PersonId, change: Move, by: PersonId) -> None:
        """Write a change."""
        for old in change.withdrawn:
            await self._connection.execute(group_member.delete().where(_is(old, pupil_id)))
        for old, last in change.ended:
            ended = {"to_day": last, "ended_by_id": by if last is not None else None}
            await self._connection.execute(group_member.update().where(_is(old, pupil_id)).values(ended))
        if change.added is not None:
            await self._connection.execute(group_member.insert().values(_row(change.added, pupil_id, by)))


def _is(one: Membership, pupil_id: PersonId) -> sa.ColumnElement[bool]:
    return sa.and_(
        group_member.c.group_id == one.group_id,
        group_member.c.pupil_id == pupil_id,
        group_member.c.from_day == one.from_day,
    )


def _row(one: Membership, pupil_id: PersonId, by: PersonId) -> dict[str, Any]:
    return {
        "group_id": one.group_id,
        "pupil_id": pupil_id,
        "from_day": one.from_day,
        "to_day": one.to_day,
        "set_by_id": by,
    }
