"""Asking the school's administrators, and going on in the same question (A28). Who is not connected may ask too."""

from dataclasses import replace
from datetime import datetime

from core.consultations import files, rules
from core.consultations.errors import StrangerFileError, StrangersAskedError
from core.consultations.model import Card, NewQuestion, Page, Question, Sent, State, Words
from core.consultations.news import chats_of, settle, tell_staff
from core.correspondence.rules import check_files
from core.errors import NotFoundError
from core.ids import ConsultationId, PersonId, SchoolId, WordsId
from core.journal.attachments.model import Attachment, SentFile
from core.journal.attachments.rules import checked as checked_file
from core.people.links.model import Chat, Identity
from core.people.model import Actor, School
from core.people.pupils import check_pupils_read, is_only_pupil, lets_pupils_read
from core.unit_of_work import Database, UnitOfWork

LISTED = 5
"""Own questions on the screen, the latest first."""
SHOWN = 10
"""Of what was said on the page of a question."""


async def schools(database: Database, identity: Identity) -> tuple[School, ...]:
    """The schools that may be asked: those that the chat has to do with; every one, if it speaks for nobody.

    PupilsKeptOutError for pupils where no school lets them in.
    """
    async with database.reading() as unit:
        every = await unit.people.schools()
    own = [one for one in every if not identity.actors or _speaker(identity, one.id)]
    open_ = [one for one in own if _lets_in(_speaker(identity, one.id), one)]
    if own and not open_:
        check_pupils_read(own[0])
    return tuple(open_)


async def ask(
    database: Database,
    identity: Identity,
    school_id: SchoolId,
    text: str,
    language: str | None,
    now: datetime,
    file: SentFile | None = None,
) -> Sent:
    """A new question. NotFoundError for a school that is none of the chat's.

    PupilsKeptOutError, QuestionTextError, TooManyQuestionsError, StrangersAskedError; of a file StrangerFileError,
    FileTooBigError, FileTypeError, FilesADayError: nothing is kept.
    """
    wanted, file = rules.checked(text, with_file=file is not None), file and checked_file(file)
    async with database.writing() as unit:
        school = await unit.people.school(school_id)
        actor = _checked(identity, school)
        chat = await unit.links.ensure_chat(identity.address)
        asker_id = actor.person_id if actor else None
        await _check_pace(unit, school, chat, asker_id, now)
        kept = await _kept(unit, school, chat, asker_id, file, now)
        await _speak(unit, chat, language)
        new = NewQuestion(school_id=school.id, chat_key=chat.key, asker_id=asker_id, language=language, at=now)
        return await _said(unit, school, await unit.consultations.add(new), wanted, kept, now)


async def go_on(
    database: Database,
    identity: Identity,
    question_id: ConsultationId,
    text: str,
    now: datetime,
    file: SentFile | None = None,
) -> Sent:
    """Further words in an own question, which waits again. NotFoundError for another's; else as `ask`.

    A further file of an album joins the words that the first one made. TooManyLetterFilesError.
    """
    wanted, file = rules.checked(text, with_file=file is not None), file and checked_file(file)
    async with database.writing() as unit:
        question = await own_question(unit, identity, question_id)
        school = await unit.people.school(question.made.school_id)
        if not question.of_stranger:
            _checked(identity, school)
        chat = await unit.links.ensure_chat(identity.address)
        asker_id = question.made.asker_id
        kept = await _kept(unit, school, chat, asker_id, file, now)
        if asker_id is not None and await files.joined(unit, question, asker_id, kept, wanted, now):
            page = await page_of(unit, question_id)
            await unit.commit()
            return Sent(page, 0, joined=True)
        await _check_pace(unit, school, chat, asker_id, now)
        if not question.waiting:
            await unit.consultations.save(
                replace(question, state=State.WAITING, since=now, taken_by=None, taken_at=None)
            )
        return await _said(unit, school, question_id, wanted, kept, now)


async def own(database: Database, identity: Identity) -> tuple[Card, ...]:
    """What was asked here of late, the latest first."""
    if identity.chat is None:
        return ()
    async with database.reading() as unit:
        return await unit.consultations.asked_by(_people(identity), identity.chat.key, LISTED)


async def read(database: Database, identity: Identity, question_id: ConsultationId) -> Page:
    """An own question with what was said. NotFoundError for another's."""
    async with database.reading() as unit:
        await own_question(unit, identity, question_id)
        return await page_of(unit, question_id)


async def close(database: Database, identity: Identity, question_id: ConsultationId, now: datetime) -> Page:
    """The asker needs no more: «Помогло», or it is withdrawn. NotFoundError for another's."""
    async with database.writing() as unit:
        question = await own_question(unit, identity, question_id)
        if question.state is not State.CLOSED:
            closed = replace(question, state=State.CLOSED, taken_by=None, taken_at=None)
            await unit.consultations.save(closed)
            await settle(unit, await unit.people.school(question.made.school_id), closed, now)
        page = await page_of(unit, question_id)
        await unit.commit()
        return page


async def show_files(
    database: Database, identity: Identity, question_id: ConsultationId, words_id: WordsId, now: datetime
) -> None:
    """The files of words in an own question, into this chat. NotFoundError."""
    async with database.writing() as unit:
        question = await own_question(unit, identity, question_id)
        words = await files.words_of(unit, question_id, words_id)
        person_id = question.made.asker_id or words.author_id
        if identity.chat is None or person_id is None:
            raise NotFoundError
        await files.bring(unit, question.made.school_id, person_id, identity.chat.key, words, now)
        await unit.commit()


async def page_of(unit: UnitOfWork, question_id: ConsultationId) -> Page:
    """A question with the last that was said."""
    (card,) = await unit.consultations.cards((question_id,))
    made = card.question.made
    school = await unit.people.school(made.school_id)
    words = await unit.consultations.words(question_id, SHOWN)
    reachable = bool(await chats_of(unit, card.question))
    return Page(school, card, words, reachable=reachable)


async def own_question(unit: UnitOfWork, identity: Identity, question_id: ConsultationId) -> Question:
    """A question of somebody for whom the chat speaks, or of the chat itself. NotFoundError for any other."""
    question = await unit.consultations.question(question_id)
    made = question.made
    if made.asker_id is not None and made.asker_id in _people(identity):
        return question
    if made.asker_id is None and identity.chat is not None and made.chat_key == identity.chat.key:
        return question
    raise NotFoundError


async def _said(
    unit: UnitOfWork, school: School, question_id: ConsultationId, text: str, file: Attachment | None, now: datetime
) -> Sent:
    """Keep the words, tell those who answer, and make it last."""
    question, of = await unit.consultations.question(question_id), (file,) if file else ()
    author_id = question.made.asker_id
    words_id = await unit.consultations.say(question_id, author_id, text, now, by_staff=False, files=of)
    words = Words(words_id, question_id, author_id, by_staff=False, text=text, at=now, attachments=of)
    told = await tell_staff(unit, school, question, words, now)
    page = await page_of(unit, question_id)
    await unit.commit()
    return Sent(page, told)


async def _check_pace(unit: UnitOfWork, school: School, chat: Chat, asker_id: PersonId | None, now: datetime) -> None:
    """Of a person in all chats together, and of the chat; of who is not connected of the chat."""
    since, stranger = now - rules.DAY, asker_id is None
    asked = [one.at for one in await unit.consultations.asked_from(chat.key, asker_id, since)]
    rules.check_pace(asked, now, stranger=stranger)
    if stranger and await unit.consultations.strangers_since(school.id, since) >= rules.STRANGERS_A_DAY:
        raise StrangersAskedError


async def _kept(
    unit: UnitOfWork, school: School, chat: Chat, asker_id: PersonId | None, file: SentFile | None, now: datetime
) -> Attachment | None:
    """The file, if one came. StrangerFileError, FilesADayError."""
    if file is None:
        return None
    if asker_id is None:
        raise StrangerFileError
    check_files(await unit.consultations.asked_from(chat.key, asker_id, now - rules.DAY), by_staff=False)
    return await files.kept(unit, school.id, asker_id, file, now)


async def _speak(unit: UnitOfWork, chat: Chat, language: str | None) -> None:
    """The answer comes in the language in which it was asked."""
    if chat.language is None and language:
        await unit.links.set_language(chat.key, language)


def _checked(identity: Identity, school: School) -> Actor | None:
    """Who asks; None for who is not connected. NotFoundError, PupilsKeptOutError."""
    actor = _speaker(identity, school.id)
    if actor is None and identity.actors:
        raise NotFoundError
    if not _lets_in(actor, school):
        check_pupils_read(school)
    return actor


def _speaker(identity: Identity, school_id: SchoolId) -> Actor | None:
    """For whom of that school the chat speaks; who is more than a pupil goes first."""
    own = [one for one in identity.actors if one.school_id == school_id]
    return min(own, key=is_only_pupil) if own else None


def _lets_in(actor: Actor | None, school: School) -> bool:
    return actor is None or not is_only_pupil(actor) or lets_pupils_read(school)


def _people(identity: Identity) -> frozenset[PersonId]:
    return frozenset(one.person_id for one in identity.actors if one.person_id is not None)
