"""Questions to administrators and what is kept of their answers, in memory and in both databases (A28)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.consultations.model import Audience, Faq, NewFaq, NewQuestion, Question, State
from core.consultations.news import ASKED
from core.correspondence.model import Written
from core.errors import NotFoundError
from core.ids import AttachmentId, ChatKey, ConsultationId, FaqId
from core.journal.attachments.model import Attachment, FileKind
from core.notifications.model import Kind, Outcome, Planned, Posted, Result
from core.unit_of_work import Database, UnitOfWork
from tests.contract.school import DIRECTOR, DMITRY, ELSEWHERE, MARIA, NOW, SCHOOL, SECRETARY
from tests.contract.writing import BOT, linked

LATER = NOW + timedelta(hours=1)


async def asked(unit: UnitOfWork, chat: ChatKey, text: str, *, known: bool = True) -> ConsultationId:
    """A question of a mother, or of a chat that speaks for nobody."""
    asker = MARIA if known else None
    new = NewQuestion(school_id=SCHOOL, chat_key=chat, asker_id=asker, language="ru", at=NOW)
    question_id = await unit.consultations.add(new)
    await unit.consultations.say(question_id, asker, text, NOW, by_staff=False)
    return question_id


async def test_a_question_is_asked_taken_and_answered(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 900)
        question_id = await asked(unit, chat, "Не приходят отметки")
        made = NewQuestion(school_id=SCHOOL, chat_key=chat, asker_id=MARIA, language="ru", at=NOW)
        question = await unit.consultations.question(question_id)
        assert question == Question(id=question_id, made=made, state=State.WAITING, since=NOW)
        taken = replace(question, taken_by=DIRECTOR, taken_at=LATER)
        await unit.consultations.save(taken)
        (card,) = await unit.consultations.cards((question_id,))
        assert (card.question, card.first.text, card.first) == (taken, "Не приходят отметки", card.last)
        names = (card.asker, card.taken_by, card.answered_by)
        assert [name.surname if name else None for name in names] == ["Ёлкина", "Гусева", None]
        await unit.consultations.say(question_id, SECRETARY, "Включите их: /notifications", LATER, by_staff=True)
        await unit.consultations.save(replace(question, state=State.ANSWERED))
        (card,) = await unit.consultations.cards((question_id,))
        assert card.answered_by is not None
        assert (card.answered_by.surname, card.last.by_staff, card.first.by_staff) == ("Тихонова", True, False)
        said = await unit.consultations.words(question_id, 5)
        assert [(one.author_id, one.text) for one in said] == [
            (MARIA, "Не приходят отметки"),
            (SECRETARY, "Включите их: /notifications"),
        ]
        assert await unit.consultations.words(question_id, 1) == said[1:]
        with pytest.raises(NotFoundError):
            await unit.consultations.question(ConsultationId(99))


async def test_lists_have_their_order(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 900)
        ids = [await asked(unit, chat, text) for text in ("Первый", "Второй", "Третий")]
        second = await unit.consultations.question(ids[1])
        await unit.consultations.save(replace(second, since=NOW - timedelta(days=1)))
        third = await unit.consultations.question(ids[2])
        await unit.consultations.save(replace(third, state=State.CLOSED))
        waiting = await unit.consultations.of_school(SCHOOL, [State.WAITING], 5)
        assert [one.question.id for one in waiting] == [ids[1], ids[0]]
        assert [one.id for one in await unit.consultations.waiting(SCHOOL)] == [ids[1], ids[0]]
        done = await unit.consultations.of_school(SCHOOL, [State.ANSWERED, State.CLOSED], 5)
        assert [one.question.id for one in done] == [ids[2]]
        assert await unit.consultations.of_school(ELSEWHERE, [*State], 5) == ()
        own = await unit.consultations.asked_by({MARIA}, ChatKey(999), 2)
        assert [one.question.id for one in own] == [ids[2], ids[1]]
        assert await unit.consultations.asked_by({DMITRY}, chat, 5) == ()
        assert await unit.consultations.cards(()) == ()


async def test_who_is_not_connected_asks_from_a_chat(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 900)
        stranger = await asked(unit, chat, "Не могу подключиться", known=False)
        await asked(unit, chat, "А это мой вопрос")
        own = await unit.consultations.asked_by(set(), chat, 5)
        assert [(one.question.id, one.asker) for one in own] == [(stranger, None)]
        assert await unit.consultations.asked_from(chat, None, NOW - timedelta(hours=1)) == (Written(NOW), Written(NOW))
        assert await unit.consultations.asked_from(chat, None, NOW) == ()
        assert await unit.consultations.strangers_since(SCHOOL, NOW - timedelta(hours=1)) == 1
        assert await unit.consultations.strangers_since(SCHOOL, NOW) == 0
        assert await unit.consultations.strangers_since(ELSEWHERE, NOW - timedelta(hours=1)) == 0


async def test_a_person_is_counted_in_every_chat(school: Database) -> None:
    before = NOW - timedelta(hours=1)
    async with school.writing() as unit:
        chat, second = await linked(unit, MARIA, 900), await linked(unit, MARIA, 901)
        question_id = await asked(unit, chat, "Из первого чата")
        await unit.consultations.say(question_id, MARIA, "Ещё", LATER, by_staff=False)
        await unit.consultations.say(question_id, DIRECTOR, "Ответ", LATER, by_staff=True)
        await asked(unit, second, "Не могу подключиться", known=False)
        every = (Written(NOW), Written(NOW), Written(LATER))
        assert await unit.consultations.asked_from(second, MARIA, before) == every
        assert await unit.consultations.asked_from(second, None, before) == (Written(NOW),)
        assert await unit.consultations.asked_from(second, DMITRY, before) == (Written(NOW),)
        assert await unit.consultations.asked_from(ChatKey(999), MARIA, NOW) == (Written(LATER),)


async def test_files_stand_with_their_words(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 900)
        question_id = await asked(unit, chat, "Не приходят отметки")
        first, second = [Attachment(AttachmentId(n), FileKind.PHOTO, "photo.jpg", 2_000, f"print {n}") for n in (1, 2)]
        words_id = await unit.consultations.say(question_id, MARIA, "", LATER, by_staff=False, files=(first,))
        await unit.consultations.attach(words_id, (first, second))
        before, last = await unit.consultations.words(question_id, 2)
        assert (before.attachments, last.id, last.attachments) == ((), words_id, (first, second))
        (card,) = await unit.consultations.cards((question_id,))
        assert card.last == last
        assert await unit.consultations.asked_from(chat, MARIA, NOW) == (Written(LATER, 2),)


async def test_what_a_message_brought_is_found(school: Database) -> None:
    async with school.writing() as unit:
        chat, other = await linked(unit, SECRETARY, 900), await linked(unit, DIRECTOR, 901)
        question_id = await asked(unit, chat, "Где взять код?")
        (words,) = await unit.consultations.words(question_id, 1)
        content = {"event": ASKED, "words": str(words.id)}
        row = Planned(SCHOOL, chat, SECRETARY, Kind.QUESTION, "question:1", NOW, content=content)
        await unit.outbox.enqueue((row,), NOW)
        (claimed,) = await unit.outbox.claim(BOT, "me", 1, NOW, LATER)
        posted = (Posted("70"), Posted("71"))
        await unit.outbox.record("me", (Result(claimed.id, Outcome.SENT, NOW, "70", posted=posted),))
        assert await unit.consultations.told_by(chat, "71") == words
        assert await unit.consultations.told_by(chat, "72") is None
        assert await unit.consultations.told_by(other, "71") is None


async def test_what_is_kept(school: Database) -> None:
    new = NewFaq(
        school_id=SCHOOL,
        author_id=DIRECTOR,
        question="Где взять код?",
        answer="У классного руководителя.",
        audience=Audience.FAMILIES,
        language="ru",
        at=NOW,
    )
    async with school.writing() as unit:
        faq_id = await unit.consultations.keep(new)
        assert await unit.consultations.one_kept(faq_id) == Faq(faq_id, new)
        await unit.consultations.helped(faq_id)
        other = replace(new, question="Где код?", audience=Audience.EVERYBODY, shown=True)
        await unit.consultations.change_kept(Faq(faq_id, other))
        assert await unit.consultations.kept(SCHOOL) == (Faq(faq_id, other, helped=1),)
        assert await unit.consultations.kept(ELSEWHERE) == ()
        await unit.consultations.drop(faq_id)
        assert await unit.consultations.kept(SCHOOL) == ()
        with pytest.raises(NotFoundError):
            await unit.consultations.one_kept(FaqId(faq_id))


async def test_a_row_brings_the_question_as_it_stands(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, SECRETARY, 900)
        question_id = await asked(unit, chat, "Где взять код?")
        (words,) = await unit.consultations.words(question_id, 1)
        content = {"event": ASKED, "words": str(words.id)}
        row = Planned(SCHOOL, chat, SECRETARY, Kind.QUESTION, "question:1", NOW, content=content)
        await unit.outbox.enqueue((row, replace(row, dedupe_key="question:2")), NOW)
        claimed = await unit.outbox.claim(BOT, "me", 1, NOW, LATER)
        (news,) = [one.consultation for one in claimed]
        assert news is not None
        assert (news.words, news.card.question.id, claimed[0].empty) == (words, question_id, False)
        question = await unit.consultations.question(question_id)
        await unit.consultations.save(replace(question, state=State.ANSWERED))
        (second,) = await unit.outbox.claim(BOT, "me", 1, NOW, LATER)
        assert second.empty
