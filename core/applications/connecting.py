"""The end of an application's way: guardianship, consent and the link of the chat it came from (E07, E08)."""

import asyncio
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from core.applications import rules
from core.applications.filling import line
from core.applications.finding import found_for
from core.applications.model import Application, Case, State
from core.applications.news import tell_applicant
from core.applications.service import case_in, check_uid, of_school, person_of
from core.consents.model import Consent, Way
from core.errors import NotFoundError
from core.ids import ApplicationId, ConsentId, PersonId
from core.people.links.codes import keep_code
from core.people.links.model import Code, Slip
from core.people.links.ports import Randomness
from core.people.links.rules import hashed, new_code
from core.people.links.service import link_person
from core.people.model import Actor, Person
from core.unit_of_work import Database, UnitOfWork


@dataclass(frozen=True, slots=True)
class Connected:
    """What became of it. Who came with a paper has no chat yet and gets a slip with a one-time code."""

    case: Case
    slip: Slip | None = None


@dataclass(frozen=True, slots=True)
class Codes:
    """How a code is made for whoever came with a paper: by chance, for so many days."""

    source: Randomness
    days: int


async def connect(
    database: Database,
    actor: Actor,
    application_id: ApplicationId,
    pupil_id: PersonId,
    guardian_id: PersonId | None,
    now: datetime,
    codes: Codes,
) -> Connected:
    """Give the applicant access to the diary of this pupil, as this guardian of the directories or (None) a new one.

    Only a registered one is connected; any other is shown as it stands. ForbiddenError for a clerk who only
    registers; NotFoundError for people whom the form cannot mean; UidTakenError.
    """
    rules.check_connects(actor)
    code = new_code(codes.source)
    code_hash = await asyncio.to_thread(hashed, code)
    async with database.writing() as unit:
        await unit.people.school_to_change(actor.school_id)  # two who connect at once make no two guardians
        kept = await of_school(unit, actor, application_id)
        if kept.state is not State.REGISTERED:
            return Connected(await case_in(unit, kept, now))
        day = (await unit.people.school(kept.school_id)).today(now)
        await _check_meant(unit, kept, pupil_id, guardian_id, day)
        guardian = await _guardian(unit, kept, guardian_id)
        await _give_uid(unit, kept, guardian)
        await _make_guardianship(unit, kept, guardian, pupil_id, day)
        await _enter_consent(unit, kept, guardian, pupil_id, now)
        done = _decided(kept, person_of(actor), guardian, pupil_id, now)
        await unit.applications.save(done)
        slip = Slip(guardian, await unit.people.children(guardian.id, day), code, now + timedelta(days=codes.days))
        if done.on_paper:
            await keep_code(unit, actor, Code(guardian.id, code_hash, actor.person_id, now, slip.expires))
        else:
            await link_person(unit, await unit.applications.chat(done.chat_key), guardian, now)
        await tell_applicant(unit, done, guardian.id, now)
        await unit.audit.append(line(done, done.decided_by, "application.connected", now))
        await unit.commit()
        return Connected(await case_in(unit, done, now), slip if done.on_paper else None)


def _decided(kept: Application, by: PersonId, guardian: Person, pupil_id: PersonId, now: datetime) -> Application:
    return replace(
        kept,
        state=State.CONNECTED,
        decided_at=now,
        decided_by=by,
        guardian_id=guardian.id,
        pupil_id=pupil_id,
        changed_at=now,
    )


async def _check_meant(
    unit: UnitOfWork, kept: Application, pupil_id: PersonId, guardian_id: PersonId | None, day: date
) -> None:
    """An id in a button may be anybody's: only whom the names mean may be connected."""
    found = await found_for(unit, kept, day)
    pupils = {one.person.id for one in found.pupils}
    guardians = {None, *(one.person.id for one in found.guardians)}
    if pupil_id not in pupils or guardian_id not in guardians:
        raise NotFoundError


async def _guardian(unit: UnitOfWork, kept: Application, guardian_id: PersonId | None) -> Person:
    if guardian_id is not None:
        return await unit.people.person(guardian_id)
    name = kept.form.guardian
    if name is None:
        raise NotFoundError
    return await unit.applications.add_guardian(kept.school_id, name, kept.form.phone)


async def _give_uid(unit: UnitOfWork, kept: Application, guardian: Person) -> None:
    """The UID of the application, unless the directories know one already. UidTakenError."""
    uid = kept.form.uid
    if uid is not None and guardian.uid is None:
        await check_uid(unit, kept, uid, ())
        await unit.applications.give_uid(guardian, uid)


async def _make_guardianship(
    unit: UnitOfWork, kept: Application, guardian: Person, pupil_id: PersonId, day: date
) -> None:
    own = await unit.people.children(guardian.id, day)
    if pupil_id not in {child.pupil.id for child in own}:
        number = str(kept.register_number)
        await unit.applications.add_guardianship(guardian, pupil_id, kept.form.relation, day, number)


async def _enter_consent(
    unit: UnitOfWork, kept: Application, guardian: Person, pupil_id: PersonId, now: datetime
) -> None:
    await unit.consents.take_turn(guardian.id)
    if await unit.consents.standing(guardian.id, pupil_id) is None:
        await unit.consents.add(
            Consent(
                id=ConsentId(0),
                school_id=kept.school_id,
                person_id=guardian.id,
                pupil_id=pupil_id,
                form=kept.form.consent or "",
                given_at=kept.form.consent_at or now,
                way=Way.PAPER if kept.on_paper else Way.CHAT,
                application_id=kept.id,
            )
        )
