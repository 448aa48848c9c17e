"""When staff are at work: nobody is reminded of anything on a day off."""

from datetime import date, datetime, time, timedelta

from core.errors import NotFoundError
from core.notifications.preferences import Settings
from core.notifications.timing import after_quiet, next_time
from core.people.model import School
from core.unit_of_work import UnitOfWork

OPENS, CLOSES = time(9), time(18)
"""The hours of an office, by the school's clock."""
_SATURDAY, _SUNDAY = 5, 6
_PUBLIC = {*((1, day) for day in range(1, 9)), (2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)}
"""Public holidays of every year as (month, day); days that the government moves them to are not known here."""


async def works_on(unit: UnitOfWork, school: School, day: date) -> bool:
    """Whether the school's office works that day; on Saturdays it does where somebody has lessons then.

    Pupils' holidays are no holidays of the office: that is when families apply.
    """
    if is_day_off(day):
        return False
    return day.weekday() != _SATURDAY or await teaches_on_saturdays(unit, school, day)


def is_day_off(day: date) -> bool:
    """Whether it is a Sunday or a public holiday; of Saturdays the timetable says more."""
    return day.weekday() == _SUNDAY or (day.month, day.day) in _PUBLIC


async def open_now(unit: UnitOfWork, school: School, now: datetime) -> bool:
    """Whether the office works at this moment."""
    clock = now.astimezone(school.zone)
    return OPENS <= clock.time() < CLOSES and await works_on(unit, school, clock.date())


async def next_working(unit: UnitOfWork, school: School, moment: datetime, settings: Settings) -> datetime:
    """This moment, or the first after it that is in nobody's quiet hours and on no day off."""
    found = after_quiet(moment, settings, school.zone)
    while not await works_on(unit, school, school.today(found)):
        midnight = next_time(found + timedelta(seconds=1), time(0), school.zone)
        found = after_quiet(next_time(midnight, OPENS, school.zone), settings, school.zone)
    return found


async def teaches_on_saturdays(unit: UnitOfWork, school: School, day: date) -> bool:
    """Whether the timetable of that day has lessons on Saturdays."""
    classes = await unit.people.classes(school.id, day)
    try:
        calendar = await unit.calendar.calendar(school.id, tuple(one.id for one in classes), day, day, day)
    except NotFoundError:  # before its first school year
        return False
    return any(entry.weekday == _SATURDAY for entry in calendar.entries)
