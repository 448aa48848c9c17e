"""What a clerk does with applications: looks, ticks the passport, registers, refuses (E01, E04-E07)."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from core.applications import rules
from core.applications.errors import UidNotReadError, UidTakenError
from core.applications.filling import line
from core.applications.finding import found_for
from core.applications.model import Application, Case, Desk, State
from core.applications.news import tell_applicant
from core.applications.reception import tell_of_registered
from core.errors import NotFoundError
from core.ids import ApplicationId, PersonId
from core.people.links.rules import read
from core.people.model import Actor, School
from core.unit_of_work import Database, UnitOfWork


async def desk(database: Database, actor: Actor, now: datetime) -> Desk:
    """What waits, the oldest first. ForbiddenError for who receives no applications."""
    rules.check_clerk(actor)
    async with database.reading() as unit:
        school = await unit.people.school(actor.school_id)
        rules.check_by_chat(school)
        waiting = await unit.applications.waiting(school.id)
        cases = tuple(_case(one, school) for one in waiting)
        return Desk(cases, school.today(now), actor.holds(*rules.CONNECTORS), rules.waits(waiting, school, now))


async def find(database: Database, actor: Actor, wanted: str) -> tuple[Case, ...]:
    """What was ever sent, by a number or the beginning of a name; the latest first. ForbiddenError."""
    rules.check_clerk(actor)
    async with database.reading() as unit:
        school = await unit.people.school(actor.school_id)
        rules.check_by_chat(school)
        every = await unit.applications.sent(school.id)
        chosen = [one for one in reversed(every) if rules.matches_search(one, wanted)]
        return tuple(_case(one, school) for one in chosen)


async def listed(database: Database, actor: Actor, states: Collection[State]) -> tuple[Case, ...]:
    """What was ever sent and stands so, the oldest first, whatever the school lets into chats. ForbiddenError."""
    rules.check_clerk(actor)
    async with database.reading() as unit:
        school = await unit.people.school(actor.school_id)
        every = await unit.applications.sent(school.id)
        return tuple(_case(one, school) for one in every if one.state in states)


async def case(database: Database, actor: Actor, application_id: ApplicationId, now: datetime) -> Case:
    """One with what the directories say about it. ForbiddenError, NotFoundError."""
    async with database.reading() as unit:
        return await case_in(unit, await of_school(unit, actor, application_id), now)


async def check_passport(database: Database, actor: Actor, application_id: ApplicationId, now: datetime) -> Case:
    """The applicant came and showed the passport, of which nothing is kept (E04)."""
    async with database.writing() as unit:
        kept = await of_school(unit, actor, application_id)
        if kept.state is State.RECEIVED:
            by = person_of(actor)
            kept = replace(kept, state=State.CHECKED, checked_at=now, checked_by=by, changed_at=now)
            await _keep(unit, kept, by, "application.checked", now)
        return await case_in(unit, kept, now)


async def register(database: Database, actor: Actor, application_id: ApplicationId, now: datetime) -> Case:
    """Enter it into the register under the next number (E06). What is registered already keeps its number."""
    async with database.writing() as unit:
        await unit.people.school_to_change(actor.school_id)
        kept = await of_school(unit, actor, application_id)
        if kept.state is State.CHECKED:
            by, (_, last) = person_of(actor), await unit.applications.last_numbers(kept.school_id)
            kept = replace(
                kept,
                state=State.REGISTERED,
                register_number=last + 1,
                registered_at=now,
                registered_by=by,
                changed_at=now,
            )
            await tell_of_registered(unit, kept, actor, now)
            await _keep(unit, kept, by, "application.registered", now)
        return await case_in(unit, kept, now)


async def enter_uid(database: Database, actor: Actor, application_id: ApplicationId, text: str, now: datetime) -> Case:
    """What the portal calls the applicant, as the applicant says: an outer number, no secret (D02, P05).

    One that was decided meanwhile is only shown. Raises UidNotReadError, UidTakenError.
    """
    uid = read(text).uid
    if uid is None:
        raise UidNotReadError
    async with database.writing() as unit:
        kept = await of_school(unit, actor, application_id)
        if kept.waiting:
            found = await case_in(unit, kept, now)
            await check_uid(unit, kept, uid, {one.person.id for one in found.found.guardians})
            kept = replace(kept, form=replace(kept.form, uid=uid), changed_at=now)
            await unit.applications.save(kept)
            await unit.audit.append(line(kept, person_of(actor), "application.uid", now))
            await unit.commit()
        return await case_in(unit, kept, now)


async def check_uid(unit: UnitOfWork, kept: Application, uid: str, may_be: Collection[PersonId]) -> None:
    """UidTakenError if the school knows anybody by it but these."""
    holders = [one for one in await unit.links.people_with_uid(uid) if one.school_id == kept.school_id]
    if any(one.id not in may_be for one in holders):
        raise UidTakenError


async def refuse(database: Database, actor: Actor, application_id: ApplicationId, reason: str, now: datetime) -> Case:
    """Refuse it with a reason, which the applicant is told. One that was decided meanwhile is only shown."""
    async with database.writing() as unit:
        kept = await of_school(unit, actor, application_id)
        if kept.waiting:
            by, why = person_of(actor), reason.strip()[: rules.LONGEST_REASON]
            kept = replace(kept, state=State.REFUSED, decided_at=now, decided_by=by, reason=why, changed_at=now)
            await _keep(unit, kept, by, "application.refused", now)
        return await case_in(unit, kept, now)


async def of_school(unit: UnitOfWork, actor: Actor, application_id: ApplicationId) -> Application:
    """One of the actor's school that was sent. ForbiddenError, NotFoundError."""
    rules.check_clerk(actor)
    rules.check_by_chat(await unit.people.school(actor.school_id))
    kept = await unit.applications.application(application_id)
    if kept.school_id != actor.school_id or kept.number is None:
        raise NotFoundError
    return kept


async def case_in(unit: UnitOfWork, application: Application, now: datetime) -> Case:
    """The application as its clerk sees it."""
    school = await unit.people.school(application.school_id)
    by = application.registered_by
    registered = (await unit.people.person(by)).name if by is not None else None
    found = await found_for(unit, application, school.today(now))
    lost = not application.on_paper and (await unit.applications.chat(application.chat_key)).blocked_at is not None
    return replace(_case(application, school), found=found, registered_by=registered, unreachable=lost)


def _case(application: Application, school: School) -> Case:
    return Case(application, rules.received_day(application, school), rules.due_day(application, school))


def person_of(actor: Actor) -> PersonId:
    """Who acts; nobody at the server's console receives applications."""
    if actor.person_id is None:
        raise NotFoundError
    return actor.person_id


async def _keep(unit: UnitOfWork, kept: Application, by: PersonId, action: str, now: datetime) -> None:
    await unit.applications.save(kept)
    await tell_applicant(unit, kept, by, now)
    await unit.audit.append(line(kept, by, action, now))
    await unit.commit()
