"""The school decides how a lesson takes place: substituted, cancelled, moved, exchanged, added, or as usual again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from core.calendar.changes.carrying import Move, add, carry_out, days_of, take_back
from core.calendar.changes.day import SchoolDay, load_day
from core.calendar.changes.deciding import Decision
from core.calendar.changes.errors import LessonGoneError, SameTeacherError
from core.calendar.changes.model import KeptChange, Why
from core.calendar.changes.rules import given_to, place_of, swaps
from core.calendar.model import Slot
from core.errors import ForbiddenError, NotFoundError
from core.ids import ChangeId, PersonId, SubjectId
from core.journal.taps.model import LessonRef
from core.people.model import Actor, Role
from core.unit_of_work import Database

ARRANGING = (Role.DEPUTY, Role.DIRECTOR)
"""Who decides."""
REVOKING = (*ARRANGING, Role.COORDINATOR)
"""Who may let the weekly timetable hold again."""
SEEING = (*REVOKING, Role.ADMINISTRATOR)
"""Who sees what is decided, and the journal of substitutions."""


class Act(StrEnum):
    """What becomes of a lesson."""

    SUBSTITUTE = "s"
    CANCEL = "c"
    MOVE = "m"
    SWAP = "w"
    """It exchanges places with another lesson of its class."""
    CROSS = "v"
    """It exchanges places with another lesson of its teacher, in another class."""
    EXTRA = "x"


@dataclass(frozen=True, slots=True)
class Wish:
    """A decision: what becomes of which lesson, and why; who holds it then, as which subject, when."""

    act: Act
    ref: LessonRef
    why: Why
    teacher: PersonId | None = None
    subject: SubjectId | None = None
    day: date | None = None
    number: int | None = None


async def school_day(database: Database, actor: Actor, day: date | None, now: datetime) -> SchoolDay:
    """The lessons of a date, today if none is named. ForbiddenError unless the actor may see what is decided."""
    _require(actor, SEEING)
    async with database.reading() as unit:
        school = await unit.people.school(actor.school_id)
        return await load_day(unit, school, day or school.today(now))


async def decide(database: Database, actor: Actor, wish: Wish, now: datetime) -> SchoolDay:
    """Carry out a decision; teachers and families are told. The date as it stands then.

    ForbiddenError, LessonGoneError, SameTeacherError, NothingChangesError, NoLessonsThatDayError, LessonRecordedError.
    """
    _require(actor, ARRANGING)
    async with database.writing() as unit:
        school = await unit.people.school(actor.school_id)
        days = await days_of(unit, school, wish.ref.day, wish.day)
        decision = Decision(actor, now, wish.why)
        if wish.act is Act.EXTRA:
            await add(unit, decision, days, wish.ref, wish.teacher)
        else:
            await carry_out(unit, decision, days, _moves(days[0], wish))
        await unit.commit()
    return await school_day(database, actor, wish.ref.day, now)


async def give_day(
    database: Database, actor: Actor, absent: PersonId, substitute: PersonId, day: date, why: Why, now: datetime
) -> SchoolDay:
    """Give all lessons of a teacher's day to one substitute. LessonGoneError if the teacher has none."""
    _require(actor, ARRANGING)
    if absent == substitute:
        raise SameTeacherError
    async with database.writing() as unit:
        school = await unit.people.school(actor.school_id)
        days = await days_of(unit, school, day, None)
        moves: list[Move] = [(slot, given_to(slot, substitute)) for slot in days[0].of_teacher(absent)]
        if not moves:
            raise LessonGoneError
        await carry_out(unit, Decision(actor, now, why), days, moves, together=False)
        await unit.commit()
    return await school_day(database, actor, day, now)


async def revoke(database: Database, actor: Actor, change_id: ChangeId, now: datetime) -> SchoolDay:
    """Let the weekly timetable hold again for a lesson, and for what was decided together with it.

    What is in the journal stays, with who held the lesson. LessonRecordedError for a lesson that would lose its place.
    A second call changes nothing. NotFoundError for a change of another school.
    """
    _require(actor, REVOKING)
    async with database.writing() as unit:
        kept = await unit.changes.change(change_id)
        if kept.made.school_id != actor.school_id:
            raise NotFoundError
        if kept.ended_at is None:
            await take_back(unit, Decision(actor, now, kept.made.why), kept)
            await unit.commit()
    return await school_day(database, actor, _day_of(kept), now)


def _moves(day: SchoolDay, wish: Wish) -> Sequence[Move]:
    """Each lesson that the wish concerns, with the place that it gets."""
    slot = day.find(wish.ref)
    if slot is None:
        raise LessonGoneError
    if wish.act is Act.SUBSTITUTE and wish.teacher is not None:
        if wish.teacher == slot.teacher_id and slot not in day.cancelled:
            raise SameTeacherError
        return [(slot, given_to(slot, wish.teacher, wish.subject))]
    if wish.act is Act.CANCEL:
        return [(slot, None)]
    if wish.act is Act.MOVE and wish.number is not None:
        return [(slot, replace(place_of(slot), day=wish.day or slot.day, number=wish.number))]
    if wish.act is Act.SWAP:
        return _exchange(day.of_class(slot.class_id), slot, wish.number)
    if wish.act is Act.CROSS:
        return _exchange(day.of_teacher(slot.teacher_id), slot, wish.number)
    raise LessonGoneError


def _exchange(among: Sequence[Slot], slot: Slot, number: int | None) -> Sequence[Move]:
    here = [one for one in among if one.number == slot.number]
    there = [one for one in among if one.number == number]
    if not here or not there or slot.number == number:
        raise LessonGoneError
    return [*swaps(here, there)]


def _day_of(kept: KeptChange) -> date | None:
    place = kept.made.was or kept.made.now
    return place.day if place else None


def _require(actor: Actor, roles: tuple[Role, ...]) -> None:
    if not actor.holds(*roles):
        raise ForbiddenError
