"""What a message in a chat was brought by, where a row brought several: a reply is mostly to what came lately."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import ChatKey
from core.notifications.model import Kind
from storage.schema.notifications import outbox

_LATELY = 50
"""Rows with several messages that are looked at."""


def further_of(kind: Kind) -> sa.Select[Any]:
    """The query of such rows; the kind as a text, for by a parameter neither engine would use its index."""
    return (
        sa.select(outbox.c.content, outbox.c.posted)
        .where(
            outbox.c.chat_id == sa.bindparam("chat"),
            outbox.c.posted.is_not(None),
            sa.text(f"outbox.kind = '{kind.value}'"),
        )
        .order_by(outbox.c.id.desc())
        .limit(_LATELY)
    )


async def brought(
    connection: AsyncConnection, query: sa.Select[Any], chat_key: ChatKey, message_id: str
) -> dict[str, str] | None:
    """What the row is about that brought a message as a further one: a file, or a part of a long text."""
    rows = await connection.execute(query, {"chat": chat_key})
    return next((row.content for row in rows if message_id in {one[0] for one in row.posted}), None)
