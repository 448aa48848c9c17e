"""What a teacher may say of a lesson: that they hold it for a colleague, or that it was held though cancelled (B11)."""

from datetime import datetime

from core.calendar.changes.day import SchoolDay, load_day
from core.calendar.changes.deciding import Decision, end, keep
from core.calendar.changes.errors import LessonGoneError, SameTeacherError
from core.calendar.changes.model import Why
from core.calendar.changes.news import Event, Shift, heard, tell_deputies, tell_staff
from core.calendar.changes.rules import given_to
from core.calendar.model import Slot
from core.deadlines.profiles import profile_of
from core.errors import ForbiddenError, NotFoundError
from core.ids import PersonId
from core.journal.taps.model import LessonRef
from core.people.model import Actor, Role, School
from core.unit_of_work import UnitOfWork


def teaches(actor: Actor) -> bool:
    """Whether the actor may hold a colleague's lesson at all; an operator says nothing of the kind."""
    return actor.types_for is None and actor.holds(Role.TEACHER, Role.CLASS_TEACHER)


def may_declare(actor: Actor, school: School) -> bool:
    """Whether teachers say themselves for whom they hold a lesson at this school; elsewhere they ask the deputy."""
    return teaches(actor) and profile_of(school).declared_substitutions


async def declare(unit: UnitOfWork, actor: Actor, school: School, ref: LessonRef, now: datetime) -> Slot:
    """Let the actor hold a colleague's lesson of today or before; deputies and the colleague are told, and may object.

    ForbiddenError where the school assigns substitutions only; LessonGoneError for what is no lesson, or a cancelled
    one, or one that is still to come; SameTeacherError for an own one. A lesson that somebody else holds for the
    colleague already is not taken from them.
    """
    if not may_declare(actor, school):
        raise ForbiddenError
    day = await load_day(unit, school, ref.day)
    slot = day.find(ref)
    if slot is None or slot in day.cancelled or ref.day > school.today(now):
        raise LessonGoneError
    by = _person(actor)
    if slot.teacher_id == by:
        raise SameTeacherError
    if slot.instead_of is not None:
        raise LessonGoneError
    change_id = await keep(unit, Decision(actor, now, Why.OTHER, declared=True), slot, given_to(slot, by))
    after = await _again(unit, school, ref)
    told = [one for one in heard(Shift(slot, after)) if one.person_id != by]
    await tell_staff(unit, school, told, day.names, f"{change_id}", now)
    await tell_deputies(unit, school, Event.DECLARED, after, by, day.names, f"{change_id}", now)
    return after


async def restore(unit: UnitOfWork, actor: Actor, school: School, ref: LessonRef, now: datetime) -> Slot:
    """Bring back an own lesson that was cancelled: it was held after all. Deputies are told.

    ForbiddenError where teachers declare nothing; LessonGoneError for what is no cancelled lesson of the actor.
    """
    if not may_declare(actor, school):
        raise ForbiddenError
    day = await load_day(unit, school, ref.day)
    slot = day.find(ref)
    if slot is None or slot.change is None or slot not in day.cancelled or slot.teacher_id != _person(actor):
        raise LessonGoneError
    kept = await unit.changes.change(slot.change.id)
    await end(unit, Decision(actor, now, kept.made.why, declared=True), kept)
    after = await _again(unit, school, ref)
    await tell_deputies(unit, school, Event.RESTORED, after, _person(actor), day.names, f"{kept.id}x", now)
    return after


def lessons_to_hold(day: SchoolDay, teacher_id: PersonId, by: PersonId) -> tuple[Slot, ...]:
    """The lessons of a colleague that a teacher may say to have held: nobody else holds them for that colleague."""
    held = day.of_teacher(teacher_id) if teacher_id != by else ()
    return tuple(slot for slot in held if slot.instead_of is None)


async def _again(unit: UnitOfWork, school: School, ref: LessonRef) -> Slot:
    """The lesson as it stands after the decision."""
    found = (await load_day(unit, school, ref.day)).find(ref)
    if found is None:
        raise LessonGoneError
    return found


def _person(actor: Actor) -> PersonId:
    if actor.person_id is None:
        raise NotFoundError
    return actor.person_id
