"""Who of a notice's readers may still be told of it."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.notices.model import Notice
from storage.notices.audience import people
from storage.rights import tell_school_together

MANY = 1000
"""From so many people on a plan of PostgreSQL that takes them for a few is felt: it compares each with everybody."""


async def entitled(connection: AsyncConnection, notice: Notice, day: date, *, consent_needed: bool) -> sa.CTE:
    """Readers of its kind, wherever they are now, when nobody's right is just being ended."""
    made = notice.made
    await tell_school_together(connection, made.school_id)
    if notice.reach.people >= MANY and connection.dialect.name == "postgresql":
        # Its own turn at the statistics may come a minute after such a sending. Who vacuums now is not waited for.
        await connection.execute(sa.text("ANALYZE (SKIP_LOCKED) notice_recipient, outbox"))
    return people(made.school_id, made.audience.anywhere, day, consent_needed=consent_needed)
