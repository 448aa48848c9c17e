"""One process at a time sends for a bot; the right to it passes on when that process stops, dies or is stalled."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any

import pytest
import sqlalchemy as sa

from bot.delivery.lease import LEASE, BotLease
from bot.delivery.meter import Counters, Meter
from bot.delivery.turnstile import Turnstile
from core.notifications.files import FileToSend, SentAs
from core.notifications.pacing import Gate
from core.people.links.model import Address
from storage.schema.notifications import sender
from tests.bot.delivery.conftest import Post
from tests.bot.delivery.school import BOT
from tests.fakes.database import MemoryDatabase
from tests.fakes.directories import Directories


@dataclass
class Monotonic:
    """A clock that a test moves."""

    now: float = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def memory() -> MemoryDatabase:
    return MemoryDatabase(Directories())


@pytest.fixture
def clock() -> Monotonic:
    return Monotonic()


@pytest.fixture
def lease(memory: MemoryDatabase, clock: Monotonic) -> BotLease:
    return BotLease(memory, BOT, "a", clock=clock)


async def test_a_lease_is_not_trusted_to_its_end(lease: BotLease, clock: Monotonic) -> None:
    assert not lease.held
    assert await lease.keep()
    clock.now += LEASE * 0.79
    assert lease.held
    clock.now += LEASE * 0.02
    assert not lease.held


async def test_it_is_prolonged_in_time_and_not_at_each_question(
    memory: MemoryDatabase, lease: BotLease, clock: Monotonic
) -> None:
    await lease.keep()
    first = memory.shared.state
    clock.now += LEASE / 4
    assert await lease.keep()
    assert memory.shared.state is first
    clock.now += LEASE / 4
    assert await lease.keep()
    assert memory.shared.state is not first
    clock.now += LEASE * 0.7
    assert lease.held


async def test_who_stands_by_does_not_send_and_goes_on_when_the_lease_is_given_up(
    memory: MemoryDatabase, lease: BotLease, clock: Monotonic
) -> None:
    other = BotLease(memory, BOT, "b", clock=clock)
    assert await lease.keep()
    assert not await other.keep()
    assert 0 < other.rest <= 1
    await other.give_up()
    assert not await other.keep()
    await lease.give_up()
    assert not lease.held
    assert await other.keep()


async def test_a_pause_is_written_down_at_once_and_only_once(
    memory: MemoryDatabase, lease: BotLease, clock: Monotonic
) -> None:
    await lease.keep()
    await lease.keep(pause=60)
    told = memory.shared.state
    clock.now += 1
    await lease.keep(pause=59)
    assert memory.shared.state is told
    successor = BotLease(memory, BOT, "b", clock=clock)
    await lease.give_up()
    assert await successor.keep()
    assert 55 < successor.inherited <= 60


async def test_a_successor_keeps_its_gate_closed_for_the_pause_that_the_last_was_told(
    memory: MemoryDatabase, lease: BotLease
) -> None:
    await lease.keep(pause=60)
    await lease.give_up()
    turnstile = Turnstile(Gate(30, 1), BotLease(memory, BOT, "b"), asyncio.Event(), Meter(BOT, Counters()))
    assert await turnstile.ours()
    assert 55 < turnstile.closed() <= 60


async def test_nothing_passes_a_turnstile_without_the_lease(lease: BotLease, clock: Monotonic) -> None:
    turnstile = Turnstile(Gate(30, 1), lease, asyncio.Event(), Meter(BOT, Counters()))
    assert await turnstile.ours()
    assert await turnstile.enter("1") is None
    clock.now += LEASE
    assert await turnstile.enter("2") == 0.0


async def test_a_worker_that_stops_hands_over_to_the_one_that_stands_by(post_on_both: Post) -> None:
    post = post_on_both
    await post.school.tell(post.school.families * 20, "Гость")
    async with post.working() as first, post.working():
        await post.until(lambda rows: any(row["state"] == "sent" for row in rows))
        first.stop()
        await post.until_ended()

    assert [len(post.school.texts(family)) for family in post.school.families] == [20] * 3


async def test_of_two_workers_one_sends(post_on_both: Post) -> None:
    post = post_on_both
    await post.school.tell(post.school.families * 10, "Гость")
    owners = set[str]()

    def ended(rows: list[dict[str, Any]]) -> bool:
        owners.update(row["lease_owner"] for row in rows if row["lease_owner"])
        return all(row["state"] == "sent" for row in rows)

    async with post.working(), post.working():
        await post.until(ended)

    assert len(owners) == 1


@dataclass
class Stalling:
    """A channel in which the whole process stands still once, until another has taken the lease of its bot."""

    url: str
    sent: list[str] = field(default_factory=list)

    async def send(self, address: Address, text: str, buttons: tuple[tuple[str, str], ...] = ()) -> str:
        if not self.sent:
            time.sleep(0.5)  # noqa: ASYNC251 - nothing else is to run meanwhile
            self._pass_on()
        self.sent.append(text)
        return str(len(self.sent))

    async def edit(
        self, address: Address, message_id: str, text: str, buttons: tuple[tuple[str, str], ...] = ()
    ) -> None:
        raise NotImplementedError

    async def delete(self, address: Address, message_id: str) -> None:
        raise NotImplementedError

    async def send_file(self, address: Address, file: FileToSend, caption: str) -> SentAs:
        raise NotImplementedError

    def _pass_on(self) -> None:
        engine = sa.create_engine(self.url)
        with engine.begin() as connection:
            connection.execute(sender.update().values(owner="other", lease_until=sa.func.datetime("now", "+1 hour")))
        engine.dispose()


async def test_a_worker_that_was_stalled_for_longer_than_its_lease_gives_back_what_it_has_in_hand(post: Post) -> None:
    await post.school.tell(post.school.families * 3, "Гость")
    file = post.school.database.engine.url.database
    channel = Stalling(f"sqlite:///{file}")
    async with post.working(channel, lease=0.4):
        rows = await post.until(lambda rows: [row["reason"] for row in rows].count("given_back") == 8)

    assert len(channel.sent) == 1
    assert sorted({row["state"] for row in rows}) == ["pending", "sent"]
