"""Verifying the diary: teachers their own courses, class teachers all subjects of the class (G01-G04)."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from core.audit.model import AuditLine
from core.errors import NotFoundError
from core.ids import ClassId, PersonId, RemarkId
from core.journal.quick_entry.model import ClassList
from core.journal.quick_entry.naming import naming_of
from core.people.model import Actor
from core.supervision import remarks, rules, samples
from core.supervision.checking import staff_names
from core.supervision.findings import Facts
from core.supervision.model import Flaw, Matter, NewRemark, Page
from core.supervision.reading import Wanted, facts_of
from core.supervision.verified import Card, Line, Scope, Sheet, Verification
from core.unit_of_work import Database, UnitOfWork


async def listed(database: Database, actor: Actor, now: datetime) -> Sheet:
    """What is to be verified of the month before: the own courses and classes; for who checks, everybody's."""
    async with database.reading() as unit:
        facts = await _facts(unit, actor, None, now)
        if facts is None:
            return Sheet(rules.before(now.date()), ())
        lines = await _lines(unit, actor, facts, now)
    every = rules.checks(actor)
    own = [one for one in lines if every or one.teacher_id == actor.person_id or _leads(actor, one.scope)]
    return Sheet(facts.month, tuple(own), all_lines=every)


async def card(database: Database, actor: Actor, scope: Scope, now: datetime) -> Card:
    """A scope with totals and a sample. NotFoundError but for its teacher, the class teacher and who checks."""
    async with database.reading() as unit:
        return await _card(unit, actor, scope, now)


async def sign(database: Database, actor: Actor, scope: Scope, now: datetime) -> Card:
    """«Верно», by who is to say it; a second time is nothing. NotFoundError for others."""
    async with database.writing() as unit:
        seen = await _card(unit, actor, scope, now)
        if not seen.signs or actor.person_id is None:
            raise NotFoundError
        if seen.line.last is None or seen.line.last.text is not None:
            await unit.supervision.add_verification(Verification(scope, actor.person_id, actor.name, now))
            await _note(unit, actor, scope, "verify.right", now)
        shown = await _card(unit, actor, scope, now)
        await unit.commit()
        return shown


async def report(database: Database, actor: Actor, scope: Scope, text: str, now: datetime) -> RemarkId:
    """«Ошибка», in words: a remark to who teaches the course. NotFoundError, RemarkTextError."""
    said = rules.words(text)
    async with database.writing() as unit:
        seen = await _card(unit, actor, scope, now)
        allowed = seen.signs or actor.leads(scope.class_id)
        if actor.person_id is None or seen.line.teacher_id is None or scope.subject_id is None or not allowed:
            raise NotFoundError
        await unit.supervision.add_verification(Verification(scope, actor.person_id, actor.name, now, said))
        await _note(unit, actor, scope, "verify.wrong", now)
        facts = await _facts(unit, actor, scope.class_id, now)
        if facts is None:
            raise NotFoundError
        grade = facts.classes[scope.class_id].grade
        new = NewRemark(
            school_id=actor.school_id,
            page=Page(scope.class_id, scope.subject_id, scope.month),
            group_id=scope.group_id,
            teacher_id=seen.line.teacher_id,
            author_id=actor.person_id,
            made_at=now,
            due=rules.school_days_after(facts.calendar, grade, facts.moment.date(), facts.profile.remark_days),
            matters=(Matter(Flaw.DIARY),),
            text=said,
        )
        remark_id = await remarks.make(unit, actor, new, now)
        await unit.commit()
        return remark_id


async def _card(unit: UnitOfWork, actor: Actor, scope: Scope, now: datetime) -> Card:
    facts = await _facts(unit, actor, scope.class_id, now)
    if facts is None or facts.month != scope.month:
        raise NotFoundError
    lines = await _lines(unit, actor, facts, now)
    line = next((one for one in lines if one.scope == scope), None)
    mine = line is not None and line.teacher_id == actor.person_id
    if line is None or not (mine or rules.checks(actor) or actor.leads(scope.class_id)):
        raise NotFoundError
    cells = await unit.supervision.cells(scope.class_id, facts.month, facts.last)
    of_class = scope.subject_id is None
    shown = () if of_class else await _sample(unit, actor, facts, scope)
    return Card(
        line,
        samples.totals(facts.written, cells, scope),
        tuple((name, samples.of_pupil(cells, scope, pupil_id)) for pupil_id, name in shown),
        tuple(
            replace(one, totals=samples.totals(facts.written, cells, one.scope))
            for one in lines
            if of_class and one.scope.subject_id is not None
        ),
        signs=mine or (of_class and actor.leads(scope.class_id)),
    )


async def _sample(unit: UnitOfWork, actor: Actor, facts: Facts, scope: Scope) -> Collection[tuple[PersonId, str]]:
    pupils = (await unit.people.class_pupils((scope.class_id,)))[scope.class_id]
    mode = (await unit.people.school(actor.school_id)).content_mode
    names = naming_of(ClassList(facts.classes[scope.class_id], pupils), mode).names
    return [(one.pupil.id, names[one.pupil.id]) for one in samples.sample(pupils, scope, facts.last)]


async def _facts(unit: UnitOfWork, actor: Actor, class_id: ClassId | None, now: datetime) -> Facts | None:
    """The month before, of the classes that concern the actor; None where there are none."""
    school = await unit.people.school(actor.school_id)
    month = rules.before(school.today(now))
    only: Collection[ClassId] | None = (class_id,) if class_id is not None else None
    if only is None and not rules.checks(actor):
        taught = await unit.calendar.taught_classes(actor.person_id or PersonId(0), rules.last_of(month))
        only = {*taught, *actor.led}
    if only is not None and not only:
        return None
    try:
        facts = await facts_of(unit, school, Wanted(month, only), now)
    except NotFoundError:
        return None
    return facts if facts.month == month else None


async def _lines(unit: UnitOfWork, actor: Actor, facts: Facts, now: datetime) -> tuple[Line, ...]:
    """The courses of the month, then the classes that had any."""
    school = await unit.people.school(actor.school_id)
    names = await staff_names(unit, school, now)
    subjects = {one.id: one.name for one in await unit.calendar.subjects(school.id)}
    of_classes = await unit.people.class_groups(tuple(facts.classes))
    groups = {one.id: one.title for own in of_classes.values() for one in own}
    said = {one.scope: one for one in await unit.supervision.verifications(tuple(facts.classes), facts.month)}
    found = [
        Line(
            scope=(scope := Scope(course.class_id, facts.month, course.subject_id, course.group_id)),
            title=facts.classes[course.class_id].title,
            subject=subjects.get(course.subject_id, ""),
            group=groups.get(course.group_id) if course.group_id else None,
            teacher_id=teacher_id,
            teacher=names.get(teacher_id, ""),
            last=said.get(scope),
        )
        for course, teacher_id in facts.owners.items()
    ]
    taught = {one.scope.class_id for one in found}
    whole = [
        Line(scope=(scope := Scope(one, facts.month)), title=of.title, last=said.get(scope))
        for one, of in facts.classes.items()
        if one in taught
    ]
    return (*sorted(found, key=lambda one: (one.title, one.subject, one.group or "")), *whole)


def _leads(actor: Actor, scope: Scope) -> bool:
    return scope.subject_id is None and actor.leads(scope.class_id)


async def _note(unit: UnitOfWork, actor: Actor, scope: Scope, action: str, now: datetime) -> None:
    data: dict[str, object] = {"month": f"{scope.month:%Y-%m}", "subject": scope.subject_id, "group": scope.group_id}
    await unit.audit.append(AuditLine(actor.school_id, now, actor.person_id, action, f"class:{scope.class_id}", data))
