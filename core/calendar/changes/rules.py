"""Pure decisions about changes of the timetable."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import time

from core.calendar.model import Place, Slot
from core.ids import ClassId, PersonId, SubjectId
from core.people.model import Enrolled, Person


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who might hold lessons: own lessons at the same time, and whether they teach all the subjects."""

    person: Person
    busy: tuple[Slot, ...]
    teaches: bool


@dataclass(frozen=True, slots=True)
class Bounds:
    """When a pupil's lessons of a day begin and end, by number and, where there are bells, by the clock."""

    first: int
    last: int
    starts: time | None
    ends: time | None


def place_of(slot: Slot) -> Place:
    """Where a lesson stands."""
    return Place(slot.subject_id, slot.teacher_id, slot.day, slot.number, slot.room)


def origin(slot: Slot) -> Place | None:
    """The same by the weekly timetable; None of an extra lesson."""
    return slot.change.was if slot.change else place_of(slot)


def given_to(slot: Slot, teacher_id: PersonId, subject_id: SubjectId | None = None) -> Place:
    """The lesson with another teacher, perhaps as a lesson of another subject."""
    return replace(place_of(slot), teacher_id=teacher_id, subject_id=subject_id or slot.subject_id)


def in_place_of(slot: Slot, other: Slot) -> Place:
    """The lesson when and where another one stands."""
    return replace(place_of(slot), day=other.day, number=other.number, room=slot.room)


def swaps(first: Sequence[Slot], second: Sequence[Slot]) -> list[tuple[Slot, Place]]:
    """Each lesson with its place, when those of one hour exchange places with those of another."""
    there = [(slot, in_place_of(slot, second[0])) for slot in first]
    return there + [(slot, in_place_of(slot, first[0])) for slot in second]


def meet(one: Slot, other: Slot) -> bool:
    """Whether two lessons are held at the same time; where the bells are not known, by the same number."""
    if one.day != other.day:
        return False
    if one.starts and one.ends and other.starts and other.ends:
        return one.starts < other.ends and other.starts < one.ends
    return one.number == other.number


def clashes(slots: Iterable[Slot], wanted: Slot, teacher_id: PersonId) -> tuple[Slot, ...]:
    """The lessons that a teacher holds at the time of another; the same lesson is none."""
    return tuple(slot for slot in slots if slot.teacher_id == teacher_id and meet(slot, wanted) and slot != wanted)


def candidates(
    teachers: Iterable[Person],
    slots: Sequence[Slot],
    wanted: Sequence[Slot],
    teaching: Mapping[SubjectId, frozenset[PersonId]],
) -> list[Candidate]:
    """Who might hold these lessons: who is free first, and of them who teaches the subject first (B25)."""
    holding = {slot.teacher_id for slot in wanted}
    found = []
    for person in teachers:
        if person.id in holding:
            continue
        busy = tuple(one for slot in wanted for one in clashes(slots, slot, person.id))
        teaches = all(person.id in teaching.get(slot.subject_id, frozenset()) for slot in wanted)
        found.append(Candidate(person, busy, teaches))
    return sorted(found, key=lambda one: (len(one.busy), not one.teaches, one.person.name.full))


def bounds(slots: Iterable[Slot], pupil: Enrolled, class_id: ClassId) -> Bounds | None:
    """When the lessons of a day begin and end for a pupil; None if there are none."""
    own = sorted(
        (slot for slot in slots if slot.class_id == class_id and pupil.learns_in(slot.group_id, slot.day)),
        key=lambda slot: slot.number,
    )
    if not own:
        return None
    return Bounds(own[0].number, own[-1].number, own[0].starts, own[-1].ends)
