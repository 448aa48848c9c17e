"""What came to people lately, so that not too much comes at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import ChatKey, PersonId
from core.notifications.model import State
from storage.among import among
from storage.schema.notifications import PUSHES, outbox

_COMING = (State.PENDING.value, State.CLAIMED.value, State.SENT.value)

_RECENT = sa.select(outbox.c.chat_id, outbox.c.person_id, outbox.c.not_before).where(
    PUSHES,
    among(outbox.c.chat_id, "chats"),
    outbox.c.not_before > sa.bindparam("since", type_=outbox.c.not_before.type),
    outbox.c.state.in_(_COMING),
)
"""A search for each chat in the index of pushes; a row that had to be tried again counts when that is or was."""


async def pushes(
    connection: AsyncConnection, chats: Collection[ChatKey], since: datetime
) -> Mapping[tuple[ChatKey, PersonId], Sequence[datetime]]:
    """When pushes about one lesson each came or will come after that moment, by chat and person."""
    found: defaultdict[tuple[ChatKey, PersonId], list[datetime]] = defaultdict(list)
    for row in await connection.execute(_RECENT, {"chats": [*chats], "since": since}):
        found[ChatKey(row.chat_id), PersonId(row.person_id)].append(row.not_before)
    return found
