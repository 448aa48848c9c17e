"""How long the programs take to start, and what an idle bot holds in memory."""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.figures import Series
from playground import Playground
from tests.tools import databases

ROUNDS = 3
PEREMENA = str(Path(sys.executable).with_name("peremena"))
IMPORT = "import aiogram; from pathlib import Path; print(Path('/proc/self/status').read_text())"


def measure(rounds: int = ROUNDS) -> tuple[list[Series], list[Series]]:
    """Seconds to start and megabytes at rest, each beside a program that only imports aiogram."""
    bare, bot = Series("python -c 'import aiogram'", "s"), Series("peremena run, up to its menu of commands", "s")
    help_ = Series("peremena --help", "s")
    bare_memory, bot_memory = Series("python -c 'import aiogram'", "MB"), Series("peremena run, idle", "MB")
    with tempfile.TemporaryDirectory() as folder:
        url = databases.sqlite_url(databases.sqlite_template(Path(folder)))
        for _ in range(rounds):
            seconds, status = _timed(sys.executable, "-c", IMPORT)
            bare.values.append(seconds)
            bare_memory.values.append(_megabytes(status))
            help_.values.append(_timed(PEREMENA, "--help")[0])
            seconds, status = asyncio.run(_bot(url))
            bot.values.append(seconds)
            bot_memory.values.append(_megabytes(status))
    return [bare, bot, help_], [bare_memory, bot_memory]


def _timed(*command: str) -> tuple[float, str]:
    begun = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own words
    return time.perf_counter() - begun, done.stdout


async def _bot(url: str) -> tuple[float, str]:
    """A bot at a playground, until it has polled and published its commands."""
    playground = Playground()
    await playground.start()
    settings = {
        "PEREMENA_BOT__TOKEN": playground.token,
        "PEREMENA_BOT__API_URL": playground.url,
        "PEREMENA_DATABASE__URL": url,
    }
    begun = time.perf_counter()
    running = await asyncio.create_subprocess_exec(
        PEREMENA, "run", env=os.environ | settings, stderr=subprocess.DEVNULL
    )
    try:
        async with asyncio.timeout(120):
            while not any(call["method"] == "setMyCommands" for call in playground.calls):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        seconds = time.perf_counter() - begun
        status = await asyncio.to_thread(Path(f"/proc/{running.pid}/status").read_text)
    finally:
        running.kill()
        await running.wait()
        await playground.stop()
    return seconds, status


def _megabytes(status: str) -> float:
    """The resident memory in a process's status, as Linux tells it."""
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024
