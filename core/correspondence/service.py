"""Reading and keeping threads: the list, a page, muting, closing, the hours of the staff (H01-H07)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from core.audit.model import AuditLine
from core.consents.access import open_child, open_children
from core.correspondence import rules
from core.correspondence.access import Reader, reader_of
from core.correspondence.model import Correspondent, Desk, Fate, Letter, Mailbox, Page, Shown, Thread
from core.correspondence.news import row_key
from core.deadlines.profiles import LetterPolicy, profile_of
from core.errors import ForbiddenError, NotFoundError
from core.ids import PersonId, ThreadId
from core.notifications.model import OPEN, State
from core.people.model import Actor, Child, Role, School
from core.unit_of_work import Database, UnitOfWork

LISTED = 30
"""Threads on the list."""
ON_PAGE = 5
"""Letters on a page."""


async def mailbox(database: Database, actor: Actor, now: datetime) -> Mailbox:
    """The actor's threads, without those of children that are not theirs any more or closed; the desk of staff.

    ForbiddenError for who neither has children nor is written to.
    """
    if actor.person_id is None or not actor.holds(Role.GUARDIAN, *rules.STAFF):
        raise ForbiddenError
    async with database.reading() as unit:
        school = await unit.people.school(actor.school_id)
        found = await unit.correspondence.cards(actor.person_id, school.today(now), LISTED)
        own = {child.pupil.id for child in await open_children(unit, school, actor.person_id, now)}
        works = actor.holds(*rules.STAFF)
        threads = tuple(
            card
            for card in found
            if (works and card.thread.staff_id == actor.person_id)
            or (card.thread.guardian_id == actor.person_id and card.thread.pupil_id in own)
        )
        desk = await unit.correspondence.desk(actor.person_id) or Desk()
        welcomes = desk.welcomes if own else None
        writes = works and profile_of(school).letters is not LetterPolicy.NONE
        receives = actor.holds(*rules.RECEIVING)
        obliged = receives and _is_obliged(actor, school)
        return Mailbox(school, threads, desk if receives else None, welcomes, writes, obliged)


def _is_obliged(actor: Actor, school: School) -> bool:
    leads, directs = actor.holds(Role.CLASS_TEACHER), actor.holds(Role.DIRECTOR)
    return rules.obliged(profile_of(school), leads=leads, directs=directs)


async def children(database: Database, actor: Actor, now: datetime) -> tuple[Child, ...]:
    """Own children, about whom the actor may write; none for who is no guardian."""
    if actor.person_id is None or not actor.holds(Role.GUARDIAN):
        return ()
    async with database.reading() as unit:
        school = await unit.people.school(actor.school_id)
        return await open_children(unit, school, actor.person_id, now)


async def correspondents(
    database: Database, actor: Actor, pupil_id: PersonId, now: datetime
) -> tuple[Correspondent, ...]:
    """Whom a guardian may write to about an own child; the director comes last. NotFoundError for other children."""
    async with database.reading() as unit:
        school = await unit.people.school(actor.school_id)
        await _check_own(unit, actor, pupil_id, school, now)
        return await known_to(unit, school, pupil_id, now, actor.person_id)


async def known_to(
    unit: UnitOfWork, school: School, pupil_id: PersonId, now: datetime, guardian_id: PersonId | None
) -> tuple[Correspondent, ...]:
    """The teachers of a pupil and the director, each with whether letters reach them; not the guardian's own self."""
    day = school.today(now)
    teachers = await unit.correspondence.correspondents(pupil_id, day)
    directors = await unit.people.holders(school.id, Role.DIRECTOR, day)
    head = {one.id for one in directors}
    everybody = [
        *(replace(one, directs=one.person.id in head) for one in teachers),
        *(Correspondent(one, directs=True) for one in directors if one.id not in {of.person.id for of in teachers}),
    ]
    profile = profile_of(school)
    return tuple(
        [
            rules.judged(one, await unit.correspondence.desk(one.person.id), profile)
            for one in everybody
            if one.person.id != guardian_id
        ]
    )


async def begin(database: Database, actor: Actor, pupil_id: PersonId, staff_id: PersonId, now: datetime) -> Page:
    """The thread of the actor with one of those who may be written to. NotFoundError, NotReachableError."""
    async with database.writing() as unit:
        school = await unit.people.school(actor.school_id)
        guardian_id = await _check_own(unit, actor, pupil_id, school, now)
        known = await known_to(unit, school, pupil_id, now, guardian_id)
        rules.check_reachable(next((one for one in known if one.person.id == staff_id), None))
        thread_id = await unit.correspondence.ensure(school.id, guardian_id, staff_id, pupil_id, now)
        page = await page_of(unit, await reader_of(unit, actor, thread_id, now), 0, now)
        await unit.commit()
        return page


async def open_thread(database: Database, actor: Actor, thread_id: ThreadId, number: int, now: datetime) -> Page:
    """A page of a thread, the latest letters on page 0; what is on it counts as read. NotFoundError."""
    async with database.writing() as unit:
        reader = await reader_of(unit, actor, thread_id, now)
        page = await page_of(unit, reader, number, now)
        if number == 0:
            await unit.correspondence.see(reader.thread, reader.person_id)
        await unit.commit()
        return page


async def mute(database: Database, actor: Actor, thread_id: ThreadId, *, muted: bool, now: datetime) -> Page:
    """Whether letters of this thread come into the actor's chats; they stand in the thread all the same."""
    async with database.writing() as unit:
        reader = await reader_of(unit, actor, thread_id, now)
        await unit.correspondence.mute(reader.thread, reader.person_id, muted=muted)
        return await _changed(unit, actor, thread_id, now)


async def block(database: Database, actor: Actor, thread_id: ThreadId, reason: str | None, now: datetime) -> Page:
    """Close a thread for a reason of `rules.REASONS`, or open it again (None). The staff side only: ForbiddenError."""
    async with database.writing() as unit:
        reader = await reader_of(unit, actor, thread_id, now)
        if not reader.as_staff:
            raise ForbiddenError
        await unit.correspondence.block(thread_id, now if reason else None, reason)
        action = "letters.blocked" if reason else "letters.unblocked"
        data = {"reason": reason} if reason else {}
        await unit.audit.append(AuditLine(reader.school.id, now, reader.person_id, action, f"thread:{thread_id}", data))
        return await _changed(unit, actor, thread_id, now)


async def set_desk(database: Database, actor: Actor, desk: Desk, now: datetime) -> Mailbox:
    """Whether and when the actor takes letters. ForbiddenError for who is not written to."""
    if actor.person_id is None or not actor.holds(*rules.RECEIVING):
        raise ForbiddenError
    async with database.writing() as unit:
        kept = await unit.correspondence.desk(actor.person_id) or Desk()
        await unit.correspondence.keep_desk(actor.school_id, actor.person_id, replace(desk, welcomes=kept.welcomes))
        data = {"accepts": desk.accepts, "opens": desk.opens.isoformat(), "closes": desk.closes.isoformat()}
        line = AuditLine(actor.school_id, now, actor.person_id, "letters.desk", f"person:{actor.person_id}", data)
        await unit.audit.append(line)
        await unit.commit()
    return await mailbox(database, actor, now)


async def welcome(database: Database, actor: Actor, *, welcomes: bool, now: datetime) -> Mailbox:
    """Whether teachers of a subject may write to the actor, a guardian, first (H02). ForbiddenError for others.

    Class teachers and heads may all the same (H05, H07), and who was written to may answer.
    """
    if actor.person_id is None or not actor.holds(Role.GUARDIAN):
        raise ForbiddenError
    async with database.writing() as unit:
        kept = await unit.correspondence.desk(actor.person_id) or Desk()
        await unit.correspondence.keep_desk(actor.school_id, actor.person_id, replace(kept, welcomes=welcomes))
        await unit.commit()
    return await mailbox(database, actor, now)


async def _changed(unit: UnitOfWork, actor: Actor, thread_id: ThreadId, now: datetime) -> Page:
    page = await page_of(unit, await reader_of(unit, actor, thread_id, now), 0, now)
    await unit.commit()
    return page


async def _check_own(unit: UnitOfWork, actor: Actor, pupil_id: PersonId, school: School, now: datetime) -> PersonId:
    """The guardian who acts. NotFoundError for a child that is not theirs, ConsentNeededError for a closed one."""
    if actor.person_id is None or not actor.holds(Role.GUARDIAN):
        raise NotFoundError
    await open_child(unit, school, actor.person_id, pupil_id, now)
    return actor.person_id


async def page_of(unit: UnitOfWork, reader: Reader, number: int, now: datetime) -> Page:
    """A page of a thread as one side sees it."""
    letters = await unit.correspondence.letters(reader.thread.id, ON_PAGE + 1, number * ON_PAGE)
    card = await unit.correspondence.card(reader.thread.id, reader.person_id, reader.school.today(now))
    fates = await _fates(unit, reader.thread, [one for one in letters if one.author_id == reader.person_id], now)
    shown = (Shown(one, one.author_id == reader.person_id, fates.get(one.id)) for one in letters[:ON_PAGE])
    closed = not await stands(unit, reader, now)
    more = len(letters) > ON_PAGE
    return Page(reader.school, card, tuple(shown)[::-1], number, more, reader.as_staff, closed)


async def stands(unit: UnitOfWork, reader: Reader, now: datetime) -> bool:
    """Whether the two have to do with each other still: the one teaches the child, the other is its guardian.

    A guardian writes only to who takes letters, or has written to them lately. Who of the staff has switched letters
    off may write all the same; a teacher of a subject not to a guardian who wants no first letters and wrote none.
    """
    thread, school, day = reader.thread, reader.school, reader.school.today(now)
    own = await open_children(unit, school, thread.guardian_id, now)
    if thread.pupil_id not in {child.pupil.id for child in own}:
        return False
    known = await known_to(unit, school, thread.pupil_id, now, thread.guardian_id)
    one = next((one for one in known if one.person.id == thread.staff_id), None)
    deputies = await unit.people.holders(school.id, Role.DEPUTY, day) if one is None or not one.leads else ()
    wide = thread.staff_id in {deputy.id for deputy in deputies}
    if one is None and not wide:
        return False
    if reader.as_staff:
        by_right = wide or (one is not None and (one.leads or one.directs))
        return by_right or await welcomed(unit, thread.guardian_id) or await _wrote(unit, thread, thread.guardian_id)
    return (one is not None and one.reachable) or await _answers(unit, reader, now)


async def welcomed(unit: UnitOfWork, guardian_id: PersonId) -> bool:
    """Whether a guardian wants first letters of the teachers of subjects."""
    return (await unit.correspondence.desk(guardian_id) or Desk()).welcomes


async def _wrote(unit: UnitOfWork, thread: Thread, person_id: PersonId) -> bool:
    return await unit.correspondence.wrote(thread.id, person_id) is not None


async def _answers(unit: UnitOfWork, reader: Reader, now: datetime) -> bool:
    """Whether a guardian may answer what was written to them lately; nothing where the school has no letters."""
    wrote = await unit.correspondence.wrote(reader.thread.id, reader.thread.staff_id)
    taken = profile_of(reader.school).letters is not LetterPolicy.NONE
    return taken and wrote is not None and wrote > now - rules.ANSWERED


async def _fates(unit: UnitOfWork, thread: Thread, own: Sequence[Letter], now: datetime) -> dict[int, Fate]:
    """What has become of own letters, by the rows that bring them."""
    if not own:
        return {}
    chats = [chat.key for _, chat in await unit.links.links_to(thread.other(own[0].author_id))]
    keys = {row_key(one.id, chat_key): one.id for one in own for chat_key in chats}
    states: dict[int, set[State]] = {}
    for row in await unit.outbox.with_keys(keys):
        states.setdefault(keys[row.planned.dedupe_key], set()).add(row.state)
    return {one.id: _fate(one, states.get(one.id, set()), now) for one in own}


def _fate(letter: Letter, states: set[State], now: datetime) -> Fate:
    if State.SENT in states:
        return Fate.DELIVERED
    if not states & OPEN:
        return Fate.ONLY_HERE
    return Fate.WAITS if letter.due_at > now else Fate.ON_ITS_WAY
