"""Taking due rows with a lease, and all that their delivery needs."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.notifications.model import Delivery, State
from core.people.links.model import Address
from storage.notifications import news
from storage.notifications.rows import to_row
from storage.schema.links import chat
from storage.schema.notifications import outbox
from storage.schema.people import person, school

OPEN: tuple[sa.ColumnElement[str], ...] = tuple(
    sa.literal_column(f"'{state.value}'") for state in (State.PENDING, State.CLAIMED)
)
"""States of rows that have not ended, as literals: for parameters neither engine would use the index of open rows."""


async def claim(
    connection: AsyncConnection, owner: str, limit: int, at: datetime, lease_until: datetime
) -> tuple[Delivery, ...]:
    """Expire what is past its time, then take up to `limit` due rows for this owner, urgent first."""
    await connection.execute(_expire(at))
    ids = list(await connection.scalars(_due(limit, at)))
    if not ids:
        return ()
    await connection.execute(
        outbox.update()
        .where(outbox.c.id.in_(ids))
        .values(
            state=State.CLAIMED.value,
            attempts=outbox.c.attempts + 1,
            lease_owner=owner,
            lease_until=lease_until,
            changed_at=at,
        )
    )
    return await _deliveries(connection, ids)


def waits_for_another() -> sa.ColumnElement[bool]:
    """Whether the row follows one that has not ended, or an earlier edit of the same message has not.

    Two workers that edit one message at once could leave it with the older words.
    """
    followed, earlier = outbox.alias("followed"), outbox.alias("earlier")
    unsent = sa.exists().where(followed.c.id == outbox.c.follows_id, followed.c.state.in_(OPEN))
    unedited = sa.exists().where(
        earlier.c.follows_id == outbox.c.follows_id, earlier.c.id < outbox.c.id, earlier.c.state.in_(OPEN)
    )
    return unsent | unedited


def _expire(at: datetime) -> sa.Update:
    """Of a row whose lease has passed nobody knows whether it was sent: past its expiry it is not sent again."""
    overdue = outbox.c.state.in_(OPEN) & (_waiting() | _abandoned(at)) & (outbox.c.expires_at < at)
    ended = {"state": State.EXPIRED.value, "reason": "too_late", "lease_owner": None, "lease_until": None}
    return outbox.update().where(overdue).values(changed_at=at, **ended)


def _due(limit: int, at: datetime) -> sa.Select[Any]:
    """Pending rows whose time has come, and claimed ones whose lease has passed; SKIP LOCKED on PostgreSQL."""
    ready = _waiting() & (outbox.c.not_before <= at)
    return (
        sa.select(outbox.c.id)
        .where(outbox.c.state.in_(OPEN), ready | _abandoned(at), ~waits_for_another())
        .order_by(outbox.c.priority, outbox.c.not_before, outbox.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=outbox)
    )


def _waiting() -> sa.ColumnElement[bool]:
    return outbox.c.state == State.PENDING.value


def _abandoned(at: datetime) -> sa.ColumnElement[bool]:
    return (outbox.c.state == State.CLAIMED.value) & (outbox.c.lease_until < at)


async def _deliveries(connection: AsyncConnection, ids: list[int]) -> tuple[Delivery, ...]:
    followed = outbox.alias("followed")
    query = (
        sa.select(
            outbox,
            chat.c.channel,
            chat.c.bot,
            chat.c.address,
            chat.c.blocked_at,
            sa.func.coalesce(chat.c.language, person.c.language).label("language"),
            school.c.time_zone,
            school.c.content_mode,
            followed.c.message_id.label("followed_message"),
            followed.c.sent_at.label("followed_at"),
        )
        .join(chat, chat.c.id == outbox.c.chat_id)
        .join(person, person.c.id == outbox.c.person_id)
        .join(school, school.c.id == outbox.c.school_id)
        .outerjoin(followed, followed.c.id == outbox.c.follows_id)
        .where(outbox.c.id.in_(ids))
        .order_by(outbox.c.priority, outbox.c.not_before, outbox.c.id)
    )
    rows = (await connection.execute(query)).all()
    told = await news.for_rows(connection, rows)
    return tuple(_delivery(row, told) for row in rows)


def _delivery(row: Any, told: news.Told) -> Delivery:
    return Delivery(
        to_row(row),
        Address(row.channel, row.bot, row.address),
        row.language,
        row.time_zone,
        row.content_mode,
        row.blocked_at is not None,
        row.followed_message,
        told.get(row.id),
    )
