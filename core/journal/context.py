"""What a teacher's message is read against: only classes that the teacher has lessons with."""

from datetime import date, datetime, timedelta

from core.calendar.model import Slot
from core.calendar.rules import cancelled_between, slots_between
from core.deadlines.profiles import profile_of
from core.ids import ClassId, GroupId, PersonId, SubjectId
from core.journal.quick_entry.model import ClassList, EntryContext
from core.journal.required import required_by
from core.people.model import Person, School
from core.unit_of_work import UnitOfWork

BACK = timedelta(days=35)
AHEAD = timedelta(days=28)
"""How far a message may reach: corrections back to the month, homework over the longest holidays."""


async def load_context(unit: UnitOfWork, school: School, teacher: Person, moment: datetime) -> EntryContext:
    """Everything that a reading depends on, at the school's local `moment` (aware). Least privilege by construction.

    Of a class where the teacher only stands in for a colleague no other lesson is there to be named (B25).
    """
    day = moment.date()
    taught = await unit.calendar.taught_classes(teacher.id, day)
    visited = await unit.calendar.visited_classes(teacher.id, day - BACK, day)
    open_to = tuple(sorted({*taught, *visited}))
    titles = await unit.people.classes(school.id, day)
    pupils, groups = await unit.people.class_pupils(open_to), await unit.people.class_groups(open_to)
    calendar = await unit.calendar.calendar(school.id, open_to, day, day - BACK, day + AHEAD)
    slots = tuple(slots_between(calendar, day - BACK, day + AHEAD))
    cancelled = cancelled_between(calendar, day - BACK, day + AHEAD)
    return EntryContext(
        moment=moment,
        teacher=teacher,
        classes=tuple(ClassList(one, pupils[one.id], groups[one.id]) for one in titles if one.id in open_to),
        titles=titles,
        subjects=await unit.calendar.subjects(school.id),
        control_kinds=await unit.journal.control_kinds(school.id),
        slots=seen_by(teacher.id, slots, frozenset(taught), day),
        cancelled=tuple(slot for slot in cancelled if slot.teacher_id == teacher.id),
        staff=await unit.people.staff(school.id, day),
        plan=await unit.calendar.plan(open_to),
        recorded_topics=await unit.journal.topics_recorded(open_to),
        grace_days=profile_of(school).entry_grace_days,
        terms=calendar.terms,
        required=required_by(profile_of(school)),
        content_mode=school.content_mode,
    )


def seen_by(teacher_id: PersonId, slots: tuple[Slot, ...], taught: frozenset[ClassId], today: date) -> tuple[Slot, ...]:
    """All lessons of classes that are taught; of others the own ones, and the coming ones that homework may be for."""
    own = {_course(slot) for slot in slots if slot.teacher_id == teacher_id}
    return tuple(
        slot
        for slot in slots
        if slot.class_id in taught or slot.teacher_id == teacher_id or (slot.day > today and _course(slot) in own)
    )


def _course(slot: Slot) -> tuple[ClassId, GroupId | None, SubjectId]:
    return slot.class_id, slot.group_id, slot.subject_id
