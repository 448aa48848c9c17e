"""The registry of duties: each source reads its facts for a whole school at once, and says what is due of whom.

A new kind of duty is a member of `Duty`, a rule in `rules` and a function in `SOURCES`; its words and its button
stand in `bot.common.due_words`.
"""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from core.calendar.model import Calendar
from core.deadlines import rules
from core.deadlines.model import Due, Rolls
from core.deadlines.profiles import Profile, profile_of
from core.deadlines.staffing import Staffing
from core.errors import NotFoundError
from core.ids import ClassId, SchoolId
from core.people.model import School, SchoolClass
from core.people.roster.model import State
from core.people.roster.rules import month_of, state_of
from core.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Frame:
    """What every source begins with: a school at a moment of its own clock, and its classes."""

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


async def frame_of(unit: UnitOfWork, school: School, staffing: Staffing, now: datetime) -> Frame | None:
    """The frame of a school with all its classes; None before its first school year."""
    moment = now.astimezone(school.zone)
    today = moment.date()
    shown = {one.id: one for one in await unit.people.classes(school.id, today)}
    try:
        calendar = await unit.calendar.calendar(school.id, tuple(shown), today, today - rules.REACH, today)
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
    entered = await unit.deadlines.entered(frame.ids, frame.today - rules.REACH, frame.today)
    return rules.unfilled(frame.calendar, frame.classes, frame.rolls, entered, frame.profile, frame.moment)


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


SOURCES: tuple[Source, ...] = (lessons, reasons, rosters)


async def all_due(unit: UnitOfWork, frame: Frame) -> tuple[Due, ...]:
    """Everything that is due, the oldest first; the number of reads is that of the sources."""
    found = [due for source in SOURCES for due in await source(unit, frame)]
    return tuple(sorted(found, key=_order))


def _order(due: Due) -> tuple[date, str, int]:
    return due.due, due.duty.value, due.about.number or 0
