"""A person's own list of what is to be done, and putting it off."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.deadlines.model import Due, Line, Section
from core.deadlines.sources import Frame, all_due, frame_of, staffing_of
from core.deadlines.staffing import STAFF
from core.deadlines.telling import handed, lines, names_of, own
from core.errors import NotFoundError
from core.ids import PersonId
from core.people.model import Actor
from core.unit_of_work import Database, UnitOfWork

LONGEST = 7
"""Days for which duties may be put off; others hear of what waits too long all the same."""


@dataclass(frozen=True, slots=True)
class Todo:
    """What somebody is to do, today's date, and until when reminders of it are put off, if they are."""

    today: date
    lines: tuple[Line, ...]
    snoozed_to: date | None = None

    def of(self, section: Section) -> tuple[Line, ...]:
        """The lines of a section."""
        return tuple(line for line in self.lines if line.section is section)


async def todo(database: Database, actor: Actor, now: datetime) -> Todo:
    """The own duties and what others left for too long, as of this moment. NotFoundError for who is no staff."""
    async with database.reading() as unit:
        return await _todo(unit, actor, now)


async def snooze(database: Database, actor: Actor, days: int, now: datetime) -> Todo:
    """Be reminded of what is due now only so many days later; what comes new is told as ever."""
    person_id = _person(actor)
    async with database.writing() as unit:
        frame, dues = await _dues(unit, actor, now)
        if frame is not None:
            mine = [due for due in own(dues, person_id, frame.staffing) if due.urged <= frame.today]
            await unit.duties.open(actor.school_id, mine, now)
            kept = {one.key: one.id for one in await unit.duties.standing(actor.school_id)}
            to = frame.today + timedelta(days=max(1, min(days, LONGEST)))
            await unit.duties.snooze([kept[due.key] for due in mine], to, now)
        shown = await _todo(unit, actor, now)
        await unit.commit()
        return shown


async def _todo(unit: UnitOfWork, actor: Actor, now: datetime) -> Todo:
    person_id = _person(actor)
    frame, dues = await _dues(unit, actor, now)
    if frame is None:
        return Todo((await unit.people.school(actor.school_id)).today(now), ())
    mine = own(dues, person_id, frame.staffing)
    others = handed(dues, person_id, frame.staffing, frame.today)
    put_off = {one.key: one.snoozed_to for one in await unit.duties.of_person(person_id)}
    dates = [to for due in mine if (to := put_off.get(due.key)) is not None and to > frame.today]
    shown = lines(await names_of(unit, frame), mine, others, person_id)
    return Todo(frame.today, shown, max(dates, default=None))


async def _dues(unit: UnitOfWork, actor: Actor, now: datetime) -> tuple[Frame | None, tuple[Due, ...]]:
    school = await unit.people.school(actor.school_id)
    frame = await frame_of(unit, school, await staffing_of(unit, school.id, school.today(now)), now)
    return frame, await all_due(unit, frame) if frame is not None else ()


def _person(actor: Actor) -> PersonId:
    if actor.person_id is None or not actor.holds(*STAFF):
        raise NotFoundError
    return actor.person_id
