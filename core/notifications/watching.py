"""Noticing that news waits too long, and telling the administrators of the school."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from core.ids import SchoolId
from core.notifications.model import COUNTED, Backlog, Kind, Planned, Priority
from core.people.model import Role, School
from core.unit_of_work import Database, UnitOfWork

TOO_LONG = {
    Priority.URGENT: timedelta(minutes=10),
    Priority.NORMAL: timedelta(minutes=10),
    Priority.BULK: timedelta(hours=2),
}
"""How long a due row may wait. A broadcast to a city takes an hour at the messenger's pace, which is no trouble."""

AGAIN_AFTER = timedelta(hours=1)
"""So long the warning is worth reading; if the trouble lasts, the next one comes."""


def late(backlog: tuple[Backlog, ...], now: datetime) -> tuple[Backlog, ...]:
    """The parts of the backlog whose oldest row waits too long."""
    return tuple(part for part in backlog if part.oldest is not None and now - part.oldest > TOO_LONG[part.priority])


def amount(counts: Iterable[int]) -> str:
    """How many that is in all, with a plus where some were not counted to their end."""
    known = tuple(counts)
    return f"{sum(known)}+" if any(count >= COUNTED for count in known) else str(sum(known))


async def warn_of_delay(database: Database, now: datetime) -> int:
    """Tell the administrators' chats, once an hour, that news waits too long; how many schools it does so in.

    The backlog does not count these warnings, so they never call for another.
    """
    async with database.reading() as unit:
        delayed = late(await unit.outbox.backlog(now), now)
    if not delayed:
        return 0
    schools = {part.school_id for part in delayed}
    async with database.writing() as unit:
        for school_id in schools:
            await _warn(unit, school_id, [part for part in delayed if part.school_id == school_id], now)
        await unit.commit()
    return len(schools)


async def _warn(unit: UnitOfWork, school_id: SchoolId, delayed: list[Backlog], now: datetime) -> None:
    school = await unit.people.school(school_id)
    since = min(part.oldest for part in delayed if part.oldest is not None)
    facts = {"at": now.isoformat(), "since": since.isoformat(), "due": amount(part.due for part in delayed)}
    await unit.outbox.enqueue(await _warnings(unit, school, facts, now), now)


async def _warnings(unit: UnitOfWork, school: School, facts: dict[str, str], now: datetime) -> tuple[Planned, ...]:
    people = await unit.people.holders(school.id, Role.ADMINISTRATOR, school.today(now))
    rows = [
        Planned(
            school.id,
            chat.key,
            person.id,
            Kind.QUEUE,
            f"queue:{school.id}:{chat.key}:{now:%Y-%m-%dT%H}",
            now,
            priority=Priority.URGENT,
            content=facts,
            expires_at=now + AGAIN_AFTER,
        )
        for person in people
        for _, chat in await unit.links.links_to(person.id)
    ]
    return tuple(rows)
