"""A form filled in chat, question by question; it stands in the database, so that nothing typed is lost (E02)."""

from dataclasses import dataclass, replace
from datetime import datetime

from core.applications import rules
from core.applications.errors import IncompleteError
from core.applications.model import Application, Form, Question, Relation, State
from core.applications.reception import tell_of_new
from core.audit.model import AuditLine
from core.consents.model import BUILT_IN_FORM
from core.errors import ForbiddenError, NotFoundError
from core.ids import ApplicationId, ChatKey, PersonId, SchoolId
from core.people.links.model import Address
from core.people.model import FULL, Actor, School
from core.people.pupils import is_only_pupil
from core.unit_of_work import Database, UnitOfWork


@dataclass(frozen=True, slots=True)
class Own:
    """What a chat has: the form that is being filled, what was sent, and the schools one may apply to.

    `expired`: a form was here and was left for too long.
    """

    schools: tuple[School, ...]
    form: Application | None = None
    sent: tuple[Application, ...] = ()
    expired: bool = False


async def own(database: Database, address: Address, now: datetime) -> Own:
    """What this chat has applied for; nobody else sees it."""
    async with database.reading() as unit:
        schools = tuple(one for one in await unit.people.schools() if one.content_mode == FULL)
        chat = await unit.links.chat(address)
        if chat is None:
            return Own(schools)
        form = await unit.applications.filling(chat.key)
        sent = await unit.applications.of_chat(chat.key)
    gone = form is not None and rules.expired(form, now)
    return Own(schools, None if gone else form, sent, gone)


async def form_of(database: Database, address: Address, now: datetime) -> Application | None:
    """The form whose answer is awaited in this chat."""
    async with database.reading() as unit:
        chat = await unit.links.chat(address)
        form = await unit.applications.filling(chat.key) if chat else None
    return form if form is not None and form.asked is not None and not rules.expired(form, now) else None


async def begin(
    database: Database, address: Address, school_id: SchoolId, now: datetime, clerk: Actor | None = None
) -> Application:
    """A new form, or the one that is being filled already. A clerk types one that was brought on paper.

    Raises OnPaperOnlyError, and ForbiddenError for somebody without the right to type and in a pupil's own chat.
    """
    if clerk is not None:
        rules.check_clerk(clerk)
    async with database.writing() as unit:
        rules.check_by_chat(await unit.people.school(school_id))
        chat = await unit.links.ensure_chat(address)
        await _check_no_pupil(unit, address, now)
        kept = await unit.applications.filling(chat.key)
        typed_by = clerk.person_id if clerk else None
        if kept is not None and not rules.expired(kept, now) and kept.typed_by == typed_by:
            return kept
        if kept is not None:
            await unit.applications.save(replace(kept, state=State.EXPIRED, changed_at=now))
        new = _new(school_id, chat.key, typed_by, now)
        made = replace(new, id=await unit.applications.add(new))
        await unit.commit()
        return made


async def anew(database: Database, address: Address, now: datetime) -> None:
    """Drop the form that is being filled, if there is one."""
    async with database.writing() as unit:
        kept = await _form(unit, address, now)
        await unit.applications.save(replace(kept, state=State.EXPIRED, changed_at=now))
        await unit.commit()


async def ask(database: Database, address: Address, question: Question | None, now: datetime) -> Application:
    """This question is to be answered next; None: nothing is awaited."""
    async with database.writing() as unit:
        kept = replace(await _form(unit, address, now), asked=question, changed_at=now)
        await unit.applications.save(kept)
        await unit.commit()
        return kept


async def answer(database: Database, address: Address, text: str, now: datetime) -> Application:
    """The answer to the question that stands; the next one stands then.

    Raises what reading it may raise, NotFoundError where nothing is asked.
    """
    async with database.writing() as unit:
        kept = await _form(unit, address, now)
        return await _answered(unit, kept, await _read(unit, kept, text, now), now)


async def choose(database: Database, address: Address, question: Question, value: str, now: datetime) -> Application:
    """An answer by a button: a relation, or the consent to the form of this version."""
    async with database.writing() as unit:
        kept = await _form(unit, address, now)
        if question is Question.RELATION:
            return await _answered(unit, kept, replace(kept.form, relation=Relation(value)), now)
        if question is Question.CONSENT and value == BUILT_IN_FORM:
            return await _answered(unit, kept, replace(kept.form, consent=value, consent_at=now), now)
        raise NotFoundError


async def send(database: Database, address: Address, now: datetime, language: str | None = None) -> Application:
    """Send the form: it gets its number. Sent already, it is only returned.

    Raises IncompleteError, AlreadyAppliedError, TooManyApplicationsError.
    """
    async with database.writing() as unit:
        kept = await _form(unit, address, now)
        if kept.form.missing:
            raise IncompleteError
        school = await unit.people.school_to_change(kept.school_id)
        rules.check_by_chat(school)
        if not kept.on_paper:
            sent = await unit.applications.sent_since(school.id, now - rules.A_DAY)
            rules.check_sends(kept.form, await unit.applications.of_chat(kept.chat_key), sent, now)
        number, _ = await unit.applications.last_numbers(school.id)
        done = replace(kept, state=State.RECEIVED, asked=None, number=number + 1, received_at=now, changed_at=now)
        await unit.applications.save(done)
        chat = await unit.links.ensure_chat(address)
        if chat.language is None and language:
            await unit.links.set_language(chat.key, language)
        await tell_of_new(unit, done, now)
        await unit.audit.append(line(done, done.typed_by, "application.received", now))
        await unit.commit()
        return done


async def withdraw(database: Database, address: Address, application_id: ApplicationId, now: datetime) -> Application:
    """The applicant wants it no longer, before it was decided. A decided one is only shown. NotFoundError."""
    async with database.writing() as unit:
        kept = await _own_sent(unit, address, application_id)
        if not kept.waiting:
            return kept
        done = replace(kept, state=State.WITHDRAWN, decided_at=now, changed_at=now)
        await unit.applications.save(done)
        await unit.audit.append(line(done, None, "application.withdrawn", now))
        await unit.commit()
        return done


async def sent(database: Database, address: Address, application_id: ApplicationId) -> tuple[Application, School]:
    """One that was sent from this very chat, and its school. NotFoundError for anybody else's."""
    async with database.reading() as unit:
        kept = await _own_sent(unit, address, application_id)
        return kept, await unit.people.school(kept.school_id)


def line(application: Application, by: PersonId | None, action: str, now: datetime) -> AuditLine:
    """Numbers and codes only: names stand in the application."""
    data: dict[str, object] = {"state": application.state.value, "number": application.number}
    return AuditLine(application.school_id, now, by, action, f"application:{application.id}", data)


async def _check_no_pupil(unit: UnitOfWork, address: Address, now: datetime) -> None:
    """Parents apply (E02): ForbiddenError in a chat that speaks for pupils alone."""
    links = await unit.links.links_of(address)
    schools = {one.id: one for one in await unit.people.schools()}
    actors = [await unit.people.actor(one.person_id, schools[one.school_id].today(now)) for one in links]
    if actors and all(is_only_pupil(actor) for actor in actors):
        raise ForbiddenError


def _new(school_id: SchoolId, chat_key: ChatKey, typed_by: PersonId | None, now: datetime) -> Application:
    return Application(id=ApplicationId(0), school_id=school_id, chat_key=chat_key, changed_at=now, typed_by=typed_by)


async def _form(unit: UnitOfWork, address: Address, now: datetime) -> Application:
    chat = await unit.links.chat(address)
    kept = await unit.applications.filling(chat.key) if chat else None
    if kept is None or rules.expired(kept, now):
        raise NotFoundError
    return kept


async def _own_sent(unit: UnitOfWork, address: Address, application_id: ApplicationId) -> Application:
    chat = await unit.links.chat(address)
    kept = await unit.applications.application(application_id) if chat else None
    if chat is None or kept is None or kept.chat_key != chat.key or kept.on_paper or kept.number is None:
        raise NotFoundError
    return kept


async def _read(unit: UnitOfWork, kept: Application, text: str, now: datetime) -> Form:
    match kept.asked:
        case Question.GUARDIAN:
            return replace(kept.form, guardian=rules.read_name(text))
        case Question.CHILD:
            return replace(kept.form, child=rules.read_name(text))
        case Question.PHONE:
            return replace(kept.form, phone=rules.read_phone(text))
        case Question.CLASS:
            school = await unit.people.school(kept.school_id)
            classes = await unit.people.classes(school.id, school.today(now))
            return replace(kept.form, class_title=rules.read_class(text, classes))
        case _:
            raise NotFoundError


async def _answered(unit: UnitOfWork, kept: Application, form: Form, now: datetime) -> Application:
    done = replace(kept, form=form, asked=form.missing, changed_at=now)
    await unit.applications.save(done)
    await unit.commit()
    return done
