"""The diary by subjects: marks of a period with their average, absences, marks of periods, what is needed (D06)."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from core.calendar.model import Calendar
from core.deadlines.profiles import profile_of
from core.diary import rules
from core.diary.access import Schooling, likes_dark, own_schooling
from core.diary.days import FAR
from core.diary.model import Asked, Chart, Needed, OwnMark, Progress, SchoolYear, SubjectLine, TermMarks
from core.errors import NotFoundError
from core.ids import PersonId, SubjectId
from core.journal.periods import rules as periods
from core.journal.periods.model import Course, Period
from core.people.model import Actor, Enrolled, SchoolClass
from core.unit_of_work import Database, UnitOfWork


async def progress(
    database: Database, actor: Actor, pupil_id: PersonId, asked: Asked | None, now: datetime
) -> Progress:
    """A period of an own child, the present one unless another is named, which may be of a past school year.

    NotFoundError for other children and for a class without periods, KeptFromChatError.
    """
    async with database.reading() as unit:
        return await _progress(unit, actor, pupil_id, asked, now)


async def chart(
    database: Database,
    actor: Actor,
    pupil_id: PersonId,
    asked: Asked | None,
    subject_id: SubjectId | None,
    now: datetime,
) -> Chart:
    """An own child's marks of a period over time, in one subject or in all, and what the average came to (D06).

    NotFoundError for other children, subjects and periods, KeptFromChatError.
    """
    async with database.reading() as unit:
        found = await _progress(unit, actor, pupil_id, asked, now)
        dark = await likes_dark(unit, found.own)
    line = None if subject_id is None else found.subject(subject_id)
    if line is None and subject_id is not None:
        raise NotFoundError
    shown = found.subjects if line is None else (line,)
    marks = rules.counted(mark for one in shown for mark in one.marks)
    return Chart(found, line, marks, rules.steps(marks), dark)


async def term_marks(
    database: Database, actor: Actor, pupil_id: PersonId, now: datetime, of_day: date | None = None
) -> TermMarks:
    """An own child's marks of quarters or half-years and of the year in which a day lies, the present one unless named.

    NotFoundError, KeptFromChatError.
    """
    async with database.reading() as unit:
        of = await own_schooling(unit, actor, pupil_id, now)
        school_class, _, calendar, year = await _year(unit, of, of_day)
        names = {one.id: one.name for one in await unit.calendar.subjects(of.own.school.id)}
        given = await unit.diary.period_marks(pupil_id, year.begins)
    marks: dict[str, dict[str, str]] = {}
    for mark in given:
        marks.setdefault(names.get(mark.key.course.subject_id, ""), {})[mark.key.code] = mark.value
    shown = {name: marks[name] for name in sorted(marks)}
    return TermMarks(of.own, year, periods.periods_of(calendar, school_class.grade), shown)


async def needed(
    database: Database,
    actor: Actor,
    pupil_id: PersonId,
    subject_id: SubjectId,
    asked: Asked | None,
    wanted: int,
    now: datetime,
) -> tuple[Progress, Needed]:
    """Which marks would bring an own child the wanted mark of a period in a subject, and what stands of the period.

    NotFoundError for other children, subjects and periods and for marks that there are not, KeptFromChatError.
    """
    async with database.reading() as unit:
        found = await _progress(unit, actor, pupil_id, asked, now)
        kinds = await unit.journal.control_kinds(found.own.school.id)
    line = found.subject(subject_id)
    if line is None or wanted not in range(3, 6):
        raise NotFoundError
    counted = [(int(mark.value), mark.weight) for mark in line.marks if mark.value in periods.COUNTED]
    profile = profile_of(found.own.school)
    if rules.reaches(counted, wanted, profile):
        return found, Needed(line, str(wanted), True, ())
    weights = [Decimal(str(kind.weight)) for kind in kinds] or [Decimal(1)]
    return found, Needed(line, str(wanted), False, rules.ways(counted, wanted, weights, profile))


async def _year(
    unit: UnitOfWork, of: Schooling, asked: date | None
) -> tuple[SchoolClass, Enrolled, Calendar, SchoolYear]:
    """The child's class on a day, today unless it is named, with the school year around it."""
    day = asked or of.left or of.today
    if abs(day - of.today) > FAR:
        raise NotFoundError
    school_class, enrolled = of.place(day)
    calendar = await unit.calendar.calendar(of.own.school.id, (school_class.id,), day)
    year = SchoolYear(
        calendar.year_from, calendar.year_to, day, of.before(calendar.year_from), of.goes_on(calendar.year_to)
    )
    return school_class, enrolled, calendar, year


async def _progress(unit: UnitOfWork, actor: Actor, pupil_id: PersonId, asked: Asked | None, now: datetime) -> Progress:
    of = await own_schooling(unit, actor, pupil_id, now)
    school_class, enrolled, calendar, year = await _year(unit, of, asked.day if asked else None)
    terms = periods.periods_of(calendar, school_class.grade)
    code = asked.code if asked else ""
    period = next((one for one in terms if one.code == code), None) if code else rules.last_begun(terms, year.day)
    if period is None:
        raise NotFoundError
    names = {one.id: one.name for one in await unit.calendar.subjects(of.own.school.id)}
    marks = await unit.diary.marks(pupil_id, period.first, period.last)
    absences = await unit.journal.absences((pupil_id,), period.first, period.last)
    updated = await unit.diary.updated((school_class.id,))
    courses = periods.courses_of(calendar, period)
    lines = _lines(courses, school_class, enrolled, period, marks, names)
    return Progress(of.own, year, period, terms, lines, absences, names, updated)


def _lines(
    courses: Sequence[Course],
    of: SchoolClass,
    pupil: Enrolled,
    period: Period,
    marks: Sequence[OwnMark],
    names: dict[SubjectId, str],
) -> tuple[SubjectLine, ...]:
    """The subjects of the child's own courses, and those in which there are marks."""
    taught = {one.subject_id for one in courses if one.class_id == of.id and _attends(pupil, one, period)}
    ids = taught | {one.subject_id for one in marks}
    lines = [rules.line(one, names.get(one, ""), marks, pupil) for one in ids]
    return tuple(sorted(lines, key=lambda line: line.name))


def _attends(pupil: Enrolled, course: Course, period: Period) -> bool:
    """Whether the child was in the course at some time of the period."""
    if course.group_id is None:
        return True
    own = [one for one in pupil.groups if one.group_id == course.group_id]
    return any(one.from_day <= period.last and (one.to_day is None or one.to_day >= period.first) for one in own)
