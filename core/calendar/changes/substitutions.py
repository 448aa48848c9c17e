"""The journal of substitutions: which lessons of a month were held by whom instead of whom, and why (B25, M05)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime

from core.calendar.changes.arranging import SEEING
from core.calendar.changes.model import Substituted, Why
from core.errors import ForbiddenError
from core.ids import ClassId, PersonId, SubjectId
from core.people.model import Actor, Person, School
from core.unit_of_work import Database, UnitOfWork


@dataclass(frozen=True, slots=True)
class Line:
    """One lesson that another teacher held, or was to hold: `recorded` says that it stands in the journal."""

    day: date
    number: int
    class_title: str
    group_title: str | None
    subject: str
    absent: Person
    substitute: Person
    why: Why
    declared: bool
    recorded: bool


@dataclass(frozen=True, slots=True)
class Month:
    """The lines of a month, by day and lesson; each is one hour."""

    school: School
    first: date
    lines: tuple[Line, ...]


async def month(database: Database, actor: Actor, day: date | None, now: datetime) -> Month:
    """The journal of the month of a day, of this month if none is named. ForbiddenError unless the actor may see it."""
    if not actor.holds(*SEEING):
        raise ForbiddenError
    async with database.reading() as unit:
        school = await unit.people.school(actor.school_id)
        first = (day or school.today(now)).replace(day=1)
        last = first.replace(day=monthrange(first.year, first.month)[1])
        found = await unit.changes.substituted(school.id, first, last)
        return Month(school, first, await _lines(unit, school, found, last))


async def _lines(unit: UnitOfWork, school: School, found: tuple[Substituted, ...], day: date) -> tuple[Line, ...]:
    classes = {one.id: one.title for one in await unit.people.classes(school.id, day)}
    groups = await unit.people.class_groups(tuple(classes))
    titles = {one.id: one.title for of_class in groups.values() for one in of_class}
    subjects = {one.id: one.name for one in await unit.calendar.subjects(school.id)}
    people = {one.id: one for one in await unit.people.staff(school.id, day)}
    lines = []
    for one in found:
        made = one.kept.made
        if made.was is None or made.now is None:
            continue
        for person_id in (made.was.teacher_id, made.now.teacher_id):
            await _known(unit, people, person_id)
        lines.append(
            Line(
                made.now.day,
                made.now.number,
                classes.get(ClassId(made.class_id), ""),
                titles.get(made.group_id) if made.group_id else None,
                subjects.get(SubjectId(made.now.subject_id), ""),
                people[made.was.teacher_id],
                people[made.now.teacher_id],
                made.why,
                made.declared,
                one.recorded,
            )
        )
    return tuple(lines)


async def _known(unit: UnitOfWork, people: dict[PersonId, Person], person_id: PersonId) -> None:
    """Somebody who has left the school since held the lesson all the same."""
    if person_id not in people:
        people[person_id] = await unit.people.person(person_id)
