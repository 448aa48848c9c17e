"""An audience by name: a pasted list is resolved against the directories, and what is unclear comes back."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.errors import NotFoundError
from core.ids import ClassId, NoticeId, PersonId
from core.journal.quick_entry.naming import colleague
from core.notices import composing
from core.notices.audience import Audience, Known, Reader, not_widened
from core.notices.errors import NoticeChangedError, NoticeListError
from core.notices.list_lines import Directory, Wanted, lines_of
from core.notices.model import Notice
from core.people.model import FULL, Actor, School
from core.unit_of_work import Database, UnitOfWork

MOST = 500
"""People on a list: more are a class, a stage or the school."""
CHOICES = 8
"""Namesakes that are offered for a line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody on a list, as they may be named."""

    known: Known
    name: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """A line of which it is not clear whom it means: nobody of those who may be told, or several."""

    line: str
    choices: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class ListRead:
    """What came of a pasted list: how many people are on the list through it, and what is unclear."""

    found: int
    unclear: tuple[Unclear, ...]


async def read_list(database: Database, actor: Actor, notice_id: NoticeId, text: str, now: datetime) -> ListRead:
    """Put those on the list whom the lines of a text mean.

    They are looked for before anything is written, and compared in a thread: a long list holds up nobody.
    NotFoundError, NoticeChangedError, NoticeScheduledError, NoticeListError.
    """
    lines = lines_of(text)
    async with database.reading() as unit:
        kept = await composing.unscheduled(unit, actor, notice_id)
        school = await unit.people.school(actor.school_id)
        people = await _who(unit, school, kept.made.audience, lines, now)
    found, unclear = await asyncio.to_thread(_resolved, lines, people, school)
    if found:
        async with database.writing() as unit:
            await _keep(unit, await composing.unscheduled(unit, actor, notice_id), [*found.values()])
    return ListRead(len(found), unclear)


async def toggle(database: Database, actor: Actor, notice_id: NoticeId, person_id: PersonId, now: datetime) -> None:
    """Put somebody on the list, or take them off.

    NotFoundError for who is not to be told, NoticeChangedError, NoticeScheduledError.
    """
    async with database.writing() as unit:
        kept = await composing.unscheduled(unit, actor, notice_id)
        audience = kept.made.audience
        if person_id in audience.pupils | audience.people:
            off = replace(audience, pupils=audience.pupils - {person_id}, people=audience.people - {person_id})
            await _change(unit, kept, not_widened(audience, off))
            return
        school = await unit.people.school(actor.school_id)
        known = await unit.notices.known(school.id, school.today(now), ids=[person_id])
        may = [one for one in known if may_stand(one, audience)]
        if not may:
            raise NotFoundError
        await _keep(unit, kept, may)


async def clear(database: Database, actor: Actor, notice_id: NoticeId) -> None:
    """Take everybody off the list. NotFoundError, NoticeChangedError, NoticeScheduledError."""
    async with database.writing() as unit:
        kept = await composing.unscheduled(unit, actor, notice_id)
        audience, none = kept.made.audience, frozenset[PersonId]()
        await _change(unit, kept, not_widened(audience, replace(audience, pupils=none, people=none)))


async def listed(database: Database, actor: Actor, notice_id: NoticeId, now: datetime) -> tuple[Entry, ...]:
    """Who is on the list, by name. NotFoundError, NoticeChangedError, NoticeScheduledError."""
    async with database.reading() as unit:
        audience = (await composing.unscheduled(unit, actor, notice_id)).made.audience
        school = await unit.people.school(actor.school_id)
        ids = audience.pupils | audience.people
        known = await unit.notices.known(school.id, school.today(now), ids=ids) if ids else ()
        return _entries(known, school)


async def of_class(
    database: Database, actor: Actor, notice_id: NoticeId, class_id: ClassId, now: datetime
) -> tuple[Entry, ...]:
    """The pupils of a class, to be ticked. NotFoundError for a class that is not theirs.

    NoticeChangedError, NoticeScheduledError.
    """
    async with database.reading() as unit:
        audience = (await composing.unscheduled(unit, actor, notice_id)).made.audience
        school = await unit.people.school(actor.school_id)
        day = school.today(now)
        of = next((one for one in await unit.people.classes(school.id, day) if one.id == class_id), None)
        if of is None or (audience.within and class_id not in audience.within):
            raise NotFoundError
        pupils = (await unit.people.class_pupils((class_id,)))[class_id]
        return _entries([Known(one.pupil, of) for one in pupils if one.on(day)], school)


def may_stand(one: Known, audience: Audience) -> bool:
    """Whether somebody may be put on the list: anybody, or who belongs to the classes that bound it."""
    return not audience.within or bool(one.classes & audience.within)


async def _who(
    unit: UnitOfWork, school: School, audience: Audience, lines: tuple[Wanted, ...], now: datetime
) -> tuple[Known, ...]:
    """Everybody whom these lines may mean."""
    uids = {one.uid for one in lines if one.uid}
    surnames = {surname for one in lines for surname in one.surnames}
    known = await unit.notices.known(school.id, school.today(now), uids=uids, surnames=surnames)
    return tuple(one for one in known if may_stand(one, audience))


def _resolved(
    lines: Sequence[Wanted], people: Sequence[Known], school: School
) -> tuple[dict[PersonId, Known], tuple[Unclear, ...]]:
    """Whom lines mean, and the lines that mean nobody or several."""
    directory = Directory(people)
    meant = [(line, directory.meant(line)) for line in lines]
    found = {one[0].person.id: one[0] for _, one in meant if len(one) == 1}
    unclear = (Unclear(line.line, _entries(one[:CHOICES], school)) for line, one in meant if len(one) != 1)
    return found, tuple(unclear)


async def _keep(unit: UnitOfWork, kept: Notice, found: Sequence[Known]) -> None:
    """A pupil is a place: its guardians are told, unless other readers are chosen. An adult is told as such."""
    audience = kept.made.audience
    pupils = audience.pupils | {one.person.id for one in found if one.of}
    people = audience.people | {one.person.id for one in found if not one.of}
    readers = audience.readers or (frozenset({Reader.GUARDIANS}) if pupils else frozenset())
    await _change(unit, kept, replace(audience, pupils=pupils, people=people, readers=readers))


async def _change(unit: UnitOfWork, kept: Notice, audience: Audience) -> None:
    if audience.listed > MOST:
        raise NoticeListError(limit=MOST)
    if audience != kept.made.audience and not await unit.notices.change(kept, kept.made.words, audience):
        raise NoticeChangedError
    await unit.commit()


def _entries(known: Sequence[Known], school: School) -> tuple[Entry, ...]:
    """Pupils without the patronymic, but for namesakes."""
    names = Counter(one.person.name.short for one in known)
    return tuple(Entry(one, _name(one, school, alone=names[one.person.name.short] == 1)) for one in known)


def _name(one: Known, school: School, *, alone: bool) -> str:
    if one.of and alone and school.content_mode == FULL:
        return one.person.name.short
    return colleague(one.person, school.content_mode)
