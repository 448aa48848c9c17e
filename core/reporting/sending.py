"""Summaries that come by themselves, to who wished it: each day, each week and each month once (D09).

However often the clock strikes, late or on how many processes: the row's key names the person, the chat and the day.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from core.calendar.working import works_on
from core.deadlines.profiles import profile_of
from core.deadlines.sources import staffing_of
from core.deadlines.staffing import Staffing
from core.errors import ForbiddenError
from core.notifications.model import Kind, Planned
from core.notifications.timing import is_quiet
from core.people.model import Actor, School
from core.reporting.ports import Wish
from core.reporting.summary import Scope, check_reads, ended_before, may_read, packed
from core.reporting.summing import summary_of
from core.unit_of_work import Database, UnitOfWork

LATEST = time(20)
"""A process that was stopped in the morning still sends in the afternoon, not at night."""
WORTH_READING = timedelta(hours=12)


async def wish(database: Database, actor: Actor, scope: Scope, on: bool, now: datetime) -> None:
    """Have a summary sent, or not any more. ForbiddenError for who may not see it."""
    check_reads(actor, scope)
    if actor.person_id is None:
        raise ForbiddenError
    async with database.writing() as unit:
        await unit.reporting.wish(actor.school_id, Wish(actor.person_id, scope), on, now)
        await unit.commit()


async def send_summaries(database: Database, now: datetime) -> int:
    """Put the summaries whose time has come into the outbox; how many chats get one."""
    async with database.reading() as unit:
        schools = await unit.people.schools()
    sent = 0
    for school in schools:
        moment = now.astimezone(school.zone)
        if profile_of(school).remind_morning <= moment.time() < LATEST:
            sent += await _at_school(database, school, now)
    return sent


async def _at_school(database: Database, school: School, now: datetime) -> int:
    async with database.reading() as unit:
        rows = await _rows(unit, school, now)
    if rows:
        await database.run(lambda unit: unit.outbox.enqueue(rows, now))
    return len(rows)


async def _rows(unit: UnitOfWork, school: School, now: datetime) -> tuple[Planned, ...]:
    """What was not made before; nothing is counted for who has it already. Leaders are few: each is counted apart."""
    today = school.today(now)
    due = await _due(unit, school, today)
    if not due:
        return ()
    staffing = await staffing_of(unit, school.id, today)
    blank = [
        row for one in await _awake(unit, school, due, staffing, now) for row in _blank(school, one, staffing, now)
    ]
    known = {row.planned.dedupe_key for row in await unit.outbox.with_keys([row.dedupe_key for _, row in blank])}
    found: dict[Wish, dict[str, str] | None] = {}
    for one, row in blank:
        if row.dedupe_key not in known and one not in found:
            found[one] = await _content(unit, one, today, now)
    return tuple(replace(row, content=found[one]) for one, row in blank if found.get(one) is not None)


async def _due(unit: UnitOfWork, school: School, today: date) -> list[Wish]:
    wishes = await unit.reporting.wishes(school.id)
    scopes = [scope for scope in Scope if any(one.scope is scope for one in wishes)]
    due = [scope for scope in scopes if await _begins(unit, school, scope, today)]
    return [one for one in wishes if one.scope in due]


async def _begins(unit: UnitOfWork, school: School, scope: Scope, today: date) -> bool:
    """Whether it is the first working day of the day, week or month."""
    day = today if scope is Scope.DAY else ended_before(scope, today)[1] + timedelta(days=1)
    while day < today:
        if await works_on(unit, school, day):
            return False
        day += timedelta(days=1)
    return await works_on(unit, school, today)


async def _awake(unit: UnitOfWork, school: School, due: list[Wish], staffing: Staffing, now: datetime) -> list[Wish]:
    """Nobody in own quiet hours or on leave."""
    settings = await unit.preferences.settings(school.id, {one.person_id for one in due})
    clock = now.astimezone(school.zone).time()
    return [one for one in due if not is_quiet(clock, settings[one.person_id]) and not staffing.is_away(one.person_id)]


async def _content(unit: UnitOfWork, one: Wish, today: date, now: datetime) -> dict[str, str] | None:
    """The figures; none for who lost the function since."""
    actor = await unit.people.actor(one.person_id, today)
    if not may_read(actor, one.scope):
        return None
    return packed(await summary_of(unit, actor, one.scope, ended_before(one.scope, today), now))


def _blank(school: School, one: Wish, staffing: Staffing, now: datetime) -> Iterator[tuple[Wish, Planned]]:
    """A row for each chat, without its figures yet."""
    for chat in (staffing.chats or {}).get(one.person_id, ()):
        key = f"summary:{school.id}:{chat}:{one.person_id}:{one.scope}:{school.today(now)}"
        yield one, Planned(school.id, chat, one.person_id, Kind.SUMMARY, key, now, expires_at=now + WORTH_READING)
