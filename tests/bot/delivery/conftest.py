"""A school, a messenger on loopback, and workers that deliver between them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import aiohttp
import pytest
import sqlalchemy as sa

from bot.config import DeliverySection
from bot.delivery.lease import LEASE, BotLease
from bot.delivery.telegram import TelegramChannel
from bot.delivery.worker import DeliveryWorker
from core.notifications.ports import Channel
from playground import Playground
from storage.database import Database
from storage.schema.notifications import outbox
from tests.bot.delivery.school import BOT, School, filled

TOKEN = f"{BOT}:secret"
PATIENCE = 20.0


@dataclass
class Post:
    """Where workers are started. Each gets a channel of its own over one HTTP session."""

    school: School
    playground: Playground
    session: aiohttp.ClientSession
    _numbers: Iterator[int] = field(default_factory=count)

    def channel(self) -> TelegramChannel:
        async def session() -> aiohttp.ClientSession:
            return self.session

        return TelegramChannel(session, lambda method: f"{self.playground.url}/bot{TOKEN}/{method}")

    def worker(self, channel: Channel | None = None, lease: float = LEASE, **settings: Any) -> DeliveryWorker:
        """A worker; its bot is leased for so many seconds. Settings are not checked, so that tests can be short."""
        defaults = {"per_second": 30.0, "per_chat_seconds": 0.0, "batch": 100, "lease_seconds": 60}
        section = DeliverySection.model_construct(**defaults | settings)
        database = self.school.database
        own = BotLease(database, BOT, f"worker-{next(self._numbers)}", lease)
        return DeliveryWorker(database, channel or self.channel(), self.school.clock, section, own)

    @asynccontextmanager
    async def working(
        self, channel: Channel | None = None, lease: float = LEASE, **settings: Any
    ) -> AsyncIterator[DeliveryWorker]:
        """A worker that runs inside the block and is stopped in the orderly way."""
        worker = self.worker(channel, lease, **settings)
        async with asyncio.TaskGroup() as group:
            group.create_task(worker.run())
            try:
                yield worker
            finally:
                worker.stop()

    async def killed(self, channel: Channel, silent: asyncio.Event) -> None:
        """Let a worker run until its messenger falls silent, and end it at once; its lease of the bot ends soon."""
        running = asyncio.create_task(self.worker(channel, lease=2.0).run())
        async with asyncio.timeout(10):
            await silent.wait()
        running.cancel()
        asyncio.get_running_loop().call_later(0.05, running.cancel)
        with pytest.raises(asyncio.CancelledError):
            await running

    async def until(self, holds: Callable[[list[dict[str, Any]]], bool], table: str = "outbox") -> list[dict[str, Any]]:
        """The rows of a table, once the condition holds for them."""
        async with asyncio.timeout(PATIENCE):
            while not holds(rows := await self.school.rows(table)):  # noqa: ASYNC110 - rows have no events
                await asyncio.sleep(0.02)
        return rows

    async def until_sent(self, key: str) -> None:
        """Wait until the row with this dedupe key was sent, looking at no other: there may be very many."""
        query = sa.select(outbox.c.state).where(outbox.c.dedupe_key == key)
        async with asyncio.timeout(PATIENCE):
            while await self._state(query) != "sent":  # noqa: ASYNC110 - rows have no events
                await asyncio.sleep(0.02)

    async def _state(self, query: sa.Select[tuple[str]]) -> str | None:
        async with self.school.database.reading() as unit:
            state: str | None = await unit.connection.scalar(query)
        return state

    async def until_ended(self) -> list[dict[str, Any]]:
        """The outbox, once nothing in it waits."""
        return await self.until(lambda rows: all(row["state"] not in ("pending", "claimed") for row in rows))


@asynccontextmanager
async def opened_post(database: Database, **school: Any) -> AsyncIterator[Post]:
    playground = Playground(TOKEN)
    await playground.start()
    async with aiohttp.ClientSession() as session:
        post = Post(await filled(database, **school), playground, session)
        await post.school.join(playground)
        yield post
    await playground.stop()


@pytest.fixture
async def post(sqlite_database: Database) -> AsyncIterator[Post]:
    """Three families, on SQLite."""
    async with opened_post(sqlite_database) as opened:
        yield opened


@pytest.fixture
async def post_on_both(database: Database) -> AsyncIterator[Post]:
    """The same on each engine in turn."""
    async with opened_post(database) as opened:
        yield opened
