"""How delivery fares beside queues from a thousand to a million rows: messages a second, memory, looks in vain.

Each measurement runs a worker in a process of its own (`python -m benchmarks.flatness DATABASE SERVER`), so that its
peak of memory is its own.
"""

import asyncio
import json
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import aiohttp
import sqlalchemy as sa

from benchmarks.delivery import LIFTED, TOKEN, Counting
from benchmarks.figures import Series
from benchmarks.outbox import chats, links, notice, opened_school, write
from benchmarks.quiet import be_quiet
from benchmarks.stores import Store, stores
from bot.delivery.lease import BotLease
from bot.delivery.worker import DeliveryWorker
from storage.database import Database
from tests.bot.delivery.school import BOT, NOW, SchoolClock

QUEUES = {"SQLite": (1_000, 100_000, 1_000_000), "PostgreSQL": (1_000, 100_000, 1_000_000)}
"""A million rows take PostgreSQL minutes to fill, and the measurement should not."""

CHATS, MESSAGES, LOOKS = 1_000, 1_000, 5
YESTERDAY = NOW - timedelta(days=1)
"""From there what waits is due tomorrow, and no row has to be written for it."""


def measure(server: str) -> tuple[list[Series], list[Series], list[Series]]:
    """Messages a second, megabytes at the peak, and milliseconds of a look at a queue that is due tomorrow."""
    rates: list[Series] = []
    peaks: list[Series] = []
    looks: list[Series] = []
    with stores(_nothing) as empty:
        for store in empty:
            for queue in QUEUES[store.name]:
                rate, peak, look = _beside(store, queue, server)
                name = f"{queue:,} waiting, {store.name}"
                rates.append(Series(name, "messages/s", [rate]))
                peaks.append(Series(name, "MB", [peak]))
                looks.append(Series(name, "ms", look))
    return rates, peaks, looks


async def _nothing(_url: str) -> None:
    """Each queue is filled in its copy."""


def _beside(store: Store, queue: int, server: str) -> tuple[float, float, list[float]]:
    with store.copy() as url:
        asyncio.run(_fill(url, queue))
        looks = asyncio.run(_looks(url))
        command = (sys.executable, "-m", "benchmarks.flatness", url, server)
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603 - our own words
        rate, peak = json.loads(done.stdout)
        return rate, peak, looks


async def _fill(url: str, rows: int) -> None:
    async with opened_school(url, 1) as opened:
        await write(opened.database, chats(CHATS), links())
        await write(opened.database, notice(rows // CHATS))
        await write(opened.database, sa.text("ANALYZE outbox"))  # as PostgreSQL does by itself within a minute


async def _looks(url: str) -> list[float]:
    """A worker's look, in vain, when all that waits is due tomorrow."""
    database = Database.open(url)
    await _look(database)
    milliseconds = []
    for _ in range(LOOKS):
        begun = time.perf_counter()
        await _look(database)
        milliseconds.append((time.perf_counter() - begun) * 1000)
    await database.close()
    return milliseconds


async def _look(database: Database) -> None:
    async with database.writing() as unit:
        assert not await unit.outbox.claim(BOT, "bench", 100, YESTERDAY, YESTERDAY + timedelta(minutes=1))
        await unit.commit()
    async with database.reading() as unit:
        assert await unit.outbox.next_due(BOT) == NOW


async def _worker(url: str, server: str) -> float:
    """Messages a second from the start of a worker until it has sent so many and given back the rest."""
    database = Database.open(url)
    async with aiohttp.ClientSession() as session:

        async def opened() -> aiohttp.ClientSession:
            return session

        channel = Counting(opened, lambda method: f"{server}/bot{TOKEN}/{method}")
        channel.left = MESSAGES
        channel.worker = DeliveryWorker(database, channel, SchoolClock(), LIFTED, BotLease(database, BOT, "bench"))
        begun = time.perf_counter()
        await channel.worker.run()
        seconds = time.perf_counter() - begun
    await database.close()
    return (MESSAGES - channel.left) / seconds


def _peak() -> float:
    """The most megabytes that this process ever held, as Linux tells it."""
    status = Path("/proc/self/status").read_text("utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    be_quiet()
    sys.stdout.write(json.dumps((asyncio.run(_worker(*sys.argv[1:])), _peak())))
