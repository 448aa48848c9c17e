"""One of the staff writes first: to whom, about which pupil (H01, H02, H05, H07, P16)."""

from dataclasses import dataclass, replace
from datetime import datetime

from core.correspondence import rules
from core.correspondence.access import Reader, reader_of
from core.correspondence.errors import NotReachableError
from core.correspondence.model import Page, Taught
from core.correspondence.service import page_of, stands, welcomed
from core.deadlines.profiles import LetterPolicy, profile_of
from core.errors import NotFoundError
from core.ids import ClassId, PersonId
from core.journal.quick_entry.model import ClassList
from core.journal.quick_entry.naming import naming_of
from core.people.model import Actor, Person, School, SchoolClass
from core.unit_of_work import Database, UnitOfWork


@dataclass(frozen=True, slots=True)
class Family:
    """A pupil, as staff's screens name them (`label`), with the guardians who may be written to.

    `silent` are those who want no first letters of teachers.
    """

    pupil: Person
    label: str
    guardians: tuple[Person, ...]
    silent: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class ClassFamilies:
    """The pupils of a class whom the actor teaches, by name, each with own guardians."""

    school: School
    of: SchoolClass
    families: tuple[Family, ...]


async def classes(database: Database, actor: Actor, now: datetime) -> tuple[SchoolClass, ...]:
    """The classes whose families the actor may write to first; none where the school has no letters."""
    async with database.reading() as unit:
        school = await unit.people.school(actor.school_id)
        if not _may(actor, school):
            return ()
        known = await unit.people.classes(school.id, school.today(now))
        if actor.holds(*rules.WIDE):
            return known
        taught = {one.class_id for one in await _taught(unit, actor, school, now)}
        return tuple(one for one in known if one.id in taught)


async def families(database: Database, actor: Actor, class_id: ClassId, now: datetime) -> ClassFamilies:
    """The families of a class. NotFoundError for a class in which the actor teaches nobody, and for other schools'."""
    async with database.reading() as unit:
        school = await unit.people.school(actor.school_id)
        found = await _families(unit, actor, school, class_id, now)
        of = next((one for one in await unit.people.classes(school.id, school.today(now)) if one.id == class_id), None)
        if of is None or not found:
            raise NotFoundError
        return ClassFamilies(school, of, found)


async def family(database: Database, actor: Actor, pupil_id: PersonId, now: datetime) -> tuple[School, Family]:
    """The guardians of a pupil; who does not want to be written to first stands apart. NotFoundError."""
    async with database.reading() as unit:
        school = await unit.people.school(actor.school_id)
        found = await _family(unit, actor, school, pupil_id, now)
        if await _by_right(unit, actor, school, pupil_id, now):
            return school, found
        silent = [one for one in found.guardians if not await welcomed(unit, one.id)]
        open_to = tuple(one for one in found.guardians if one not in silent)
        return school, replace(found, guardians=open_to, silent=tuple(silent))


async def begin(database: Database, actor: Actor, pupil_id: PersonId, guardian_id: PersonId, now: datetime) -> Page:
    """The actor's thread with a guardian about a pupil.

    NotFoundError: a pupil whom the actor does not teach, another's guardian, another school. NotReachableError: the
    guardian wants no first letters of teachers.
    """
    async with database.writing() as unit:
        school = await unit.people.school(actor.school_id)
        found = await _family(unit, actor, school, pupil_id, now)
        if actor.person_id is None or guardian_id not in {one.id for one in found.guardians}:
            raise NotFoundError
        thread_id = await unit.correspondence.ensure(school.id, guardian_id, actor.person_id, pupil_id, now)
        reader: Reader = await reader_of(unit, actor, thread_id, now)
        if not await stands(unit, reader, now):
            raise NotReachableError
        page = await page_of(unit, reader, 0, now)
        await unit.commit()
        return page


def _may(actor: Actor, school: School) -> bool:
    return actor.holds(*rules.STAFF) and profile_of(school).letters is not LetterPolicy.NONE


async def _taught(unit: UnitOfWork, actor: Actor, school: School, now: datetime) -> tuple[Taught, ...]:
    return await unit.correspondence.taught(actor.person_id, school.today(now)) if actor.person_id is not None else ()


async def _by_right(unit: UnitOfWork, actor: Actor, school: School, pupil_id: PersonId, now: datetime) -> bool:
    """Whether the actor is more to the family than the teacher of a subject (H05, H07)."""
    if actor.holds(*rules.WIDE):
        return True
    return any(one.leads for one in await _taught(unit, actor, school, now) if one.pupil_id == pupil_id)


async def _family(unit: UnitOfWork, actor: Actor, school: School, pupil_id: PersonId, now: datetime) -> Family:
    day = school.today(now)
    if actor.holds(*rules.WIDE):
        class_ids = [one.id for one in await unit.people.classes(school.id, day)]
        lists = await unit.people.class_pupils(tuple(class_ids))
        held = [of for of, pupils in lists.items() if any(p.pupil.id == pupil_id and p.on(day) for p in pupils)]
    else:
        held = [one.class_id for one in await _taught(unit, actor, school, now) if one.pupil_id == pupil_id]
    for class_id in held[:1]:
        for one in await _families(unit, actor, school, class_id, now):
            if one.pupil.id == pupil_id:
                return one
    raise NotFoundError


async def _families(
    unit: UnitOfWork, actor: Actor, school: School, class_id: ClassId, now: datetime
) -> tuple[Family, ...]:
    if not actor.holds(*rules.STAFF):
        raise NotFoundError
    if not _may(actor, school):
        raise NotReachableError
    day = school.today(now)
    of = next((one for one in await unit.people.classes(school.id, day) if one.id == class_id), None)
    if of is None:
        raise NotFoundError
    guardians: dict[PersonId, list[Person]] = {}
    for guardian, own in await unit.people.class_guardians(class_id, day):
        for pupil in own:
            if guardian.id != actor.person_id:
                guardians.setdefault(pupil.id, []).append(guardian)
    listed = tuple(one for one in (await unit.people.class_pupils((class_id,)))[class_id] if one.on(day))
    names = naming_of(ClassList(of, listed), school.content_mode).names
    pupils = [one.pupil for one in listed]
    if not actor.holds(*rules.WIDE):
        taught = {one.pupil_id for one in await _taught(unit, actor, school, now) if one.class_id == class_id}
        pupils = [one for one in pupils if one.id in taught]
    return tuple(Family(one, names[one.id], tuple(guardians.get(one.id, ()))) for one in pupils)
