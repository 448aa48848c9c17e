"""A lesson that a teacher enters for a colleague, or that was held though cancelled: said by the teacher (B11).

Where the school alone assigns substitutions, the teacher asks for it, and a deputy decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from core.approvals import service as approvals
from core.approvals.model import Card, NewRequest, Request, Substitution
from core.calendar.changes import declaring
from core.calendar.changes.day import SchoolDay, load_day
from core.calendar.changes.errors import LessonGoneError
from core.calendar.changes.model import Why
from core.calendar.changes.rules import clashes
from core.calendar.model import Slot
from core.errors import ForbiddenError
from core.ids import PersonId, RequestId
from core.journal.drafts import REACH
from core.journal.errors import DraftClosedError
from core.journal.hands import author, begun_here
from core.journal.ports import StoredDraft
from core.journal.readings import reread
from core.journal.taps.model import LessonRef
from core.journal.taps.service import opened_lesson
from core.people.model import Actor, Person, School
from core.unit_of_work import Database, UnitOfWork

REASONS: Mapping[str, Why] = {
    "colleague_ill": Why.ILLNESS,
    "colleague_away": Why.TRIP,
    "colleague_asked": Why.OTHER,
}
"""Why a teacher asks to hold a colleague's lesson, and why it is then otherwise; codes only, never a diagnosis."""


@dataclass(frozen=True, slots=True)
class Colleagues:
    """Who else has lessons on a day, and which of them the actor may say to hold.

    `near`: the days before and after it, from today on, for which the actor may ask.
    """

    day: SchoolDay
    lessons: tuple[tuple[Person, tuple[Slot, ...]], ...]
    near: tuple[date, ...] = ()

    def of(self, teacher_id: PersonId) -> tuple[Slot, ...]:
        """The lessons of one colleague."""
        return next((slots for person, slots in self.lessons if person.id == teacher_id), ())


@dataclass(frozen=True, slots=True)
class Offer:
    """A colleague's lesson that the actor may say to hold, and own lessons at the same time.

    `asks`: the school assigns substitutions, so that the actor asks for this one.
    """

    day: SchoolDay
    slot: Slot
    busy: tuple[Slot, ...]
    asks: bool = False


async def colleagues(database: Database, actor: Actor, day: date | None, now: datetime) -> Colleagues:
    """Whose lessons of today, or of an earlier day, the actor may say to hold, or ask to; asked is for later ones too.

    ForbiddenError for who teaches nobody.
    """
    async with database.reading() as unit:
        of = await _day(unit, actor, day, now)
        lessons = ((one, declaring.lessons_to_hold(of, one.id, author(actor))) for one in of.staff.values())
        return Colleagues(of, tuple((person, slots) for person, slots in lessons if slots), _near(actor, of, now))


async def offer(database: Database, actor: Actor, ref: LessonRef, now: datetime) -> Offer:
    """One such lesson, before it is said. LessonGoneError if there is none."""
    async with database.reading() as unit:
        return await _offer(unit, actor, ref, now)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the actor asked for, at which school."""

    school: School
    card: Card


async def request(database: Database, actor: Actor, ref: LessonRef, reason: str, now: datetime) -> Asked:
    """Ask a deputy to let the actor hold a colleague's lesson; the same one that waits already is shown.

    `reason` is one of `REASONS`. LessonGoneError if there is no such lesson, or it needs no asking.
    """
    async with database.writing() as unit:
        made = await _request(unit, actor, ref, reason, now)
        await unit.commit()
    return await _asked(database, actor, made.id)


async def withdraw(database: Database, actor: Actor, request_id: RequestId, now: datetime) -> Asked:
    """Take an own request back; one that was decided meanwhile is only shown. NotFoundError for anyone else's."""
    await approvals.withdraw(database, actor, request_id, now)
    return await _asked(database, actor, request_id)


async def _request(unit: UnitOfWork, actor: Actor, ref: LessonRef, reason: str, now: datetime) -> Request:
    offer = await _offer(unit, actor, ref, now)
    if not offer.asks or reason not in REASONS:
        raise LessonGoneError
    for one in await unit.approvals.of_asker(author(actor), now):
        if isinstance(one.made.matter, Substitution) and one.made.matter.ref == ref:
            return one
    place = (ref.class_id, ref.group_id, ref.subject_id, ref.day, ref.number)
    matter = Substitution(*place, offer.slot.teacher_id, REASONS[reason], busy=bool(offer.busy))
    new = NewRequest(school_id=actor.school_id, asker_id=author(actor), asked_at=now, reason=reason, matter=matter)
    return await approvals.ask(unit, new, now)


async def _asked(database: Database, actor: Actor, request_id: RequestId) -> Asked:
    card = await approvals.card(database, actor, request_id)
    async with database.reading() as unit:
        return Asked(await unit.people.school(actor.school_id), card)


async def hold(database: Database, actor: Actor, ref: LessonRef, now: datetime) -> StoredDraft:
    """Say that the actor holds a colleague's lesson, and open it; what was typed about it is read anew.

    As `declaring.declare`.
    """
    async with database.writing() as unit:
        await declaring.declare(unit, actor, await unit.people.school(actor.school_id), ref, now)
        return await _open(unit, actor, ref, now)


async def restore(database: Database, actor: Actor, ref: LessonRef, now: datetime) -> StoredDraft:
    """Say that an own lesson was held though it was cancelled, and open it; what was typed about it is read anew."""
    async with database.writing() as unit:
        await declaring.restore(unit, actor, await unit.people.school(actor.school_id), ref, now)
        return await _open(unit, actor, ref, now)


async def _day(unit: UnitOfWork, actor: Actor, day: date | None, now: datetime) -> SchoolDay:
    school = await unit.people.school(actor.school_id)
    if not declaring.teaches(actor):
        raise ForbiddenError
    today = school.today(now)
    latest = today if declaring.may_declare(actor, school) else today + REACH
    return await load_day(unit, school, min(day or today, latest))


def _near(actor: Actor, of: SchoolDay, now: datetime) -> tuple[date, ...]:
    today = of.school.today(now)
    if declaring.may_declare(actor, of.school):
        return ()
    near = (of.day - timedelta(days=1), of.day + timedelta(days=1))
    return tuple(day for day in near if today <= day <= today + REACH)


async def _offer(unit: UnitOfWork, actor: Actor, ref: LessonRef, now: datetime) -> Offer:
    of = await _day(unit, actor, ref.day, now)
    slot = of.find(ref)
    if slot is None or slot not in declaring.lessons_to_hold(of, slot.teacher_id, author(actor)):
        raise LessonGoneError
    asks = not declaring.may_declare(actor, of.school)
    return Offer(of, slot, clashes(of.slots, slot, author(actor)), asks)


async def _open(unit: UnitOfWork, actor: Actor, ref: LessonRef, now: datetime) -> StoredDraft:
    await _read_anew(unit, actor, now)
    draft, _ = await opened_lesson(unit, actor, ref, now)
    await unit.commit()
    return draft


async def _read_anew(unit: UnitOfWork, actor: Actor, now: datetime) -> None:
    """Nothing typed is lost: the questions of open messages may have answered themselves."""
    for draft in begun_here(await unit.journal.open_drafts(author(actor), now - REACH), actor):
        if draft.text and draft.reading.questions:
            try:
                read = await reread(unit, draft)
            except DraftClosedError:
                continue
            await unit.journal.change_draft(replace(draft, reading=read.reading), now)
