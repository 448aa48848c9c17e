"""What was sent is changed in the chats where it stands: one statement, however many they are."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import NoticeId, PersonId
from core.notices.model import Notice
from core.notices.ports import Seen
from core.notifications.model import Kind, Operation, Priority, State
from storage.notices.spreading import KEPT
from storage.schema.links import account_link
from storage.schema.notices import notice_recipient as recipient
from storage.schema.notifications import outbox

_BROUGHT = (Kind.NOTICE.value, Kind.NOTICE_REMINDER.value)
_STANDS = (State.SENT.value, State.CLAIMED.value)
"""What is on its way comes with the old words: its edit waits until it has come."""


async def edit_all(connection: AsyncConnection, notice: Notice, at: datetime) -> None:
    """A row that changes the message, for each chat in which it stands or is about to."""
    await _edit(connection, notice.id, f":{notice.version + 1}", at)


async def correct(connection: AsyncConnection, notice: Notice, people: sa.CTE, at: datetime) -> None:
    """The same, in chats that still speak for a recipient who is one of these people and may be told."""
    await _wait_for_claims(connection, notice.id)
    told = (
        sa.select(account_link.c.chat_id)
        .join(recipient, recipient.c.person_id == account_link.c.person_id)
        .join(people, people.c.person_id == recipient.c.person_id)
        .where(recipient.c.notice_id == notice.id, recipient.c.agreed)
        .where(people.c.agreed, account_link.c.ended_at.is_(None))
    )
    await _edit(connection, notice.id, f":{notice.version + 1}", at, outbox.c.chat_id.in_(told))


async def _wait_for_claims(connection: AsyncConnection, notice_id: NoticeId, *which: sa.ColumnElement[bool]) -> None:
    """On PostgreSQL, so that the next statement sees whatever a worker has claimed and read as it was.

    What waits stays locked until this transaction ends: a worker that passes over it claims it as it is now.
    """
    if connection.dialect.name == "postgresql":
        waiting = sa.select(outbox.c.id).where(_rows(notice_id), outbox.c.state == State.PENDING.value, *which)
        locked = waiting.order_by(outbox.c.id).with_for_update().subquery("locked")
        await connection.execute(sa.select(sa.func.count()).select_from(locked))


async def edit_for(
    connection: AsyncConnection,
    notice_id: NoticeId,
    person_ids: Collection[PersonId],
    at: datetime,
    seen: Seen | None,
) -> None:
    """The same in the chats of these people, but for the message `seen`, which is changed already."""
    theirs = sa.select(account_link.c.chat_id).where(
        account_link.c.person_id.in_(person_ids), account_link.c.ended_at.is_(None)
    )
    which: list[sa.ColumnElement[bool]] = [outbox.c.chat_id.in_(theirs)]
    await _wait_for_claims(connection, notice_id, *which)
    if seen is not None:
        chat_key, message_id = seen
        other = (outbox.c.chat_id != chat_key) | (outbox.c.message_id != message_id)
        which.append(other | outbox.c.message_id.is_(None))
    # Two answers of one moment need one change: the second finds the first's row.
    key = f":answered:{at.isoformat()}"
    before = outbox.alias("before")
    which.append(~sa.exists().where(before.c.dedupe_key == outbox.c.dedupe_key + key))
    await _edit(connection, notice_id, key, at, *which, priority=Priority.NORMAL)


async def _edit(
    connection: AsyncConnection,
    notice_id: NoticeId,
    key: str,
    at: datetime,
    *which: sa.ColumnElement[bool],
    priority: Priority = Priority.BULK,
) -> None:
    values = _values(notice_id, key, at) | {"priority": priority.value}
    columns = [_column(name, value).label(name) for name, value in values.items()]
    rows = sa.select(*columns).where(_rows(notice_id), outbox.c.state.in_(_STANDS), *which)
    await connection.execute(outbox.insert().from_select([*values], rows))


async def end(connection: AsyncConnection, notice: Notice, at: datetime) -> None:
    """Rows that nobody has begun to send end."""
    await _wait_for_claims(connection, notice.id)  # in the order in which all others lock them
    waiting = outbox.update().where(_rows(notice.id), outbox.c.state == State.PENDING.value)
    await connection.execute(waiting.values(state=State.SUPERSEDED.value, reason="withdrawn", changed_at=at))


def _rows(notice_id: NoticeId) -> sa.ColumnElement[bool]:
    """What brought the notice, and what reminded of it."""
    own = (outbox.c.notice_id == notice_id) & outbox.c.kind.in_(_BROUGHT)
    return own & (outbox.c.operation == Operation.SEND.value)


def _values(notice_id: NoticeId, key: str, at: datetime) -> dict[str, Any]:
    return {
        "school_id": outbox.c.school_id,
        "chat_id": outbox.c.chat_id,
        "bot": outbox.c.bot,
        "person_id": outbox.c.person_id,
        "kind": outbox.c.kind,
        "operation": Operation.EDIT.value,
        "dedupe_key": outbox.c.dedupe_key + key,
        "follows_id": outbox.c.id,
        "notice_id": notice_id,
        "state": State.PENDING.value,
        "attempts": 0,
        "created_at": at,
        "changed_at": at,
        "not_before": at,
        "expires_at": at + KEPT,
    }


def _column(name: str, value: Any) -> sa.ColumnElement[Any]:
    return value if isinstance(value, sa.ColumnElement) else sa.literal(value, outbox.c[name].type)
