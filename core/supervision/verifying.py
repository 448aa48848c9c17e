"""Verifying the diary: teachers their own courses, class teachers all subjects of the class (G01-G04)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.audit.model import AuditLine
from core.deadlines.staffing import Staffing
from core.errors import NotFoundError
from core.ids import ClassId, PersonId, RemarkId
from core.journal.quick_entry.model import ClassList
from core.journal.quick_entry.naming import naming_of
from core.people.model import Actor, School
from core.supervision import remarks, rules, samples
from core.supervision.checking import names_of
from core.supervision.findings import Facts
from core.supervision.model import Flaw, Matter, NewRemark, Page
from core.supervision.reading import Wanted, in_a_thread, lessons_of
from core.supervision.verified import Card, Cell, Line, Scope, Sheet, Verification
from core.unit_of_work import Database, UnitOfWork


@dataclass(frozen=True)
class _Month:
    """The month before at a school, for a reader: also for those in whose place they stand."""

    school: School
    facts: Facts
    staffing: Staffing
    people: Collection[PersonId]
    led: Collection[ClassId]

    def own(self, line: Line) -> bool:
        """Whether it is theirs to verify."""
        whole = line.scope.subject_id is None
        return line.scope.class_id in self.led if whole else line.teacher_id in self.people


async def listed(database: Database, actor: Actor, now: datetime) -> Sheet:
    """What is to be verified of the month before: the own courses and classes; for who checks, everybody's."""
    async with database.reading() as unit:
        month = await _month(unit, actor, None, now)
        if month is None:
            return Sheet(rules.before((await unit.people.school(actor.school_id)).today(now)), ())
        lines = await _lines(unit, month)
    every = rules.checks(actor)
    return Sheet(month.facts.month, tuple(one for one in lines if every or month.own(one)), all_lines=every)


async def card(database: Database, actor: Actor, scope: Scope, now: datetime) -> Card:
    """A scope with totals and a sample. NotFoundError but for its teacher, the class teacher and who checks."""
    async with database.reading() as unit:
        return await _card(unit, actor, scope, now)


async def sign(database: Database, actor: Actor, scope: Scope, now: datetime) -> Card:
    """«Верно», by who is to say it; a second time is nothing. NotFoundError for others."""
    async with database.writing() as unit:
        await unit.supervision.take_turn(scope.class_id)
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
        await unit.supervision.take_turn(scope.class_id)
        seen = await _card(unit, actor, scope, now)
        if actor.person_id is None or seen.line.teacher_id is None or scope.subject_id is None or not seen.reports:
            raise NotFoundError
        await unit.supervision.add_verification(Verification(scope, actor.person_id, actor.name, now, said))
        await _note(unit, actor, scope, "verify.wrong", now)
        new = NewRemark(
            school_id=actor.school_id,
            page=Page(scope.class_id, scope.subject_id, scope.month),
            group_id=scope.group_id,
            teacher_id=seen.line.teacher_id,
            author_id=actor.person_id,
            made_at=now,
            due=await remarks.due_day(unit, actor, seen.line.grade, now),
            matters=(Matter(Flaw.DIARY),),
            text=said,
        )
        remark_id = await remarks.make(unit, actor, new, now)
        await unit.commit()
        return remark_id


async def _card(unit: UnitOfWork, actor: Actor, scope: Scope, now: datetime) -> Card:
    month = await _month(unit, actor, scope.class_id, now)
    if month is None or month.facts.month != scope.month:
        raise NotFoundError
    lines = await _lines(unit, month)
    line = next((one for one in lines if one.scope == scope), None)
    if line is None or not (month.own(line) or rules.checks(actor) or scope.class_id in month.led):
        raise NotFoundError
    first, last = scope.month, month.facts.last
    written = await unit.supervision.written((scope.class_id,), first, last)
    cells = await unit.supervision.cells(scope.class_id, first, last)
    of_class = scope.subject_id is None
    shown = () if of_class else await _sample(unit, month, scope, cells)
    return Card(
        line,
        samples.totals(written, cells, scope),
        tuple((name, samples.of_pupil(cells, scope, pupil_id)) for pupil_id, name in shown),
        tuple(
            replace(one, totals=samples.totals(written, cells, one.scope))
            for one in lines
            if of_class and one.scope.subject_id is not None
        ),
        signs=month.own(line),
        reports=not of_class and (month.own(line) or scope.class_id in month.led),
    )


async def _sample(
    unit: UnitOfWork, month: _Month, scope: Scope, cells: Sequence[Cell]
) -> Collection[tuple[PersonId, str]]:
    pupils = (await unit.people.class_pupils((scope.class_id,)))[scope.class_id]
    of = ClassList(month.facts.classes[scope.class_id], pupils)
    names = naming_of(of, month.school.content_mode).names
    return [(one.pupil.id, names[one.pupil.id]) for one in samples.sample(pupils, scope, month.facts.last, cells)]


async def _month(unit: UnitOfWork, actor: Actor, class_id: ClassId | None, now: datetime) -> _Month | None:
    """The month before, of a class, or of all that concern the actor; None where there are none."""
    school = await unit.people.school(actor.school_id)
    today = school.today(now)
    month = rules.before(today)
    staffing = Staffing(await unit.deadlines.holders(school.id, today), await unit.deadlines.leaves(school.id, today))
    people = staffing.behind(actor.person_id) if actor.person_id is not None else ()
    led = {*actor.led, *(of for one in people for of in staffing.led(one))}
    only: Collection[ClassId] | None = (class_id,) if class_id is not None else None
    if only is None and not rules.checks(actor):
        last = rules.last_of(month)
        only = {*led, *[of for one in people for of in await unit.calendar.taught_classes(one, last)]}
    if only is not None and not only:
        return None
    try:
        facts = await lessons_of(unit, school, Wanted(month, only), now)
    except NotFoundError:
        return None
    return _Month(school, facts, staffing, people, led) if facts.month == month else None


async def _lines(unit: UnitOfWork, month: _Month) -> tuple[Line, ...]:
    """The courses of the month, then the classes that had any."""
    facts = month.facts
    classes = tuple(facts.classes)
    names = names_of(month.staffing.holders, month.school)
    subjects = {one.id: one.name for one in await unit.calendar.subjects(month.school.id)}
    groups = {one.id: one.title for own in (await unit.people.class_groups(classes)).values() for one in own}
    said = {one.scope: one for one in await unit.supervision.verifications(classes, facts.month)}
    found = [
        Line(
            scope=(scope := Scope(course.class_id, facts.month, course.subject_id, course.group_id)),
            title=facts.classes[course.class_id].title,
            grade=facts.classes[course.class_id].grade,
            subject=subjects.get(course.subject_id, ""),
            group=groups.get(course.group_id) if course.group_id else None,
            teacher_id=teacher_id,
            teacher=names.get(teacher_id, ""),
            last=said.get(scope),
        )
        for course, teacher_id in (await in_a_thread(facts, lambda: facts.owners)).items()
    ]
    taught = {one.scope.class_id for one in found}
    whole = [
        Line(scope=(scope := Scope(one, facts.month)), title=of.title, grade=of.grade, last=said.get(scope))
        for one, of in facts.classes.items()
        if one in taught
    ]
    return (*sorted(found, key=lambda one: (one.grade, one.title, one.subject, one.group or "")), *whole)


async def _note(unit: UnitOfWork, actor: Actor, scope: Scope, action: str, now: datetime) -> None:
    data: dict[str, object] = {"month": f"{scope.month:%Y-%m}", "subject": scope.subject_id, "group": scope.group_id}
    await unit.audit.append(AuditLine(actor.school_id, now, actor.person_id, action, f"class:{scope.class_id}", data))
