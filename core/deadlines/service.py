"""A person's own list of what is to be done, and putting it off."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.audit.model import AuditLine
from core.deadlines.model import BY_HAND, SILENT, About, Due, Duty, Event, Line, Past, Section
from core.deadlines.rules import REACH
from core.deadlines.sources import Frame, all_due, frame_of, staffing_of
from core.deadlines.staffing import OVERSEERS, STAFF, Staffing
from core.deadlines.telling import handed, lines, names_of, own
from core.errors import NotFoundError
from core.ids import ClassId, DutyId, PersonId
from core.people.model import Actor
from core.unit_of_work import Database, UnitOfWork

MOST = 20
"""Duties of one person that are shown with their history, the oldest first."""
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


@dataclass(frozen=True, slots=True)
class Left:
    """Something that was left for too long, and what became of it so far."""

    line: Line
    past: tuple[Past, ...]

    @property
    def reminders(self) -> int:
        """How often its person was reminded."""
        return sum(one.event is Event.REMINDED for one in self.past)


async def todo(database: Database, actor: Actor, now: datetime) -> Todo:
    """The own duties and what others left for too long, as of this moment. NotFoundError for who is no staff."""
    async with database.reading() as unit:
        return await _todo(unit, actor, now)


async def snooze(database: Database, actor: Actor, days: int, now: datetime) -> Todo:
    """Be reminded of what is due now only so many days later; what comes new is told as ever."""
    person_id = _person(actor)
    async with database.writing() as unit:
        frame, dues = await dues_of(unit, actor, now)
        if frame is not None:
            mine = [due for due in own(dues, person_id, frame.staffing) if _urged(due, frame.today)]
            await unit.duties.open(actor.school_id, mine, now)
            kept = {one.key: one.id for one in await unit.duties.standing(actor.school_id)}
            to = frame.today + timedelta(days=max(1, min(days, LONGEST)))
            await unit.duties.snooze([kept[due.key] for due in mine], to, now)
        shown = await _todo(unit, actor, now)
        await unit.commit()
        return shown


async def close(database: Database, actor: Actor, duty: Duty, about: About, now: datetime) -> Todo:
    """Say that something is done of which nobody else can know. NotFoundError for what is not the own duty."""
    person_id = _person(actor)
    async with database.writing() as unit:
        frame, dues = await dues_of(unit, actor, now)
        mine = own(dues, person_id, frame.staffing) if frame is not None else []
        meant = [due for due in mine if (due.duty, due.about) == (duty, about) and duty in BY_HAND]
        if not meant:
            raise NotFoundError
        await unit.duties.open(actor.school_id, meant, now)
        kept = {one.key: one.id for one in await unit.duties.standing(actor.school_id)}
        await unit.duties.close([kept[due.key] for due in meant], person_id, now)
        line = AuditLine(actor.school_id, now, person_id, "duty.closed", f"duty:{duty}", {"about": about.key})
        await unit.audit.append(line)
        shown = await _todo(unit, actor, now)
        await unit.commit()
        return shown


async def left_by(database: Database, actor: Actor, duty: Duty, person_id: PersonId, now: datetime) -> tuple[Left, ...]:
    """What somebody left for too long, each with its history, for who hears of it. NotFoundError for others."""
    reader = _person(actor)
    async with database.reading() as unit:
        frame, dues = await dues_of(unit, actor, now)
        if frame is None:
            raise NotFoundError
        others = handed(dues, reader, frame.staffing, frame.today)
        meant = [due for due in others if (due.duty, due.person_id) == (duty, person_id)][:MOST]
        if not meant:
            raise NotFoundError
        kept = {one.key: one.id for one in await unit.duties.of_person(person_id)}
        ids = [kept[due.key] for due in meant if due.key in kept]
        past, names = await unit.duties.history(ids), await names_of(unit, frame)
    return tuple(
        Left(names.line(due, Section.HANDED, person_id), past.get(kept.get(due.key, DutyId(0)), ())) for due in meant
    )


def _urged(due: Due, today: date) -> bool:
    return due.urged <= today and due.duty not in SILENT


async def _todo(unit: UnitOfWork, actor: Actor, now: datetime) -> Todo:
    person_id = _person(actor)
    frame, dues = await dues_of(unit, actor, now)
    if frame is None:
        return Todo((await unit.people.school(actor.school_id)).today(now), ())
    mine = own(dues, person_id, frame.staffing)
    others = handed(dues, person_id, frame.staffing, frame.today)
    put_off = {one.key: one.snoozed_to for one in await unit.duties.of_person(person_id)}
    dates = [to for due in mine if (to := put_off.get(due.key)) is not None and to > frame.today]
    shown = lines(await names_of(unit, frame), mine, others, person_id)
    return Todo(frame.today, shown, max(dates, default=None))


async def dues_of(
    unit: UnitOfWork, actor: Actor, now: datetime, since: date | None = None
) -> tuple[Frame | None, tuple[Due, ...]]:
    """What is due in all classes that the actor has to do with; no frame before the first school year.

    `since`: the first day whose changes of the timetable the frame is to know, if it is beyond what can be due.
    """
    school = await unit.people.school(actor.school_id)
    staffing = await staffing_of(unit, school.id, school.today(now))
    only = None if actor.holds(*OVERSEERS) else await _own_classes(unit, actor, staffing, school.today(now))
    frame = await frame_of(unit, school, staffing, now, only, since)
    return frame, await all_due(unit, frame) if frame is not None else ()


async def _own_classes(unit: UnitOfWork, actor: Actor, staffing: Staffing, day: date) -> frozenset[ClassId]:
    """The classes in which anything can be the actor's to do, or that of somebody whose place they take."""
    found = set(actor.led)
    for person_id in staffing.behind(_person(actor)):
        found |= {*staffing.led(person_id), *await unit.calendar.taught_classes(person_id, day)}
        found |= {*await unit.calendar.visited_classes(person_id, day - REACH, day)}
    return frozenset(found)


def _person(actor: Actor) -> PersonId:
    if actor.person_id is None or not actor.holds(*STAFF):
        raise NotFoundError
    return actor.person_id
