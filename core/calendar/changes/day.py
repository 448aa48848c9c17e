"""A date of the whole school, with all that a decision about one of its lessons depends on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from core.calendar.changes.model import KeptChange
from core.calendar.changes.news import Names
from core.calendar.model import Calendar, Slot, Subject
from core.calendar.rules import cancelled_on, is_holiday, slots_on
from core.ids import ClassId, GroupId, PersonId, SubjectId
from core.journal.taps.model import LessonRef
from core.people.model import Group, Person, Role, School, SchoolClass
from core.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class SchoolDay:
    """The lessons of a date as they take place, those that are cancelled, and what was decided about it.

    `teachers` are those who may hold a lesson, `teaching` who teaches a subject to any class.
    """

    school: School
    day: date
    classes: Mapping[ClassId, SchoolClass]
    groups: Mapping[GroupId, Group]
    subjects: Mapping[SubjectId, Subject]
    staff: Mapping[PersonId, Person]
    teachers: tuple[Person, ...]
    teaching: Mapping[SubjectId, frozenset[PersonId]]
    calendar: Calendar
    slots: tuple[Slot, ...]
    cancelled: tuple[Slot, ...]
    changes: tuple[KeptChange, ...]

    @property
    def names(self) -> Names:
        """What lessons and people are called."""
        classes = {class_id: one.title for class_id, one in self.classes.items()}
        return Names(classes, {key: one.name for key, one in self.subjects.items()}, self.staff)

    def find(self, ref: LessonRef) -> Slot | None:
        """The lesson that a button names, if the day has it."""
        return next((slot for slot in (*self.slots, *self.cancelled) if ref_of(slot) == ref), None)

    def of_teacher(self, teacher_id: PersonId) -> tuple[Slot, ...]:
        """The lessons that a teacher holds."""
        return tuple(slot for slot in self.slots if slot.teacher_id == teacher_id)

    def of_class(self, class_id: ClassId) -> tuple[Slot, ...]:
        """The lessons of a class."""
        return tuple(slot for slot in self.slots if slot.class_id == class_id)

    def is_free(self, class_id: ClassId, day: date) -> bool:
        """Whether the class has holidays on a day, or the day is outside the school year."""
        within = self.calendar.year_from <= day <= self.calendar.year_to
        return not within or is_holiday(self.calendar, self.classes[class_id].grade, day)


def ref_of(slot: Slot) -> LessonRef:
    """What a button names."""
    return LessonRef(slot.class_id, slot.group_id, slot.subject_id, slot.day, slot.number)


async def load_day(unit: UnitOfWork, school: School, day: date) -> SchoolDay:
    """The date with everything; NotFoundError before the first school year."""
    classes = await unit.people.classes(school.id, day)
    class_ids = tuple(one.id for one in classes)
    calendar = await unit.calendar.calendar(school.id, class_ids, day, day, day)
    groups = await unit.people.class_groups(class_ids)
    return SchoolDay(
        school,
        day,
        {one.id: one for one in classes},
        {one.id: one for of_class in groups.values() for one in of_class},
        {one.id: one for one in await unit.calendar.subjects(school.id)},
        {one.id: one for one in await unit.people.staff(school.id, day)},
        await unit.people.holders(school.id, Role.TEACHER, day),
        _teaching(calendar, day),
        calendar,
        tuple(slots_on(calendar, day)),
        tuple(cancelled_on(calendar, day)),
        await unit.changes.standing(school.id, day, day),
    )


def _teaching(calendar: Calendar, day: date) -> dict[SubjectId, frozenset[PersonId]]:
    found: dict[SubjectId, set[PersonId]] = {}
    for entry in calendar.entries:
        if entry.from_day <= day <= entry.to_day:
            found.setdefault(entry.subject_id, set()).add(entry.teacher_id)
    return {subject: frozenset(people) for subject, people in found.items()}
