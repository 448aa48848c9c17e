"""A class's marks of a period by subjects, for its class teacher and the deputies; they change nothing here."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from core.errors import NotFoundError
from core.ids import ClassId, PersonId, SubjectId
from core.journal.notes.rules import READERS, check_reads
from core.journal.periods import rules
from core.journal.periods.model import ClassMarks, Course, Period, PeriodMark, SubjectMarks
from core.journal.periods.sheets import Year, load_year
from core.journal.periods.shutting import SHUTTING
from core.journal.quick_entry.naming import colleague
from core.people.model import Actor, Enrolled, Person, SchoolClass
from core.unit_of_work import Database, UnitOfWork


async def readable_classes(database: Database, actor: Actor, now: datetime) -> tuple[SchoolClass, ...]:
    """The classes whose marks the actor may look at: the own ones, or for deputies and the director all."""
    async with database.reading() as unit:
        year = await load_year(unit, actor.school_id, (), now)
        return tuple(one for one in year.classes if actor.leads(one.id) or actor.holds(*READERS))


async def class_marks(
    database: Database, actor: Actor, class_id: ClassId, code: str | None, now: datetime
) -> ClassMarks:
    """How the marks of a class stand. ForbiddenError but for its class teacher, deputies and the director."""
    check_reads(actor, class_id)
    async with database.reading() as unit:
        year = await load_year(unit, actor.school_id, (class_id,), now)
        of, periods = year.of(class_id), year.periods(class_id)
        asked = next((one for one in periods if one.code == code), None)
        period = asked or rules.current(periods, year.today, year.profile)
        if period is None:
            raise NotFoundError
        page = await _page(unit, year, class_id, period)
    ids = dict.fromkeys(course.subject_id for course in rules.courses_of(year.calendar, period))
    subjects = sorted((page.subject(one) for one in ids), key=lambda one: one.subject_name)
    due = rules.due(period, year.profile)
    overdue = year.today > due and any(one.missing for one in subjects)
    shut = rules.is_shut(period, year.profile, year.today)
    closable = actor.holds(*SHUTTING) and not shut and year.today > period.last
    return ClassMarks(of, period, periods, tuple(subjects), due, overdue, shut, closable)


@dataclass(frozen=True, slots=True)
class _Page:
    """What the table of a class is made of."""

    year: Year
    period: Period
    pupils: tuple[Enrolled, ...]
    marks: tuple[PeriodMark, ...]
    names: Mapping[SubjectId, str]
    staff: Mapping[PersonId, Person]

    def subject(self, subject_id: SubjectId) -> SubjectMarks:
        """A row of it. A pupil who is in none of the subject's groups is expected to have no mark."""
        courses = [one for one in rules.courses_of(self.year.calendar, self.period) if one.subject_id == subject_id]
        today = self.year.today
        expected = {one.pupil.id for course in courses for one in rules.listed(self.pupils, course, self.period, today)}
        given = {mark.pupil_id: mark.value for mark in self.marks if mark.key.course.subject_id == subject_id}
        counts = Counter(value for pupil_id, value in given.items() if pupil_id in expected)
        return SubjectMarks(
            self.names.get(subject_id, ""), counts, len(expected - given.keys()), tuple(self._teachers(courses))
        )

    def _teachers(self, courses: Iterable[Course]) -> Iterator[str]:
        today, mode = self.year.today, self.year.school.content_mode
        held = (rules.teachers_of(self.year.calendar, course, self.period, today) for course in courses)
        found = {teacher for teachers in held for teacher in teachers}
        yield from sorted(colleague(self.staff[one], mode) for one in found if one in self.staff)


async def _page(unit: UnitOfWork, year: Year, class_id: ClassId, period: Period) -> _Page:
    return _Page(
        year,
        period,
        (await unit.people.class_pupils((class_id,)))[class_id],
        await unit.periods.of_class(class_id, period.code),
        {one.id: one.name for one in await unit.calendar.subjects(year.school.id)},
        {one.id: one for one in await unit.people.staff(year.school.id, year.today)},
    )
