"""Complaints about a thread: a coordinator reads what was complained of, and may open what a teacher closed."""

from datetime import datetime, timedelta

from core.audit.model import AuditLine
from core.correspondence.access import Reader, reader_of
from core.correspondence.model import Report, ReportPage
from core.errors import NotFoundError
from core.ids import PersonId, ReportId, SchoolId, ThreadId
from core.notifications.model import Kind, Planned, Priority
from core.people.model import Actor, Role
from core.unit_of_work import Database, UnitOfWork

COPIED = 10
"""Letters that a coordinator reads: the last ones before the complaint."""
WORTH_READING = timedelta(days=7)


async def complain(database: Database, actor: Actor, thread_id: ThreadId, now: datetime) -> int:
    """Show the last letters of an own thread to the coordinators; how many chats of theirs are told. NotFoundError.

    The same complaint, made again before anything else is written, is no new one.
    """
    async with database.writing() as unit:
        reader = await reader_of(unit, actor, thread_id, now)
        last = await unit.correspondence.letters(thread_id, 1)
        if not last:
            raise NotFoundError
        report_id = await unit.correspondence.add_report(thread_id, reader.person_id, last[0].id, now)
        told = await _tell(unit, reader, report_id, now)
        await unit.audit.append(_line(reader.school.id, reader.person_id, "letters.reported", report_id, now))
        await unit.commit()
        return told


async def read(database: Database, actor: Actor, report_id: ReportId, now: datetime) -> ReportPage:
    """What was complained of; that it was read stands in the audit log. NotFoundError but for coordinators."""
    async with database.writing() as unit:
        page = await _page(unit, actor, report_id, now)
        await unit.audit.append(_line(actor.school_id, actor.person_id, "letters.report_read", report_id, now))
        await unit.commit()
        return page


async def lift(database: Database, actor: Actor, report_id: ReportId, now: datetime) -> ReportPage:
    """Open a thread of which somebody complained and that its teacher closed. NotFoundError but for coordinators."""
    async with database.writing() as unit:
        page = await _page(unit, actor, report_id, now)
        await unit.correspondence.block(page.report.thread_id, None, None)
        await unit.audit.append(_line(actor.school_id, actor.person_id, "letters.block_lifted", report_id, now))
        page = await _page(unit, actor, report_id, now)
        await unit.commit()
        return page


async def _page(unit: UnitOfWork, actor: Actor, report_id: ReportId, now: datetime) -> ReportPage:
    """Nobody judges a complaint about themselves."""
    if actor.person_id is None or not actor.holds(Role.COORDINATOR):
        raise NotFoundError
    report: Report = await unit.correspondence.report(report_id)
    thread = await unit.correspondence.thread(report.thread_id)
    if thread.school_id != actor.school_id or actor.person_id in (thread.staff_id, thread.guardian_id):
        raise NotFoundError
    school = await unit.people.school(actor.school_id)
    card = await unit.correspondence.card(thread.id, actor.person_id, school.today(now))
    letters = await unit.correspondence.letters(thread.id, COPIED, until=report.last)
    return ReportPage(school, report, card, letters[::-1])


async def _tell(unit: UnitOfWork, reader: Reader, report_id: ReportId, now: datetime) -> int:
    """A row for each chat of each coordinator but the two whom it concerns."""
    school, sides = reader.school, (reader.thread.staff_id, reader.thread.guardian_id)
    holders = await unit.people.holders(school.id, Role.COORDINATOR, school.today(now))
    rows = [
        Planned(
            school_id=school.id,
            chat_key=chat.key,
            person_id=one.id,
            kind=Kind.COMPLAINT,
            dedupe_key=f"complaint:{report_id}:{chat.key}",
            not_before=now,
            priority=Priority.URGENT,
            content={"report": str(report_id)},
            expires_at=now + WORTH_READING,
        )
        for one in holders
        if one.id not in sides
        for _, chat in await unit.links.links_to(one.id)
    ]
    await unit.outbox.enqueue(tuple(rows), now)
    return len(rows)


def _line(school_id: SchoolId, by: PersonId | None, action: str, report_id: ReportId, now: datetime) -> AuditLine:
    return AuditLine(school_id, now, by, action, f"report:{report_id}", {})
