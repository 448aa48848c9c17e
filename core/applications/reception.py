"""Staff hear of applications: of new ones, of those handed over, of those whose time runs out (E01, E07).

A row says only what it is about; how many wait is counted when it is sent, and what waits no more is not told.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from core.applications.model import Application, Event, Waits
from core.applications.rules import CONNECTORS, waits
from core.calendar.working import next_working, open_now
from core.ids import ChatKey, PersonId
from core.notifications.model import Kind, Planned
from core.notifications.timing import after_quiet
from core.people.model import FULL, Actor, Role, School
from core.unit_of_work import Database, UnitOfWork

GATHERED = timedelta(minutes=10)
"""What comes within this time is told at once, in one push."""
WORTH_READING = timedelta(days=7)

_Chats = dict[ChatKey, PersonId]
"""A chat → one of the people it speaks for."""


async def tell_of_new(unit: UnitOfWork, application: Application, now: datetime) -> None:
    """The clerks and the coordinators; nobody of one that staff typed themselves."""
    if application.on_paper:
        return
    school = await unit.people.school(application.school_id)
    chats = await _chats(unit, school, (Role.CLERK, Role.COORDINATOR), now)
    await _tell(unit, school, Event.NEW, chats, now)


async def tell_of_registered(unit: UnitOfWork, application: Application, actor: Actor, now: datetime) -> None:
    """Those who connect, when somebody who may not has registered one: it is handed over (E07)."""
    if actor.holds(*CONNECTORS):
        return
    school = await unit.people.school(application.school_id)
    await _tell(unit, school, Event.REGISTERED, await _chats(unit, school, (Role.COORDINATOR,), now), now)


async def remind(database: Database, now: datetime) -> int:
    """Once a working day, tell of what is nearly or already due; how many chats were told.

    The clerks hear of both, the coordinators of what is overdue or waits for themselves. However often this runs, and
    on however many processes, a chat is told once a day.
    """
    async with database.reading() as unit:
        schools = [await unit.people.school(one) for one in await unit.applications.schools_waiting()]
        planned = [row for school in schools for row in await _reminders(unit, school, now)]
        known = {row.planned.dedupe_key for row in await unit.outbox.with_keys([row.dedupe_key for row in planned])}
    new = tuple(row for row in planned if row.dedupe_key not in known)
    if new:
        await database.run(lambda unit: unit.outbox.enqueue(new, now))
    return len(new)


async def _reminders(unit: UnitOfWork, school: School, now: datetime) -> list[Planned]:
    if school.content_mode != FULL or not await open_now(unit, school, now):
        return []
    found = waits(await unit.applications.waiting(school.id), school, now)
    told = await _reminded(unit, school, found, now) if found.due else {}
    settings = await unit.preferences.settings(school.id, {person for person, _ in told.values()})
    day, ends = f"reminder:{school.today(now)}", now + timedelta(days=1)
    return [
        _row(school, event, chat, person, after_quiet(now, settings[person], school.zone), day, ends)
        for chat, (person, event) in told.items()
    ]


async def _reminded(
    unit: UnitOfWork, school: School, found: Waits, now: datetime
) -> dict[ChatKey, tuple[PersonId, Event]]:
    """Each chat with the person and of what they hear. Where no clerk can be told, the coordinators are, and so on."""
    clerks = await _only(unit, school, Role.CLERK, now)
    told = {chat: (person, Event.DUE) for chat, person in clerks.items()}
    if found.overdue or found.soon_registered or not clerks:
        event = Event.OVERDUE if found.overdue and clerks else Event.DUE
        coordinators = await _only(unit, school, Role.COORDINATOR, now)
        told |= {chat: (person, event) for chat, person in coordinators.items()}
    if told:
        return told
    administrators = await _only(unit, school, Role.ADMINISTRATOR, now)
    return {chat: (person, Event.DUE) for chat, person in administrators.items()}


async def _tell(unit: UnitOfWork, school: School, event: Event, chats: _Chats, now: datetime) -> None:
    """One row for a chat and the moment at which it is told: what comes until then finds the row there."""
    settings = await unit.preferences.settings(school.id, {*chats.values()})
    rows = []
    for chat, person in chats.items():
        at = await next_working(unit, school, _gathered(now), settings[person])
        rows.append(_row(school, event, chat, person, at, f"{event}:{at.isoformat()}", at + WORTH_READING))
    await unit.outbox.enqueue(tuple(rows), now)


def _gathered(now: datetime) -> datetime:
    """The end of the ten minutes in which this moment lies."""
    return now + GATHERED - timedelta(seconds=now.timestamp() % GATHERED.total_seconds())


def _row(
    school: School, event: Event, chat: ChatKey, person: PersonId, at: datetime, occasion: str, ends: datetime
) -> Planned:
    return Planned(
        school_id=school.id,
        chat_key=chat,
        person_id=person,
        kind=Kind.RECEPTION,
        dedupe_key=f"reception:{school.id}:{chat}:{occasion}",
        not_before=at,
        content={"event": event.value},
        expires_at=ends,
    )


async def _chats(unit: UnitOfWork, school: School, roles: Iterable[Role], now: datetime) -> _Chats:
    """The chats of who holds any of these functions; of the administrators, if none of them has one."""
    found: _Chats = {}
    for role in roles:
        found = await _only(unit, school, role, now) | found
    return found or await _only(unit, school, Role.ADMINISTRATOR, now)


async def _only(unit: UnitOfWork, school: School, role: Role, now: datetime) -> _Chats:
    """The chats that can be written to: a clerk who blocked the bot must not keep others from hearing of it."""
    people = await unit.people.holders(school.id, role, school.today(now))
    chats = [(chat, one.id) for one in people for _, chat in await unit.links.links_to(one.id)]
    return {chat.key: person_id for chat, person_id in chats if chat.blocked_at is None}
