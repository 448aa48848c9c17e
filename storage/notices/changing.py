"""What was sent is changed in the chats where it stands: one statement, however many they are."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.notices.model import Notice
from core.notifications.model import Kind, Operation, Priority, State
from storage.notices.spreading import KEPT
from storage.schema.notifications import outbox

_STANDS = (State.SENT.value, State.CLAIMED.value)
"""What is on its way comes with the old words: its edit waits until it has come."""


async def edit(connection: AsyncConnection, notice: Notice, at: datetime) -> None:
    """A row that changes the message, for each chat in which it stands or is about to."""
    values = _values(notice, at)
    columns = [_column(name, value).label(name) for name, value in values.items()]
    rows = sa.select(*columns).where(_rows(notice), outbox.c.state.in_(_STANDS))
    await connection.execute(outbox.insert().from_select([*values], rows))


async def end(connection: AsyncConnection, notice: Notice, at: datetime) -> None:
    """Rows that nobody has begun to send end."""
    waiting = outbox.update().where(_rows(notice), outbox.c.state == State.PENDING.value)
    await connection.execute(waiting.values(state=State.SUPERSEDED.value, reason="withdrawn", changed_at=at))


def _rows(notice: Notice) -> sa.ColumnElement[bool]:
    """What brought the notice."""
    own = (outbox.c.notice_id == notice.id) & (outbox.c.kind == Kind.NOTICE.value)
    return own & (outbox.c.operation == Operation.SEND.value)


def _values(notice: Notice, at: datetime) -> dict[str, Any]:
    return {
        "school_id": outbox.c.school_id,
        "chat_id": outbox.c.chat_id,
        "bot": outbox.c.bot,
        "person_id": outbox.c.person_id,
        "kind": Kind.NOTICE.value,
        "operation": Operation.EDIT.value,
        "dedupe_key": outbox.c.dedupe_key + f":{notice.version + 1}",
        "priority": Priority.BULK.value,
        "follows_id": outbox.c.id,
        "notice_id": notice.id,
        "state": State.PENDING.value,
        "attempts": 0,
        "created_at": at,
        "changed_at": at,
        "not_before": at,
        "expires_at": at + KEPT,
    }


def _column(name: str, value: Any) -> sa.ColumnElement[Any]:
    return value if isinstance(value, sa.ColumnElement) else sa.literal(value, outbox.c[name].type)
