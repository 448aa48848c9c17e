"""Killed at any moment, the worker loses nothing and repeats at most what was in flight."""

import asyncio
import random
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest

from bot.delivery.lanes import IN_FLIGHT
from storage.database import Database
from tests.bot.delivery.conftest import TOKEN, Post, opened_post
from tests.bot.delivery.school import planned

KILLS = 5
ROWS = 300
LEASE = 2


@asynccontextmanager
async def victim(post: Post, url: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A worker process; it is killed when the block ends."""
    api = f"{post.playground.url}/bot{TOKEN}"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bot.delivery.victim", url, api, str(LEASE), "150"
    )
    try:
        yield process
    finally:
        process.kill()
        await process.wait()


def arrived(post: Post) -> Counter[str]:
    """How often each message stands in the chats."""
    return Counter(text.split("\n")[0] for family in post.school.families for text in post.school.texts(family))


async def until_arrived(post: Post, count: int) -> None:
    async with asyncio.timeout(30):
        while len(post.playground.log.records) < count:  # noqa: ASYNC110 - chats have events, all of them together none
            await asyncio.sleep(0.01)


@pytest.mark.timeout(180)
async def test_kills_lose_nothing_and_repeat_at_most_what_was_in_flight(database: Database, database_url: str) -> None:
    random.seed(database_url.partition(":")[0])
    async with opened_post(database, families=40) as post:
        now = datetime.now(UTC)
        rows = tuple(planned(post.school.families[n % 40], f"Гость{n}", now) for n in range(ROWS))
        async with database.writing() as unit:
            await unit.outbox.enqueue(rows, now)
            await unit.commit()
        for _ in range(KILLS):
            before = len(post.playground.log.records)
            async with victim(post, database_url):
                await until_arrived(post, before + random.randint(1, ROWS // KILLS - 10))
        async with victim(post, database_url):
            ended = await post.until_ended()

    seen = arrived(post)
    assert len(seen) == ROWS
    assert {row["state"] for row in ended} == {"sent"}
    assert sum(seen.values()) - ROWS <= KILLS * IN_FLIGHT
