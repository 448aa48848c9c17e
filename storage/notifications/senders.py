"""SenderRepository on a connection."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from core.notifications.model import SenderLease
from storage.schema.base import Moment
from storage.schema.notifications import sender

WAKING = "peremena_outbox"
"""What PostgreSQL notifies when rows were added to the outbox, and here when a lease was given up."""


class SenderTable:
    """A row for each bot. It is taken by one conditional statement, so that of two who try one gets it."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def take(self, bot: str, owner: str, lease: timedelta, pause: timedelta = timedelta()) -> SenderLease:
        """Take or prolong the lease, unless another holds it."""
        now = await self._now()
        values = {"bot": bot, "owner": owner, "lease_until": now + lease, "paused_until": now + pause}
        insert = postgresql.insert if self._connection.dialect.name == "postgresql" else sqlite.insert
        new = insert(sender).values(values)
        mine = (sender.c.owner == new.excluded.owner) | (sender.c.lease_until <= now)
        taken = {
            "owner": new.excluded.owner,
            "lease_until": new.excluded.lease_until,
            "paused_until": _later(sender.c.paused_until, new.excluded.paused_until),
        }
        await self._connection.execute(new.on_conflict_do_update(index_elements=["bot"], set_=taken, where=mine))
        row = (await self._connection.execute(sa.select(sender).where(sender.c.bot == bot))).one()
        return SenderLease(row.owner == owner, _until(row.lease_until, now), _until(row.paused_until, now))

    async def give_up(self, bot: str, owner: str) -> None:
        """End the lease now, and let those who stand by know where the database can tell them."""
        own = sender.update().where(sender.c.bot == bot, sender.c.owner == owner)
        await self._connection.execute(own.values(lease_until=await self._now()))
        if self._connection.dialect.name == "postgresql":
            await self._connection.execute(sa.select(sa.func.pg_notify(WAKING, "")))

    async def _now(self) -> datetime:
        """The database's clock. An SQLite file is on one machine, whose clock all its processes have."""
        if self._connection.dialect.name != "postgresql":
            return datetime.now(UTC)
        now: datetime = (await self._connection.execute(_CLOCK)).scalar_one()
        return now


_CLOCK = sa.select(sa.func.clock_timestamp(type_=Moment))


def _later(one: sa.ColumnElement[datetime], other: sa.ColumnElement[datetime]) -> sa.ColumnElement[datetime]:
    return sa.case((one > other, one), else_=other)


def _until(moment: datetime, now: datetime) -> timedelta:
    return max(moment - now, timedelta())
