"""A leader's day, week or month: read in a number of statements that does not grow with the school."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from core.applications.rules import CLERKS, waits
from core.approvals.rules import decides
from core.deadlines.model import Due, Section
from core.deadlines.service import dues_of
from core.deadlines.sources import Frame
from core.deadlines.telling import handed, own, section_of
from core.people.model import Actor
from core.reporting import rules
from core.reporting.adoption import View, families_of, view_of
from core.reporting.summary import Absent, Scope, Span, Summary, Work, check_reads, own_scope, span_of
from core.reporting.teaching import taught
from core.reporting.unreached import closed_of
from core.unit_of_work import Database, UnitOfWork


@dataclass(frozen=True, slots=True)
class Shown:
    """A summary, and which of them the reader has sent to them."""

    summary: Summary
    wished: frozenset[Scope]


async def shown(database: Database, actor: Actor, scope: Scope | None, now: datetime) -> Shown:
    """The view that is asked for, or the reader's own. ForbiddenError."""
    wanted = scope or own_scope(actor)
    check_reads(actor, wanted)
    async with database.reading() as unit:
        school = await unit.people.school(actor.school_id)
        found = await summary_of(unit, actor, wanted, span_of(wanted, school.today(now)), now)
        wished = await unit.reporting.wishes(school.id)
    return Shown(found, frozenset(one.scope for one in wished if one.person_id == actor.person_id))


async def summary_of(unit: UnitOfWork, actor: Actor, scope: Scope, span: Span, now: datetime) -> Summary:
    """The figures of these days for a reader who may see them."""
    view = await view_of(unit, actor, now)
    frame, dues = await dues_of(unit, actor, now, span[0])
    families = await families_of(unit, view)
    closed = await closed_of(unit, view, whole=True)
    lessons, absent = await taught(unit, frame, span) if scope is not Scope.DAY else ((), Absent())
    return Summary(
        scope=scope,
        first=span[0],
        last=span[1],
        families=rules.together(families.values()),
        unreachable=len({one.person.id for one in closed}),
        work=await _work(unit, actor, view, frame, dues),
        lessons=lessons,
        absent=absent,
    )


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
