"""Sending at a set time: chosen by the author, done by the clock, once, whoever's clock strikes and however late."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from core.errors import NotFoundError
from core.ids import ChatKey, NoticeId, PersonId
from core.notices import composing, rules, sending, times
from core.notices.errors import NoticeChangedError, NoticeTermError
from core.notices.model import Notice, State, Why
from core.notifications.model import Kind
from core.people.model import Actor, School
from core.unit_of_work import Database, UnitOfWork

LATEST = timedelta(hours=6)
"""What could not be sent in that time is asked about: «tomorrow lessons end at noon» must not come a day later."""


async def typed(database: Database, actor: Actor, text: str, now: datetime) -> datetime:
    """The day and the clock that were typed, without a zone. NoticeTimeError."""
    async with database.reading() as unit:
        zone = (await unit.people.school(actor.school_id)).zone
    return datetime.combine(*times.read(text, zone, now))


async def schedule(
    database: Database, actor: Actor, notice: tuple[NoticeId, int], at: datetime, chat_key: ChatKey, now: datetime
) -> None:
    """Have this version go out when the school's clock shows that; a scheduled one gets another time.

    NotFoundError, NoticeChangedError, NoticePastError, NoticeTooFarError, NoticeTermError.
    """
    notice_id, version = notice
    async with database.writing() as unit:
        kept = await composing.draft(unit, actor, notice_id)
        school = await unit.people.school(actor.school_id)
        if not rules.allowed(actor, kept.made.audience, composing.readers(actor, school)):
            raise NotFoundError
        moment = times.moment(at.date(), time(at.hour, at.minute), school.zone, now)
        if kept.made.question.closed(moment):
            raise NoticeTermError
        if kept.version != version or not await unit.notices.schedule(kept, moment, chat_key):
            raise NoticeChangedError
        await composing.audit(unit, actor, kept, "notice.scheduled", {"at": moment.isoformat()}, now)
        await unit.commit()


async def unschedule(database: Database, actor: Actor, notice_id: NoticeId, now: datetime) -> None:
    """It is a draft again, and goes out at no time. NotFoundError for who did not write it, NoticeChangedError."""
    async with database.writing() as unit:
        kept = await composing.opened(unit, actor, notice_id)
        if kept.made.author_id != actor.person_id:
            raise NotFoundError
        if not await unit.notices.unschedule(kept):
            raise NoticeChangedError
        await composing.audit(unit, actor, kept, "notice.unscheduled", {}, now)
        await unit.commit()


async def adopt(database: Database, actor: Actor, notice_id: NoticeId, now: datetime) -> None:
    """Make one that was held an own draft, aimed anew: it is one person's, so that two do not send it.

    Its author is told.

    NotFoundError, NoticeChangedError for one that somebody took or sent meanwhile, TooManyDraftsError.
    """
    async with database.writing() as unit:
        held = await composing.opened(unit, actor, notice_id)
        if not rules.whole_school(actor):
            raise NotFoundError
        new = await composing.own(unit, actor, held.made.words, now)
        made = replace(new, question=replace(held.made.question, until=None), files=held.made.files)
        if not await unit.notices.adopt(held, made):
            raise NoticeChangedError
        await _tell(unit, held, [held.made.author_id], Why.TAKEN, now)
        await composing.audit(unit, actor, held, "notice.adopted", {"author": held.made.author_id}, now)
        await unit.commit()


async def send_due(database: Database, now: datetime) -> int:
    """Send whatever is due, each in a unit of its own; how many were taken up."""
    async with database.reading() as unit:
        due = await unit.notices.due(now)
    taken = 0
    for notice_id in due:
        taken += await _taken(database, notice_id, now)
    return taken


async def _taken(database: Database, notice_id: NoticeId, now: datetime) -> bool:
    async def take(unit: UnitOfWork) -> bool:
        notice = await unit.notices.notice(notice_id)
        if notice.state is not State.SCHEDULED or notice.send_at is None or notice.send_at > now:
            return False
        school = await unit.people.school(notice.made.school_id)
        actor = await unit.people.actor(notice.made.author_id, school.today(now))
        if why := await _hindrance(unit, school, actor, notice, now):
            return await _hold(unit, school, actor, notice, why, now)
        return await _send(unit, school, actor, notice, now)

    return await database.run(take)


async def _hindrance(unit: UnitOfWork, school: School, actor: Actor, notice: Notice, now: datetime) -> Why | None:
    """Why it is not to be sent: its author may not write that any more, it is late, nobody would get it."""
    mine = actor.holds(*rules.SENDERS)
    if not mine or not rules.allowed(actor, notice.made.audience, composing.readers(actor, school)):
        return Why.AUTHOR
    if notice.send_at is not None and now > notice.send_at + LATEST:
        return Why.LATE
    if notice.made.question.closed(now):
        return Why.TERM
    return None if (await composing.reach(unit, school, notice, now)).told else Why.NOBODY


async def _send(unit: UnitOfWork, school: School, actor: Actor, notice: Notice, now: datetime) -> bool:
    """The update of its state decides who of several sends it."""
    if not await unit.notices.begin(notice, now):
        return False
    reach = await sending.spread(unit, school, notice, now)
    chats = await _chats(unit, [notice.made.author_id])
    chosen = next((one for one in chats if one == notice.chat_key), next(iter(chats), None))
    if chosen is None:
        await unit.notices.note_shown(notice.id, 100)  # nobody is there to be told how far it is
    else:
        await unit.outbox.enqueue((sending.progress(notice, chosen, now),), now)
    counts: dict[str, object] = {"people": reach.people, "chats": reach.chats, "scheduled": True}
    await composing.audit(unit, actor, notice, "notice.sent", counts, now)
    return True


async def _hold(unit: UnitOfWork, school: School, actor: Actor, notice: Notice, why: Why, now: datetime) -> bool:
    """It stays unsent; the author hears of it, and where the author may not write any more, who writes to all."""
    if not await unit.notices.hold(notice):
        return False
    people = [notice.made.author_id] if why is not Why.AUTHOR else await _in_charge(unit, school, notice, now)
    await _tell(unit, notice, people, why, now)
    await composing.audit(unit, actor, notice, "notice.held", {"why": why.value}, now)
    return True


async def _tell(unit: UnitOfWork, notice: Notice, people: Sequence[PersonId], why: Why, now: datetime) -> None:
    """With the words as they are now: what somebody else makes of them is not these people's."""
    key = f"notice-held:{notice.id}:{notice.version}"
    facts = {"why": why.value, "words": notice.made.words.text}
    rows = [
        composing.own_row(notice, chat, Kind.NOTICE_HELD, f"{key}:{chat}", now, now + sending.KEPT, facts)
        for chat in await _chats(unit, people)
    ]
    await unit.outbox.enqueue(tuple(rows), now)


async def _in_charge(unit: UnitOfWork, school: School, notice: Notice, now: datetime) -> list[PersonId]:
    """The coordinators; where none can be told, the deputies, then the director."""
    for role in rules.TO_SCHOOL:
        people = await unit.people.holders(school.id, role, school.today(now))
        ids = [one.id for one in people if one.id != notice.made.author_id]
        if await unit.links.linked(tuple(ids)):
            return ids
    return []


async def _chats(unit: UnitOfWork, people: Sequence[PersonId]) -> tuple[ChatKey, ...]:
    """Their chats, each once."""
    links = await unit.links.active(tuple(people)) if people else ()
    return tuple(dict.fromkeys(one.chat_key for one in links))
