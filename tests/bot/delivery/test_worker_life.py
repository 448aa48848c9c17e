"""How a worker begins, stops and bears what happens to it, with a messenger that answers when told to."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from bot.delivery.lanes import AT_ONCE
from core.errors import StorageBusyError
from core.notifications.files import FileToSend, SentAs
from core.people.links.model import Address
from storage.database import Database, Unit
from tests.bot.delivery.conftest import Post, opened_post

LIMIT = 10.0


@dataclass
class Messenger:
    """A channel whose sends wait until `answer` is set."""

    answer: asyncio.Event = field(default_factory=asyncio.Event)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    under_way: int = 0
    most: int = 0
    sent: int = 0

    async def send(self, address: Address, text: str, buttons: tuple[tuple[str, str], ...] = ()) -> str:
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        self.changed.set()
        try:
            await self.answer.wait()
        finally:
            self.under_way -= 1
        self.sent += 1
        return str(self.sent)

    async def edit(
        self, address: Address, message_id: str, text: str, buttons: tuple[tuple[str, str], ...] = ()
    ) -> None:
        raise NotImplementedError

    async def delete(self, address: Address, message_id: str) -> None:
        raise NotImplementedError

    async def send_file(self, address: Address, file: FileToSend, caption: str) -> SentAs:
        raise NotImplementedError

    async def until_under_way(self, count: int) -> None:
        async with asyncio.timeout(LIMIT):
            while self.under_way < count:
                self.changed.clear()
                await self.changed.wait()


@pytest.fixture
def messenger() -> Messenger:
    return Messenger()


async def test_a_stop_finishes_what_is_in_flight_and_gives_back_the_rest(
    post_on_both: Post, messenger: Messenger
) -> None:
    sofia = post_on_both.school.families[0]
    await post_on_both.school.tell([sofia] * 5, "Гость")
    async with post_on_both.working(messenger) as worker:
        await messenger.until_under_way(1)
        worker.stop()
        messenger.answer.set()

    assert await post_on_both.school.states() == ["sent"] + ["pending"] * 4


async def test_a_stop_does_not_wait_for_a_gate_that_is_closed(post: Post) -> None:
    await post.school.tell(post.school.families, "Гость")
    post.playground.trouble.flood(60)
    async with asyncio.timeout(LIMIT), post.working():
        await post.until(lambda rows: any(row["reason"] == "flood" for row in rows))

    assert set(await post.school.states()) == {"pending"}


async def test_cancelled_it_records_what_is_in_flight(post: Post, messenger: Messenger) -> None:
    await post.school.tell(post.school.families[:1], "Гость")
    running = asyncio.create_task(post.worker(messenger).run())
    await messenger.until_under_way(1)
    running.cancel()
    messenger.answer.set()
    with pytest.raises(asyncio.CancelledError):
        await running

    assert await post.school.states() == ["sent"]


async def test_cancelled_twice_it_ends_at_once_and_nothing_is_lost(post: Post, messenger: Messenger) -> None:
    await post.school.tell(post.school.families[:1], "Гость")
    running = asyncio.create_task(post.worker(messenger).run())
    await messenger.until_under_way(1)
    running.cancel()
    asyncio.get_running_loop().call_later(0.05, running.cancel)
    with pytest.raises(asyncio.CancelledError):
        await running

    assert await post.school.states() == ["claimed"]


async def test_so_many_are_sent_at_once_and_no_more(sqlite_database: Database, messenger: Messenger) -> None:
    async with opened_post(sqlite_database, families=AT_ONCE + 20) as post:
        await post.school.tell(post.school.families, "Гость")
        async with post.working(messenger, per_second=1000.0):
            await messenger.until_under_way(AT_ONCE)
            claimed = await post.until(lambda rows: rows[-1]["state"] == "claimed")
            messenger.answer.set()
            await post.until_ended()

    assert {row["state"] for row in claimed} == {"claimed"}
    assert messenger.most == AT_ONCE


async def test_a_messenger_that_never_answers_is_given_up_before_the_lease_ends(
    post: Post, messenger: Messenger
) -> None:
    await post.school.tell(post.school.families[:1], "Гость")
    async with post.working(messenger, lease_seconds=1):
        (row,) = await post.until(lambda rows: rows[0]["state"] == "pending" and rows[0]["attempts"] == 1)

    assert row["reason"] == "unknown"
    assert messenger.under_way == 0


class Down(Database):
    """A database whose next writing units find it busy."""

    faults = 0

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Unit]:
        if Down.faults:
            Down.faults -= 1
            raise StorageBusyError
        async with super().writing() as unit:
            yield unit


async def test_a_database_that_is_down_is_waited_for(post: Post, messenger: Messenger) -> None:
    await post.school.tell(post.school.families, "Гость")
    post.school.database = Down(post.school.database.engine, post.school.database.writer)
    Down.faults = 2
    async with post.working(messenger):
        await messenger.until_under_way(3)
        Down.faults = 2
        messenger.answer.set()
        rows = await post.until_ended()

    assert [row["state"] for row in rows] == ["sent"] * 3
    assert messenger.sent == 3
