"""The facts of a month: so many reads, whether of one class or of a whole school."""

import asyncio
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from core.calendar.model import Calendar
from core.deadlines.profiles import profile_of
from core.errors import NotFoundError
from core.ids import ClassId
from core.journal.periods.model import Period, Span
from core.journal.periods.rules import periods_of
from core.people.model import School, SchoolClass
from core.supervision import rules
from core.supervision.findings import Facts
from core.unit_of_work import UnitOfWork

NEAR_END = timedelta(days=14)
"""Days before the end of a period from which pupils with few marks are pointed out."""
_LARGE = 4
"""Classes whose findings are worked out beside the loop: those of twenty take fifty milliseconds."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which classes, of which month: None is the month whose check is due."""

    month: date | None = None
    only: Collection[ClassId] | None = None


async def lessons_of(unit: UnitOfWork, school: School, wanted: Wanted, now: datetime) -> Facts:
    """The lessons of the month alone, and nothing of what was written in them. NotFoundError before the first school
    year, or for a class that is none."""
    moment = now.astimezone(school.zone)
    profile, today = profile_of(school), moment.date()
    classes = await _classes(unit, school, wanted.only, today)
    ids = tuple(classes)
    calendar = await unit.calendar.calendar(school.id, ids, today)
    month = rules.shown_month(wanted.month, today, calendar, profile.check_day)
    began = await unit.deadlines.began(school.id, month)
    return Facts(
        month=month,
        last=rules.last_of(month),
        moment=moment,
        profile=profile,
        calendar=calendar,
        classes=classes,
        rolls=await unit.deadlines.rolls(ids),
        began=began and school.today(began),
        written=(),
    )


async def facts_of(unit: UnitOfWork, school: School, wanted: Wanted, now: datetime) -> Facts:
    """What the rules need. NotFoundError before the first school year, or for a class that is none."""
    facts = await lessons_of(unit, school, wanted, now)
    ids, month, today = tuple(facts.classes), facts.month, facts.moment.date()
    ending = _ending(facts.calendar, facts.classes, month, today)
    began = await unit.deadlines.began(school.id, min(one.first for one in ending)) if ending else None
    return replace(
        facts,
        written=await unit.supervision.written(ids, month, min(facts.last, today)),
        paper=await unit.supervision.paper(ids, month),
        pupils=await unit.people.class_pupils(ids) if ending else {},
        ending=[
            (period, of, await unit.supervision.marked(of, period.first, min(period.last, today)))
            for period, of in ending.items()
            if began and school.today(began) <= period.first + NEAR_END
        ],
    )


async def in_a_thread(facts: Facts, work: Callable[[], T]) -> T:
    """The result of pure work; of many classes it is done beside the loop, so that nobody else waits."""
    return await asyncio.to_thread(work) if len(facts.classes) > _LARGE else work()


async def _classes(
    unit: UnitOfWork, school: School, only: Collection[ClassId] | None, today: date
) -> Mapping[ClassId, SchoolClass]:
    found = {one.id: one for one in await unit.people.classes(school.id, today) if only is None or one.id in only}
    if only is not None and not found:
        raise NotFoundError
    return found


def _ending(
    calendar: Calendar, classes: Mapping[ClassId, SchoolClass], month: date, today: date
) -> dict[Period, tuple[ClassId, ...]]:
    """The quarters and half-years that end in this month or soon after, with the classes whose they are (P25)."""
    last = rules.last_of(month) + NEAR_END
    found: dict[Period, tuple[ClassId, ...]] = {}
    for class_id, of in classes.items():
        for period in periods_of(calendar, of.grade):
            if period.span is not Span.YEAR and month <= period.last <= last and today >= period.last - NEAR_END:
                found[period] = (*found.get(period, ()), class_id)
    return found
