"""Handing out the address of a calendar, taking it back, and what is read by it (D01, D07)."""

from datetime import datetime, timedelta

from core.audit.model import AuditLine
from core.diary.access import guardian, own_child
from core.diary.chores import chores
from core.diary.days import diary
from core.diary.feeds.model import SECRET, CalendarPages, Feed, OwnFeed, Served, hashed
from core.diary.model import Chores, Own
from core.errors import NotFoundError
from core.ids import PersonId
from core.people.model import Actor
from core.unit_of_work import Database, UnitOfWork

BACK = timedelta(days=7)
COUNT = 42
"""A calendar holds last week, this one and four more: what is farther away changes yet."""


async def own_feed(database: Database, actor: Actor, pupil_id: PersonId, now: datetime) -> OwnFeed:
    """Whether the actor has an address for an own child. NotFoundError for other children."""
    async with database.reading() as unit:
        own = await own_child(unit, actor, pupil_id, now)
        feed = await unit.feeds.of(guardian(own), pupil_id)
    return OwnFeed(own, feed.made_at if feed else None)


async def issue(database: Database, actor: Actor, pupil_id: PersonId, secret: str, now: datetime) -> OwnFeed:
    """A new address for an own child; the one before ends. `secret` must be fresh and random. NotFoundError."""
    async with database.writing() as unit:
        own = await own_child(unit, actor, pupil_id, now)
        person_id = guardian(own)
        replaced = await unit.feeds.end(person_id, now, pupil_id)
        await unit.feeds.add(Feed(own.school.id, person_id, pupil_id, hashed(secret), now))
        await _note(unit, own, "calendar.issued", now, replaced=replaced)
        await unit.commit()
    return OwnFeed(own, now)


async def revoke(database: Database, actor: Actor, pupil_id: PersonId, now: datetime) -> OwnFeed:
    """End the actor's address for an own child, if there is one. NotFoundError."""
    async with database.writing() as unit:
        own = await own_child(unit, actor, pupil_id, now)
        if await unit.feeds.end(guardian(own), now, pupil_id):
            await _note(unit, own, "calendar.revoked", now)
        await unit.commit()
    return OwnFeed(own, None)


async def pages(database: Database, actor: Actor, pupil_id: PersonId, now: datetime) -> CalendarPages:
    """The calendar of an own child. NotFoundError for other children."""
    async with database.reading() as unit:
        school = await unit.people.school(actor.school_id)
    first = school.today(now) - BACK
    days = await diary(database, actor, pupil_id, first, COUNT, now, written=False)
    if not days.own.personal:
        return CalendarPages(days, Chores(days.own, days.today, ()))
    return CalendarPages(days, await chores(database, actor, pupil_id, now))


async def served(database: Database, secret: str, now: datetime) -> Served:
    """What stands behind an address, as its owner would see it today.

    NotFoundError for an address that ended or never was, whose owner has no chat linked any more (as after a lost
    telephone), or who may not read of the child any more: all look the same.
    """
    if not SECRET.fullmatch(secret):
        raise NotFoundError
    async with database.reading() as unit:
        feed = await unit.feeds.by_hash(hashed(secret))
        if feed is None:
            raise NotFoundError
        school = await unit.people.school(feed.school_id)
        actor = await unit.people.actor(feed.person_id, school.today(now))
        links = await unit.links.links_to(feed.person_id)
    if not links:
        raise NotFoundError
    _, chat = links[-1]
    return Served(await pages(database, actor, feed.pupil_id, now), chat.language)


async def _note(unit: UnitOfWork, own: Own, action: str, now: datetime, **data: object) -> None:
    actor, subject = own.actor, f"person:{own.child.pupil.id}"
    await unit.audit.append(AuditLine(actor.school_id, now, actor.person_id, action, subject, data))
