"""The sheet of a course for a period, read for its own teacher: who is on it, what stands, what is proposed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.approvals.model import PeriodCorrection
from core.calendar.model import Calendar
from core.deadlines.profiles import Profile, profile_of
from core.errors import NotFoundError
from core.ids import ClassId, PersonId, SchoolId
from core.journal.hands import author
from core.journal.periods import rules
from core.journal.periods.errors import PeriodReasonNeededError
from core.journal.periods.model import (
    Course,
    Line,
    Period,
    PeriodMark,
    Proposal,
    Sheet,
    SheetKey,
    Span,
    Tally,
    Wanted,
)
from core.journal.quick_entry.model import ClassList
from core.journal.quick_entry.naming import naming_of
from core.people.model import Actor, Enrolled, School, SchoolClass
from core.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Year:
    """The school, the present day, and the classes of the school year with the lessons of some of them."""

    school: School
    today: date
    classes: tuple[SchoolClass, ...]
    calendar: Calendar

    @property
    def profile(self) -> Profile:
        """The school's rules."""
        return profile_of(self.school)

    def of(self, class_id: ClassId) -> SchoolClass:
        """A class of this year. NotFoundError."""
        found = next((one for one in self.classes if one.id == class_id), None)
        if found is None:
            raise NotFoundError
        return found

    def periods(self, class_id: ClassId) -> tuple[Period, ...]:
        """The periods of a class."""
        return rules.periods_of(self.calendar, self.of(class_id).grade)


@dataclass(frozen=True, slots=True)
class Place:
    """A sheet that is the actor's own, with its pupils and how they are named."""

    year: Year
    key: SheetKey
    of: SchoolClass
    period: Period
    pupils: tuple[Enrolled, ...]
    names: Mapping[PersonId, str]

    @property
    def ids(self) -> tuple[PersonId, ...]:
        """The pupils' keys."""
        return tuple(one.pupil.id for one in self.pupils)


async def load_year(unit: UnitOfWork, school_id: SchoolId, class_ids: tuple[ClassId, ...], now: datetime) -> Year:
    """The school year of this day, or in summer the one that has ended."""
    school = await unit.people.school(school_id)
    today = school.today(now)
    calendar = await unit.calendar.calendar(school.id, class_ids, today)
    classes = await unit.people.classes(school.id, min(today, calendar.year_to))
    return Year(school, today, classes, calendar)


async def is_closed(unit: UnitOfWork, school_id: SchoolId, class_id: ClassId, code: str, now: datetime) -> bool:
    """Whether a class's period is closed now; that of another year is."""
    year = await load_year(unit, school_id, (class_id,), now)
    if class_id not in {one.id for one in year.classes}:
        return True
    period = rules.period_of(year.periods(class_id), code, year.of(class_id))
    return rules.is_shut(period, year.profile, year.today)


async def own_place(unit: UnitOfWork, actor: Actor, key: SheetKey, now: datetime) -> Place:
    """An own sheet. NotFoundError for another teacher's and for none, NoSuchPeriodError for another stage's period."""
    class_id = key.course.class_id
    year = await load_year(unit, actor.school_id, (class_id,), now)
    of = year.of(class_id)
    period = rules.period_of(year.periods(class_id), key.code, of)
    if not rules.is_taught_by(year.calendar, key.course, author(actor), period, year.today):
        raise NotFoundError
    enrolled = (await unit.people.class_pupils((class_id,)))[class_id]
    names = naming_of(ClassList(of, enrolled), year.school.content_mode).names
    return Place(year, key, of, period, rules.listed(enrolled, key.course, period, year.today), names)


async def standing(unit: UnitOfWork, place: Place) -> dict[PersonId, PeriodMark]:
    """The marks of the sheet's pupils for its period that stand, whoever gave them."""
    marks = await unit.periods.of_class(place.of.id, place.key.code)
    same = (mark for mark in marks if mark.key.course.subject_id == place.key.course.subject_id)
    return {mark.pupil_id: mark for mark in same if mark.pupil_id in place.ids}


def check_free(place: Place, mark: PeriodMark, actor: Actor, now: datetime) -> None:
    """Nothing for a slip of the last minutes; else PeriodReasonNeededError, or what `check_amendable` meets (P12)."""
    profile = place.year.profile
    if rules.is_free(profile, mark, actor.person_id, now):
        return
    rules.check_amendable(place.period, profile, place.year.today)
    raise PeriodReasonNeededError(policy=profile.correction.value)


async def read_sheet(unit: UnitOfWork, actor: Actor, place: Place) -> Sheet:
    """The sheet as it stands."""
    course, period = place.key.course, place.period
    evidence = await unit.periods.evidence(course.class_id, course.subject_id, place.ids, period.first, period.last)
    given = await standing(unit, place)
    chosen = await unit.periods.draft(author(actor), place.key)
    earlier, asked = await _earlier(unit, place), await _asked(unit, actor, place)
    lines = []
    for one in place.pupils:
        own, said = earlier.get(one.pupil.id, ()), rules.tally(evidence, one)
        proposal = _proposal(place, said, own)
        joined = one.from_day if period.first < one.from_day else None
        pupil_id = one.pupil.id
        name, mark, waits = place.names[pupil_id], given.get(pupil_id), asked.get(pupil_id)
        lines.append(Line(one.pupil, name, said, proposal, chosen.get(pupil_id), mark, joined, own, waits))
    return await _sheet(unit, place, tuple(lines))


async def _asked(unit: UnitOfWork, actor: Actor, place: Place) -> dict[PersonId, Wanted]:
    """The corrections of the sheet's marks that wait for a decision, whoever asked."""
    found = {}
    for one in await unit.approvals.waiting(place.year.school.id):
        matter = one.made.matter
        if isinstance(matter, PeriodCorrection) and _is_about(matter, place):
            own = one.made.asker_id == actor.person_id
            found[matter.pupil_id] = Wanted(one.id, matter.old, matter.new, one.made.reason, own, one.made.order)
    return found


def _is_about(matter: PeriodCorrection, place: Place) -> bool:
    course = place.key.course
    same = (matter.class_id, matter.subject_id, matter.period) == (course.class_id, course.subject_id, place.key.code)
    return same and matter.pupil_id in place.ids


def _proposal(place: Place, said: Tally, earlier: Sequence[tuple[Period, str | None]]) -> Proposal:
    profile = place.year.profile
    if place.period.span is Span.YEAR:
        return rules.propose_year([value for _, value in earlier], profile)
    return rules.propose(said, profile)


async def _earlier(unit: UnitOfWork, place: Place) -> dict[PersonId, tuple[tuple[Period, str | None], ...]]:
    """What a year is made of: the marks of its periods in which the pupil was at the school."""
    if place.period.span is not Span.YEAR:
        return {}
    classes = tuple(one.id for one in place.year.classes)
    marks = await unit.periods.of_pupils(place.ids, place.key.course.subject_id, classes)
    given = {(mark.pupil_id, mark.key.code): mark.value for mark in marks}
    parts = [one for one in place.year.periods(place.of.id) if one.span is not Span.YEAR]
    return {
        one.pupil.id: tuple(
            (part, given.get((one.pupil.id, part.code)))
            for part in parts
            if one.from_day <= part.last or (one.pupil.id, part.code) in given
        )
        for one in place.pupils
    }


async def _sheet(unit: UnitOfWork, place: Place, lines: tuple[Line, ...]) -> Sheet:
    year, period = place.year, place.period
    given = sum(line.standing is not None for line in lines)
    drafted = any(line.chosen for line in lines)
    profile = year.profile
    return Sheet(
        place.key,
        period,
        place.of,
        await group_title(unit, place.key.course),
        await subject_name(unit, year.school, place.key.course),
        lines,
        rules.state_of(period, year.today, profile, pupils=len(lines), given=given, drafted=drafted),
        rules.opens(period, profile),
        rules.due(period, profile),
    )


async def group_title(unit: UnitOfWork, course: Course) -> str | None:
    """What the group of a course is called; None for a whole class."""
    groups = (await unit.people.class_groups((course.class_id,)))[course.class_id]
    return next((group.title for group in groups if group.id == course.group_id), None)


async def subject_name(unit: UnitOfWork, school: School, course: Course) -> str:
    """What is taught."""
    subjects = await unit.calendar.subjects(school.id)
    return next((one.name for one in subjects if one.id == course.subject_id), "")
