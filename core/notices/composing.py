"""Writing a notice: its words, to whom it goes, how many that are, and a copy to oneself before anybody gets it."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from core.audit.model import AuditLine
from core.consents.access import needs
from core.deadlines.profiles import pupils_read
from core.errors import ForbiddenError, NotFoundError
from core.ids import ChatKey, GroupId, NoticeId, PersonId
from core.journal.attachments.model import SentFile
from core.journal.attachments.rules import checked as safe
from core.journal.quick_entry.naming import colleague_named
from core.notices import naming, rules
from core.notices.audience import Audience, GroupPlace, Reach, Reader
from core.notices.errors import NoticeChangedError, NoticeScheduledError, TooManyDraftsError
from core.notices.model import Listing, NewNotice, Notice, Page, State, Words
from core.notifications.model import Kind, Planned, Priority
from core.people.model import Actor, School, SchoolClass
from core.unit_of_work import Database, UnitOfWork

UNSENT = (State.DRAFT, State.SCHEDULED, State.HELD)
LISTED = 10
"""Notices on a page of the list."""
TRIAL_KEPT = timedelta(hours=1)
"""A copy to oneself that has not come by then is not wanted any more."""


async def begin(
    database: Database, actor: Actor, words: Words, now: datetime, *, file: SentFile | None = None
) -> NoticeId:
    """A draft with these words, and a file that came with them.

    ForbiddenError, NoticeTextError, FileTooBigError, FileTypeError, TooManyDraftsError: nothing is kept.
    """
    kept, sent = rules.checked(words), safe(file) if file else None
    async with database.writing() as unit:
        new = await own(unit, actor, kept, now)
        if sent is not None:
            attached = await unit.attachments.add(actor.school_id, new.author_id, sent, now)
            await unit.attachments.want([attached.id], now)
            new = replace(new, files=(attached,))
        notice_id = await unit.notices.add(new)
        await unit.commit()
    return notice_id


async def own(unit: UnitOfWork, actor: Actor, words: Words, now: datetime) -> NewNotice:
    """An own draft with these words, aimed at whom they write to first. ForbiddenError, TooManyDraftsError."""
    author_id = author(actor)
    if await unit.notices.drafts_of(author_id) >= rules.DRAFTS:
        raise TooManyDraftsError(limit=rules.DRAFTS)
    sender = await _class_of(unit, actor, now)
    return NewNotice(actor.school_id, author_id, words, rules.first_audience(actor), sender, now)


async def listed(database: Database, actor: Actor, number: int = 0) -> Listing:
    """A page of the notices that this person may open, what waits first. ForbiddenError for who writes none."""
    author_id, number = author(actor), max(number, 0)
    async with database.reading() as unit:
        found = await unit.notices.listed(
            actor.school_id,
            author_id,
            every=rules.whole_school(actor),
            limit=LISTED + 1,
            offset=LISTED * number,
        )
    return Listing(found[:LISTED], number, more=len(found) > LISTED)


async def one(database: Database, actor: Actor, notice_id: NoticeId) -> Notice:
    """A notice that this person may open. NotFoundError."""
    async with database.reading() as unit:
        return await opened(unit, actor, notice_id)


async def page(database: Database, actor: Actor, notice_id: NoticeId, now: datetime) -> Page:
    """What is still to be sent, with whom it would reach now. NotFoundError, NoticeChangedError for one that was."""
    async with database.reading() as unit:
        return await _page(unit, actor, notice_id, now)


async def preview(database: Database, actor: Actor, notice_id: NoticeId, now: datetime) -> Page:
    """The same with whom the text names."""
    async with database.reading() as unit:
        found = await _page(unit, actor, notice_id, now)
        school = await unit.people.school(actor.school_id)
        return replace(found, names=await names_in(unit, school, rules.said(found.notice.made)))


async def names_in(unit: UnitOfWork, school: School, text: str) -> tuple[str, ...]:
    """Who of the school stands in a text, in whatever case, as far as the school lets names out: one statement.

    Compared in a thread: in a big school that takes a while.
    """
    words = rules.capitalised(text)
    people = await unit.notices.beginning(school.id, naming.surname_starts(words), naming.given_starts(words))
    named = await asyncio.to_thread(naming.named, people, words)
    return tuple(colleague_named(one, school.content_mode) for one in named)


async def _page(unit: UnitOfWork, actor: Actor, notice_id: NoticeId, now: datetime) -> Page:
    notice = await opened(unit, actor, notice_id)
    if notice.state not in UNSENT:
        raise NoticeChangedError
    school = await unit.people.school(actor.school_id)
    classes = await unit.people.classes(school.id, school.today(now))
    audience = notice.made.audience
    return Page(
        notice,
        await reach(unit, school, notice, now),
        classes,
        readers(actor, school),
        rules.whole_school(actor),
        school.short_name,
        parts=await unit.notices.parts(school.id, audience, school.today(now)) if audience.several else {},
        groups=await places(unit, school, classes, audience.groups) if audience.groups else (),
    )


async def places(
    unit: UnitOfWork, school: School, classes: Sequence[SchoolClass], only: frozenset[GroupId] | None = None
) -> tuple[GroupPlace, ...]:
    """The groups of classes, or those of them that are asked for, with their subjects."""
    found = await unit.people.class_groups(tuple(one.id for one in classes))
    titles = {one.id: one.name for one in await unit.calendar.subjects(school.id)}
    return tuple(
        GroupPlace(group, of, titles[group.subject_id])
        for of in classes
        for group in found.get(of.id, ())
        if only is None or group.id in only
    )


async def aim(database: Database, actor: Actor, notice: Notice, audience: Audience) -> None:
    """Another audience. NotFoundError for one that is not this person's, NoticeChangedError, NoticeScheduledError."""
    async with database.writing() as unit:
        kept = await unscheduled(unit, actor, notice.id)
        if not rules.allowed(actor, audience, readers(actor, await unit.people.school(actor.school_id))):
            raise NotFoundError
        await _changed(unit, kept, kept.made.words, audience)


async def reword(database: Database, actor: Actor, notice_id: NoticeId, words: Words) -> None:
    """Other words. NotFoundError, NoticeTextError, NoticeChangedError."""
    checked = rules.checked(words)
    async with database.writing() as unit:
        kept = await draft(unit, actor, notice_id)
        await _changed(unit, kept, checked, kept.made.audience)


async def discard(database: Database, actor: Actor, notice_id: NoticeId) -> None:
    """Delete a draft. NotFoundError, NoticeChangedError."""
    async with database.writing() as unit:
        if not await unit.notices.discard(await draft(unit, actor, notice_id)):
            raise NoticeChangedError
        await unit.commit()


async def try_out(database: Database, actor: Actor, notice_id: NoticeId, chat_key: ChatKey, now: datetime) -> None:
    """A copy into the author's own chat, as everybody would get it; asked twice within a minute it comes once."""
    async with database.writing() as unit:
        notice = await draft(unit, actor, notice_id)
        key = f"notice-trial:{notice.id}:{notice.version}:{chat_key}:{now:%Y-%m-%d %H:%M}"
        trial = own_row(notice, chat_key, Kind.NOTICE_TRIAL, key, now, now + TRIAL_KEPT)
        await unit.outbox.enqueue((trial,), now)
        await unit.commit()


def own_row(
    notice: Notice,
    chat_key: ChatKey,
    kind: Kind,
    key: str,
    now: datetime,
    until: datetime,
    content: dict[str, str] | None = None,
) -> Planned:
    """A row for the author, or who acts in the author's place, about the notice."""
    made = notice.made
    return Planned(
        made.school_id,
        chat_key,
        made.author_id,
        kind,
        key,
        now,
        priority=Priority.NORMAL,
        expires_at=until,
        content=content,
        notice_id=notice.id,
    )


def author(actor: Actor) -> PersonId:
    """Who writes. ForbiddenError for who may not."""
    if actor.person_id is None or not actor.holds(*rules.SENDERS):
        raise ForbiddenError
    return actor.person_id


def may_open(actor: Actor, notice: Notice) -> bool:
    """Own notices; what was sent at the school, for who writes to the whole of it."""
    if notice.made.school_id != actor.school_id:
        return False
    own = notice.made.author_id == actor.person_id
    return own or (notice.state is not State.DRAFT and rules.whole_school(actor))


async def opened(unit: UnitOfWork, actor: Actor, notice_id: NoticeId) -> Notice:
    """A notice that this person may open. NotFoundError for any other."""
    author(actor)
    notice = await unit.notices.notice(notice_id)
    if not may_open(actor, notice):
        raise NotFoundError
    return notice


async def draft(unit: UnitOfWork, actor: Actor, notice_id: NoticeId) -> Notice:
    """The own draft, one with a set time too. NotFoundError, NoticeChangedError for one that was sent."""
    notice = await opened(unit, actor, notice_id)
    if notice.state not in UNSENT:
        raise NoticeChangedError
    if notice.made.author_id != actor.person_id:
        raise NotFoundError
    return notice


async def unscheduled(unit: UnitOfWork, actor: Actor, notice_id: NoticeId) -> Notice:
    """The own draft without a set time: its author sees whom it goes to, and sends it.

    NotFoundError, NoticeChangedError, NoticeScheduledError.
    """
    notice = await draft(unit, actor, notice_id)
    if notice.state is not State.DRAFT:
        raise NoticeScheduledError(notice=notice.id)
    return notice


def readers(actor: Actor, school: School) -> tuple[Reader, ...]:
    """Whom this person may write to at this school."""
    return rules.readers_for(actor, pupils_read=pupils_read(school.profile, school.profile_overrides))


async def reach(unit: UnitOfWork, school: School, notice: Notice, now: datetime) -> Reach:
    """Whom a notice would reach now."""
    audience, day = notice.made.audience, school.today(now)
    return await unit.notices.reach(school.id, audience, day, consent_needed=needs(school))


async def audit(
    unit: UnitOfWork, actor: Actor, notice: Notice, done: str, data: dict[str, object], at: datetime
) -> None:
    """A line about a notice: numbers, never its words."""
    line = AuditLine(actor.school_id, at, actor.person_id, done, f"notice:{notice.id}", data)
    await unit.audit.append(line)


async def _changed(unit: UnitOfWork, kept: Notice, words: Words, audience: Audience) -> None:
    if (words, audience) == (kept.made.words, kept.made.audience):
        return
    if not await unit.notices.change(kept, words, audience):
        raise NoticeChangedError
    await unit.commit()


async def _class_of(unit: UnitOfWork, actor: Actor, now: datetime) -> str | None:
    """In whose name a class teacher writes."""
    if rules.whole_school(actor):
        return None
    school = await unit.people.school(actor.school_id)
    classes = await unit.people.classes(school.id, school.today(now))
    return ", ".join(one.title for one in classes if one.id in actor.led)
