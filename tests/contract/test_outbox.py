"""The outbox: rows are added once, claimed with a lease, and end with a state and a reason."""

from dataclasses import replace
from datetime import datetime, timedelta

from core.ids import ChatKey, OutboxId
from core.notifications.model import Kind, Operation, Outcome, Planned, Priority, Recipient, Result, Row, State
from core.people.links.model import Address
from core.unit_of_work import Database, UnitOfWork
from tests.contract.school import (
    ARTYOM,
    DANIIL,
    DMITRY,
    EGOR,
    ELSEWHERE,
    GLEB,
    GUARDIAN_ELSEWHERE,
    IVANOV,
    LEV,
    MARIA,
    NOW,
    OLEG,
    PETROVA,
    SCHOOL,
    SOFIA,
    TODAY,
    TOMORROW,
    YESTERDAY,
    ZHUKOVA,
)
from tests.contract.writing import address, begun, linked

LEASE = NOW + timedelta(minutes=1)
AFTER_LEASE = LEASE + timedelta(seconds=1)


def _news(chat: ChatKey, key: str = "1", **changes: object) -> Planned:
    """News that is due now."""
    planned = Planned(SCHOOL, chat, MARIA, Kind.LINK, key, NOW, content={"event": "own_chat"})
    return replace(planned, **changes)  # type: ignore[arg-type]


async def _rows(unit: UnitOfWork, *rows: Planned) -> None:
    await unit.outbox.enqueue(rows, NOW)


async def _claimed(unit: UnitOfWork, at: datetime = NOW, limit: int = 10, owner: str = "a") -> list[str]:
    """The dedupe keys of what is claimed."""
    deliveries = await unit.outbox.claim(owner, limit, at, at + timedelta(minutes=1))
    return [delivery.row.planned.dedupe_key for delivery in deliveries]


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
        await _rows(unit)
        await _rows(unit, _news(chat, "1"), _news(chat, "2"), _news(chat, "1"))
        await _rows(unit, _news(chat, "2", content={"event": "other"}), _news(chat, "3"))
        assert await _claimed(unit) == ["1", "2", "3"]
        assert await unit.outbox.counts() == {State.CLAIMED: 3}


async def test_rows_of_a_lesson_come_oldest_first_as_planned(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        lesson_id, entry_id = await begun(unit)
        about = {"kind": Kind.LESSON, "lesson_id": lesson_id, "pupil_id": SOFIA, "content": None}
        first = _news(chat, "1", first_entry=entry_id, last_entry=entry_id, expires_at=LEASE, **about)
        edit = _news(chat, "2", operation=Operation.EDIT, priority=Priority.BULK, follows=OutboxId(1), **about)
        await _rows(unit, first, _news(chat, "other"))
        await _rows(unit, edit)
        rows = await unit.outbox.lesson_rows(lesson_id)
        assert rows == (Row(OutboxId(1), first, State.PENDING), Row(OutboxId(3), edit, State.PENDING))


async def test_a_waiting_row_is_extended_and_a_claimed_one_is_not(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        lesson_id, first = await begun(unit)
        _, second = await begun(unit)
        about = {"kind": Kind.LESSON, "lesson_id": lesson_id, "pupil_id": SOFIA, "first_entry": first}
        await _rows(unit, _news(chat, "1", last_entry=first, **about), _news(chat, "2", last_entry=first, **about))
        assert await _claimed(unit, limit=1) == ["1"]
        await unit.outbox.extend((OutboxId(1), OutboxId(2)), second, NOW)
        rows = await unit.outbox.lesson_rows(lesson_id)
        assert [row.planned.last_entry for row in rows] == [first, second]
        await unit.outbox.extend((), first, NOW)
        assert await unit.outbox.lesson_rows(lesson_id) == rows


async def test_only_waiting_rows_are_superseded(school: Database) -> None:
    async with school.writing() as unit:
        chat, other = await linked(unit, MARIA, 1), await linked(unit, DMITRY, 2)
        await _rows(unit, _news(chat, "1"), _news(chat, "2"), _news(chat, "3", person_id=DMITRY), _news(other, "4"))
        assert await _claimed(unit, limit=1) == ["1"]
        await unit.outbox.supersede_for(chat, MARIA, NOW, "unlinked")
        assert await unit.outbox.counts() == {State.CLAIMED: 1, State.SUPERSEDED: 1, State.PENDING: 2}
        await unit.outbox.supersede((OutboxId(1), OutboxId(4)), NOW, "nothing left")
        assert await unit.outbox.counts() == {State.CLAIMED: 1, State.SUPERSEDED: 2, State.PENDING: 1}
        assert await _claimed(unit) == ["3"]


async def test_the_urgent_and_the_older_go_first(school: Database) -> None:
    earlier = NOW - timedelta(minutes=1)
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        rows = [
            _news(chat, "bulk", priority=Priority.BULK, not_before=earlier),
            _news(chat, "new"),
            _news(chat, "newer"),
            _news(chat, "old", not_before=earlier),
            _news(chat, "urgent", priority=Priority.URGENT),
        ]
        await _rows(unit, *rows)
        assert await _claimed(unit, limit=2) == ["urgent", "old"]
        assert await _claimed(unit) == ["new", "newer", "bulk"]
        assert await _claimed(unit) == []


async def test_a_row_waits_for_its_time(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        await _rows(unit, _news(chat, not_before=LEASE))
        assert await _claimed(unit, LEASE - timedelta(microseconds=1)) == []
        assert await _claimed(unit, LEASE) == ["1"]


async def test_a_claim_has_all_that_delivery_needs(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, DMITRY, 2)
        await _rows(unit, _news(chat, person_id=DMITRY))
        await unit.outbox.chat_lost(chat, NOW, "blocked")
        (delivery,) = await unit.outbox.claim("a", 10, NOW, LEASE)
    assert (delivery.row.state, delivery.row.attempts, delivery.row.lease_until) == (State.CLAIMED, 1, LEASE)
    assert delivery.row.planned.content == {"event": "own_chat"}
    assert delivery.address == Address("telegram", "1", "2")
    assert (delivery.language, delivery.time_zone, delivery.content_mode) == ("en", "Europe/Moscow", "full")
    assert (delivery.blocked, delivery.edits_message, delivery.news) == (True, None, None)


async def test_the_language_of_the_chat_goes_before_that_of_the_person(school: Database) -> None:
    async with school.writing() as unit:
        chat, other = await linked(unit, DMITRY, 2), await linked(unit, MARIA, 1)
        await unit.links.set_language(chat, "ru")
        elsewhere = _news(other, "2", school_id=ELSEWHERE)
        await _rows(unit, _news(chat, "1", person_id=DMITRY), elsewhere)
        first, second = await unit.outbox.claim("a", 10, NOW, LEASE)
    assert (first.language, first.blocked) == ("ru", False)
    assert (second.language, second.time_zone, second.content_mode) == (None, "Asia/Vladivostok", "discreet")


async def test_a_claimed_row_comes_back_when_its_lease_has_passed(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        await _rows(unit, _news(chat))
        await unit.outbox.claim("a", 10, NOW, LEASE)
        assert await _claimed(unit, LEASE, owner="b") == []
        (delivery,) = await unit.outbox.claim("b", 10, AFTER_LEASE, AFTER_LEASE + timedelta(minutes=1))
        assert delivery.row.attempts == 2
        await unit.outbox.record("a", (Result(OutboxId(1), Outcome.SENT, NOW, "77"),))
        assert await unit.outbox.counts() == {State.CLAIMED: 1}
        await unit.outbox.record("b", (Result(OutboxId(1), Outcome.SENT, NOW, "78"),))
        assert await unit.outbox.counts() == {State.SENT: 1}


async def test_what_nobody_holds_cannot_be_ended(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        await _rows(unit, _news(chat))
        await unit.outbox.record("a", (Result(OutboxId(1), Outcome.FAILED, NOW, reason="bad"),))
        assert await unit.outbox.counts() == {State.PENDING: 1}


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
        await _rows(unit, *(_news(chat, outcome) for outcome in endings))
        deliveries = await unit.outbox.claim("a", 10, NOW, LEASE)
        outcomes = {delivery.row.id: Outcome(delivery.row.planned.dedupe_key) for delivery in deliveries}
        results = [Result(row_id, outcome, NOW, "77", "why") for row_id, outcome in outcomes.items()]
        await unit.outbox.record("a", tuple(results))
        assert await unit.outbox.counts() == dict.fromkeys(endings.values(), 1)
        assert await _claimed(unit, AFTER_LEASE) == []


async def test_a_sent_row_has_its_message_and_its_moment(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        lesson_id, entry_id = await begun(unit)
        about = {"lesson_id": lesson_id, "pupil_id": SOFIA, "first_entry": entry_id, "last_entry": entry_id}
        await _rows(unit, _news(chat, "1", kind=Kind.LESSON, **about))
        await unit.outbox.claim("a", 10, NOW, LEASE)
        await unit.outbox.record("a", (Result(OutboxId(1), Outcome.SENT, LEASE, "77"),))
        (row,) = await unit.outbox.lesson_rows(lesson_id)
    assert (row.state, row.sent_at, row.message_id, row.lease_until) == (State.SENT, LEASE, "77", None)


async def test_a_row_to_be_tried_again_waits_until_then(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        await _rows(unit, _news(chat))
        await unit.outbox.claim("a", 10, NOW, LEASE)
        again = NOW + timedelta(seconds=30)
        await unit.outbox.record("a", (Result(OutboxId(1), Outcome.RETRY, NOW, reason="flood", retry_at=again),))
        assert await _claimed(unit, again - timedelta(seconds=1)) == []
        (delivery,) = await unit.outbox.claim("a", 10, again, again + timedelta(minutes=1))
        assert (delivery.row.attempts, delivery.row.reason) == (2, "flood")


async def test_a_row_that_follows_waits_for_the_other_to_end(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        await _rows(unit, _news(chat, "1"))
        await _rows(unit, _news(chat, "2", operation=Operation.EDIT, follows=OutboxId(1), priority=Priority.URGENT))
        assert await _claimed(unit) == ["1"]
        assert await _claimed(unit) == []
        await unit.outbox.record("a", (Result(OutboxId(1), Outcome.SENT, NOW, "77"),))
        (edit,) = await unit.outbox.claim("a", 10, NOW, LEASE)
    assert (edit.row.planned.dedupe_key, edit.edits_message) == ("2", "77")


async def test_a_row_past_its_expiry_is_ended_instead(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        await _rows(unit, _news(chat, "1", expires_at=LEASE), _news(chat, "2"))
        assert await _claimed(unit, AFTER_LEASE) == ["2"]
        assert await unit.outbox.counts() == {State.EXPIRED: 1, State.CLAIMED: 1}


async def test_a_row_holds_until_its_expiry(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        await _rows(unit, _news(chat, expires_at=LEASE))
        assert await _claimed(unit, LEASE) == ["1"]


async def test_a_row_whose_owner_was_lost_expires_too(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        await _rows(unit, _news(chat, expires_at=LEASE))
        await unit.outbox.claim("a", 10, NOW, LEASE)
        assert await _claimed(unit, AFTER_LEASE, owner="b") == []
        assert await unit.outbox.counts() == {State.EXPIRED: 1}
        await unit.outbox.record("a", (Result(OutboxId(1), Outcome.RETRY, NOW, retry_at=NOW),))
        assert await unit.outbox.counts() == {State.EXPIRED: 1}


async def test_a_row_that_is_being_sent_does_not_expire(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        await _rows(unit, _news(chat, expires_at=NOW))
        await unit.outbox.claim("a", 10, NOW, LEASE)
        assert await _claimed(unit, LEASE, owner="b") == []
        assert await unit.outbox.counts() == {State.CLAIMED: 1}


async def test_nothing_is_due_where_nothing_waits(school: Database) -> None:
    async with school.reading() as unit:
        assert await unit.outbox.next_due() is None
        assert await unit.outbox.counts() == {}


async def test_the_next_row_comes_due_by_its_time_or_its_lease(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        await _rows(unit, _news(chat, "1"), _news(chat, "2", not_before=NOW + timedelta(hours=1)))
        assert await unit.outbox.next_due() == NOW
        await unit.outbox.claim("a", 10, NOW, LEASE)
        assert await unit.outbox.next_due() == LEASE
        await unit.outbox.record("a", (Result(OutboxId(1), Outcome.SENT, NOW, "77"),))
        assert await unit.outbox.next_due() == NOW + timedelta(hours=1)


async def test_a_row_that_waits_for_another_is_not_due(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        await _rows(unit, _news(chat, "1"))
        await _rows(unit, _news(chat, "2", follows=OutboxId(1)))
        await unit.outbox.claim("a", 10, NOW, LEASE)
        assert await unit.outbox.next_due() == LEASE
        await unit.outbox.record("a", (Result(OutboxId(1), Outcome.SENT, NOW, "77"),))
        assert await unit.outbox.next_due() == NOW


async def test_a_lost_chat_keeps_the_first_moment(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        await unit.outbox.chat_lost(chat, NOW, "blocked")
        await unit.outbox.chat_lost(chat, LEASE, "blocked")
        known = await unit.links.chat(address(1))
        assert known
        assert known.blocked_at == NOW
