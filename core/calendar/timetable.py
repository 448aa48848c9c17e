"""The timetable of a child, and a teacher's own: the lessons of some days as they take place, with what is changed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.calendar.model import Calendar, Day, Lesson, Slot
from core.calendar.rules import cancelled_on, slots_on
from core.diary.access import own_child
from core.errors import NotFoundError
from core.ids import ClassId, PersonId
from core.people.model import Actor, Child, Group, Role, School
from core.unit_of_work import Database, UnitOfWork


@dataclass(frozen=True, slots=True)
class Timetable:
    """Some days of one child, or of a teacher where `child` is None. `today` is the school's date."""

    school: School
    child: Child | None
    today: date
    days: tuple[Day, ...]


async def of_child(
    database: Database, actor: Actor, pupil_id: PersonId, first: date | None, count: int, now: datetime
) -> Timetable:
    """So many days of an own child from that day on, from today if none is named. Refuses as `own_child` does."""
    async with database.reading() as unit:
        own_one = await own_child(unit, actor, pupil_id, now)
        school, child = own_one.school, own_one.child
        today = school.today(now)
        classes = await unit.people.classes(school.id, today)
        class_ids = tuple(one.id for one in classes if one.title == child.class_title)
        lists = await unit.people.class_pupils(class_ids)
        own = [one for listed in lists.values() for one in listed if one.pupil.id == pupil_id]
        days = await days_of(
            unit,
            school,
            class_ids,
            first or today,
            count,
            lambda slot: any(one.on(slot.day) and one.learns_in(slot.group_id, slot.day) for one in own),
        )
        return Timetable(school, child, today, days)


async def of_teacher(database: Database, actor: Actor, first: date | None, count: int, now: datetime) -> Timetable:
    """So many days of the actor's own lessons. NotFoundError for who teaches nobody."""
    if actor.person_id is None or not actor.holds(Role.TEACHER, Role.CLASS_TEACHER):
        raise NotFoundError
    own = actor.person_id
    async with database.reading() as unit:
        school = await unit.people.school(actor.school_id)
        today = school.today(now)
        begin = first or today
        taught = await unit.calendar.taught_classes(own, begin)
        visited = await unit.calendar.visited_classes(own, begin, begin + timedelta(days=count))
        class_ids = tuple(sorted({*taught, *visited}))
        days = await days_of(
            unit, school, class_ids, begin, count, lambda slot: own in (slot.teacher_id, slot.instead_of)
        )
        return Timetable(school, None, today, days)


async def days_of(
    unit: UnitOfWork,
    school: School,
    class_ids: tuple[ClassId, ...],
    first: date,
    count: int,
    is_own: Callable[[Slot], bool],
    known: Calendar | None = None,
) -> tuple[Day, ...]:
    """So many days from the first on with those lessons of these classes that are wanted.

    Who has read the calendar of these days hands it over.
    """
    last = first + timedelta(days=count - 1)
    calendar = known or await unit.calendar.calendar(school.id, class_ids, last, first, last)
    in_year = min(last, calendar.year_to)  # days that begin in the summer show the year that they reach
    titles = {one.id: one.title for one in await unit.people.classes(school.id, in_year)}
    groups = {one.id: one for of in (await unit.people.class_groups(class_ids)).values() for one in of}
    subjects = {one.id: one.name for one in await unit.calendar.subjects(school.id)}

    def lesson(slot: Slot, gone: bool) -> Lesson:
        was = slot.change.was if slot.change else None
        group: Group | None = groups.get(slot.group_id) if slot.group_id is not None else None
        planned = subjects.get(was.subject_id) if was and was.subject_id != slot.subject_id else None
        title = group.title if group else None
        return Lesson(slot, titles.get(slot.class_id, ""), title, subjects.get(slot.subject_id, ""), planned, gone)

    dates = (first + timedelta(days=number) for number in range(count))
    return tuple(
        Day(day, tuple(lesson(slot, gone) for slot, gone in _of_day(calendar, day) if is_own(slot))) for day in dates
    )


def _of_day(calendar: Calendar, day: date) -> Iterator[tuple[Slot, bool]]:
    """The lessons of a date and, in their old places, those that do not take place there."""
    held = [(slot, False) for slot in slots_on(calendar, day)]
    gone = [(slot, True) for slot in (*cancelled_on(calendar, day), *_moved_away(calendar, day))]
    yield from sorted([*held, *gone], key=lambda one: one[0].number)


def _moved_away(calendar: Calendar, day: date) -> Iterator[Slot]:
    for one in calendar.changes:
        if one.moved and one.was is not None and one.was.day == day:
            was = one.was
            yield Slot(one.class_id, one.group_id, was.subject_id, was.teacher_id, day, was.number, change=one)
