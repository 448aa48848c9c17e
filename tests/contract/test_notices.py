"""Notices, in memory and in both databases."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from core.errors import NotFoundError
from core.ids import ChatKey, NoticeId, PersonId
from core.notices.audience import Audience, Reach, Reader
from core.notices.model import NewNotice, Notice, Span, State, Style, Words
from core.notices.outcome import End, Ended
from core.notices.ports import Hours
from core.notices.question import Asking, Question
from core.notifications.model import Kind, Outcome, Priority, Result
from core.notifications.preferences import Choices
from core.unit_of_work import Database, UnitOfWork
from storage.database import Database as Opened
from tests.contract.school import (
    CLASS_5A,
    CLASS_6B,
    CLASS_ELSEWHERE,
    DIRECTOR,
    DMITRY,
    ELSEWHERE,
    IVANOVA,
    MARIA,
    NOW,
    OLGA,
    PETROVA,
    SCHOOL,
    SIDOROVA,
    TODAY,
)
from tests.contract.writing import BOT, linked

WORDS = Words("Завтра <12:00>", (Span(Style.BOLD, 0, 6), Span(Style.LINK, 7, 9, "https://example.org/?a=1&b=2")))
GUARDIANS_OF_5A = Audience(frozenset({Reader.GUARDIANS}), classes=frozenset({CLASS_5A}))
NEW = NewNotice(SCHOOL, DIRECTOR, WORDS, GUARDIANS_OF_5A, "5А", NOW)
READING = Question(Asking.READ)
LATER = NOW + timedelta(hours=1)
USUAL: dict[Hours, datetime] = {(None, None): NOW}


async def reach(unit: UnitOfWork, audience: Audience, *, consent_needed: bool = False) -> Reach:
    return await unit.notices.reach(SCHOOL, audience, TODAY, consent_needed=consent_needed)


async def sent(unit: UnitOfWork, new: NewNotice = NEW) -> tuple[Notice, Reach]:
    draft = await unit.notices.notice(await unit.notices.add(new))
    assert await unit.notices.begin(draft, NOW)
    told = await unit.notices.enqueue(draft, TODAY, NOW, USUAL, consent_needed=False)
    return await unit.notices.notice(draft.id), told


async def test_a_draft_is_kept_and_changed_only_as_it_was_seen(school: Database) -> None:
    async with school.writing() as unit:
        notice_id = await unit.notices.add(NEW)
        first = await unit.notices.notice(notice_id)
        assert first == Notice(notice_id, NEW, State.DRAFT, 1)
        other = replace(GUARDIANS_OF_5A, grades=frozenset({5, 6}), classes=frozenset())
        assert await unit.notices.change(first, Words("Иначе"), other)
        second = await unit.notices.notice(notice_id)
        assert (second.version, second.made.words, second.made.audience) == (2, Words("Иначе"), other)
        assert not await unit.notices.change(first, WORDS, GUARDIANS_OF_5A)
        assert not await unit.notices.begin(first, NOW)
        assert not await unit.notices.discard(first)
        assert await unit.notices.drafts_of(DIRECTOR) == 1
        assert await unit.notices.listed(SCHOOL, DIRECTOR, every=True, limit=5) == (second,)
        assert await unit.notices.listed(SCHOOL, OLGA, every=True, limit=5) == ()
        assert await unit.notices.listed(ELSEWHERE, DIRECTOR, every=True, limit=5) == ()
        assert await unit.notices.discard(second)
        with pytest.raises(NotFoundError):
            await unit.notices.notice(notice_id)
        assert await unit.notices.drafts_of(DIRECTOR) == 0


async def test_people_of_an_audience_are_counted_once(school: Database) -> None:
    async with school.writing() as unit:
        of_5a = await reach(unit, GUARDIANS_OF_5A)
        await linked(unit, MARIA, 900)
        await linked(unit, MARIA, 901)
        await linked(unit, PETROVA, 902)
        told = await reach(unit, GUARDIANS_OF_5A)
        assert (of_5a.told, of_5a.chats, of_5a.unlinked) == (0, 0, of_5a.people)
        assert told == Reach(of_5a.people, 2, 3, of_5a.people - 2, 0)
        assert await reach(unit, Audience(frozenset({Reader.GUARDIANS}), grades=frozenset({5}))) == told
        everybody = await reach(unit, Audience(frozenset(Reader)))
        one_by_one = [await reach(unit, Audience(frozenset({one}))) for one in Reader]
        assert everybody.people < sum(one.people for one in one_by_one)  # the class teacher is staff too
        assert await reach(unit, Audience()) == Reach()
        elsewhere = Audience(frozenset({Reader.GUARDIANS}), classes=frozenset({CLASS_ELSEWHERE}))
        assert await reach(unit, elsewhere) == Reach()


async def test_readers(school: Database) -> None:
    async with school.writing() as unit:
        for person, chat in ((OLGA, 900), (SIDOROVA, 901), (DIRECTOR, 902)):
            await linked(unit, person, chat)
        teachers = Audience(frozenset({Reader.CLASS_TEACHERS}), classes=frozenset({CLASS_5A}))
        assert await reach(unit, teachers) == Reach(1, 1, 1, 0, 0)
        assert await reach(unit, replace(teachers, classes=frozenset({CLASS_6B}))) == Reach()
        staff = await reach(unit, Audience(frozenset({Reader.STAFF}), classes=frozenset({CLASS_6B})))
        assert staff.told == 2
        pupils = await reach(unit, Audience(frozenset({Reader.PUPILS}), classes=frozenset({CLASS_5A})))
        assert (pupils.people > 5, pupils.told) == (True, 0)


async def test_who_never_agreed_is_counted_and_not_written_to(school: Database) -> None:
    async with school.writing() as unit:
        await linked(unit, MARIA, 900)
        needed = await reach(unit, GUARDIANS_OF_5A, consent_needed=True)
        assert needed.unasked + needed.told + needed.unlinked == needed.people
        assert needed.unasked > 0


async def test_each_chat_gets_one_row_behind_everything_else(school: Database) -> None:
    async with school.writing() as unit:
        shared = await linked(unit, MARIA, 900)
        await linked(unit, DMITRY, 900)
        other = await linked(unit, PETROVA, 901)
        notice, told = await sent(unit)
        assert (told.told, told.chats) == (3, 2)
        assert (notice.state, notice.version, notice.sent_at, notice.reach) == (State.SENT, 2, NOW, told)
        claimed = await unit.outbox.claim(BOT, "me", 10, NOW, LATER)
        assert {one.chat_key for one in claimed} == {shared, other}
        assert {one.kind for one in claimed} == {Kind.NOTICE}
        news = claimed[0].notice
        assert news is not None
        assert (news.notice.made.words, news.school_name, news.report) == (WORDS, "Школа 900", None)
        rows = await unit.outbox.with_keys([f"notice:{notice.id}:{shared}"])
        assert [(row.planned.priority, row.planned.notice_id) for row in rows] == [(Priority.BULK, notice.id)]


async def test_the_report_counts_people_and_chats(school: Database) -> None:
    async with school.writing() as unit:
        await linked(unit, MARIA, 900)
        await linked(unit, MARIA, 901)
        await linked(unit, PETROVA, 902)
        await linked(unit, DMITRY, 903)
        notice, _ = await sent(unit)
        assert (await unit.notices.report(notice.id)).waiting == 4
        assert await unit.notices.underway() == (notice.id,)
        claimed = await unit.outbox.claim(BOT, "me", 10, NOW, LATER)
        done = [Result(one.id, Outcome.SENT, NOW, str(one.id)) for one in claimed[:2]]
        failed = Result(claimed[2].id, Outcome.UNREACHABLE, NOW, reason="blocked")
        await unit.outbox.record("me", (*done, failed))
        report = await unit.notices.report(notice.id)
        assert (report.delivered, report.waiting, report.share, report.sent) == (1, 1, 75, 2)
        assert report.ended == (Ended("sent", None, 2), Ended("unreachable", "blocked", 1))
        await unit.notices.note_shown(notice.id, 75)
        assert (await unit.notices.notice(notice.id)).shown == 75
        await unit.notices.note_shown(notice.id, 100)
        assert await unit.notices.underway() == ()


async def test_quiet_hours_hold_a_row_back(school: Database) -> None:
    async with school.writing() as unit:
        maria, petrova = await linked(unit, MARIA, 900), await linked(unit, PETROVA, 901)
        hours: Hours = (NOW.time(), None)
        await unit.preferences.save(SCHOOL, MARIA, Choices(quiet_from=hours[0]))
        assert await unit.notices.quiet_hours(SCHOOL) == {hours}
        draft = await unit.notices.notice(await unit.notices.add(NEW))
        await unit.notices.enqueue(draft, TODAY, NOW, {**USUAL, hours: LATER}, consent_needed=False)
        keys = [f"notice:{draft.id}:{one}" for one in (maria, petrova)]
        due = {row.planned.chat_key: row.planned.not_before for row in await unit.outbox.with_keys(keys)}
        assert due == {ChatKey(maria): LATER, ChatKey(petrova): NOW}


async def test_people_by_the_first_letters_of_their_names(school: Database) -> None:
    async with school.reading() as unit:
        found = await unit.notices.beginning(SCHOOL, {"Ёл", "Си"}, {"С", "О"})
        assert {one.short for one in found} == {"Ёлкина Софья", "Сидоров Олег"}
        assert await unit.notices.beginning(SCHOOL, {"Ёл"}, set()) == ()
        with pytest.raises(NotFoundError):
            await unit.notices.notice(NoticeId(7))


async def test_other_words_reach_what_came_and_what_is_coming(school: Database) -> None:
    async with school.writing() as unit:
        for person, chat in ((MARIA, 900), (DMITRY, 901), (PETROVA, 902)):
            await linked(unit, person, chat)
        notice, _ = await sent(unit)
        came, coming = await unit.outbox.claim(BOT, "me", 2, NOW, LATER)
        await unit.outbox.record("me", (Result(came.id, Outcome.SENT, NOW, "1"),))
        assert await unit.notices.revise(notice, Words("Иначе"), TODAY, NOW, consent_needed=False)
        assert not await unit.notices.revise(notice, Words("Ещё иначе"), TODAY, NOW, consent_needed=False)
        claimed = await unit.outbox.claim(BOT, "me", 10, NOW, LATER)
        assert sorted(one.operation.value for one in claimed) == ["edit", "send"]
        assert {one.notice.notice.made.words.text for one in claimed if one.notice} == {"Иначе"}
        await unit.outbox.record("me", (Result(coming.id, Outcome.SENT, NOW, "2"),))
        (last,) = await unit.outbox.claim(BOT, "me", 10, NOW, LATER)
        assert (last.operation.value, last.edits_message) == ("edit", "2")


async def test_whose_link_or_right_ended_reads_no_other_words_but_that_it_was_taken_back(school: Database) -> None:
    async with school.writing() as unit:
        for person, chat in ((MARIA, 900), (PETROVA, 902)):
            await linked(unit, person, chat)
        notice = await asked(unit)
        ((link, _),) = await unit.links.links_to(MARIA)
        await unit.links.end_link(link.id, NOW, "unlinked")
        assert await unit.notices.revise(notice, Words("Иначе"), TODAY, NOW, consent_needed=False)
        (edit,) = await unit.outbox.claim(BOT, "me", 10, NOW, LATER)
        await unit.outbox.record("me", (Result(edit.id, Outcome.SENT, NOW, edit.edits_message),))
        notice = await unit.notices.notice(notice.id)
        assert await unit.notices.revise(notice, Words("Ещё"), TODAY, NOW, consent_needed=True)
        assert await unit.outbox.claim(BOT, "me", 10, NOW, LATER) == ()  # a consent is needed and was never given
        notice = await unit.notices.notice(notice.id)
        assert await unit.notices.withdraw(notice, NOW)
        withdrawn = await unit.outbox.claim(BOT, "me", 10, NOW, LATER)
        assert len({one.chat_key for one in withdrawn}) == 2


@pytest.mark.postgres
async def test_a_worker_passes_over_what_is_just_being_changed(seeded_postgres_url: str) -> None:
    """What it claims afterwards has the new words: it waits for no edit."""
    database = Opened.open(seeded_postgres_url)
    try:
        async with database.writing() as unit:
            await linked(unit, MARIA, 900)
            notice, _ = await sent(unit)
            await unit.commit()
        async with database.writing() as first:
            assert await first.notices.revise(notice, Words("Иначе"), TODAY, NOW, consent_needed=False)
            async with database.writing() as worker:
                assert await worker.outbox.claim(BOT, "me", 10, NOW, LATER) == ()
            await first.commit()
        async with database.writing() as worker:
            (came,) = await worker.outbox.claim(BOT, "me", 10, NOW, LATER)
            assert came.notice is not None
            assert came.notice.notice.made.words.text == "Иначе"
    finally:
        await database.close()


@pytest.mark.postgres
async def test_a_worker_passes_over_whose_reader_is_just_answering(seeded_postgres_url: str) -> None:
    """Or it would bring the question as if nobody had answered, and nothing would change it."""
    database = Opened.open(seeded_postgres_url)
    try:
        async with database.writing() as unit:
            answers, other = await linked(unit, MARIA, 900), await linked(unit, PETROVA, 902)
            notice, _ = await sent(unit)
            await unit.commit()
        async with database.writing() as answering:
            assert await answering.notices.acknowledge(notice.id, [MARIA], NOW)
            async with database.writing() as worker:
                (of_another,) = await worker.outbox.claim(BOT, "me", 10, NOW, LATER)
                assert of_another.chat_key == other
                await worker.commit()
            await answering.commit()
        async with database.writing() as worker:
            (came,) = await worker.outbox.claim(BOT, "me", 10, NOW, LATER)
            assert came.notice is not None
            assert (came.chat_key, came.notice.answered) == (answers, True)
    finally:
        await database.close()


async def test_half_way_it_is_taken_back(school: Database) -> None:
    async with school.writing() as unit:
        for person, chat in ((MARIA, 900), (PETROVA, 902)):
            await linked(unit, person, chat)
        notice, _ = await sent(unit)
        (came,) = await unit.outbox.claim(BOT, "me", 1, NOW, LATER)
        await unit.outbox.record("me", (Result(came.id, Outcome.SENT, NOW, "1"),))
        assert await unit.notices.withdraw(notice, NOW)
        assert not await unit.notices.withdraw(notice, NOW)
        (edit,) = await unit.outbox.claim(BOT, "me", 10, NOW, LATER)
        assert (edit.edits_message, edit.notice and edit.notice.notice.state) == ("1", State.WITHDRAWN)
        report = await unit.notices.report(notice.id)
        assert {(one.state, one.reason) for one in report.ended} == {("sent", None), ("superseded", "withdrawn")}


async def test_a_person_reads_once_though_through_several_chats(school: Database) -> None:
    async with school.writing() as unit:
        for person, chat in ((MARIA, 900), (MARIA, 901), (PETROVA, 902)):
            await linked(unit, person, chat)
        draft = await unit.notices.notice(await unit.notices.add(NEW))
        assert await unit.notices.ask(draft, READING)
        draft = await unit.notices.notice(draft.id)
        assert draft.made.asks
        assert await unit.notices.begin(draft, NOW)
        await unit.notices.enqueue(draft, TODAY, NOW, USUAL, consent_needed=False)
        claimed = await unit.outbox.claim(BOT, "me", 10, NOW, LATER)
        await unit.outbox.record("me", tuple(Result(one.id, Outcome.SENT, NOW, str(one.id)) for one in claimed))
        assert [one.short for one in await unit.notices.silent(await unit.notices.notice(draft.id), 9)] == [
            "Ёлкина Мария",
            "Петрова Инна",
        ]
        assert await unit.notices.acknowledge(draft.id, [MARIA, OLGA], NOW)
        assert await unit.notices.acknowledge(draft.id, [MARIA], LATER)
        assert not await unit.notices.acknowledge(draft.id, [OLGA], NOW)
        assert (await unit.notices.report(draft.id)).read == 1
        assert [one.short for one in await unit.notices.silent(await unit.notices.notice(draft.id), 9)] == [
            "Петрова Инна"
        ]


async def asked(unit: UnitOfWork, question: Question = READING) -> Notice:
    """A notice that asks, sent and delivered to whoever has a chat."""
    notice, _ = await sent(unit, replace(NEW, question=question))
    claimed = await unit.outbox.claim(BOT, "me", 10, NOW, LATER)
    await unit.outbox.record("me", tuple(Result(one.id, Outcome.SENT, NOW, str(one.chat_key)) for one in claimed))
    return notice


async def reminded(unit: UnitOfWork, notice: Notice, *, consent_needed: bool = False) -> int:
    until = NOW + timedelta(days=2)
    return await unit.notices.remind(notice, TODAY, NOW, until, USUAL, consent_needed=consent_needed)


async def test_who_has_not_read_it_is_reminded_in_every_chat_where_it_stands(school: Database) -> None:
    async with school.writing() as unit:
        for person, chat in ((MARIA, 900), (MARIA, 901), (PETROVA, 902)):
            await linked(unit, person, chat)
        notice = await asked(unit)
        late = await linked(unit, DMITRY, 903)  # connected since: the notice never came there
        await unit.notices.acknowledge(notice.id, [PETROVA], NOW)
        assert await unit.notices.note_reminded(notice, NOW)
        assert not await unit.notices.note_reminded(notice, NOW)
        assert await reminded(unit, notice) == 2
        claimed = await unit.outbox.claim(BOT, "me", 10, NOW, LATER)
        told = [one for one in claimed if one.kind is Kind.NOTICE_REMINDER]
        assert (len(told), late in {one.chat_key for one in told}) == (2, False)
        assert all(one.notice is not None and one.notice.waits and not one.empty for one in told)
        kept = await unit.notices.notice(notice.id)
        assert (kept.reminders, kept.reminded_at) == (1, NOW)
        assert (await unit.notices.report(notice.id)).delivered == 2


async def test_a_consent_that_was_taken_back_stops_reminders_too(school: Database) -> None:
    async with school.writing() as unit:
        await linked(unit, MARIA, 900)
        notice = await asked(unit)
        assert await reminded(unit, notice, consent_needed=True) == 0


async def test_having_read_it_is_said_in_all_chats_but_the_one_where_it_was_said(school: Database) -> None:
    async with school.writing() as unit:
        first = await linked(unit, MARIA, 900)
        second = await linked(unit, MARIA, 901)
        await linked(unit, PETROVA, 902)
        notice = await asked(unit)
        await reminded(unit, notice)
        reminders = await unit.outbox.claim(BOT, "me", 10, NOW, LATER)
        await unit.outbox.record("me", tuple(Result(one.id, Outcome.SENT, NOW, f"r{one.id}") for one in reminders))
        assert await unit.notices.acknowledge(notice.id, [MARIA], NOW, (first, str(first)))
        edits = await unit.outbox.claim(BOT, "me", 10, NOW, LATER)
        where = sorted((one.chat_key, one.kind.value, one.operation.value) for one in edits)
        assert where == [
            (first, "notice_reminder", "edit"),
            (second, "notice", "edit"),
            (second, "notice_reminder", "edit"),
        ]
        assert all(one.notice is not None and one.notice.answered for one in edits)


async def test_each_recipient_has_a_line_with_what_became_of_it(school: Database) -> None:
    async with school.writing() as unit:
        for person, chat in ((MARIA, 900), (MARIA, 901), (PETROVA, 902)):
            await linked(unit, person, chat)
        notice, _ = await sent(unit, replace(NEW, question=READING))
        claimed = {one.chat_key: one for one in await unit.outbox.claim(BOT, "me", 10, NOW, LATER)}
        by_chat = sorted(claimed)
        came = Result(claimed[by_chat[1]].id, Outcome.SENT, NOW, "1")
        blocked = Result(claimed[by_chat[2]].id, Outcome.UNREACHABLE, NOW, reason="blocked")
        await unit.outbox.record("me", (came, blocked))
        await unit.notices.acknowledge(notice.id, [MARIA], LATER)
        lines = {one.name.short: one for one in await unit.notices.lines(notice, TODAY)}
        maria, petrova = lines["Ёлкина Мария"], lines["Петрова Инна"]
        assert (maria.end, maria.delivered_at, maria.read_at, maria.classes) == (End.DELIVERED, NOW, LATER, ("5А",))
        assert [one.short for one in maria.children] == ["Ёлкина Софья"]
        assert (petrova.end, petrova.reason, petrova.read_at) == (End.FAILED, "blocked", None)
        assert lines["Ёлкин Дмитрий"].end is End.UNLINKED
        assert [*lines] == [one.name.short for one in await unit.notices.lines(notice, TODAY)]


async def test_of_several_that_send_a_scheduled_notice_one_does(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, DIRECTOR, 900)
        draft = await unit.notices.notice(await unit.notices.add(NEW))
        assert await unit.notices.due(LATER) == ()
        assert await unit.notices.schedule(draft, LATER, chat)
        assert not await unit.notices.schedule(draft, NOW, chat)
        kept = await unit.notices.notice(draft.id)
        assert (kept.state, kept.version, kept.send_at, kept.chat_key) == (State.SCHEDULED, 2, LATER, chat)
        assert (await unit.notices.due(NOW), await unit.notices.due(LATER)) == ((), (draft.id,))
        assert await unit.notices.drafts_of(DIRECTOR) == 0
        assert await unit.notices.begin(kept, LATER)
        assert not await unit.notices.begin(kept, LATER)
        assert not await unit.notices.unschedule(kept)
        assert await unit.notices.due(LATER) == ()


async def test_a_scheduled_notice_is_called_off_or_held(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, DIRECTOR, 900)
        draft = await unit.notices.notice(await unit.notices.add(NEW))
        assert not await unit.notices.unschedule(draft)
        assert not await unit.notices.hold(draft)
        await unit.notices.schedule(draft, NOW, chat)
        assert await unit.notices.hold(await unit.notices.notice(draft.id))
        held = await unit.notices.notice(draft.id)
        assert (held.state, await unit.notices.due(LATER)) == (State.HELD, ())
        assert await unit.notices.unschedule(held)
        again = await unit.notices.notice(draft.id)
        assert (again.state, again.send_at) == (State.DRAFT, None)
        await unit.notices.schedule(again, LATER, chat)
        changed = await unit.notices.notice(draft.id)
        assert await unit.notices.change(changed, Words("Иначе"), GUARDIANS_OF_5A)
        assert (await unit.notices.notice(draft.id)).state is State.SCHEDULED


async def test_who_takes_a_held_notice_is_its_only_author(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, DIRECTOR, 900)
        draft = await unit.notices.notice(await unit.notices.add(NEW))
        taken = replace(NEW, author_id=OLGA, question=Question(Asking.READ))
        assert not await unit.notices.adopt(draft, taken)
        await unit.notices.schedule(draft, NOW, chat)
        await unit.notices.hold(await unit.notices.notice(draft.id))
        held = await unit.notices.notice(draft.id)
        assert await unit.notices.adopt(held, taken)
        assert not await unit.notices.adopt(held, NEW), "somebody else took it"
        own = await unit.notices.notice(draft.id)
        assert (own.made, own.state, own.send_at, own.chat_key) == (taken, State.DRAFT, None, None)


async def test_what_waits_stands_first_on_the_list_however_much_was_sent_since(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, DIRECTOR, 900)
        waits: list[NoticeId] = []
        for at in (LATER + timedelta(days=9), LATER):
            draft = await unit.notices.notice(await unit.notices.add(NEW))
            await unit.notices.schedule(draft, at, chat)
            waits.insert(0, draft.id)
        held = await unit.notices.notice(await unit.notices.add(NEW))
        await unit.notices.schedule(held, LATER, chat)
        await unit.notices.hold(await unit.notices.notice(held.id))
        others = [(await sent(unit, replace(NEW, author_id=OLGA)))[0].id for _ in range(4)]
        draft_of_another = await unit.notices.add(replace(NEW, author_id=OLGA))

        async def ids(author: PersonId = DIRECTOR, *, every: bool, offset: int = 0) -> list[NoticeId]:
            found = await unit.notices.listed(SCHOOL, author, every=every, limit=4, offset=offset)
            return [one.id for one in found]

        assert await ids(every=True) == [held.id, *waits, others[3]]
        assert await ids(every=True, offset=4) == [others[2], others[1], others[0]]
        assert await ids(every=False) == [held.id, *waits]
        assert await ids(OLGA, every=False) == [draft_of_another, *others[:0:-1]]


@pytest.mark.parametrize("needed", [True, False])
async def test_the_report_counts_what_the_lines_say(school: Database, *, needed: bool) -> None:
    """Who did not agree counts as that, whatever came to a chat they share; a chat that spoke for somebody before the
    sending, or only since, brought them nothing."""
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 900)
        await linked(unit, DMITRY, 900)  # of the two only Dmitry has consented
        await linked(unit, IVANOVA, 900)
        ((former, _),) = await unit.links.links_to(IVANOVA)
        await unit.links.end_link(former.id, NOW - timedelta(hours=1), "unlinked")
        draft = await unit.notices.notice(await unit.notices.add(replace(NEW, question=READING)))
        await unit.notices.begin(draft, NOW)
        await unit.notices.enqueue(draft, TODAY, NOW, USUAL, consent_needed=needed)
        (row,) = await unit.outbox.claim(BOT, "me", 10, NOW, LATER)
        await unit.outbox.record("me", (Result(row.id, Outcome.SENT, NOW, "1"),))
        await unit.links.add_link(chat, PETROVA, LATER)
        await unit.notices.acknowledge(draft.id, [MARIA, DMITRY, PETROVA], LATER)
        notice, report = await unit.notices.notice(draft.id), await unit.notices.report(draft.id)
        lines = {one.name.short: one for one in await unit.notices.lines(notice, TODAY)}
        ends = Counter(one.end for one in lines.values())
        assert (lines["Ёлкин Дмитрий"].end, lines["Ёлкина Мария"].end is End.UNASKED) == (End.DELIVERED, needed)
        assert (lines["Иванова Елена"].end is End.UNLINKED, lines["Петрова Инна"].end is End.UNLINKED) == (
            not needed,
            not needed,
        )
        assert (ends[End.DELIVERED], ends[End.UNASKED]) == (report.delivered, notice.reach.unasked)
        assert (ends[End.UNLINKED], sum(ends.values())) == (notice.reach.unlinked, notice.reach.people)
        assert report.read == sum(one.read_at is not None for one in lines.values()) == report.delivered
        assert await unit.notices.silent(notice, 9) == ()
