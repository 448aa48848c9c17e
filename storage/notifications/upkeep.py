"""What the operator asks of the outbox and does to its rows."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import OutboxId, SchoolId
from core.notifications.model import Selection, Standing, State
from storage.notifications.queues import OPEN
from storage.notifications.rows import to_row
from storage.schema.notifications import outbox

_UNSENT = (State.FAILED.value, State.UNREACHABLE.value, State.EXPIRED.value)


async def find(
    connection: AsyncConnection, school_id: SchoolId, selection: Selection, limit: int, below: OutboxId | None
) -> tuple[Standing, ...]:
    """The selected rows of a school, the newest first."""
    query = sa.select(outbox).where(_selected(school_id, selection)).order_by(outbox.c.id.desc()).limit(limit)
    if below is not None:
        query = query.where(outbox.c.id < below)
    return tuple(_standing(row) for row in await connection.execute(query))


async def reopen(
    connection: AsyncConnection, row_ids: tuple[OutboxId, ...], at: datetime, expires_at: datetime
) -> None:
    """Make rows that ended without being sent as if they had never been tried; their keys stay."""
    ended = outbox.c.id.in_(row_ids) & outbox.c.state.in_(_UNSENT)
    fresh = {"state": State.PENDING.value, "reason": None, "attempts": 0, "first_due": None}
    await connection.execute(
        outbox.update().where(ended).values(changed_at=at, not_before=at, expires_at=expires_at, **fresh)
    )


async def purge(
    connection: AsyncConnection, school_id: SchoolId, selection: Selection, notices_before: datetime, limit: int
) -> int:
    """Delete the selected rows that have ended and that no other row follows, of notices only the older ones."""
    follower = outbox.alias("follower")
    free = ~outbox.c.state.in_(OPEN) & ~sa.exists().where(follower.c.follows_id == outbox.c.id)
    free &= outbox.c.notice_id.is_(None) | (outbox.c.changed_at < notices_before)
    ids = sa.select(outbox.c.id).where(_selected(school_id, selection), free).limit(limit)
    return (await connection.execute(outbox.delete().where(outbox.c.id.in_(ids)))).rowcount


def _selected(school_id: SchoolId, selection: Selection) -> sa.ColumnElement[bool]:
    found = (outbox.c.school_id == school_id) & outbox.c.state.in_([state.value for state in selection.states])
    if selection.before is not None:
        found &= outbox.c.changed_at < selection.before
    if selection.ids is not None:
        found &= outbox.c.id.in_(selection.ids)
    return found


def _standing(row: Any) -> Standing:
    return Standing(to_row(row), row.created_at, row.changed_at, row.first_due or row.not_before)
