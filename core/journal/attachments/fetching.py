"""Fetching the bytes of recorded attachments from the messenger, so that a backup of the database has them (L04)."""

from datetime import datetime, timedelta

from core.journal.attachments.model import Content, Waiting
from core.journal.attachments.ports import FileSource
from core.notifications.errors import ChannelError, backoff, passes
from core.unit_of_work import Database, UnitOfWork

AT_ONCE = 10
"""Files of one round; the next round comes with the next tick."""
TRIES = 10
"""How often a file is asked for that the messenger says it does not have."""
PAUSE = timedelta(minutes=1)
"""The shortest time between two tries."""


async def fetch_waiting(database: Database, source: FileSource, now: datetime) -> int:
    """Fetch what is to be fetched now, one file after another; how many were kept.

    Two processes may fetch the same file: its bytes are kept once all the same.
    """
    async with database.reading() as unit:
        waiting = await unit.attachments.waiting(source.bots, now, AT_ONCE)
    return sum([await _fetched(database, source, one, now) for one in waiting])


async def _fetched(database: Database, source: FileSource, one: Waiting, now: datetime) -> bool:
    try:
        content = await source.fetch(one.bot, one.reference)
    except ChannelError as error:
        await _postpone(database, one, error, now)
        return False
    await _keep(database, one, content, now)
    return True


async def _keep(database: Database, one: Waiting, content: Content, now: datetime) -> None:
    """In one go: on SQLite twenty megabytes are written in a thread, not piece by piece past the event loop."""

    async def kept(unit: UnitOfWork) -> None:
        await unit.attachments.keep(one.id, content, now)

    await database.run(kept)


async def _postpone(database: Database, one: Waiting, error: ChannelError, now: datetime) -> None:
    again = one.tries + 1 < TRIES or passes(error.failure)
    until = now + max(PAUSE, backoff(one.tries)) if again else None
    async with database.writing() as unit:
        await unit.attachments.postpone(one.id, error.failure.kind.value, until)
        await unit.commit()
