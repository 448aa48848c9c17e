"""After a notice was sent: other words, taking it back, and who has read it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from core.consents.access import needs
from core.errors import NotFoundError
from core.ids import NoticeId
from core.journal.quick_entry.naming import colleague_named
from core.notices import composing, rules, sending
from core.notices.errors import NoticeChangedError
from core.notices.model import Notice, State, Words
from core.notices.news import NoticeNews
from core.notices.ports import Seen
from core.people.model import Actor
from core.unit_of_work import Database, UnitOfWork

NAMED = 30
"""Who has not read it, as far as one screen takes names."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What was sent as it would be with other words; `people` have it, `names` stand in the words."""

    notice: Notice
    school_name: str
    people: int
    names: tuple[str, ...]


async def rewritten(database: Database, actor: Actor, notice_id: NoticeId, words: Words) -> Rewritten:
    """Other words before anybody sees them. NotFoundError, NoticeTextError, NoticeChangedError."""
    checked = rules.checked(words)
    async with database.reading() as unit:
        notice = await own(unit, actor, notice_id)
        school = await unit.people.school(actor.school_id)
        changed = replace(notice, made=replace(notice.made, words=checked))
        people = (await unit.notices.report(notice_id)).delivered
        names = await composing.names_in(unit, school, rules.said(changed.made))
    return Rewritten(changed, school.short_name, people, names)


@dataclass(frozen=True, slots=True)
class Silent:
    """A page, by its number from 0, of those who have not said that they read a notice; `total`: how many they are."""

    names: tuple[str, ...]
    total: int
    number: int

    @property
    def more(self) -> bool:
        """Whether there is another page."""
        return self.total > NAMED * (self.number + 1)


async def revise(
    database: Database, actor: Actor, notice_id: NoticeId, version: int, words: Words, now: datetime
) -> None:
    """Other words of what was sent as this version, where it came too.

    NotFoundError for who did not send it, NoticeTextError, NoticeChangedError.
    """
    checked = rules.checked(words)
    async with database.writing() as unit:
        notice = await own(unit, actor, notice_id)
        school = await unit.people.school(actor.school_id)
        day = school.today(now)
        if notice.version != version or not await unit.notices.revise(
            notice, checked, day, now, consent_needed=needs(school)
        ):
            raise NoticeChangedError
        await composing.audit(unit, actor, notice, "notice.changed", {"version": notice.version + 1}, now)
        await unit.commit()


async def withdraw(database: Database, actor: Actor, notice_id: NoticeId, now: datetime) -> None:
    """Take it back, half-way too: its author, or who writes to the whole school. NotFoundError, NoticeChangedError."""
    async with database.writing() as unit:
        notice = await answered_for(unit, actor, notice_id)
        if not await unit.notices.withdraw(notice, now):
            raise NoticeChangedError
        await sending.tell_withdrawn(unit, notice, now)
        await composing.audit(unit, actor, notice, "notice.withdrawn", {}, now)
        await unit.commit()


async def silent(database: Database, actor: Actor, notice_id: NoticeId, number: int = 0) -> Silent:
    """Who has it and has not said that they read it, as far as the school lets names out. NotFoundError.

    `number`: that of the page, from 0; of one that is no more the last.
    """
    async with database.reading() as unit:
        notice = await composing.opened(unit, actor, notice_id)
        if not rules.answers_for(actor, notice.made.audience):
            raise NotFoundError
        mode = (await unit.people.school(actor.school_id)).content_mode
        total = (await unit.notices.report(notice.id)).unread
        number = min(max(number, 0), max(total - 1, 0) // NAMED)
        names = (await unit.notices.silent(notice, NAMED * (number + 1)))[NAMED * number :]
        return Silent(tuple(colleague_named(one, mode) for one in names), total, number)


async def acknowledge(
    database: Database,
    actors: Collection[Actor],
    notice_id: NoticeId,
    now: datetime,
    seen: Seen | None = None,
    answer: int | None = None,
) -> NoticeNews:
    """«Ознакомлен(а)», or an answer: of a person, through whichever message; the others of theirs say so too.

    That it was read is said once; an answer may be changed. After the question was closed nothing is kept, and what
    comes back says so. NotFoundError for whom it was not sent to, and for an answer that there is not.
    """
    people = [actor.person_id for actor in actors if actor.person_id is not None]
    async with database.writing() as unit:
        notice = await unit.notices.notice(notice_id)
        question = notice.made.question
        if not notice.made.asks or question.choosing != (answer is not None and 0 <= answer < question.count):
            raise NotFoundError
        school = await unit.people.school(notice.made.school_id)
        if question.closed(now):
            return NoticeNews(notice, school.short_name, closed=True)
        if not await unit.notices.acknowledge(notice.id, people, now, seen, answer):
            raise NotFoundError
        await unit.commit()
    return NoticeNews(notice, school.short_name, answered=True, answer=answer)


async def close(database: Database, actor: Actor, notice_id: NoticeId, now: datetime, *, closed: bool = True) -> None:
    """Take no more answers, or take them again. NotFoundError for who did not send it, NoticeChangedError."""
    async with database.writing() as unit:
        notice = await own(unit, actor, notice_id)
        if not notice.made.question.choosing:
            raise NotFoundError
        if notice.made.question.closed(now) is closed:
            return
        school = await unit.people.school(actor.school_id)
        until, day = now if closed else None, school.today(now)
        if not await unit.notices.close(notice, until, day, now, consent_needed=needs(school)):
            raise NoticeChangedError
        await composing.audit(unit, actor, notice, "notice.closed" if closed else "notice.reopened", {}, now)
        await unit.commit()


async def own(unit: UnitOfWork, actor: Actor, notice_id: NoticeId) -> Notice:
    """What this person has sent. NotFoundError for any other, NoticeChangedError for what is no more."""
    notice = await answered_for(unit, actor, notice_id)
    if notice.made.author_id != actor.person_id:
        raise NotFoundError
    return notice


async def answered_for(unit: UnitOfWork, actor: Actor, notice_id: NoticeId) -> Notice:
    """What was sent to people to whom this person may still write. NotFoundError, NoticeChangedError."""
    notice = await composing.opened(unit, actor, notice_id)
    if not rules.answers_for(actor, notice.made.audience):
        raise NotFoundError
    if notice.state is not State.SENT:
        raise NoticeChangedError
    return notice
