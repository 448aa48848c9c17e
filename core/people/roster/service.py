"""Checking a class list: the class teacher confirms it each month or says what is wrong (A22, N23)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from core.audit.model import AuditLine
from core.errors import ForbiddenError, NotFoundError
from core.ids import ClassId, PersonId
from core.journal.quick_entry.model import ClassList
from core.journal.quick_entry.naming import colleague, naming_of
from core.people.model import Actor, Enrolled, School, SchoolClass
from core.people.roster import rules
from core.people.roster.errors import RosterMonthError
from core.people.roster.model import Check, ClassState, Entered, Line, Listed, NewCheck, Past, Sheet, State, Verdict
from core.people.roster.news import tell_of_error
from core.unit_of_work import Database, UnitOfWork


async def sheet(database: Database, actor: Actor, class_id: ClassId, now: datetime) -> Sheet:
    """The list of the own class as it is to be signed. NotFoundError for any other class."""
    async with database.reading() as unit:
        roll = await _roll(unit, actor, class_id, now)
        checks = await unit.roster.of_class(class_id)
        people = {one.made.checked_by: await unit.people.person(one.made.checked_by) for one in _latest(checks)}
        linked = await unit.links.linked(tuple(one for of in roll.listed.values() for one in of.guardians))
        titles = {one.id: one.title for one in (await unit.people.class_groups((class_id,)))[class_id]}
    month = rules.month_of(roll.day)
    last = checks[0].made if checks else None
    since = roll.school.today(last.at) if last else roll.day
    return Sheet(
        of=roll.of,
        month=month,
        state=rules.state_of([one for one in checks if one.made.month == month]),
        lines=tuple(
            Line(
                one.pupil,
                roll.names[one.pupil.id],
                len(roll.listed[one.pupil.id].guardians),
                len(roll.listed[one.pupil.id].guardians & linked),
                tuple(sorted(titles[group] for group in roll.listed[one.pupil.id].groups)),
            )
            for one in roll.pupils
            if one.pupil.id in roll.listed and one.on(roll.day)
        ),
        changes=rules.changes(last.listed, since, roll.listed, roll.names) if last else None,
        history=tuple(
            Past(one.made, colleague(people[one.made.checked_by], roll.school.content_mode)) for one in checks
        ),
    )


async def confirm(database: Database, actor: Actor, class_id: ClassId, month: date, now: datetime) -> None:
    """«Всё верно»; a month that is confirmed stays so. RosterMonthError for a button of an earlier month."""
    async with database.writing() as unit:
        roll = await _roll(unit, actor, class_id, now)
        if month != rules.month_of(roll.day):
            raise RosterMonthError
        if rules.state_of(await unit.roster.of_month((class_id,), month)) is State.DONE:
            return
        await _keep(unit, actor, roll, now, None)
        await unit.commit()


async def report(database: Database, actor: Actor, class_id: ClassId, text: str, now: datetime) -> None:
    """«Есть ошибка»: what is wrong goes to coordinators and administrators. RosterTextError."""
    async with database.writing() as unit:
        roll = await _roll(unit, actor, class_id, now)
        check = await _keep(unit, actor, roll, now, rules.words(text))
        await tell_of_error(unit, roll.school, roll.of, check, actor.name, now)
        await unit.commit()


async def due(database: Database, actors: tuple[Actor, ...], now: datetime) -> tuple[ClassState, ...]:
    """The classes led by any of these people whose check of this month is not done."""
    found: list[ClassState] = []
    led = [actor for actor in actors if actor.led]
    if not led:
        return ()
    async with database.reading() as unit:
        for actor in led:
            states = await _states(unit, actor, now)
            found += [one for one in states if one.of.id in actor.led and one.state is not State.DONE]
    return tuple(found)


async def all_states(database: Database, actor: Actor, now: datetime) -> tuple[ClassState, ...]:
    """How far the checks of this month are, for each class. ForbiddenError but for who may see it."""
    if not actor.holds(*rules.SEEING):
        raise ForbiddenError
    async with database.reading() as unit:
        return await _states(unit, actor, now)


@dataclass(frozen=True, slots=True)
class _Roll:
    """The list of a class today. `pupils` and `names` are those of the whole year."""

    school: School
    of: SchoolClass
    day: date
    pupils: tuple[Enrolled, ...]
    listed: Listed
    names: Mapping[PersonId, str]


async def _roll(unit: UnitOfWork, actor: Actor, class_id: ClassId, now: datetime) -> _Roll:
    if not actor.leads(class_id):
        raise NotFoundError
    school = await unit.people.school(actor.school_id)
    day = school.today(now)
    of = next((one for one in await unit.people.classes(school.id, day) if one.id == class_id), None)
    if of is None:
        raise NotFoundError
    pupils = (await unit.people.class_pupils((class_id,)))[class_id]
    guardians: dict[PersonId, set[PersonId]] = {}
    for guardian, children in await unit.people.class_guardians(class_id, day):
        for child in children:
            guardians.setdefault(child.id, set()).add(guardian.id)
    listed = {
        one.pupil.id: Entered(
            frozenset(group.group_id for group in one.groups if group.on(day)),
            frozenset(guardians.get(one.pupil.id, ())),
        )
        for one in pupils
        if one.on(day)
    }
    return _Roll(school, of, day, pupils, listed, naming_of(ClassList(of, pupils), school.content_mode).names)


async def _keep(unit: UnitOfWork, actor: Actor, roll: _Roll, now: datetime, wrong: str | None) -> NewCheck:
    if actor.person_id is None:
        raise NotFoundError
    check = NewCheck(
        school_id=roll.school.id,
        class_id=roll.of.id,
        month=rules.month_of(roll.day),
        checked_by=actor.person_id,
        at=now,
        verdict=Verdict.RIGHT if wrong is None else Verdict.WRONG,
        text=wrong,
        listed=roll.listed,
    )
    check_id = await unit.roster.add(check)
    data: dict[str, object] = {"check": check_id, "month": f"{check.month:%Y-%m}", "pupils": len(roll.listed)}
    action = "roster.confirmed" if wrong is None else "roster.reported"
    await unit.audit.append(AuditLine(roll.school.id, now, actor.person_id, action, f"class:{roll.of.id}", data))
    return check


async def _states(unit: UnitOfWork, actor: Actor, now: datetime) -> tuple[ClassState, ...]:
    day = (await unit.people.school(actor.school_id)).today(now)
    classes, month = await unit.people.classes(actor.school_id, day), rules.month_of(day)
    checks = await unit.roster.of_month(tuple(one.id for one in classes), month)
    return tuple(_state(of, month, [one for one in checks if one.made.class_id == of.id]) for of in classes)


def _state(of: SchoolClass, month: date, checks: list[Check]) -> ClassState:
    return ClassState(of, month, rules.state_of(checks), checks[0].made.text if checks else None)


def _latest(checks: tuple[Check, ...]) -> tuple[Check, ...]:
    """The last check of each person who made one: a class teacher makes ten a year."""
    return tuple({one.made.checked_by: one for one in reversed(checks)}.values())
