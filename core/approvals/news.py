"""Who hears of a request: those who decide it at once, the asker of the decision."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from core.approvals.model import DataChange, Request
from core.approvals.rules import OF_DATA, deciders_of
from core.ids import ChatKey, PersonId, SchoolId
from core.notifications.edits import edits_of
from core.notifications.model import Kind, Planned, Priority
from core.notifications.timing import after_quiet
from core.people.model import Person, Role
from core.unit_of_work import UnitOfWork

ASKED, DECIDED = "asked", "decided"
WORTH_READING = timedelta(days=7)
"""So long a push about a request is tried; the request itself waits as long as it must."""


async def tell_deciders(unit: UnitOfWork, request: Request, now: datetime) -> int:
    """A row for each chat of those who may decide; how many chats. Staff are not spared by quiet hours."""
    rows = [
        _row(request, chat_key, person_id, ASKED, now)
        for person_id in await _deciders(unit, request, now)
        for chat_key in await _chats(unit, person_id)
    ]
    await unit.outbox.enqueue(tuple(rows), now)
    return len({row.chat_key for row in rows})


async def tell_decided(unit: UnitOfWork, request: Request, now: datetime) -> None:
    """The asker hears of it, and the messages to those who might have decided are edited."""
    asker = request.made.asker_id
    if request.decided_by != asker:
        moment = await _awake(unit, request, now)
        told = [_row(request, chat_key, asker, DECIDED, moment) for chat_key in await _chats(unit, asker)]
        await unit.outbox.enqueue(tuple(told), now)
    keys = {
        _key(request, chat_key, ASKED)
        for person_id in await _deciders(unit, request, now)
        for chat_key in await _chats(unit, person_id)
    }
    rows = await unit.outbox.with_keys(keys)
    await unit.outbox.enqueue(edits_of(rows, "approval", now, now + WORTH_READING), now)


async def _deciders(unit: UnitOfWork, request: Request, now: datetime) -> tuple[PersonId, ...]:
    """Those who hold a deciding function today, but for the asker."""
    school = await unit.people.school(request.made.school_id)
    day, matter = school.today(now), request.made.matter
    if isinstance(matter, DataChange):
        leading = await unit.people.class_teachers(matter.class_id, day)
        return _others(leading, request) or _others(await _holders(unit, school.id, OF_DATA, day), request)
    return _others(await _holders(unit, school.id, deciders_of(request.made), day), request)


async def _holders(unit: UnitOfWork, school_id: SchoolId, roles: Iterable[Role], day: date) -> list[Person]:
    return [person for role in roles for person in await unit.people.holders(school_id, role, day)]


def _others(people: Iterable[Person], request: Request) -> tuple[PersonId, ...]:
    """Nobody decides an own request."""
    return tuple(dict.fromkeys(one.id for one in people if one.id != request.made.asker_id))


async def _awake(unit: UnitOfWork, request: Request, now: datetime) -> datetime:
    """When the asker may be told: a family has its quiet hours, staff is told at once."""
    if not isinstance(request.made.matter, DataChange):
        return now
    school, asker = await unit.people.school(request.made.school_id), request.made.asker_id
    settings = (await unit.preferences.settings(school.id, (asker,)))[asker]
    return after_quiet(now, settings, school.zone)


async def _chats(unit: UnitOfWork, person_id: PersonId) -> list[ChatKey]:
    return [chat.key for _, chat in await unit.links.links_to(person_id)]


def _key(request: Request, chat_key: ChatKey, event: str) -> str:
    return f"approval:{request.id}:{event}:{chat_key}"


def _row(request: Request, chat_key: ChatKey, person_id: PersonId, event: str, now: datetime) -> Planned:
    return Planned(
        school_id=request.made.school_id,
        chat_key=chat_key,
        person_id=person_id,
        kind=Kind.APPROVAL,
        dedupe_key=_key(request, chat_key, event),
        not_before=now,
        priority=Priority.URGENT,
        content={"request": str(request.id), "event": event},
        expires_at=now + WORTH_READING,
    )
