"""Seeing the data-entry schedule, changing it, taking a change back (I01-I05)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from core.audit.model import AuditLine
from core.calendar.entry import rules
from core.calendar.entry.cells import weeks_words
from core.calendar.entry.errors import EntryNoteTooLongError, EntryNothingToUndoError
from core.calendar.entry.model import WEEKDAYS, Conflict, Row, Schedule, Week
from core.errors import ForbiddenError, NotFoundError
from core.ids import PersonId
from core.people.model import Actor, School
from core.people.staff.model import Employee
from core.unit_of_work import Database, UnitOfWork

NOTE = 200
"""Characters of a note."""


async def schedule(database: Database, actor: Actor, now: datetime) -> Schedule:
    """All of it: a constant number of statements. ForbiddenError for who sees own time only."""
    if not actor.holds(*rules.SEEING):
        raise ForbiddenError
    async with database.reading() as unit:
        school = await unit.people.school(actor.school_id)
        staff, rows, found = await _all(unit, school, now)
        return Schedule(
            school,
            {one.person.id: one.person for one in staff},
            tuple(sorted(rows, key=lambda row: _order(staff, row.person_id))),
            found,
            _lacking(staff, rows, school, now),
            actor.holds(*rules.KEEPING),
        )


async def own(database: Database, actor: Actor) -> Week:
    """The own time. ForbiddenError for who enters nothing."""
    if actor.person_id is None or not actor.holds(*rules.ENTERING):
        raise ForbiddenError
    async with database.reading() as unit:
        school = await unit.people.school(actor.school_id)
        person = await unit.people.person(actor.person_id)
        return Week(school, person, await unit.entry.row(school.id, actor.person_id))


async def week(database: Database, actor: Actor, person_id: PersonId, now: datetime) -> Week:
    """Somebody's row. NotFoundError but for who sees the schedule, and for who is none of the staff."""
    _check_sees(actor)
    async with database.reading() as unit:
        return await _week(unit, actor, person_id, now)


async def put(
    database: Database, actor: Actor, person_id: PersonId, text: str, now: datetime, weekday: int | None = None
) -> Week:
    """Write what a message says of one day or several; what was there can be had back. NotFoundError.

    EntryTooLongError, EntryNotReadError, EntryTimeError: nothing is changed.
    """
    _check_keeps(actor)
    async with database.writing() as unit:
        rows = await unit.entry.rows(actor.school_id)
        known = rules.rooms(rows, await unit.entry.workstations(actor.school_id))
        said = {WEEKDAYS[day]: cell for day, cell in weeks_words(text, weekday, known).items()}
        row = await unit.entry.row(actor.school_id, person_id)
        cells = {day: cell for day, cell in {**row.cells, **said}.items() if cell}
        return await _changed(unit, actor, row, cells, now)


async def undo(database: Database, actor: Actor, person_id: PersonId, now: datetime) -> Week:
    """What stood before the own last change. NotFoundError, EntryNothingToUndoError."""
    _check_keeps(actor)
    async with database.writing() as unit:
        row = await unit.entry.row(actor.school_id, person_id)
        if row.before is None or not rules.may_undo(row, actor, now):
            raise EntryNothingToUndoError
        return await _changed(unit, actor, row, row.before, now)


async def annotate(database: Database, actor: Actor, person_id: PersonId, text: str, now: datetime) -> Week:
    """Another note of the row; an empty one, or «-», is none. NotFoundError, EntryNoteTooLongError."""
    _check_keeps(actor)
    note = " ".join(text.split()).strip("-–— ")
    if len(note) > NOTE:
        raise EntryNoteTooLongError(limit=NOTE, length=len(note))
    async with database.writing() as unit:
        row = await unit.entry.row(actor.school_id, person_id)
        await unit.entry.save(actor.school_id, replace(row, note=note or None))
        await unit.audit.append(_line(actor, person_id, (), now))
        page = await _week(unit, actor, person_id, now)
        await unit.commit()
        return page


async def _changed(unit: UnitOfWork, actor: Actor, row: Row, cells: Mapping[str, str], now: datetime) -> Week:
    ordered = {day: cells[day] for day in WEEKDAYS if day in cells}
    days = [day for day in WEEKDAYS if ordered.get(day) != row.cells.get(day)]
    if days:
        changed = replace(row, cells=ordered, before=row.cells, changed_by=actor.person_id, changed_at=now)
        await unit.entry.save(actor.school_id, changed)
        await unit.audit.append(_line(actor, row.person_id, days, now))
    page = await _week(unit, actor, row.person_id, now)
    await unit.commit()
    return page


async def _week(unit: UnitOfWork, actor: Actor, person_id: PersonId, now: datetime) -> Week:
    school = await unit.people.school(actor.school_id)
    staff, rows, found = await _all(unit, school, now)
    people = {one.person.id: one.person for one in staff}
    if person_id not in people:
        raise NotFoundError
    row = next((one for one in rows if one.person_id == person_id), Row(person_id))
    own_ones = tuple(one for one in found if person_id in one.people)
    return Week(
        school,
        people[person_id],
        row,
        own_ones,
        people,
        actor.holds(*rules.KEEPING),
        rules.may_undo(row, actor, now),
    )


async def _all(
    unit: UnitOfWork, school: School, now: datetime
) -> tuple[tuple[Employee, ...], tuple[Row, ...], tuple[Conflict, ...]]:
    """The staff, the rows of who still works here, and what is wrong in them."""
    today = school.today(now)
    staff = await unit.staff.employees(school.id, today)
    works = {one.person.id for one in staff}
    rows = tuple(row for row in await unit.entry.rows(school.id) if row.person_id in works)
    classes = await unit.people.classes(school.id, today)
    try:
        calendar = await unit.calendar.calendar(school.id, tuple(one.id for one in classes), today, today, today)
    except NotFoundError:  # before its first school year
        return staff, rows, rules.conflicts(rows, {})
    return staff, rows, rules.conflicts(rows, rules.lessons_of(calendar, today))


def _lacking(staff: tuple[Employee, ...], rows: tuple[Row, ...], school: School, now: datetime) -> tuple[PersonId, ...]:
    today, having = school.today(now), {row.person_id for row in rows if row.cells}
    teaching = [one for one in staff if any(one.holds(role, today) for role in rules.ENTERING)]
    return tuple(one.person.id for one in teaching if one.person.id not in having)


def _order(staff: tuple[Employee, ...], person_id: PersonId) -> int:
    return [one.person.id for one in staff].index(person_id)


def _check_sees(actor: Actor) -> None:
    if not actor.holds(*rules.SEEING):
        raise NotFoundError


def _check_keeps(actor: Actor) -> None:
    if not actor.holds(*rules.KEEPING) or actor.person_id is None:
        raise NotFoundError


def _line(actor: Actor, person_id: PersonId, days: Sequence[str], now: datetime) -> AuditLine:
    """Whose and which days; what stands there now is in the schedule."""
    data: dict[str, object] = {"days": [*days]}
    return AuditLine(actor.school_id, now, actor.person_id, "entry.changed", f"person:{person_id}", data)
