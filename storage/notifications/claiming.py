"""Taking due rows with a lease, and all that their delivery needs."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.notifications.model import Delivery, LessonNews, State
from core.people.links.model import Address
from storage.notifications import digests, news
from storage.notifications.rows import to_posted, to_row
from storage.schema.links import chat
from storage.schema.notifications import outbox
from storage.schema.people import person, school

OPEN: tuple[sa.ColumnElement[str], ...] = tuple(
    sa.literal_column(f"'{state.value}'") for state in (State.PENDING, State.CLAIMED)
)
"""States of rows that have not ended, as literals: for parameters neither engine would use the index of open rows."""


_AT = sa.bindparam("at", type_=outbox.c.not_before.type)
_WAITING = outbox.c.state == State.PENDING.value
_ABANDONED = (outbox.c.state == State.CLAIMED.value) & (outbox.c.lease_until < _AT)


async def claim(
    connection: AsyncConnection, owner: str, limit: int, at: datetime, lease_until: datetime
) -> tuple[Delivery, ...]:
    """Expire what is past its time, then take up to `limit` due rows for this owner, urgent first."""
    await connection.execute(_EXPIRE, {"at": at})
    ids = list(await connection.scalars(_DUE, {"at": at, "most": limit}))
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
    other = outbox.alias("other")
    is_followed = other.c.id == outbox.c.follows_id
    is_earlier_edit = (other.c.follows_id == outbox.c.follows_id) & (other.c.id < outbox.c.id)
    # One condition for both: of two, PostgreSQL answers the first by reading the whole queue for each claim.
    unended = sa.exists().where(is_followed | is_earlier_edit, other.c.state.in_(OPEN))
    return outbox.c.follows_id.is_not(None) & unended


_EXPIRE = (
    outbox.update()
    .where(outbox.c.state.in_(OPEN) & (_WAITING | _ABANDONED) & (outbox.c.expires_at < _AT))
    .values(changed_at=_AT, state=State.EXPIRED.value, reason="too_late", lease_owner=None, lease_until=None)
)
"""Of a row whose lease has passed nobody knows whether it was sent: past its expiry it is not sent again."""

_DUE = (
    sa.select(outbox.c.id)
    .where(
        outbox.c.state.in_(OPEN),
        (_WAITING & (outbox.c.not_before <= _AT)) | _ABANDONED,
        ~waits_for_another(),
    )
    .order_by(outbox.c.priority, outbox.c.not_before, outbox.c.id)
    .limit(sa.bindparam("most", type_=sa.Integer))
    .with_for_update(skip_locked=True, of=outbox)
)
"""Pending rows whose time has come, and claimed ones whose lease has passed; SKIP LOCKED on PostgreSQL."""


_FOLLOWED = outbox.alias("followed")
_DELIVERIES = (
    sa.select(
        outbox,
        chat.c.channel,
        chat.c.bot,
        chat.c.address,
        chat.c.blocked_at,
        sa.func.coalesce(chat.c.language, person.c.language).label("language"),
        school.c.time_zone,
        school.c.content_mode,
        _FOLLOWED.c.message_id.label("followed_message"),
        _FOLLOWED.c.sent_at.label("followed_at"),
        _FOLLOWED.c.posted.label("followed_posted"),
        _FOLLOWED.c.restated.label("followed_restated"),
    )
    .join(chat, chat.c.id == outbox.c.chat_id)
    .join(person, person.c.id == outbox.c.person_id)
    .join(school, school.c.id == outbox.c.school_id)
    .outerjoin(_FOLLOWED, _FOLLOWED.c.id == outbox.c.follows_id)
    .where(outbox.c.id.in_(sa.bindparam("ids", expanding=True)))
    .order_by(outbox.c.priority, outbox.c.not_before, outbox.c.id)
)


async def _deliveries(connection: AsyncConnection, ids: list[int]) -> tuple[Delivery, ...]:
    rows = (await connection.execute(_DELIVERIES, {"ids": ids})).all()
    told = await news.for_rows(connection, rows)
    parts = await digests.for_rows(connection, rows)
    return tuple(_delivery(row, told, parts.get(row.id, ())) for row in rows)


def _delivery(row: Any, told: news.Told, digest: tuple[LessonNews, ...]) -> Delivery:
    return Delivery(
        to_row(row),
        Address(row.channel, row.bot, row.address),
        row.language,
        row.time_zone,
        row.content_mode,
        row.blocked_at is not None,
        row.followed_message,
        told.get(row.id),
        digest,
        to_posted(row.posted or row.followed_posted),
        bool(row.followed_restated),
    )
