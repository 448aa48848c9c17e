"""Handing out one-time codes and taking access back (D11, D12)."""

import asyncio
from datetime import date, datetime, timedelta

from core.audit.model import AuditLine
from core.errors import ForbiddenError, NotFoundError
from core.ids import ClassId, PersonId
from core.people.links import rules
from core.people.links.model import (
    Code,
    CodeRequest,
    Desk,
    GuardiansOfClass,
    OnePerson,
    PupilsOfClass,
    Receiver,
    Slip,
    WholeStaff,
    Withdrawn,
)
from core.people.links.news import news_of_end
from core.people.links.ports import Randomness
from core.people.model import Actor, Child, Role, SchoolClass
from core.people.pupils import check_pupils_read
from core.unit_of_work import Database, UnitOfWork


async def issue_codes(
    database: Database,
    actor: Actor,
    request: CodeRequest,
    now: datetime,
    *,
    source: Randomness,
    days: int,
    missing: bool = False,
) -> tuple[Slip, ...]:
    """A new code for each person asked for, valid for `days` days; older unused codes of theirs are revoked.

    With `missing` only for those who are not linked, as when slips are printed once more. Raises ForbiddenError,
    NotFoundError for a class or a person whom the actor cannot see, or PupilsKeptOutError.
    """
    async with database.reading() as unit:
        school = await unit.people.school(actor.school_id)
        receivers = await receivers_of(unit, actor, request, school.today(now))
        linked = await unit.links.linked(tuple(one.person.id for one in receivers)) if missing else frozenset()
    if isinstance(request, PupilsOfClass) or any(one.class_title for one in receivers):
        check_pupils_read(school)
    wanted = [one for one in receivers if one.person.id not in linked]
    slips = tuple(_slip(one, rules.new_code(source), now + timedelta(days=days)) for one in wanted)
    hashes = await asyncio.to_thread(lambda: [rules.hashed(slip.code) for slip in slips])
    async with database.writing() as unit:
        for slip, code_hash in zip(slips, hashes, strict=True):
            await keep_code(unit, actor, Code(slip.person.id, code_hash, actor.person_id, now, slip.expires))
        await unit.commit()
    return slips


def _slip(to: Receiver, code: str, expires: datetime) -> Slip:
    return Slip(to.person, to.children, code, expires, to.class_title)


async def desk(database: Database, actor: Actor, now: datetime) -> Desk:
    """The school and those of its classes to whose families the actor may hand out codes; perhaps none."""
    async with database.reading() as unit:
        school = await unit.people.school(actor.school_id)
        classes = await unit.people.classes(actor.school_id, school.today(now))
    offered = tuple(one for one in classes if rules.issues_to_class(actor, one.id))
    return Desk(school, offered, staff=rules.issues_to_staff(actor))


async def withdraw_access(database: Database, actor: Actor, person_id: PersonId, now: datetime) -> Withdrawn:
    """Revoke the unused codes of a person, end every link and every calendar, as after a lost telephone.

    Whoever may issue a code to the person may take it back. Raises as `issue_codes` does.
    """
    async with database.writing() as unit:
        today = await today_of(unit, actor, now)
        receiver = await one_person(unit, actor, person_id, today)
        links = await unit.links.links_to(person_id)
        for link, _ in links:
            await unit.links.end_link(link.id, now, "withdrawn")
        await unit.feeds.end(person_id, now)  # the address of a calendar may stand in the lost telephone too
        for link, _ in links:
            await unit.outbox.enqueue(await news_of_end(unit, link, receiver.person, now, None), now)
        done = Withdrawn(await unit.links.revoke_codes(person_id, now), len(links))
        await unit.audit.append(_line(actor, "access.withdrawn", person_id, now, codes=done.codes, links=done.links))
        await unit.commit()
        return done


async def keep_code(unit: UnitOfWork, actor: Actor, code: Code) -> None:
    """Keep a new code in the unit of its cause; older unused ones of the person are revoked."""
    revoked = await unit.links.revoke_codes(code.person_id, code.issued_at)
    await unit.links.add_code(code)
    await unit.audit.append(_line(actor, "code.issued", code.person_id, code.issued_at, revoked=revoked))


async def receivers_of(unit: UnitOfWork, actor: Actor, request: CodeRequest, day: date) -> tuple[Receiver, ...]:
    """Whom a wish means. ForbiddenError, NotFoundError for a class or a person whom the actor cannot see."""
    match request:
        case GuardiansOfClass(class_id):
            return await _guardians(unit, await _class(unit, actor, class_id, day), day)
        case PupilsOfClass(class_id):
            return await _pupils(unit, await _class(unit, actor, class_id, day), day)
        case WholeStaff():
            rules.check_issues_to_staff(actor)
            return tuple(Receiver(person) for person in await unit.people.staff(actor.school_id, day))
        case OnePerson(person_id):
            return (await one_person(unit, actor, person_id, day),)


async def _class(unit: UnitOfWork, actor: Actor, class_id: ClassId, day: date) -> SchoolClass:
    classes = await unit.people.classes(actor.school_id, day)
    found = next((one for one in classes if one.id == class_id), None)
    if found is None:
        raise NotFoundError
    rules.check_issues_to_class(actor, class_id)
    return found


async def _guardians(unit: UnitOfWork, of: SchoolClass, day: date) -> tuple[Receiver, ...]:
    pairs = await unit.people.class_guardians(of.id, day)
    return tuple(Receiver(person, tuple(Child(pupil, of.title) for pupil in pupils)) for person, pupils in pairs)


async def _pupils(unit: UnitOfWork, of: SchoolClass, day: date) -> tuple[Receiver, ...]:
    listed = (await unit.people.class_pupils((of.id,)))[of.id]
    return tuple(Receiver(one.pupil, class_title=of.title) for one in listed if one.on(day))


async def one_person(unit: UnitOfWork, actor: Actor, person_id: PersonId, day: date) -> Receiver:
    """The person with the children, if the actor may hand them a code; a class teacher sees own class only."""
    if not actor.holds(Role.ADMINISTRATOR, Role.COORDINATOR):
        return await _in_own_classes(unit, actor, person_id, day)
    person = await unit.people.person(person_id)
    if person.school_id != actor.school_id:
        raise NotFoundError
    children = await unit.people.children(person_id, day)
    pupil = await unit.people.pupil(person_id, day)
    if not children and pupil is None:
        rules.check_issues_to_staff(actor)
    return Receiver(person, children, pupil.class_title if pupil else None)


async def _in_own_classes(unit: UnitOfWork, actor: Actor, person_id: PersonId, day: date) -> Receiver:
    if not actor.holds(Role.CLASS_TEACHER):
        raise ForbiddenError
    classes = await unit.people.classes(actor.school_id, day)
    led = [one for one in classes if actor.leads(one.id)]
    lists = [await listed(unit, one, day) for one in led for listed in (_guardians, _pupils)]
    mine = [receiver for one in lists for receiver in one if receiver.person.id == person_id]
    if not mine:
        raise NotFoundError
    children = tuple(child for receiver in mine for child in receiver.children)
    return Receiver(mine[0].person, children, mine[0].class_title)


async def today_of(unit: UnitOfWork, actor: Actor, now: datetime) -> date:
    """The actor's school's date."""
    school = await unit.people.school(actor.school_id)
    return school.today(now)


def _line(actor: Actor, action: str, person_id: PersonId, now: datetime, **data: int) -> AuditLine:
    return AuditLine(actor.school_id, now, actor.person_id, action, f"person:{person_id}", data)
