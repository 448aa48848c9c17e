"""Sending a notice: at once to all, outside their quiet hours, behind everything else; and how far it is."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from core.consents.access import needs
from core.errors import NotFoundError
from core.ids import ChatKey, NoticeId
from core.notices import composing, rules
from core.notices.audience import Reach
from core.notices.errors import NoticeChangedError, NoticeNobodyError, NoticeTermError
from core.notices.model import Notice
from core.notices.outcome import Report
from core.notices.ports import Hours
from core.notifications.model import Kind, Operation, Planned, Row
from core.notifications.preferences import Choices, settled
from core.notifications.timing import after_quiet
from core.people.model import DISCREET, Actor, School
from core.unit_of_work import Database, UnitOfWork

KEPT = timedelta(days=7)
"""A notice that could not be delivered in a week is news no more; nor is how far its sending was."""


async def send(
    database: Database, actor: Actor, notice_id: NoticeId, version: int, chat_key: ChatKey, now: datetime
) -> None:
    """To everybody whom it reaches now; how far it is comes into this chat, in one message that changes.

    NotFoundError, NoticeChangedError for one that is not of this version any more or sent already, NoticeNobodyError,
    NoticeTermError.
    """
    async with database.writing() as unit:
        notice = await composing.draft(unit, actor, notice_id)
        school = await unit.people.school(actor.school_id)
        if not rules.allowed(actor, notice.made.audience, composing.readers(actor, school)):
            raise NotFoundError
        if notice.made.question.closed(now):
            raise NoticeTermError
        if notice.version != version or not await unit.notices.begin(notice, now):
            raise NoticeChangedError
        reach = await spread(unit, school, notice, now)
        if not reach.told:
            raise NoticeNobodyError
        await unit.outbox.enqueue((progress(notice, chat_key, now),), now)
        counts: dict[str, object] = {"people": reach.people, "chats": reach.chats}
        await composing.audit(unit, actor, notice, "notice.sent", counts, now)
        await unit.commit()


async def spread(unit: UnitOfWork, school: School, notice: Notice, now: datetime) -> Reach:
    """Write down its recipients and the rows for their chats; whom it reaches."""
    quiet = await not_before(unit, school, now)
    return await unit.notices.enqueue(notice, school.today(now), now, quiet, consent_needed=needs(school))


async def report(database: Database, actor: Actor, notice_id: NoticeId, now: datetime) -> Report:
    """What became of a notice. NotFoundError, NoticeChangedError for a draft."""
    async with database.reading() as unit:
        notice = await composing.opened(unit, actor, notice_id)
        if notice.state in composing.UNSENT:
            raise NoticeChangedError
        mode = (await unit.people.school(actor.school_id)).content_mode
        found = await unit.notices.report(notice.id)
        return replace(found, named=mode != DISCREET, closed=notice.made.question.closed(now))


async def tell_progress(database: Database, now: datetime) -> int:
    """Change the message about each notice that is on its way, where it got on; how many were changed."""
    async with database.reading() as unit:
        underway = await unit.notices.underway()
    told = 0
    for notice_id in underway:
        told += await _told(database, notice_id, now)
    return told


async def _told(database: Database, notice_id: NoticeId, now: datetime) -> bool:
    # Counted where nobody waits: of a hundred thousand rows that takes a while, and a mark is not to be held up by it.
    async with database.reading() as unit:
        report = await unit.notices.report(notice_id)
        first = await unit.outbox.with_keys((_key(notice_id),))
    if not first or not (report.share - (report.notice.shown or 0) >= rules.STEP or report.share == 100):
        return False

    async def tell(unit: UnitOfWork) -> bool:
        await unit.notices.note_shown(notice_id, report.share)
        await unit.outbox.enqueue((_changed(first[0], report.notice, f"{report.share}", now),), now)
        return True

    return await database.run(tell)


def progress(notice: Notice, chat_key: ChatKey, now: datetime) -> Planned:
    """The row that tells the author in this chat how far the sending is."""
    return composing.own_row(notice, chat_key, Kind.NOTICE_PROGRESS, _key(notice.id), now, now + KEPT)


async def tell_withdrawn(unit: UnitOfWork, notice: Notice, now: datetime) -> None:
    """The message about how far the sending is says last that the notice was taken back."""
    first = await unit.outbox.with_keys((_key(notice.id),))
    await unit.outbox.enqueue(tuple(_changed(one, notice, "withdrawn", now) for one in first), now)


def _changed(first: Row, notice: Notice, key: str, now: datetime) -> Planned:
    row = progress(notice, first.planned.chat_key, now)
    return replace(row, dedupe_key=f"{row.dedupe_key}:{key}", operation=Operation.EDIT, follows=first.id)


def _key(notice_id: NoticeId) -> str:
    return f"notice-progress:{notice_id}"


async def not_before(unit: UnitOfWork, school: School, now: datetime) -> Mapping[Hours, datetime]:
    """When a notice may come to those with these quiet hours: they delay it and never drop it."""
    own = await unit.preferences.choices(school.id, None)
    hours = await unit.notices.quiet_hours(school.id) | {(None, None)}
    return {
        one: after_quiet(now, settled(own, Choices(quiet_from=one[0], quiet_to=one[1])), school.zone) for one in hours
    }
