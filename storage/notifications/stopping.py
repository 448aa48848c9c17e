"""Rows about a child that a person may not be told of any more: ended before they are sent, digests without them."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import PersonId
from core.notifications.model import Kind, State
from storage.notifications.queues import IS_OPEN
from storage.schema.digests import digest_part
from storage.schema.notifications import outbox

_ENDED = {"state": State.SUPERSEDED.value, "lease_owner": None, "lease_until": None}


async def stop(connection: AsyncConnection, person_id: PersonId, pupil_id: PersonId, at: datetime, why: str) -> None:
    """End all that is open for a person about a pupil, and take the pupil out of this person's digests.

    Out of those that were sent too: an edit for a brother's sake would show the pupil anew.
    """
    own = outbox.c.person_id == person_id
    digests = sa.select(outbox.c.id).where(own, outbox.c.kind == Kind.DIGEST.value)
    about = digest_part.c.pupil_id == pupil_id
    await connection.execute(digest_part.delete().where(about, digest_part.c.outbox_id.in_(digests)))
    rest = digest_part.c.outbox_id == sa.func.coalesce(outbox.c.follows_id, outbox.c.id)
    empty = (outbox.c.kind == Kind.DIGEST.value) & ~sa.exists().where(rest)
    stopped = outbox.update().where(own, IS_OPEN, (outbox.c.pupil_id == pupil_id) | empty)
    await connection.execute(stopped.values(reason=why, changed_at=at, **_ENDED))
