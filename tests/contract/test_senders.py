"""Which process sends for a bot: one at a time, by a lease of the database's clock."""

from datetime import timedelta

from core.unit_of_work import Database
from tests.contract.writing import BOT

LEASE, OVER = timedelta(minutes=1), timedelta()
NEARLY = timedelta(seconds=30)
"""No test takes so long."""


async def test_one_owner_holds_the_lease_of_a_bot(school: Database) -> None:
    async with school.writing() as unit:
        first = await unit.senders.take(BOT, "a", LEASE)
        second = await unit.senders.take(BOT, "b", LEASE)
        again = await unit.senders.take(BOT, "a", 2 * LEASE)
    assert (first.held, second.held, again.held) == (True, False, True)
    assert NEARLY < second.left <= LEASE < again.left
    assert first.paused == second.paused == OVER


async def test_each_bot_has_a_lease_of_its_own(school: Database) -> None:
    async with school.writing() as unit:
        assert (await unit.senders.take(BOT, "a", LEASE)).held
        assert (await unit.senders.take("2", "b", LEASE)).held
        assert not (await unit.senders.take(BOT, "b", LEASE)).held


async def test_a_lease_that_has_passed_goes_to_whoever_asks(school: Database) -> None:
    async with school.writing() as unit:
        await unit.senders.take(BOT, "a", OVER)
        assert (await unit.senders.take(BOT, "b", LEASE)).held
        assert not (await unit.senders.take(BOT, "a", LEASE)).held


async def test_a_lease_given_up_is_free_at_once_and_only_its_owner_gives_it_up(school: Database) -> None:
    async with school.writing() as unit:
        await unit.senders.give_up(BOT, "a")
        await unit.senders.take(BOT, "a", LEASE)
        await unit.senders.give_up(BOT, "b")
        assert not (await unit.senders.take(BOT, "b", LEASE)).held
        await unit.senders.give_up(BOT, "a")
        assert (await unit.senders.take(BOT, "b", LEASE)).held


async def test_a_pause_holds_for_the_successor_and_is_never_shortened(school: Database) -> None:
    async with school.writing() as unit:
        await unit.senders.take(BOT, "a", LEASE, pause=3 * LEASE)
        await unit.senders.take(BOT, "a", LEASE)
        refused = await unit.senders.take(BOT, "b", LEASE, pause=9 * LEASE)
        await unit.senders.give_up(BOT, "a")
        successor = await unit.senders.take(BOT, "b", LEASE)
    assert 2 * LEASE < refused.paused <= 3 * LEASE
    assert 2 * LEASE < successor.paused <= 3 * LEASE


async def test_a_lease_lasts_only_if_the_unit_was_committed(school: Database) -> None:
    async with school.writing() as unit:
        await unit.senders.take(BOT, "a", LEASE)
    async with school.writing() as unit:
        assert (await unit.senders.take(BOT, "b", LEASE)).held
