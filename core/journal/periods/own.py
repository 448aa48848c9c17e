"""Which marks of a period a teacher has to give, and how far they are (B23)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from core.ids import ClassId, GroupId, PersonId, SubjectId
from core.journal.hands import author
from core.journal.periods import rules
from core.journal.periods.model import Course, OwnCourse, OwnPeriod, Period, SheetKey
from core.journal.periods.sheets import Year, load_year
from core.people.model import Actor, Enrolled
from core.unit_of_work import Database, UnitOfWork


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What the rows of the list are made of."""

    year: Year
    period: Period
    pupils: Mapping[ClassId, tuple[Enrolled, ...]]
    groups: Mapping[GroupId | None, str]
    subjects: Mapping[SubjectId, str]
    given: frozenset[tuple[PersonId, SubjectId]]
    drafted: frozenset[SheetKey]

    def row(self, course: Course) -> OwnCourse:
        """A course with its state."""
        key, year = SheetKey(course, self.period.code), self.year
        pupils = rules.listed(self.pupils[course.class_id], course, self.period, year.today)
        given = sum((one.pupil.id, course.subject_id) in self.given for one in pupils)
        state = rules.state_of(
            self.period, year.today, year.profile, pupils=len(pupils), given=given, drafted=key in self.drafted
        )
        title, group = year.of(course.class_id).title, self.groups.get(course.group_id)
        return OwnCourse(key, title, group, self.subjects.get(course.subject_id, ""), state, given, len(pupils))


async def own_periods(database: Database, actor: Actor, code: str | None, now: datetime) -> OwnPeriod:
    """The own courses for a period, by default the one that is being closed now."""
    async with database.reading() as unit:
        school = await unit.people.school(actor.school_id)
        taught = await unit.calendar.taught_classes(author(actor), school.today(now))
        year = await load_year(unit, actor.school_id, taught, now)
        periods = tuple(dict.fromkeys(one for of in year.classes if of.id in taught for one in year.periods(of.id)))
        asked = next((one for one in periods if one.code == code), None)
        period = asked or rules.current(periods, year.today, year.profile)
        if period is None:
            return OwnPeriod(None, (), ())
        closing = rules.closing_with(period, periods)
        rows = [row for one in closing for row in await _rows(unit, year, one, author(actor))]
        rows.sort(key=lambda row: _place(year, row))
        opens, due = rules.opens(period, year.profile), rules.due(period, year.profile)
        return OwnPeriod(period, tuple({one.code: one for one in periods}.values()), tuple(rows), opens, due)


async def _rows(unit: UnitOfWork, year: Year, period: Period, teacher: PersonId) -> list[OwnCourse]:
    courses = tuple(_own(year, period, teacher))
    shelf = await _shelf(unit, year, period, courses, teacher)
    return [shelf.row(course) for course in courses]


def _own(year: Year, period: Period, teacher: PersonId) -> Iterator[Course]:
    for course in rules.courses_of(year.calendar, period):
        known = any(one.id == course.class_id for one in year.classes)
        if not known or period not in year.periods(course.class_id):
            continue
        if rules.is_taught_by(year.calendar, course, teacher, period, year.today):
            yield course


async def _shelf(
    unit: UnitOfWork, year: Year, period: Period, courses: tuple[Course, ...], teacher: PersonId
) -> _Shelf:
    """The marks of each class are read once, however many courses it has with this teacher."""
    class_ids = tuple(dict.fromkeys(course.class_id for course in courses))
    groups = await unit.people.class_groups(class_ids)
    marks = [mark for one in class_ids for mark in await unit.periods.of_class(one, period.code)]
    return _Shelf(
        year,
        period,
        await unit.people.class_pupils(class_ids),
        {group.id: group.title for own in groups.values() for group in own},
        {one.id: one.name for one in await unit.calendar.subjects(year.school.id)},
        frozenset((mark.pupil_id, mark.key.course.subject_id) for mark in marks),
        await unit.periods.drafted(teacher),
    )


def _place(year: Year, row: OwnCourse) -> tuple[int, str, str]:
    order = [one.id for one in year.classes]
    return order.index(row.key.course.class_id), row.subject_name, row.group_title or ""
