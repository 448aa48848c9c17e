"""Looking at the groups of a class and moving pupils between them; every change is in the audit log (A24, P23)."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from core.audit.model import AuditLine
from core.errors import NotFoundError
from core.ids import ClassId, GroupId, PersonId, SubjectId
from core.journal.quick_entry.model import ClassList
from core.journal.quick_entry.naming import naming_of
from core.people.groups import rules
from core.people.groups.errors import GroupDayError, NotInClassError
from core.people.groups.model import ClassGroups, Member, Move, SubjectGroups
from core.people.model import Actor, Enrolled, Group, Membership, School, SchoolClass
from core.unit_of_work import Database, UnitOfWork


async def kept_classes(database: Database, actor: Actor, now: datetime) -> tuple[SchoolClass, ...]:
    """The classes whose groups the actor keeps: the own ones, or for a coordinator all."""
    async with database.reading() as unit:
        school = await unit.people.school(actor.school_id)
        classes = await unit.people.classes(school.id, school.today(now))
        return tuple(one for one in classes if actor.leads(one.id) or actor.holds(*rules.KEEPERS))


async def class_groups(
    database: Database, actor: Actor, class_id: ClassId, day: date | None, now: datetime
) -> ClassGroups:
    """The groups of a class as they are on a day, today unless a later one is asked. ForbiddenError, NotFoundError."""
    rules.check_keeps(actor, class_id)
    async with database.reading() as unit:
        return await _groups(unit, actor, class_id, day, now)


async def move_pupil(
    database: Database,
    actor: Actor,
    class_id: ClassId,
    subject_id: SubjectId,
    pupil_id: PersonId,
    group_id: GroupId | None,
    day: date,
    now: datetime,
) -> ClassGroups:
    """Put a pupil into a group of the subject, or into none, from a day on. Doing it again changes nothing.

    ForbiddenError, NotFoundError for a group of another class or subject, GroupDayError, NotInClassError.
    """
    rules.check_keeps(actor, class_id)
    async with database.writing() as unit:
        school = await unit.people.school(actor.school_id)
        rules.check_day(day, school.today(now))
        of = await _class(unit, school, class_id, day)
        groups = await _of_subject(unit, class_id, subject_id, group_id)
        await unit.groups.lock(pupil_id)
        enrolled = await _on_list(unit, of, pupil_id, day)
        had = tuple(one for one in enrolled.groups if one.group_id in groups)
        change = rules.move(had, group_id, day)
        if change and actor.person_id is not None:
            await unit.groups.apply(pupil_id, change, actor.person_id)
            await unit.audit.append(_line(actor, now, pupil_id, subject_id, change, rules.group_on(had, day), group_id))
        shown = await _groups(unit, actor, class_id, day, now)
        if change:
            await unit.commit()
        return shown


async def _class(unit: UnitOfWork, school: School, class_id: ClassId, day: date) -> SchoolClass:
    """A class of the year of that day."""
    classes = await unit.people.classes(school.id, day)
    found = next((one for one in classes if one.id == class_id), None)
    if found is None and not classes:
        raise GroupDayError
    if found is None:
        raise NotFoundError
    return found


async def _of_subject(
    unit: UnitOfWork, class_id: ClassId, subject_id: SubjectId, group_id: GroupId | None
) -> dict[GroupId, Group]:
    own = (await unit.people.class_groups((class_id,)))[class_id]
    groups = {group.id: group for group in own if group.subject_id == subject_id}
    if not groups or (group_id is not None and group_id not in groups):
        raise NotFoundError
    return groups


async def _on_list(unit: UnitOfWork, of: SchoolClass, pupil_id: PersonId, day: date) -> Enrolled:
    listed = (await unit.people.class_pupils((of.id,)))[of.id]
    found = next((one for one in listed if one.pupil.id == pupil_id and one.on(day)), None)
    if found is None:
        raise NotInClassError(title=of.title)
    return found


async def _groups(unit: UnitOfWork, actor: Actor, class_id: ClassId, day: date | None, now: datetime) -> ClassGroups:
    school = await unit.people.school(actor.school_id)
    today = school.today(now)
    shown = max(day or today, today)
    of = await _class(unit, school, class_id, today)
    listed = (await unit.people.class_pupils((class_id,)))[class_id]
    names = naming_of(ClassList(of, listed), school.content_mode).names
    there = tuple(one for one in listed if one.on(shown))
    groups = (await unit.people.class_groups((class_id,)))[class_id]
    titles = {one.id: one.name for one in await unit.calendar.subjects(school.id)}
    subjects = tuple(_subjects(groups, titles, there, names, shown))
    return ClassGroups(of, today, shown, subjects)


def _subjects(
    groups: tuple[Group, ...],
    titles: Mapping[SubjectId, str],
    pupils: tuple[Enrolled, ...],
    names: Mapping[PersonId, str],
    day: date,
) -> Iterator[SubjectGroups]:
    for subject_id in sorted({group.subject_id for group in groups}, key=lambda one: titles.get(one, "")):
        own = tuple(group for group in groups if group.subject_id == subject_id)
        ids = {group.id for group in own}
        members = (_member(one, names[one.pupil.id], _in(one, ids), day) for one in pupils)
        yield SubjectGroups(subject_id, titles.get(subject_id, ""), own, tuple(members))


def _in(one: Enrolled, group_ids: set[GroupId]) -> tuple[Membership, ...]:
    return tuple(membership for membership in one.groups if membership.group_id in group_ids)


def _member(one: Enrolled, name: str, past: tuple[Membership, ...], day: date) -> Member:
    return Member(one.pupil, name, rules.group_on(past, day), past)


def _line(
    actor: Actor,
    now: datetime,
    pupil_id: PersonId,
    subject_id: SubjectId,
    change: Move,
    before: GroupId | None,
    after: GroupId | None,
) -> AuditLine:
    day = change.added.from_day if change.added else None
    data: dict[str, object] = {"subject": subject_id, "old": before, "new": after, "from": day and day.isoformat()}
    return AuditLine(actor.school_id, now, actor.person_id, "group.moved", f"person:{pupil_id}", data)
