"""Complaints about a thread: a coordinator, or the director, reads what was complained of and closes it with a word."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from core.audit.model import AuditLine
from core.correspondence import rules
from core.correspondence.access import Reader, reader_of
from core.correspondence.model import Report, ReportCard, ReportPage, Thread
from core.errors import ForbiddenError, NotFoundError
from core.ids import ChatKey, PersonId, ReportId, SchoolId, ThreadId
from core.journal.notes.rules import check_comment
from core.notifications.model import Kind, Planned, Priority
from core.notifications.timing import after_quiet
from core.people.model import Actor, Person, Role, School
from core.unit_of_work import Database, UnitOfWork

COPIED = 10
"""Letters that a coordinator reads: the last ones before the complaint."""
LISTED = 20
"""Complaints on the list."""
JUDGES = (Role.COORDINATOR, Role.DIRECTOR)
"""A coordinator judges every complaint, the director those that were passed on to them."""
WORTH_READING = timedelta(days=7)
MADE, CLOSED = "made", "closed"


async def complain(database: Database, actor: Actor, thread_id: ThreadId, reason: str, now: datetime) -> int:
    """Show the last letters of an own thread to the coordinators; how many chats are told. NotFoundError.

    `reason` is one of `rules.REASONS`, or another one. The same complaint, made again before anything else is written,
    is no new one. Where no coordinator can be told, the director is.
    """
    async with database.writing() as unit:
        reader = await reader_of(unit, actor, thread_id, now)
        last = await unit.correspondence.letters(thread_id, 1)
        if not last:
            raise NotFoundError
        why = reason if reason in rules.REASONS else ""
        report_id = await unit.correspondence.add_report(thread_id, reader.person_id, last[0].id, now, why)
        told = await _tell(unit, reader, report_id, Role.COORDINATOR, now)
        if not told:
            await unit.correspondence.change_report(replace(await unit.correspondence.report(report_id), passed_at=now))
            told = await _tell(unit, reader, report_id, Role.DIRECTOR, now)
        await unit.audit.append(_line(reader.school.id, reader.person_id, "letters.reported", report_id, now))
        await unit.commit()
        return told


async def listed(database: Database, actor: Actor, now: datetime) -> tuple[School, tuple[ReportCard, ...]]:
    """The complaints that the actor judges, the open ones first. ForbiddenError for who judges none."""
    if not actor.holds(*JUDGES) or actor.person_id is None:
        raise ForbiddenError
    async with database.reading() as unit:
        school = await unit.people.school(actor.school_id)
        found = await unit.correspondence.reports(school.id, actor.person_id, school.today(now), LISTED)
        return school, tuple(one for one in found if _judges(actor, one.report, one.card.thread))


async def read(database: Database, actor: Actor, report_id: ReportId, now: datetime) -> ReportPage:
    """What was complained of; that it was read stands in the audit log. NotFoundError but for who judges it."""
    return await _act(database, actor, report_id, "letters.report_read", now)


async def lift(database: Database, actor: Actor, report_id: ReportId, now: datetime) -> ReportPage:
    """Open a thread of which somebody complained and that its teacher closed. NotFoundError but for who judges it."""
    async with database.writing() as unit:
        page = await _page(unit, actor, report_id, now)
        await unit.correspondence.block(page.report.thread_id, None, None)
        await unit.audit.append(_line(actor.school_id, actor.person_id, "letters.block_lifted", report_id, now))
        page = await _page(unit, actor, report_id, now)
        await unit.commit()
        return page


async def close(database: Database, actor: Actor, report_id: ReportId, outcome: str, now: datetime) -> ReportPage:
    """Close a complaint with a word, of which its maker hears. NotFoundError; NoteCommentError for none or too long.

    The first word counts.
    """
    words = check_comment(outcome)
    async with database.writing() as unit:
        page = await _page(unit, actor, report_id, now)
        if page.report.closed_at is not None:
            return page
        report = replace(page.report, closed_at=now, outcome=words)
        await unit.correspondence.change_report(report)
        await _answer(unit, page.school, report, now)
        await unit.audit.append(_line(actor.school_id, actor.person_id, "letters.report_closed", report_id, now))
        await unit.commit()
        return replace(page, report=report)


async def pass_on(database: Database, actor: Actor, report_id: ReportId, now: datetime) -> tuple[ReportPage, int]:
    """Let the director judge it too; how many chats are told. NotFoundError but for coordinators (H07)."""
    async with database.writing() as unit:
        page = await _page(unit, actor, report_id, now)
        if page.report.passed_at is not None or page.report.closed_at is not None:
            return page, 0
        report = replace(page.report, passed_at=now)
        await unit.correspondence.change_report(report)
        side = Reader(page.card.thread, page.school, report.reporter_id, as_staff=False)
        told = await _tell(unit, side, report_id, Role.DIRECTOR, now)
        await unit.audit.append(_line(actor.school_id, actor.person_id, "letters.report_passed_on", report_id, now))
        await unit.commit()
        return replace(page, report=report), told


async def outcome_of(database: Database, actor: Actor, report_id: ReportId) -> str:
    """What an own complaint came to. NotFoundError for another's, and for one that is open."""
    async with database.reading() as unit:
        report = await unit.correspondence.report(report_id)
        if actor.person_id != report.reporter_id or report.outcome is None:
            raise NotFoundError
        return report.outcome


async def _act(database: Database, actor: Actor, report_id: ReportId, action: str, now: datetime) -> ReportPage:
    async with database.writing() as unit:
        page = await _page(unit, actor, report_id, now)
        if page.report.looked_at is None:
            page = replace(page, report=replace(page.report, looked_at=now))
            await unit.correspondence.change_report(page.report)
        await unit.audit.append(_line(actor.school_id, actor.person_id, action, report_id, now))
        await unit.commit()
        return page


def _judges(actor: Actor, report: Report, thread: Thread) -> bool:
    """Nobody judges a complaint about themselves."""
    if actor.person_id is None or actor.person_id in (thread.staff_id, thread.guardian_id):
        return False
    passed_on = report.passed_at is not None and actor.holds(Role.DIRECTOR)
    return thread.school_id == actor.school_id and (actor.holds(Role.COORDINATOR) or passed_on)


async def _page(unit: UnitOfWork, actor: Actor, report_id: ReportId, now: datetime) -> ReportPage:
    report = await unit.correspondence.report(report_id)
    thread = await unit.correspondence.thread(report.thread_id)
    if actor.person_id is None or not _judges(actor, report, thread):
        raise NotFoundError
    school = await unit.people.school(actor.school_id)
    card = await unit.correspondence.card(thread.id, actor.person_id, school.today(now))
    letters = await unit.correspondence.letters(thread.id, COPIED, until=report.last)
    return ReportPage(school, report, card, letters[::-1])


async def _tell(unit: UnitOfWork, reader: Reader, report_id: ReportId, role: Role, now: datetime) -> int:
    """A row for each chat of each of these but the two whom it concerns."""
    school, sides = reader.school, (reader.thread.staff_id, reader.thread.guardian_id)
    holders: Iterable[Person] = await unit.people.holders(school.id, role, school.today(now))
    rows = [
        _row(school, one.id, chat.key, {"report": str(report_id), "event": MADE}, now)
        for one in holders
        if one.id not in sides
        for _, chat in await unit.links.links_to(one.id)
    ]
    await unit.outbox.enqueue(tuple(rows), now)
    return len(rows)


async def _answer(unit: UnitOfWork, school: School, report: Report, now: datetime) -> None:
    settings = await unit.preferences.settings(school.id, {report.reporter_id})
    moment = after_quiet(now, settings[report.reporter_id], school.zone)
    facts = {"report": str(report.id), "event": CLOSED, "outcome": report.outcome or ""}
    chats = await unit.links.links_to(report.reporter_id)
    rows = tuple(_row(school, report.reporter_id, chat.key, facts, moment) for _, chat in chats)
    await unit.outbox.enqueue(rows, now)


def _row(school: School, person_id: PersonId, chat_key: ChatKey, facts: dict[str, str], moment: datetime) -> Planned:
    made = facts["event"] == MADE
    return Planned(
        school_id=school.id,
        chat_key=chat_key,
        person_id=person_id,
        kind=Kind.COMPLAINT,
        dedupe_key=f"complaint:{facts['report']}:{'' if made else 'closed:'}{chat_key}",
        not_before=moment,
        priority=Priority.URGENT if made else Priority.NORMAL,
        content=facts,
        expires_at=moment + WORTH_READING,
    )


def _line(school_id: SchoolId, by: PersonId | None, action: str, report_id: ReportId, now: datetime) -> AuditLine:
    return AuditLine(school_id, now, by, action, f"report:{report_id}", {})
