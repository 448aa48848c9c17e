"""Claiming rows of the outbox: in their order, with a lease, and ending each with a state and a reason."""

from datetime import timedelta

from core.ids import OutboxId
from core.notifications.model import Kind, Operation, Outcome, Priority, Result, Selection, State
from core.people.links.model import Address
from core.unit_of_work import Database
from tests.contract.school import (
    DMITRY,
    ELSEWHERE,
    MARIA,
    NOW,
    SCHOOL,
    SOFIA,
)
from tests.contract.writing import BOT, begun, claimed, counted, keys, linked, news, put

LEASE = NOW + timedelta(minutes=1)
AFTER_LEASE = LEASE + timedelta(seconds=1)


async def test_the_urgent_and_the_older_go_first(school: Database) -> None:
    earlier = NOW - timedelta(minutes=1)
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        rows = [
            news(chat, "bulk", priority=Priority.BULK, not_before=earlier),
            news(chat, "new"),
            news(chat, "newer"),
            news(chat, "old", not_before=earlier),
            news(chat, "urgent", priority=Priority.URGENT),
        ]
        await put(unit, *rows)
        assert await claimed(unit, limit=2) == ["urgent", "old"]
        assert await claimed(unit) == ["new", "newer", "bulk"]
        assert await claimed(unit) == []


async def test_a_row_waits_for_its_time(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        await put(unit, news(chat, not_before=LEASE))
        assert await claimed(unit, LEASE - timedelta(microseconds=1)) == []
        assert await claimed(unit, LEASE) == ["1"]


async def test_a_claim_has_all_that_delivery_needs(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, DMITRY, 2)
        await put(unit, news(chat, person_id=DMITRY))
        await unit.outbox.chat_lost(chat, NOW, "blocked")
        (delivery,) = await unit.outbox.claim(BOT, "a", 10, NOW, LEASE)
        (standing,) = await unit.outbox.find(SCHOOL, Selection(), 10)
    assert (standing.row.state, standing.row.attempts, standing.row.lease_until) == (State.CLAIMED, 1, LEASE)
    assert (delivery.school_id, delivery.chat_key, delivery.attempts) == (SCHOOL, chat, 1)
    assert (delivery.kind, delivery.operation, delivery.content) == (Kind.LINK, Operation.SEND, {"event": "own_chat"})
    assert delivery.address == Address("telegram", "1", "2")
    assert (delivery.language, delivery.time_zone, delivery.content_mode) == ("en", "Europe/Moscow", "full")
    assert (delivery.blocked, delivery.edits_message, delivery.news) == (True, None, None)


async def test_the_language_of_the_chat_goes_before_that_of_the_person(school: Database) -> None:
    async with school.writing() as unit:
        chat, other = await linked(unit, DMITRY, 2), await linked(unit, MARIA, 1)
        await unit.links.set_language(chat, "ru")
        elsewhere = news(other, "2", school_id=ELSEWHERE)
        await put(unit, news(chat, "1", person_id=DMITRY), elsewhere)
        first, second = await unit.outbox.claim(BOT, "a", 10, NOW, LEASE)
    assert (first.language, first.blocked) == ("ru", False)
    assert (second.language, second.time_zone, second.content_mode) == (None, "Asia/Vladivostok", "discreet")


async def test_a_claimed_row_comes_back_when_its_lease_has_passed(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        await put(unit, news(chat))
        await unit.outbox.claim(BOT, "a", 10, NOW, LEASE)
        assert await claimed(unit, LEASE, owner="b") == []
        (delivery,) = await unit.outbox.claim(BOT, "b", 10, AFTER_LEASE, AFTER_LEASE + timedelta(minutes=1))
        assert delivery.attempts == 2
        await unit.outbox.record("a", (Result(OutboxId(1), Outcome.SENT, NOW, "77"),))
        assert await counted(unit) == {State.CLAIMED: 1}
        await unit.outbox.record("b", (Result(OutboxId(1), Outcome.SENT, NOW, "78"),))
        assert await counted(unit) == {State.SENT: 1}


async def test_what_nobody_holds_cannot_be_ended(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        await put(unit, news(chat))
        await unit.outbox.record("a", (Result(OutboxId(1), Outcome.FAILED, NOW, reason="bad"),))
        assert await counted(unit) == {State.PENDING: 1}


async def test_outcomes_end_rows_with_what_they_say(school: Database) -> None:
    endings = {
        Outcome.SENT: State.SENT,
        Outcome.UNREACHABLE: State.UNREACHABLE,
        Outcome.FAILED: State.FAILED,
        Outcome.SUPERSEDED: State.SUPERSEDED,
        Outcome.EXPIRED: State.EXPIRED,
    }
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        await put(unit, *(news(chat, outcome) for outcome in endings))
        deliveries = await unit.outbox.claim(BOT, "a", 10, NOW, LEASE)
        outcomes = zip(deliveries, await keys(unit, deliveries), strict=True)
        results = [Result(delivery.id, Outcome(key), NOW, "77", "why") for delivery, key in outcomes]
        await unit.outbox.record("a", tuple(results))
        assert await counted(unit) == dict.fromkeys(endings.values(), 1)
        assert await claimed(unit, AFTER_LEASE) == []


async def test_a_sent_row_has_its_message_and_its_moment(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        lesson_id, entry_id = await begun(unit)
        about = {"lesson_id": lesson_id, "pupil_id": SOFIA, "first_entry": entry_id, "last_entry": entry_id}
        await put(unit, news(chat, "1", kind=Kind.LESSON, **about))
        await unit.outbox.claim(BOT, "a", 10, NOW, LEASE)
        await unit.outbox.record("a", (Result(OutboxId(1), Outcome.SENT, LEASE, "77"),))
        (row,) = await unit.outbox.lesson_rows(lesson_id)
    assert (row.state, row.sent_at, row.message_id, row.lease_until) == (State.SENT, LEASE, "77", None)


async def test_a_row_to_be_tried_again_waits_until_then(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        await put(unit, news(chat))
        await unit.outbox.claim(BOT, "a", 10, NOW, LEASE)
        again = NOW + timedelta(seconds=30)
        await unit.outbox.record("a", (Result(OutboxId(1), Outcome.RETRY, NOW, reason="flood", retry_at=again),))
        assert await claimed(unit, again - timedelta(seconds=1)) == []
        (delivery,) = await unit.outbox.claim(BOT, "a", 10, again, again + timedelta(minutes=1))
        assert (delivery.attempts, delivery.reason) == (2, "flood")


async def test_a_row_that_follows_waits_for_the_other_to_end(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        await put(unit, news(chat, "1"))
        await put(unit, news(chat, "2", operation=Operation.EDIT, follows=OutboxId(1), priority=Priority.URGENT))
        assert await claimed(unit) == ["1"]
        assert await claimed(unit) == []
        await unit.outbox.record("a", (Result(OutboxId(1), Outcome.SENT, NOW, "77"),))
        (edit,) = await unit.outbox.claim(BOT, "a", 10, NOW, LEASE)
        assert await keys(unit, [edit]) == ["2"]
    assert edit.edits_message == "77"


async def test_a_message_is_edited_by_one_owner_at_a_time(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        await put(unit, news(chat, "1"))
        await claimed(unit)
        await unit.outbox.record("a", (Result(OutboxId(1), Outcome.SENT, NOW, "77"),))
        edits = [news(chat, key, operation=Operation.EDIT, follows=OutboxId(1)) for key in ("2", "3")]
        await put(unit, *edits)
        assert await claimed(unit) == ["2"]
        assert await claimed(unit, owner="b") == []
        await unit.outbox.record("a", (Result(OutboxId(2), Outcome.SENT, NOW, "77"),))
        assert await claimed(unit, owner="b") == ["3"]


async def test_a_row_past_its_expiry_is_ended_instead(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        await put(unit, news(chat, "1", expires_at=LEASE), news(chat, "2"))
        assert await claimed(unit, AFTER_LEASE) == ["2"]
        assert await counted(unit) == {State.EXPIRED: 1, State.CLAIMED: 1}


async def test_a_row_holds_until_its_expiry(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        await put(unit, news(chat, expires_at=LEASE))
        assert await claimed(unit, LEASE) == ["1"]


async def test_a_row_whose_owner_was_lost_expires_too(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        await put(unit, news(chat, expires_at=LEASE))
        await unit.outbox.claim(BOT, "a", 10, NOW, LEASE)
        assert await claimed(unit, AFTER_LEASE, owner="b") == []
        assert await counted(unit) == {State.EXPIRED: 1}
        await unit.outbox.record("a", (Result(OutboxId(1), Outcome.RETRY, NOW, retry_at=NOW),))
        assert await counted(unit) == {State.EXPIRED: 1}


async def test_a_row_that_is_being_sent_does_not_expire(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        await put(unit, news(chat, expires_at=NOW))
        await unit.outbox.claim(BOT, "a", 10, NOW, LEASE)
        assert await claimed(unit, LEASE, owner="b") == []
        assert await counted(unit) == {State.CLAIMED: 1}
