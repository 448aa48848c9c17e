"""A leader's day, week or month: read in a number of statements that does not grow with the school."""

import asyncio
from dataclasses import dataclass
from datetime import date, datetime

from core.applications.rules import CLERKS, waits
from core.approvals.rules import decides
from core.deadlines.model import Due, Section
from core.deadlines.service import dues_of
from core.deadlines.sources import Frame, frame_of, staffing_of
from core.deadlines.telling import handed, own, section_of
from core.errors import NotFoundError
from core.people.model import Actor
from core.reporting import rules
from core.reporting.adoption import View, families_at, families_of, view_of
from core.reporting.summary import (
    Absent,
    Period,
    Scope,
    Span,
    Summary,
    Work,
    check_reads,
    neighbours,
    own_scope,
    span_at,
    span_of,
)
from core.reporting.teaching import taught
from core.reporting.unreached import closed_of
from core.unit_of_work import Database, UnitOfWork


@dataclass(frozen=True, slots=True)
class Shown:
    """A summary or what is kept of days that are over, and which summaries the reader has sent to them.

    `earlier`, `later`: a day of the week or month before and after, where there is one to be looked at.
    """

    today: date
    period: Period
    wished: frozenset[Scope]
    earlier: date | None = None
    later: date | None = None


async def shown(database: Database, actor: Actor, scope: Scope | None, now: datetime, day: date | None = None) -> Shown:
    """The view that is asked for, or the reader's own; that of a day, or today's. ForbiddenError.

    NotFoundError for a day before the school year: there are no classes to speak of.
    """
    wanted = scope or own_scope(actor)
    check_reads(actor, wanted)
    async with database.reading() as unit:
        view = await view_of(unit, actor, now)
        span = span_at(wanted, min(day or view.today, view.today), view.today)
        current = span == span_of(wanted, view.today)
        read = _summary(unit, actor, view, wanted, span) if current else _past(unit, view, wanted, span)
        found, frame = await read
        wished = await unit.reporting.wishes(view.school.id)
    since = frame.calendar.year_from if frame is not None else span[0]
    own = frozenset(one.scope for one in wished if one.person_id == actor.person_id)
    return Shown(view.today, found, own, *neighbours(wanted, span, view.today, since))


async def summary_of(unit: UnitOfWork, actor: Actor, scope: Scope, span: Span, now: datetime) -> Summary:
    """The figures of these days, with what waits today, for a reader who may see them."""
    summary, _ = await _summary(unit, actor, await view_of(unit, actor, now), scope, span)
    return summary


async def _past(unit: UnitOfWork, view: View, scope: Scope, span: Span) -> tuple[Period, Frame | None]:
    """What lessons, absences and links tell of days that are over."""
    staffing = await staffing_of(unit, view.school.id, view.today)
    frame = await frame_of(unit, view.school, staffing, view.now, since=span[0])
    if frame is None or span[1] < frame.calendar.year_from:
        raise NotFoundError
    families = await families_at(unit, view, span)
    lessons, absent = await taught(unit, frame, span)
    period = Period(scope=scope, first=span[0], last=span[1], families=families, lessons=lessons, absent=absent)
    return period, frame


async def _summary(
    unit: UnitOfWork, actor: Actor, view: View, scope: Scope, span: Span
) -> tuple[Summary, Frame | None]:
    frame, dues = await dues_of(unit, actor, view.now, span[0])
    families = await families_of(unit, view)
    closed = await closed_of(unit, view, whole=True)
    lessons, absent = await taught(unit, frame, span) if scope is not Scope.DAY else ((), Absent())
    summary = Summary(
        scope=scope,
        first=span[0],
        last=span[1],
        families=rules.together(families.values()),
        unreachable=len({one.person.id for one in closed}),
        work=await _work(unit, actor, view, frame, dues),
        lessons=lessons,
        absent=absent,
    )
    return summary, frame


async def _work(unit: UnitOfWork, actor: Actor, view: View, frame: Frame | None, dues: tuple[Due, ...]) -> Work:
    waiting = waits(await unit.applications.waiting(view.school.id), view.school, view.now)
    requests = await unit.approvals.waiting(view.school.id)
    mine, left = await asyncio.to_thread(_duties, actor, frame, dues)
    clerk = actor.holds(*CLERKS)
    return Work(
        applications=waiting.received + waiting.checked + waiting.registered if clerk else 0,
        late_applications=waiting.overdue if clerk else 0,
        requests=sum(decides(actor, one.made) for one in requests),
        overdue=mine.count(Section.OVERDUE),
        today=mine.count(Section.TODAY),
        handed=left,
    )


def _duties(actor: Actor, frame: Frame | None, dues: tuple[Due, ...]) -> tuple[list[Section], int]:
    """Where the own duties stand, and how many of others' have waited too long."""
    if frame is None or actor.person_id is None:
        return [], 0
    mine = own(dues, actor.person_id, frame.staffing)
    left = handed(dues, actor.person_id, frame.staffing, frame.today)
    return [section_of(due, frame.today) for due in mine], len(left)
