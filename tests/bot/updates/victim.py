"""The whole bot in a process of its own, for tests that kill it: `python -m tests.bot.updates.victim`.

It is what `peremena run` runs, with the settings from the environment, but its clock stands at a school day.
"""

import asyncio
import sys

from bot.app import run
from bot.config import load
from bot.logs import configure
from tests.bot.conftest import ShiftedClock

if __name__ == "__main__":
    config = load()
    configure(config.logs, sys.stderr)
    asyncio.run(run(config, ShiftedClock()))
