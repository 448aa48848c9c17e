"""Answers to a notice, in memory and in both databases."""

from dataclasses import replace

from core.journal.attachments.model import FileKind, SentFile
from core.notices.model import State
from core.notices.question import Asking, Question
from core.unit_of_work import Database
from tests.contract.school import MARIA, NOW, OLGA, PETROVA, SCHOOL, TODAY
from tests.contract.test_notices import LATER, NEW, asked, reminded
from tests.contract.writing import BOT, linked

OWN = Question(Asking.OWN, ("Приду", "Не приду", "Позже"), LATER)


async def test_what_is_asked_is_kept(school: Database) -> None:
    async with school.writing() as unit:
        draft = await unit.notices.notice(await unit.notices.add(replace(NEW, question=Question(Asking.YES_NO))))
        assert draft.made.question == Question(Asking.YES_NO)
        assert await unit.notices.ask(draft, OWN)
        assert not await unit.notices.ask(draft, Question())
        kept = await unit.notices.notice(draft.id)
        assert (kept.made.question, kept.made.question.count, kept.made.asks) == (OWN, 3, True)
        assert not await unit.notices.close(kept, NOW, TODAY, NOW, consent_needed=False)


async def test_an_answer_is_a_persons_and_may_be_changed(school: Database) -> None:
    async with school.writing() as unit:
        for person, chat in ((MARIA, 900), (MARIA, 901), (PETROVA, 902)):
            await linked(unit, person, chat)
        notice = await asked(unit, OWN)
        assert await unit.notices.acknowledge(notice.id, [MARIA], NOW, answer=1)
        edits = await unit.outbox.claim(BOT, "me", 10, NOW, LATER)
        assert {(one.operation.value, one.notice and one.notice.answer) for one in edits} == {("edit", 1)}
        assert all(one.notice and one.notice.takes and not one.notice.waits for one in edits)
        assert await unit.notices.acknowledge(notice.id, [MARIA], LATER, answer=1)
        assert await unit.notices.acknowledge(notice.id, [MARIA], LATER, answer=0)
        assert not await unit.notices.acknowledge(notice.id, [OLGA], NOW, answer=0)
        report = await unit.notices.report(notice.id)
        assert (report.delivered, report.read, {**report.answers}) == (2, 1, {0: 1})
        lines = {one.name.short: (one.answer, one.read_at) for one in await unit.notices.lines(notice, NOW.date())}
        assert (lines["Ёлкина Мария"], lines["Петрова Инна"]) == ((0, LATER), (None, None))
        assert [one.short for one in await unit.notices.silent(notice, 9)] == ["Петрова Инна"]
        assert await reminded(unit, notice) == 1


async def test_after_the_end_nothing_is_taken_and_messages_say_so(school: Database) -> None:
    async with school.writing() as unit:
        await linked(unit, MARIA, 900)
        notice = await asked(unit, replace(OWN, until=None))
        assert await unit.notices.close(notice, NOW, TODAY, NOW, consent_needed=False)
        assert not await unit.notices.close(notice, None, TODAY, NOW, consent_needed=False)
        closed = await unit.notices.notice(notice.id)
        assert (closed.state, closed.made.question.until, closed.made.question.closed(NOW)) == (State.SENT, NOW, True)
        (edit,) = await unit.outbox.claim(BOT, "me", 10, NOW, LATER)
        assert edit.notice is not None
        assert (edit.notice.closed, edit.notice.takes) == (True, False)
        assert await unit.notices.close(closed, None, TODAY, NOW, consent_needed=False)
        assert not (await unit.notices.notice(notice.id)).made.question.closed(LATER)


async def test_files_go_with_a_draft(school: Database) -> None:
    async with school.writing() as unit:
        sent = SentFile(FileKind.PHOTO, "photo.jpg", "image/jpeg", 10, "p", BOT, "ref", "telegram:1:100:7")
        file = await unit.attachments.add(SCHOOL, OLGA, sent, NOW)
        draft = await unit.notices.notice(await unit.notices.add(NEW))
        assert await unit.notices.attach(draft, [file])
        assert not await unit.notices.attach(draft, [])
        kept = await unit.notices.notice(draft.id)
        assert kept.made.files == (file,)
        copy = await unit.notices.notice(await unit.notices.add(replace(NEW, files=(file,))))
        assert copy.made.files == (file,)
        assert await unit.notices.attach(kept, [])
        assert (await unit.notices.notice(draft.id)).made.files == ()
