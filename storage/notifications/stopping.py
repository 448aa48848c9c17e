"""Rows about a child that a person may not be told of any more: ended before they are sent, digests without them."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import PersonId, SchoolId
from core.notifications.model import Kind, State
from storage.notifications.queues import IS_OPEN
from storage.rights import end_alone, end_school_alone
from storage.rows import holds_on
from storage.schema.digests import digest_part
from storage.schema.notifications import DIGESTS, outbox
from storage.schema.people import guardianship

_ENDED = {"state": State.SUPERSEDED.value, "lease_owner": None, "lease_until": None}


async def stop(connection: AsyncConnection, person_id: PersonId, pupil_id: PersonId, at: datetime, why: str) -> None:
    """End all that is open for a person about a pupil, and take the pupil out of this person's digests.

    Out of those that were sent too: an edit for a brother's sake would show the pupil anew.
    """
    await end_alone(connection, person_id)
    own = outbox.c.person_id == person_id
    digests = sa.select(outbox.c.id).where(own, DIGESTS)
    about = digest_part.c.pupil_id == pupil_id
    await connection.execute(digest_part.delete().where(about, digest_part.c.outbox_id.in_(digests)))
    stopped = outbox.update().where(own, IS_OPEN, (outbox.c.pupil_id == pupil_id) | _IS_EMPTY)
    await connection.execute(stopped.values(reason=why, changed_at=at, **_ENDED))


async def stop_former(connection: AsyncConnection, school_id: SchoolId, day: date, at: datetime, why: str) -> None:
    """The same for all who were guardians of a pupil and on this day are not, however many there are."""
    await end_school_alone(connection, school_id)
    ended, digest = guardianship.alias("ended"), outbox.alias("digest")
    guardians = sa.select(ended.c.guardian_id).where(ended.c.school_id == school_id, ~holds_on(ended, day))
    digests = sa.select(outbox.c.id).where(outbox.c.person_id.in_(guardians), DIGESTS)
    former = _is_former(digest.c.person_id, digest_part.c.pupil_id, day)
    told = sa.exists().where(digest.c.id == digest_part.c.outbox_id, former)
    await connection.execute(digest_part.delete().where(digest_part.c.outbox_id.in_(digests), told))
    was_one = sa.exists().where(ended.c.guardian_id == outbox.c.person_id, ~holds_on(ended, day))
    about = _is_former(outbox.c.person_id, outbox.c.pupil_id, day) | (_IS_EMPTY & was_one)
    stopped = outbox.update().where(outbox.c.school_id == school_id, IS_OPEN, about)
    await connection.execute(stopped.values(reason=why, changed_at=at, **_ENDED))


def _is_former(person_id: sa.ColumnElement[Any], pupil_id: sa.ColumnElement[Any], day: date) -> sa.ColumnElement[bool]:
    """Whether the person was a guardian of the pupil and is none on this day."""
    tie = guardianship.alias("tie")
    these = (tie.c.guardian_id == person_id, tie.c.pupil_id == pupil_id)
    return sa.exists().where(*these) & ~sa.exists().where(*these, holds_on(tie, day))


_IS_EMPTY = (outbox.c.kind == Kind.DIGEST.value) & ~sa.exists().where(
    digest_part.c.outbox_id == sa.func.coalesce(outbox.c.follows_id, outbox.c.id)
)
"""Whether it is a digest of which nothing is left."""
