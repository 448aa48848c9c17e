"""Rows about a child that a person may not be told of any more: ended before they are sent, digests without them."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import PersonId, SchoolId
from core.notifications.model import Kind, State
from storage.notifications.queues import IS_OPEN
from storage.rights import end_alone
from storage.rows import holds_on
from storage.schema.digests import digest_part
from storage.schema.notifications import outbox
from storage.schema.people import guardianship

_ENDED = {"state": State.SUPERSEDED.value, "lease_owner": None, "lease_until": None}


async def former(connection: AsyncConnection, school_id: SchoolId, day: date) -> tuple[tuple[PersonId, PersonId], ...]:
    """Those for whom something about a pupil is open whose guardians they were and on this day are not."""
    pairs = guardianship.c.guardian_id, guardianship.c.pupil_id
    told = sa.tuple_(*pairs).in_(_told(school_id, outbox.c.pupil_id, outbox).union(_told(school_id, *_OF_DIGESTS)))
    query = sa.select(*pairs).where(told).group_by(*pairs)
    holds = sa.func.max(sa.case((holds_on(guardianship, day), 1), else_=0))
    rows = await connection.execute(query.having(holds == 0))
    return tuple((PersonId(guardian), PersonId(pupil)) for guardian, pupil in rows)


def _told(school_id: SchoolId, pupil_id: sa.ColumnElement[int], source: sa.FromClause) -> sa.Select[tuple[int, int]]:
    open_here = sa.select(outbox.c.person_id, pupil_id).select_from(source).where(outbox.c.school_id == school_id)
    return open_here.where(IS_OPEN, pupil_id.is_not(None))


_OF_DIGESTS = (digest_part.c.pupil_id, digest_part.join(outbox, outbox.c.id == digest_part.c.outbox_id))


async def stop(connection: AsyncConnection, person_id: PersonId, pupil_id: PersonId, at: datetime, why: str) -> None:
    """End all that is open for a person about a pupil, and take the pupil out of this person's digests.

    Out of those that were sent too: an edit for a brother's sake would show the pupil anew.
    """
    await end_alone(connection, person_id)
    own = outbox.c.person_id == person_id
    digests = sa.select(outbox.c.id).where(own, outbox.c.kind == Kind.DIGEST.value)
    about = digest_part.c.pupil_id == pupil_id
    await connection.execute(digest_part.delete().where(about, digest_part.c.outbox_id.in_(digests)))
    rest = digest_part.c.outbox_id == sa.func.coalesce(outbox.c.follows_id, outbox.c.id)
    empty = (outbox.c.kind == Kind.DIGEST.value) & ~sa.exists().where(rest)
    stopped = outbox.update().where(own, IS_OPEN, (outbox.c.pupil_id == pupil_id) | empty)
    await connection.execute(stopped.values(reason=why, changed_at=at, **_ENDED))
