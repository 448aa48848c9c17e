"""A harness that kills workers at random moments and counts what became of the messages."""

import asyncio
import random
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from tests.bot.delivery.conftest import TOKEN, Post
from tests.bot.delivery.school import planned

LEASE = 5
PER_KILL = 40
"""So many messages wait for each kill; a worker sends between one and three quarters of them before it dies."""


@dataclass(frozen=True)
class Toll:
    """What the kills cost. `states` are those in which the rows ended."""

    lost: int
    repeated: int
    states: frozenset[str]


async def kill(post: Post, url: str, kills: int) -> Toll:
    """Let workers in processes of their own be killed so many times, and one more finish; `url` is their database."""
    rows = kills * PER_KILL
    await enqueue(post, rows)
    for _ in range(kills):
        before = len(post.playground.log.records)
        async with victim(post, url):
            await _until_arrived(post, before + random.randint(1, PER_KILL * 3 // 4))
            await asyncio.sleep(random.random() / 50)  # from the arrival of a message until its record is written
    async with victim(post, url):
        ended = await post.until_ended()
    seen = arrived(post)
    return Toll(rows - len(seen), sum(seen.values()) - len(seen), frozenset(row["state"] for row in ended))


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


async def enqueue(post: Post, count: int) -> None:
    """Put news into the outbox, shared out among the families."""
    now, families = datetime.now(UTC), post.school.families
    rows = tuple(planned(families[n % len(families)], f"Гость{n}", now) for n in range(count))
    async with post.school.database.writing() as unit:
        await unit.outbox.enqueue(rows, now)
        await unit.commit()


def arrived(post: Post) -> Counter[str]:
    """How often each message stands in the chats."""
    return Counter(text.split("\n")[0] for family in post.school.families for text in post.school.texts(family))


async def _until_arrived(post: Post, count: int) -> None:
    async with asyncio.timeout(30):
        while len(post.playground.log.records) < count:  # noqa: ASYNC110 - chats have events, all of them together none
            await asyncio.sleep(0.005)
