"""The registry of duties: each source reads its facts for a whole school at once, and says what is due of whom.

A new kind of duty is a member of `Duty`, a rule in `rules` and a function in `SOURCES`; its words and its button
stand in `bot.common.due_words`.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from core.calendar.model import Calendar
from core.consultations.rules import overdue
from core.deadlines import dates, rules
from core.deadlines.model import Due, Rolls
from core.deadlines.profiles import Profile, profile_of
from core.deadlines.staffing import Staffing
from core.errors import NotFoundError
from core.ids import ClassId, SchoolId
from core.people.model import Role, School, SchoolClass
from core.people.roster.model import State
from core.people.roster.rules import month_of, state_of
from core.supervision import duties as supervision
from core.supervision import rules as supervision_rules
from core.supervision.findings import Facts
from core.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Frame:
    """What every source begins with: a school at a moment of its own clock, and the classes that are looked at."""

    school: School
    moment: datetime
    calendar: Calendar
    classes: dict[ClassId, SchoolClass]
    rolls: Rolls
    staffing: Staffing

    @cached_property
    def profile(self) -> Profile:
        """The school's regulation."""
        return profile_of(self.school)

    @property
    def today(self) -> date:
        """The school's date."""
        return self.moment.date()

    @property
    def ids(self) -> tuple[ClassId, ...]:
        """The classes' keys."""
        return tuple(self.classes)


Source = Callable[[UnitOfWork, Frame], Awaitable[Iterable[Due]]]


async def frame_of(
    unit: UnitOfWork,
    school: School,
    staffing: Staffing,
    now: datetime,
    only: Collection[ClassId] | None = None,
    since: date | None = None,
) -> Frame | None:
    """The frame of a school, with all its classes or these; None before its first school year.

    Its calendar knows what was changed on the days within reach and in the month before, which is checked in this one,
    and from `since` on if that is earlier.
    """
    moment = now.astimezone(school.zone)
    today = moment.date()
    classes = await unit.people.classes(school.id, today)
    shown = {one.id: one for one in classes if only is None or one.id in only}
    try:
        first = min(since or today, today - rules.REACH, supervision_rules.before(today))
        calendar = await unit.calendar.calendar(school.id, tuple(shown), today, first, today)
    except NotFoundError:
        return None
    return Frame(school, moment, calendar, shown, await unit.deadlines.rolls(tuple(shown)), staffing)


async def staffing_of(unit: UnitOfWork, school_id: SchoolId, day: date) -> Staffing:
    """The staff of a day: three reads."""
    holders = await unit.deadlines.holders(school_id, day)
    leaves = await unit.deadlines.leaves(school_id, day)
    return Staffing(holders, leaves, await unit.deadlines.chats(school_id, day))


async def lessons(unit: UnitOfWork, frame: Frame) -> Iterable[Due]:
    """Lessons that are not recorded as the profile wants it."""
    first = frame.today - rules.REACH
    made = await unit.deadlines.began(frame.school.id, first)
    if made is None:
        return ()
    entered, began = await unit.deadlines.entered(frame.ids, first, frame.today), frame.school.today(made)
    facts = (frame.calendar, frame.classes, frame.rolls, began, entered, frame.profile, frame.moment)
    return await asyncio.to_thread(lambda: tuple(rules.unfilled(*facts)))  # a big school's take a second or two


async def reasons(unit: UnitOfWork, frame: Frame) -> Iterable[Due]:
    """Absences without a reason."""
    waiting = await unit.deadlines.unexplained(frame.ids, frame.today - rules.REACH, frame.today)
    return rules.without_reason(waiting, frame.staffing.leading, frame.profile)


async def rosters(unit: UnitOfWork, frame: Frame) -> Iterable[Due]:
    """Class lists that were not checked this month."""
    checks = await unit.roster.of_month(frame.ids, month_of(frame.today))
    by_class = {of: [one for one in checks if one.made.class_id == of] for of in frame.ids}
    done = {of for of, own in by_class.items() if state_of(own) is not State.DUE}
    return rules.unchecked(
        frame.calendar, frame.classes, frame.rolls, done, frame.staffing.leading, frame.profile, frame.today
    )


async def period_marks(unit: UnitOfWork, frame: Frame) -> Iterable[Due]:
    """Marks of a period that ends; in the middle of one nothing is read."""
    grades = {of.grade for of in frame.classes.values()}
    found = {grade: dates.open_periods(frame.calendar, grade, frame.profile, frame.today) for grade in grades}
    ids = tuple(one for one, of in frame.classes.items() if found[of.grade])
    if not ids:
        return ()
    given = await unit.deadlines.period_marks(ids, {one.code for own in found.values() for one in own})
    lists = await unit.people.class_pupils(ids)
    return dates.ungiven(frame.calendar, frame.classes, lists, given, frame.profile, frame.today)


async def dated(_unit: UnitOfWork, frame: Frame) -> Iterable[Due]:
    """What comes with a date: reports of class teachers, of who is responsible for the service, copies."""
    profile, today, staffing = frame.profile, frame.today, frame.staffing
    responsible, keepers = staffing.holding(Role.COORDINATOR), staffing.holding(Role.ADMINISTRATOR)
    return (
        *dates.preliminary(frame.calendar, frame.classes, frame.rolls, staffing.leading, profile, today),
        *dates.weekly(responsible, frame.calendar, profile, today),
        *dates.adoption(responsible, profile, today),
        *dates.activation(responsible, profile, today),
        *dates.backups(keepers, frame.calendar, profile, today),
        *dates.exports(keepers, frame.calendar, profile, today),
    )


async def consents(unit: UnitOfWork, frame: Frame) -> Iterable[Due]:
    """Families that were never asked for a consent, for those who keep the register."""
    people = frame.staffing.holding(Role.COORDINATOR) or frame.staffing.holding(Role.ADMINISTRATOR)
    profile, today = frame.profile, frame.today
    if not people or not dates.asks_for_consents(frame.calendar, profile, today):
        return ()
    missing = await unit.consents.unasked(frame.school.id, today)
    return dates.unasked(people, missing, frame.calendar, profile, today)


async def applications(unit: UnitOfWork, frame: Frame) -> Iterable[Due]:
    """Applications that wait, for the clerks, or where there are none for the coordinators."""
    people = frame.staffing.holding(Role.CLERK) or frame.staffing.holding(Role.COORDINATOR)
    waiting = await unit.applications.waiting(frame.school.id) if people else ()
    return dates.undecided(people, waiting, frame.school)


async def questions(unit: UnitOfWork, frame: Frame) -> Iterable[Due]:
    """Questions that nobody has answered in time, for the administrators, or where there are none the coordinators."""
    people = frame.staffing.holding(Role.ADMINISTRATOR) or frame.staffing.holding(Role.COORDINATOR)
    hours = frame.profile.question_hours
    waiting = await unit.consultations.waiting(frame.school.id) if people and hours else ()
    saturdays = any(entry.weekday == _SATURDAY for entry in frame.calendar.entries)
    late = overdue(waiting, hours, frame.school, frame.moment, saturdays=saturdays)
    return dates.unanswered(people, late, frame.school)


async def remarks(unit: UnitOfWork, frame: Frame) -> Iterable[Due]:
    """Remarks that wait for their teacher, and those that teachers have mended."""
    found = await unit.supervision.open_remarks(frame.school.id)
    staffing, day_of = frame.staffing, frame.school.today
    deputies, directors = staffing.holding(Role.DEPUTY), staffing.holding(Role.DIRECTOR)
    return (
        *supervision.to_mend(found, staffing.employed, frame.calendar, frame.today, deputies or directors, day_of),
        *supervision.to_look(found, deputies, directors, day_of),
    )


async def checks(unit: UnitOfWork, frame: Frame) -> Iterable[Due]:
    """The month before: pages of the journal that nobody has checked, courses whose diary nobody has verified."""
    month = supervision_rules.before(frame.today)
    people = frame.staffing.holding(Role.DEPUTY) or frame.staffing.holding(Role.DIRECTOR)
    began = await unit.deadlines.began(frame.school.id, month)
    last = supervision_rules.last_of(month)
    if began is None or frame.school.today(began) > last:
        return ()
    done = await unit.supervision.checks(frame.ids, month)
    facts = Facts(
        month=month,
        last=last,
        moment=frame.moment,
        profile=frame.profile,
        calendar=frame.calendar,
        classes=frame.classes,
        rolls=frame.rolls,
        began=frame.school.today(began),
        written=(),
    )
    said = {one.scope for one in await unit.supervision.verifications(frame.ids, month)}
    return await asyncio.to_thread(
        lambda: (
            *supervision.to_check(facts, done, people),
            *supervision.to_verify(facts, said, frame.staffing.leading),
        )
    )


SOURCES: tuple[Source, ...] = (
    lessons,
    reasons,
    rosters,
    period_marks,
    dated,
    consents,
    applications,
    questions,
    remarks,
    checks,
)
_SATURDAY = 5


async def all_due(unit: UnitOfWork, frame: Frame) -> tuple[Due, ...]:
    """Everything that is due and was not said to be done, the oldest first; so many reads as there are sources."""
    found = [due for source in SOURCES for due in await source(unit, frame)]
    closed = await unit.duties.closed(frame.school.id, frame.today - dates.KEPT)
    return await asyncio.to_thread(_open, found, closed)  # a big school's are ten thousand and more


def _open(found: Iterable[Due], closed: Collection[tuple[str, str]]) -> tuple[Due, ...]:
    return tuple(sorted((due for due in found if due.key[:2] not in closed), key=_order))


def _order(due: Due) -> tuple[date, str, int]:
    return due.due, due.duty.value, due.about.number or 0
