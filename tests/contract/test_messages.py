"""What a row has put into its chat: parts of what was too long, a message in place of one that is gone; chats moved."""

from datetime import timedelta

from core.ids import ChatKey, OutboxId
from core.notifications.model import Delivery, Operation, Outcome, Planned, Posted, Result, Selection, State
from core.unit_of_work import Database, UnitOfWork
from tests.contract.school import MARIA, NOW, SCHOOL
from tests.contract.writing import BOT, address, counted, linked, news, put

LEASE = NOW + timedelta(minutes=1)
AFTER = LEASE + timedelta(seconds=1)
FIRST, SECOND, OTHER = Posted("77", "a"), Posted("78", "b"), Posted("90", "c")


async def _claimed(unit: UnitOfWork, owner: str = "a") -> Delivery:
    (delivery,) = await unit.outbox.claim(BOT, owner, 10, AFTER, AFTER + timedelta(minutes=1))
    return delivery


async def _sent_in_two(unit: UnitOfWork) -> ChatKey:
    """A row that became two messages, and the edit that follows it."""
    chat = await linked(unit, MARIA, 1)
    await put(unit, news(chat))
    await _claimed(unit)
    await unit.outbox.record("a", (Result(OutboxId(1), Outcome.SENT, NOW, "77", posted=(FIRST, SECOND)),))
    await put(unit, _edit(chat, "2"))
    return chat


def _edit(chat: ChatKey, key: str) -> Planned:
    return news(chat, key, operation=Operation.EDIT, follows=OutboxId(1))


async def test_what_was_sent_in_part_stays_with_its_owner_and_goes_on(school: Database) -> None:
    async with school.writing() as unit:
        await put(unit, news(await linked(unit, MARIA, 1)))
        await unit.outbox.claim(BOT, "a", 10, NOW, LEASE)
        await unit.outbox.record("a", (Result(OutboxId(1), Outcome.PARTLY, NOW, "77", posted=(FIRST,)),))
        assert await counted(unit) == {State.CLAIMED: 1}
        await unit.outbox.record("b", (Result(OutboxId(1), Outcome.PARTLY, NOW, "90", posted=(OTHER,)),))
        delivery = await _claimed(unit, "b")
        row = (await unit.outbox.find(SCHOOL, Selection(), 1))[0].row
    assert (delivery.standing, row.posted, row.message_id) == ((FIRST,), (FIRST,), "77")


async def test_a_try_that_sent_nothing_more_leaves_what_stands(school: Database) -> None:
    async with school.writing() as unit:
        await put(unit, news(await linked(unit, MARIA, 1)))
        await unit.outbox.claim(BOT, "a", 10, NOW, LEASE)
        await unit.outbox.record("a", (Result(OutboxId(1), Outcome.PARTLY, NOW, "77", posted=(FIRST,)),))
        await unit.outbox.record("a", (Result(OutboxId(1), Outcome.RETRY, NOW, reason="server", retry_at=NOW),))
        delivery = await _claimed(unit)
    assert delivery.standing == (FIRST,)


async def test_a_row_of_one_message_names_no_parts(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        await put(unit, news(chat))
        await unit.outbox.claim(BOT, "a", 10, NOW, LEASE)
        await unit.outbox.record("a", (Result(OutboxId(1), Outcome.SENT, NOW, "77"),))
        await put(unit, _edit(chat, "2"))
        delivery = await _claimed(unit)
    assert (delivery.posted, delivery.standing, delivery.restated) == ((), (Posted("77"),), False)


async def test_an_edit_knows_all_parts_and_leaves_what_stands_then_to_the_next(school: Database) -> None:
    async with school.writing() as unit:
        chat = await _sent_in_two(unit)
        delivery = await _claimed(unit)
        assert delivery.standing == (FIRST, SECOND)
        changed = (Posted("77", "x"), SECOND, OTHER)
        await unit.outbox.record("a", (Result(OutboxId(2), Outcome.SENT, AFTER, "77", posted=changed),))
        await put(unit, _edit(chat, "3"))
        assert (await _claimed(unit)).standing == changed


async def test_what_stands_in_place_of_a_message_that_is_gone_is_edited_from_then_on(school: Database) -> None:
    async with school.writing() as unit:
        chat = await _sent_in_two(unit)
        await _claimed(unit)
        gone = Result(OutboxId(2), Outcome.SENT, AFTER, "90", "message_gone", restated=True)
        await unit.outbox.record("a", (gone,))
        await put(unit, _edit(chat, "3"))
        delivery = await _claimed(unit)
    assert (delivery.standing, delivery.edits_message, delivery.restated) == ((Posted("90"),), "90", True)


async def test_an_edit_that_was_lost_to_another_owner_changes_nothing(school: Database) -> None:
    async with school.writing() as unit:
        chat = await _sent_in_two(unit)
        await _claimed(unit, "b")
        gone = Result(OutboxId(2), Outcome.SENT, AFTER, "90", "message_gone", restated=True)
        await unit.outbox.record("a", (gone,))
        await unit.outbox.record("b", (Result(OutboxId(2), Outcome.FAILED, AFTER, reason="refused"),))
        await put(unit, _edit(chat, "3"))
        assert (await _claimed(unit)).standing == (FIRST, SECOND)


async def test_a_chat_that_moved_keeps_its_links_and_its_language(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        await unit.links.set_language(chat, "en")
        await unit.outbox.chat_moved(chat, "2")
        found = await unit.links.chat(address(2))
        assert found is not None
        assert (found.key, found.language) == (chat, "en")
        assert [link.person_id for link in await unit.links.links_of(address(2))] == [MARIA]
        assert await unit.links.chat(address(1)) is None


async def test_an_address_that_is_another_chats_is_left_to_it(school: Database) -> None:
    async with school.writing() as unit:
        chat, other = await linked(unit, MARIA, 1), await unit.links.ensure_chat(address(2))
        await unit.outbox.chat_moved(chat, "2")
        assert await unit.links.chat(address(2)) == other
        kept = await unit.links.chat(address(1))
        assert kept is not None
        assert kept.key == chat
