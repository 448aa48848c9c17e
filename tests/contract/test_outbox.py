"""The outbox: for whom rows are made, that each is made once, and what may still change in it."""

from dataclasses import replace
from datetime import timedelta

from core.ids import EntryId, OutboxId
from core.notifications.model import Kind, Operation, Outcome, Priority, Recipient, Result, Row, State
from core.unit_of_work import Database
from tests.contract.school import (
    ARTYOM,
    DANIIL,
    DMITRY,
    EGOR,
    GLEB,
    GUARDIAN_ELSEWHERE,
    IVANOV,
    LEV,
    MARIA,
    NOW,
    OLEG,
    PETROVA,
    SOFIA,
    TODAY,
    TOMORROW,
    YESTERDAY,
    ZHUKOVA,
)
from tests.contract.writing import BOT, address, begun, claimed, counted, linked, news, put

LEASE = NOW + timedelta(minutes=1)
AFTER_LEASE = LEASE + timedelta(seconds=1)


async def test_recipients_are_the_linked_guardians_of_the_day(school: Database) -> None:
    async with school.writing() as unit:
        mother, father = await linked(unit, MARIA, 1), await linked(unit, DMITRY, 2)
        tablet, twins = await linked(unit, MARIA, 3), await linked(unit, PETROVA, 4)
        for person_id, chat in ((IVANOV, 5), (ZHUKOVA, 6), (GUARDIAN_ELSEWHERE, 7)):
            await linked(unit, person_id, chat)
        recipients = unit.outbox.guardians_of
        assert await recipients((SOFIA,), TODAY) == (
            Recipient(mother, MARIA, SOFIA),
            Recipient(father, DMITRY, SOFIA),
            Recipient(tablet, MARIA, SOFIA),
        )
        assert await recipients((LEV, GLEB), TODAY) == (
            Recipient(twins, PETROVA, GLEB),
            Recipient(twins, PETROVA, LEV),
        )
        assert await recipients((ARTYOM,), TODAY) == ()
        assert await recipients((), TODAY) == ()


async def test_recipients_are_guardians_on_both_ends_of_their_days(school: Database) -> None:
    async with school.writing() as unit:
        await linked(unit, IVANOV, 5)
        await linked(unit, ZHUKOVA, 6)
        found = [await unit.outbox.guardians_of((DANIIL, OLEG), day) for day in (YESTERDAY, TODAY, TOMORROW)]
        assert [[one.person_id for one in recipients] for recipients in found] == [[IVANOV], [], [ZHUKOVA]]
        assert [one.pupil_id for one in await unit.outbox.guardians_of((EGOR,), YESTERDAY)] == [EGOR]


async def test_pupils_are_told_while_they_learn_here_and_are_linked(school: Database) -> None:
    async with school.writing() as unit:
        own, tablet, of_egor = await linked(unit, SOFIA, 1), await linked(unit, SOFIA, 2), await linked(unit, EGOR, 3)
        await linked(unit, MARIA, 4)
        asked = (SOFIA, EGOR, MARIA, ARTYOM)
        assert await unit.outbox.pupils_of(asked, TODAY) == (
            Recipient(own, SOFIA, SOFIA),
            Recipient(tablet, SOFIA, SOFIA),
        )
        assert Recipient(of_egor, EGOR, EGOR) in await unit.outbox.pupils_of(asked, YESTERDAY)
        (link,) = await unit.links.links_of(address(2))
        await unit.links.end_link(link.id, NOW, "unlinked")
        assert [one.chat_key for one in await unit.outbox.pupils_of((SOFIA,), TODAY)] == [own]


async def test_an_ended_link_tells_nobody_and_a_blocked_chat_is_still_a_recipient(school: Database) -> None:
    async with school.writing() as unit:
        mother, father = await linked(unit, MARIA, 1), await linked(unit, DMITRY, 2)
        (link,) = await unit.links.links_of(address(1))
        await unit.links.end_link(link.id, NOW, "unlinked")
        await unit.outbox.chat_lost(father, NOW, "blocked")
        assert await unit.outbox.guardians_of((SOFIA,), TODAY) == (Recipient(father, DMITRY, SOFIA),)
        assert mother != father


async def test_a_second_row_with_the_same_key_is_left_out(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        await put(unit)
        await put(unit, news(chat, "1"), news(chat, "2"), news(chat, "1"))
        await put(unit, news(chat, "2", content={"event": "other"}), news(chat, "3"))
        assert await claimed(unit) == ["1", "2", "3"]
        assert await counted(unit) == {State.CLAIMED: 3}


async def test_rows_of_a_lesson_come_oldest_first_as_planned(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        lesson_id, entry_id = await begun(unit)
        about = {"kind": Kind.LESSON, "lesson_id": lesson_id, "pupil_id": SOFIA, "content": None}
        first = news(chat, "1", first_entry=entry_id, last_entry=entry_id, expires_at=LEASE, **about)
        edit = news(chat, "2", operation=Operation.EDIT, priority=Priority.BULK, follows=OutboxId(1), **about)
        await put(unit, first, news(chat, "other"))
        await put(unit, edit)
        rows = await unit.outbox.lesson_rows(lesson_id)
        assert rows == (Row(OutboxId(1), first, State.PENDING), Row(OutboxId(3), edit, State.PENDING))


async def test_a_waiting_row_is_extended_and_a_claimed_one_is_not(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        lesson_id, first = await begun(unit)
        _, second = await begun(unit)
        about = {"kind": Kind.LESSON, "lesson_id": lesson_id, "pupil_id": SOFIA, "first_entry": first}
        await put(unit, news(chat, "1", last_entry=first, **about), news(chat, "2", last_entry=first, **about))
        assert await claimed(unit, limit=1) == ["1"]
        await unit.outbox.extend(_up_to(second, *await unit.outbox.lesson_rows(lesson_id)), NOW)
        rows = await unit.outbox.lesson_rows(lesson_id)
        assert [row.planned.last_entry for row in rows] == [first, second]
        await unit.outbox.extend((), NOW)
        assert await unit.outbox.lesson_rows(lesson_id) == rows


async def test_an_ended_link_ends_what_is_open_for_its_person_in_its_chat(school: Database) -> None:
    async with school.writing() as unit:
        chat, other = await linked(unit, MARIA, 1), await linked(unit, DMITRY, 2)
        await put(unit, news(chat, "1"), news(chat, "2"), news(chat, "3", person_id=DMITRY), news(other, "4"))
        assert await claimed(unit, limit=1) == ["1"]
        ((link, _),) = await unit.links.links_to(MARIA)
        await unit.links.end_link(link.id, NOW, "unlinked")
        assert await counted(unit) == {State.SUPERSEDED: 2, State.PENDING: 2}
        await unit.outbox.record("a", (Result(OutboxId(1), Outcome.RETRY, NOW, reason="network", retry_at=NOW),))
        assert await claimed(unit) == ["3", "4"]


async def test_nothing_is_due_where_nothing_waits(school: Database) -> None:
    async with school.reading() as unit:
        assert await unit.outbox.next_due(BOT) is None
        assert await counted(unit) == {}


async def test_the_next_row_comes_due_by_its_time_or_its_lease(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        await put(unit, news(chat, "1"), news(chat, "2", not_before=NOW + timedelta(hours=1)))
        assert await unit.outbox.next_due(BOT) == NOW
        await unit.outbox.claim(BOT, "a", 10, NOW, LEASE)
        assert await unit.outbox.next_due(BOT) == LEASE
        await unit.outbox.record("a", (Result(OutboxId(1), Outcome.SENT, NOW, "77"),))
        assert await unit.outbox.next_due(BOT) == NOW + timedelta(hours=1)


async def test_a_row_that_waits_for_another_is_not_due(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        await put(unit, news(chat, "1"))
        await put(unit, news(chat, "2", follows=OutboxId(1)))
        await unit.outbox.claim(BOT, "a", 10, NOW, LEASE)
        assert await unit.outbox.next_due(BOT) == LEASE
        await unit.outbox.record("a", (Result(OutboxId(1), Outcome.SENT, NOW, "77"),))
        assert await unit.outbox.next_due(BOT) == NOW


async def test_a_lost_chat_keeps_the_first_moment(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        await unit.outbox.chat_lost(chat, NOW, "blocked")
        await unit.outbox.chat_lost(chat, LEASE, "blocked")
        known = await unit.links.chat(address(1))
        assert known
        assert known.blocked_at == NOW


def _up_to(last: EntryId, *rows: Row) -> tuple[Row, ...]:
    return tuple(replace(row, planned=replace(row.planned, last_entry=last)) for row in rows)


async def test_pushes_that_came_or_are_coming_are_found_by_person(school: Database) -> None:
    later = NOW + timedelta(minutes=1)
    async with school.writing() as unit:
        maria, dmitry, other = [await linked(unit, who, number) for number, who in enumerate((MARIA, DMITRY, MARIA), 1)]
        lesson_id, entry_id = await begun(unit)
        about = {"kind": Kind.LESSON, "lesson_id": lesson_id, "pupil_id": SOFIA, "content": None}
        about |= {"first_entry": entry_id, "last_entry": entry_id}
        await put(unit, news(maria, "sent", **about), news(maria, "failed", **about))
        await unit.outbox.claim(BOT, "a", 10, NOW, later)
        sent = Result(OutboxId(1), Outcome.SENT, NOW, "77")
        await unit.outbox.record("a", (sent, Result(OutboxId(2), Outcome.FAILED, NOW, reason="broken")))
        await put(
            unit,
            news(maria, "waiting", not_before=later, **about),
            news(dmitry, "fathers", person_id=DMITRY, **about),
            news(other, "in another chat", **about),
            news(maria, "of another kind"),
            news(maria, "edit", **about | {"operation": Operation.EDIT, "follows": OutboxId(1)}),
            news(maria, "in a digest", **about | {"digest": "digest"}),
            news(maria, "old", **about | {"not_before": NOW - timedelta(minutes=1)}),
        )
        found = await unit.outbox.recent({maria, dmitry}, NOW - timedelta(minutes=1))
        assert {whose: sorted(moments) for whose, moments in found.items()} == {
            (maria, MARIA): [NOW, later],
            (dmitry, DMITRY): [NOW],
        }
        assert not await unit.outbox.recent((), NOW)


async def test_what_waits_about_a_pupil_is_found_and_withdrawn_once(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        about = {"kind": Kind.TIMETABLE, "content": {"day": "2026-10-14"}}
        await put(
            unit, news(chat, "1", pupil_id=SOFIA, **about), news(chat, "2", pupil_id=LEV, **about), news(chat, "3")
        )
        (row,) = await unit.outbox.waiting(Kind.TIMETABLE, (SOFIA,))
        assert (row.planned.dedupe_key, row.planned.content) == ("1", {"day": "2026-10-14"})
        assert await unit.outbox.withdraw([row.id], NOW) == {row.id}
        assert await unit.outbox.withdraw([row.id], NOW) == frozenset()
        assert await unit.outbox.waiting(Kind.TIMETABLE, (SOFIA,)) == ()
        assert await claimed(unit) == ["2", "3"]
