"""What something costs in schools of a thousand and of ten thousand pupils, measured in one process."""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.big_school import BigSchool
from benchmarks.statements import Statements
from storage.database import Database
from tests.tools.databases import sqlite_path

SCHOOLS = (1_000, 10_000)
_BEAT = 0.002


@dataclass(frozen=True, slots=True)
class Cost:
    """What something took, for how long the event loop stood still at most, how many messages or lines came of it."""

    name: str
    milliseconds: float
    still: float
    statements: int
    result: int

    def row(self, school: BigSchool) -> str:
        """A line of the table."""
        spent = f"{self.milliseconds:,.0f} | {self.still:,.0f}"
        return f"| {school.pupils:,} | {school.classes} | {self.name} | {spent} | {self.statements} | {self.result} |"


@dataclass
class Pulse:
    """The longest piece of work, in milliseconds of CPU, for which the event loop served nobody.

    CPU of its own thread: on a machine that others use too, the clock would tell of them.
    """

    longest: float = field(default=0.0)

    async def feel(self) -> None:
        """Until it is cancelled."""
        last = time.thread_time()
        while True:
            await asyncio.sleep(_BEAT)
            now = time.thread_time()
            self.longest, last = max(self.longest, (now - last) * 1000), now


def of_schools(
    rows: Callable[[BigSchool, str], Awaitable[list[str]]], prepare: Callable[[BigSchool, Path], None] | None = None
) -> str:
    """The lines of both schools; `rows` opens the database at an address, `prepare` writes into its file before."""
    return "\n".join(row for pupils in SCHOOLS for row in _of_school(BigSchool(pupils), rows, prepare)) + "\n"


def _of_school(
    school: BigSchool,
    rows: Callable[[BigSchool, str], Awaitable[list[str]]],
    prepare: Callable[[BigSchool, Path], None] | None,
) -> list[str]:
    async def made(url: str) -> list[str]:
        return await rows(school, url)

    with tempfile.TemporaryDirectory() as folder:
        url = school.write(Path(folder))
        if prepare is not None:
            prepare(school, sqlite_path(url))
        return asyncio.run(made(url))


async def cost(name: str, database: Database, work: Awaitable[int]) -> Cost:
    """What this work takes; CPU is that of the process."""
    async with _felt() as pulse:
        sent, begun = Statements(database), time.process_time()
        result = await work
        spent = (time.process_time() - begun) * 1000
        sent.stop()
    return Cost(name, spent, pulse.longest, sent.count, result)


@asynccontextmanager
async def _felt() -> AsyncIterator[Pulse]:
    pulse = Pulse()
    feeling = asyncio.create_task(pulse.feel())
    await asyncio.sleep(0)
    try:
        yield pulse
    finally:
        feeling.cancel()
        with suppress(asyncio.CancelledError):
            await feeling
