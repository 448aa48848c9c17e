"""A harness that kills workers at random moments and counts what became of the messages."""

import asyncio
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
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
    async with breeder() as workers:
        for _ in range(kills):
            await _killed_once(workers, post, url)
        async with workers.victim(post, url):
            ended = await post.until_ended()
    seen = arrived(post)
    return Toll(rows - len(seen), sum(seen.values()) - len(seen), frozenset(row["state"] for row in ended))


@dataclass(frozen=True)
class Victim:
    """A worker process."""

    pid: int

    def kill(self) -> None:
        """SIGKILL; nothing happens if it is dead already."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    async def gone(self) -> None:
        """Wait until it is dead."""
        with suppress(ProcessLookupError):
            async with asyncio.timeout(10):
                while True:
                    os.kill(self.pid, 0)
                    await asyncio.sleep(0.001)


@dataclass(frozen=True)
class Breeder:
    """Makes workers quickly: a start of Python and its imports would take longer than the life of most of them."""

    process: asyncio.subprocess.Process

    @asynccontextmanager
    async def victim(self, post: Post, url: str) -> AsyncIterator[Victim]:
        """A worker; it is killed when the block ends."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{url} {post.playground.url}/bot{TOKEN} {LEASE} 150\n".encode())
        made = Victim(int(await self.process.stdout.readline()))
        try:
            yield made
        finally:
            made.kill()
            await made.gone()


@asynccontextmanager
async def breeder() -> AsyncIterator[Breeder]:
    """The process that makes workers; it ends with the block."""
    command = (sys.executable, "-m", "tests.bot.delivery.victim")
    process = await asyncio.create_subprocess_exec(*command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        yield Breeder(process)
    finally:
        process.kill()
        await process.wait()


@asynccontextmanager
async def victim(post: Post, url: str) -> AsyncIterator[Victim]:
    """One worker alone; it is killed when the block ends."""
    async with breeder() as made, made.victim(post, url) as one:
        yield one


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


async def _killed_once(workers: Breeder, post: Post, url: str) -> None:
    before = len(post.playground.log.records)
    async with workers.victim(post, url):
        await _until_arrived(post, before + random.randint(1, PER_KILL * 3 // 4))
        await asyncio.sleep(random.random() / 50)  # from the arrival of a message until its record is written


async def _until_arrived(post: Post, count: int) -> None:
    async with asyncio.timeout(30):
        while len(post.playground.log.records) < count:  # noqa: ASYNC110 - chats have events, all of them together none
            await asyncio.sleep(0.005)
