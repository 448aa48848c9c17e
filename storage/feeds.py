"""FeedRepository on a connection."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.diary.feeds.model import Feed
from core.ids import PersonId, SchoolId
from storage.schema.feeds import calendar_feed as feed


class FeedTable:
    """Rows end and stay: what was handed out when can be told later."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def by_hash(self, secret_hash: str) -> Feed | None:
        """By the index of the hash."""
        return await self._one(feed.c.secret_hash == secret_hash)

    async def of(self, person_id: PersonId, pupil_id: PersonId) -> Feed | None:
        """The index allows one."""
        return await self._one((feed.c.person_id == person_id) & (feed.c.pupil_id == pupil_id))

    async def add(self, new: Feed) -> None:
        """A row."""
        values = {
            "school_id": new.school_id,
            "person_id": new.person_id,
            "pupil_id": new.pupil_id,
            "secret_hash": new.secret_hash,
            "made_at": new.made_at,
        }
        await self._connection.execute(feed.insert().values(values))

    async def end(self, person_id: PersonId, at: datetime, pupil_id: PersonId | None = None) -> int:
        """The rows stay, with the moment."""
        same = [feed.c.person_id == person_id, feed.c.ended_at.is_(None)]
        same += [] if pupil_id is None else [feed.c.pupil_id == pupil_id]
        return int((await self._connection.execute(feed.update().where(*same).values(ended_at=at))).rowcount)

    async def _one(self, wanted: sa.ColumnElement[bool]) -> Feed | None:
        query = sa.select(feed).where(wanted, feed.c.ended_at.is_(None))
        row: Any = (await self._connection.execute(query)).one_or_none()
        if row is None:
            return None
        ids = SchoolId(row.school_id), PersonId(row.person_id), PersonId(row.pupil_id)
        return Feed(*ids, row.secret_hash, row.made_at)
