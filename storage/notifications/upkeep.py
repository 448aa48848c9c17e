"""What the operator and the metrics ask of the outbox, and what the operator does to its rows."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import OutboxId, SchoolId
from core.notifications.model import Backlog, Kind, Priority, Selection, Standing, State
from storage.notifications.due import OPEN
from storage.notifications.rows import to_row
from storage.schema.notifications import outbox

_UNSENT = (State.FAILED.value, State.UNREACHABLE.value, State.EXPIRED.value)

_FIRST_DUE = sa.type_coerce(sa.func.coalesce(outbox.c.first_due, outbox.c.not_before), outbox.c.not_before.type)


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


async def purge(connection: AsyncConnection, school_id: SchoolId, selection: Selection, limit: int) -> int:
    """Delete the selected rows that have ended and that no other row follows."""
    follower = outbox.alias("follower")
    free = ~outbox.c.state.in_(OPEN) & ~sa.exists().where(follower.c.follows_id == outbox.c.id)
    ids = sa.select(outbox.c.id).where(_selected(school_id, selection), free).limit(limit)
    return (await connection.execute(outbox.delete().where(outbox.c.id.in_(ids)))).rowcount


async def backlog(connection: AsyncConnection, at: datetime) -> tuple[Backlog, ...]:
    """Open rows by school and priority: the index of open rows keeps this cheap however many have ended."""
    due = sa.literal(at, _FIRST_DUE.type) >= _FIRST_DUE
    query = (
        sa.select(
            outbox.c.school_id,
            outbox.c.priority,
            sa.func.count().label("waiting"),
            sa.func.count(sa.case((due, outbox.c.id))).label("due"),
            sa.type_coerce(sa.func.min(sa.case((due, _FIRST_DUE))), outbox.c.not_before.type).label("oldest"),
        )
        .where(outbox.c.state.in_(OPEN), outbox.c.kind != Kind.QUEUE.value)
        .group_by(outbox.c.school_id, outbox.c.priority)
        .order_by(outbox.c.school_id, outbox.c.priority)
    )
    return tuple(_backlog(row) for row in await connection.execute(query))


def _selected(school_id: SchoolId, selection: Selection) -> sa.ColumnElement[bool]:
    found = (outbox.c.school_id == school_id) & outbox.c.state.in_([state.value for state in selection.states])
    if selection.before is not None:
        found &= outbox.c.changed_at < selection.before
    if selection.ids is not None:
        found &= outbox.c.id.in_(selection.ids)
    return found


def _standing(row: Any) -> Standing:
    return Standing(to_row(row), row.created_at, row.changed_at, row.first_due or row.not_before)


def _backlog(row: Any) -> Backlog:
    return Backlog(SchoolId(row.school_id), Priority(row.priority), row.waiting, row.due, row.oldest)
