"""Carrying out what was decided: the changes are kept, and teachers and families are told, in one unit of work."""

from collections.abc import Iterable, Sequence
from datetime import date

from core.calendar.changes.day import SchoolDay, load_day, ref_of
from core.calendar.changes.deciding import Decision, add_extra, end, keep
from core.calendar.changes.errors import (
    LessonGoneError,
    LessonRecordedError,
    NoLessonsThatDayError,
    NothingChangesError,
)
from core.calendar.changes.families import DayChange, tell_families
from core.calendar.changes.model import KeptChange
from core.calendar.changes.news import Shift, heard, tell_staff
from core.calendar.changes.rules import origin, place_of
from core.calendar.model import Place, Slot
from core.ids import ChangeId, PersonId
from core.journal.model import LessonKey
from core.journal.taps.model import LessonRef
from core.journal.taps.rules import says_something
from core.people.model import Actor, School
from core.unit_of_work import UnitOfWork

Move = tuple[Slot, Place | None]
"""A lesson and the place that it gets; None if it is cancelled."""


async def carry_out(
    unit: UnitOfWork, decision: Decision, days: Sequence[SchoolDay], moves: Sequence[Move], *, together: bool = True
) -> None:
    """Give each lesson its new place and tell who is concerned; `together` they end together, too.

    LessonGoneError for another teacher whom the school does not have that day, LessonRecordedError,
    NoLessonsThatDayError, NothingChangesError.
    """
    for slot, place in moves:
        await _check(unit, decision, days[0], slot, place)
    made: list[ChangeId | None] = []
    for slot, place in moves:
        bundle = next((one for one in made if one is not None), None) if together else None
        made.append(await keep(unit, decision, slot, place, bundle))
    after = await _anew(unit, days)
    shifts = [Shift(slot, _standing(after, slot, one)) for (slot, _), one in zip(moves, made, strict=True)]
    token = f"{next((one for one in made if one is not None), 0)}:{decision.at.timestamp():.0f}"
    await _tell(unit, decision, days, after, shifts, token)


async def add(
    unit: UnitOfWork, decision: Decision, days: Sequence[SchoolDay], ref: LessonRef, teacher_id: PersonId | None
) -> None:
    """One lesson more. LessonGoneError for a class or a teacher that the school does not have."""
    day = days[0]
    if teacher_id is None or not {teacher_id} <= {*day.staff} or ref.class_id not in day.classes:
        raise LessonGoneError
    if ref.subject_id not in day.subjects:
        raise LessonGoneError
    if day.is_free(ref.class_id, ref.day):
        raise NoLessonsThatDayError
    if day.find(ref) is not None:
        raise NothingChangesError
    slot = Slot(ref.class_id, ref.group_id, ref.subject_id, teacher_id, ref.day, ref.number)
    change_id = await add_extra(unit, decision, slot, place_of(slot))
    after = await _anew(unit, days)
    await _tell(unit, decision, days, after, [Shift(None, _standing(after, slot, change_id))], f"{change_id}")


async def _check(unit: UnitOfWork, decision: Decision, day: SchoolDay, slot: Slot, place: Place | None) -> None:
    """Whether the lesson may get this place."""
    if place is None or (place.day, place.number) != (slot.day, slot.number):
        await _require_unwritten(unit, decision.actor, slot)
    if place is None:
        return
    if place.teacher_id not in (slot.teacher_id, *day.staff):
        raise LessonGoneError
    if day.is_free(slot.class_id, place.day):
        raise NoLessonsThatDayError
    if slot not in day.cancelled and place == place_of(slot):
        raise NothingChangesError


async def _require_unwritten(unit: UnitOfWork, actor: Actor, slot: Slot) -> None:
    key = LessonKey(actor.school_id, slot.class_id, slot.group_id, slot.subject_id, slot.day, slot.number)
    record = await unit.journal.lesson(key)
    if record is not None and (says_something(record) or not record.held):
        raise LessonRecordedError


async def take_back(unit: UnitOfWork, decision: Decision, kept: KeptChange) -> None:
    """Let the weekly timetable hold again for a lesson and those decided with it. LessonRecordedError."""
    together = await unit.changes.bundled(kept.made.bundle or kept.id)
    school = await unit.people.school(kept.made.school_id)
    dates = sorted({place.day for one in together for place in (one.made.was, one.made.now) if place})
    days = [await load_day(unit, school, day) for day in dates]
    held = [slot for day in days for slot in (*day.slots, *day.cancelled) if slot.change]
    before = {
        one.id: next((slot for slot in held if slot.change and slot.change.id == one.id), None) for one in together
    }
    for one in together:
        slot = before[one.id]
        if slot is not None and (one.change.moved or one.change.extra):
            await _require_unwritten(unit, decision.actor, slot)
        await end(unit, decision, one)
    after = await _anew(unit, days)
    shifts = [
        Shift(None if one.change.cancelled else slot, _standing(after, slot, None))
        for one, slot in ((one, before[one.id]) for one in together)
        if slot is not None
    ]
    await _tell(unit, decision, days, after, shifts, f"{kept.id}x")


async def _tell(
    unit: UnitOfWork,
    decision: Decision,
    before: Sequence[SchoolDay],
    after: Sequence[SchoolDay],
    shifts: Iterable[Shift],
    token: str,
) -> None:
    """The teachers and, if their child's day begins or ends otherwise, the families."""
    school, names = before[0].school, before[0].names
    knowing = (decision.actor.person_id, decision.asked_by)
    told = [one for shift in shifts for one in heard(shift) if one.person_id not in knowing]
    await tell_staff(unit, school, told, names, token, decision.at)
    changes = [DayChange(old.day, old.slots, new.slots) for old, new in zip(before, after, strict=True)]
    titles = {class_id: one.title for class_id, one in before[0].classes.items()}
    await tell_families(unit, school, changes, titles, token, decision.at)


def _standing(days: Iterable[SchoolDay], slot: Slot, change_id: ChangeId | None) -> Slot | None:
    """The same lesson after the decision: by its change or, if none is left, where the weekly timetable has it."""
    found = [one for day in days for one in day.slots]
    if change_id is not None:
        return next((one for one in found if one.change and one.change.id == change_id), None)
    was = origin(slot)
    wanted = was and (slot.class_id, slot.group_id, was.subject_id, was.day, was.number)
    return next((one for one in found if ref_of(one) == (LessonRef(*wanted) if wanted else None)), None)


async def days_of(unit: UnitOfWork, school: School, day: date, other: date | None) -> list[SchoolDay]:
    """The one or two dates that a decision concerns."""
    dates = [day] if other in (None, day) else [day, other]
    return [await load_day(unit, school, one) for one in dates if one is not None]


async def _anew(unit: UnitOfWork, days: Sequence[SchoolDay]) -> list[SchoolDay]:
    return [await load_day(unit, one.school, one.day) for one in days]
