"""The messages of a row where one id does not say it: several parts, others in their place, a chat that moved."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import ChatKey
from core.notifications.model import Outcome, Result, State
from storage.notifications.rows import from_posted
from storage.schema.links import chat
from storage.schema.notifications import outbox


async def record(connection: AsyncConnection, owner: str, results: Sequence[Result]) -> None:
    """Keep what was sent in part, and let what an edit put into the chat be found at the row that it followed."""
    if partly := [_columns(result, owner) for result in results if result.outcome is Outcome.PARTLY]:
        await connection.execute(_SO_FAR, partly)
    if edited := [_followed(result) for result in results if _is_different(result)]:
        await connection.execute(_AT_FOLLOWED, edited)


async def move(connection: AsyncConnection, chat_key: ChatKey, to: str) -> None:
    """Give a chat its new address, unless that is another chat's."""
    other = chat.alias("other")
    place = (other.c.channel == chat.c.channel) & (other.c.bot == chat.c.bot) & (other.c.address == to)
    await connection.execute(chat.update().where(chat.c.id == chat_key, ~sa.exists().where(place)).values(address=to))


def _is_different(result: Result) -> bool:
    return result.outcome is Outcome.SENT and bool(result.posted or result.restated)


_SO_FAR = (
    outbox.update()
    .where(
        outbox.c.id == sa.bindparam("row_id"),
        outbox.c.state == State.CLAIMED.value,
        outbox.c.lease_owner == sa.bindparam("owner"),
    )
    .values(message_id=sa.bindparam("message"), posted=sa.bindparam("messages", type_=outbox.c.posted.type))
)

_edit = outbox.alias("edit")
_FOLLOWED_BY = sa.select(_edit.c.follows_id).where(
    _edit.c.id == sa.bindparam("row_id"),
    _edit.c.state == State.SENT.value,
    _edit.c.message_id == sa.bindparam("message"),
)
_AT_FOLLOWED = (
    outbox.update()
    .where(outbox.c.id == _FOLLOWED_BY.scalar_subquery())
    .values(
        message_id=sa.bindparam("message"),
        posted=sa.bindparam("messages", type_=outbox.c.posted.type),
        restated=sa.bindparam("anew"),
    )
)
"""Nothing for a row that follows none, and for an edit that its owner lost: it has no such outcome."""


def _columns(result: Result, owner: str) -> dict[str, Any]:
    return {
        "row_id": result.row_id,
        "owner": owner,
        "message": result.message_id,
        "messages": from_posted(result.posted),
    }


def _followed(result: Result) -> dict[str, Any]:
    return {
        "row_id": result.row_id,
        "message": result.message_id,
        "messages": from_posted(result.posted),
        "anew": result.restated,
    }
