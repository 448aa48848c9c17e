"""What those do who answer: the list, taking a question, the answer, closing (A28). The first answer counts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from core.audit.model import AuditLine
from core.calendar.working import teaches_on_saturdays
from core.consultations import files, rules
from core.consultations.asking import page_of
from core.consultations.errors import AlreadyAnsweredError, OwnQuestionError
from core.consultations.model import Desk, Page, Question, Sent, State, Words
from core.consultations.news import ANSWERED, CLOSED, settle, tell_asker
from core.deadlines.profiles import profile_of
from core.errors import ForbiddenError, NotFoundError
from core.ids import ChatKey, ConsultationId, PersonId, WordsId
from core.journal.attachments.model import SentFile
from core.journal.attachments.rules import checked as checked_file
from core.people.model import Actor
from core.unit_of_work import Database, UnitOfWork

LISTED = 15
"""Questions on the list."""


async def desk(database: Database, actor: Actor, states: Sequence[State], now: datetime) -> Desk:
    """The questions that stand so, those first that wait longest. ForbiddenError for who answers none."""
    if not actor.holds(*rules.ANSWERING):
        raise ForbiddenError
    async with database.reading() as unit:
        school = await unit.people.school(actor.school_id)
        waiting = await unit.consultations.waiting(school.id)
        saturdays = await teaches_on_saturdays(unit, school, school.today(now))
        late = rules.overdue(waiting, profile_of(school).question_hours, school, now, saturdays=saturdays)
        cards = await unit.consultations.of_school(school.id, states, LISTED)
        return Desk(school, cards, len(waiting), len(late))


async def page(database: Database, actor: Actor, question_id: ConsultationId, now: datetime) -> Page:
    """One question with who asks it. NotFoundError but for who answers it."""
    async with database.reading() as unit:
        await _question(unit, actor, question_id)
        return await _page(unit, question_id, now)


async def take(database: Database, actor: Actor, question_id: ConsultationId, now: datetime) -> Page:
    """Say that one is about to answer it; the others see it. NotFoundError, OwnQuestionError."""
    async with database.writing() as unit:
        question = await _question(unit, actor, question_id)
        _check_not_own(actor, question)
        if question.waiting and not (rules.is_taken(question, now) and question.taken_by != actor.person_id):
            await unit.consultations.save(replace(question, taken_by=actor.person_id, taken_at=now))
        found = await _page(unit, question_id, now)
        await unit.commit()
        return found


async def answer(
    database: Database,
    actor: Actor,
    question_id: ConsultationId,
    text: str,
    now: datetime,
    *,
    seen: WordsId,
    sure: bool = False,
    file: SentFile | None = None,
) -> Sent:
    """Answer it. `seen`: the last words that the writer had read.

    NotFoundError, OwnQuestionError, QuestionTextError; AlreadyAnsweredError if a colleague wrote after these, unless
    this one is `sure`; of a file FileTooBigError, FileTypeError, TooManyLetterFilesError: nothing is kept.
    """
    wanted, file = rules.checked(text, with_file=file is not None), file and checked_file(file)
    async with database.writing() as unit:
        question = await _question(unit, actor, question_id)
        by = _check_not_own(actor, question)
        kept = await files.kept(unit, actor.school_id, by, file, now) if file else None
        if await files.joined(unit, question, by, kept, wanted, now):
            page = await _page(unit, question_id, now)
            await unit.commit()
            return Sent(page, 0, joined=True)
        if not sure and _overtaken(await unit.consultations.words(question_id, LISTED), by, seen):
            raise AlreadyAnsweredError
        of = (kept,) if kept else ()
        words_id = await unit.consultations.say(question_id, by, wanted, now, by_staff=True, files=of)
        words = Words(words_id, question_id, by, by_staff=True, text=wanted, at=now, attachments=of)
        await _end(unit, replace(question, state=State.ANSWERED), words, by, ANSWERED, now)
        page = await _page(unit, question_id, now)
        await unit.commit()
        return Sent(page, int(page.reachable))


async def close(database: Database, actor: Actor, question_id: ConsultationId, now: datetime) -> Page:
    """Close it; the asker of one that waits is told that no answer comes. NotFoundError, OwnQuestionError."""
    async with database.writing() as unit:
        question = await _question(unit, actor, question_id)
        by = _check_not_own(actor, question)
        if question.state is not State.CLOSED:
            event = CLOSED if question.waiting else ""
            last = (await unit.consultations.words(question_id, 1))[-1]
            await _end(unit, replace(question, state=State.CLOSED), last, by, event, now)
        found = await _page(unit, question_id, now)
        await unit.commit()
        return found


async def show_files(
    database: Database,
    actor: Actor,
    chat_key: ChatKey,
    question_id: ConsultationId,
    words_id: WordsId,
    now: datetime,
) -> None:
    """The files of words in a question, into the chat of who answers. NotFoundError."""
    async with database.writing() as unit:
        await _question(unit, actor, question_id)
        if actor.person_id is None:
            raise NotFoundError
        words = await files.words_of(unit, question_id, words_id)
        await files.bring(unit, actor.school_id, actor.person_id, chat_key, words, now)
        await unit.commit()


def _overtaken(said: Sequence[Words], by: PersonId, seen: WordsId) -> bool:
    return any(one.by_staff and one.author_id != by and one.id > seen for one in said)


async def _end(unit: UnitOfWork, question: Question, words: Words, by: PersonId, event: str, now: datetime) -> None:
    """Nobody is about to answer it any more; both sides hear of it."""
    ended = replace(question, taken_by=None, taken_at=None)
    await unit.consultations.save(ended)
    school = await unit.people.school(question.made.school_id)
    if event:
        await tell_asker(unit, school, ended, words, by, event, now)
    await settle(unit, school, ended, now)
    line = AuditLine(school.id, now, by, f"question.{ended.state.value}", f"question:{question.id}", {})
    await unit.audit.append(line)


async def _question(unit: UnitOfWork, actor: Actor, question_id: ConsultationId) -> Question:
    question = await unit.consultations.question(question_id)
    if actor.person_id is None or not rules.answers(actor, question):
        raise NotFoundError
    return question


def _check_not_own(actor: Actor, question: Question) -> PersonId:
    if actor.person_id is None:
        raise NotFoundError
    if actor.person_id == question.made.asker_id:
        raise OwnQuestionError
    return actor.person_id


async def _page(unit: UnitOfWork, question_id: ConsultationId, now: datetime) -> Page:
    found = await page_of(unit, question_id)
    asker_id = found.card.question.made.asker_id
    if asker_id is None:
        return found
    asker = await unit.people.actor(asker_id, found.school.today(now))
    return replace(found, roles=frozenset(grant.role for grant in asker.grants))
