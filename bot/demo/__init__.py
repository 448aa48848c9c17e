"""The demo: a messenger on this machine, a school in its week and the bot, without a token."""

import asyncio
import signal
import sys
import tempfile
from pathlib import Path

GRACE_SECONDS = 15
HEADLESS_GRACE_SECONDS = 2
"""The grace time is short, so that a visitor sees the pushes soon."""


async def run_demo(*, headless: bool, port: int) -> None:
    """Play the scripted day and return, or open the chat page and stay until Ctrl+C."""
    _tell("Поднимаю учебный мессенджер и бота, это займёт несколько секунд…")
    with tempfile.TemporaryDirectory(prefix="peremena-") as folder:
        await (_headless(Path(folder)) if headless else _open(Path(folder), port))


async def _headless(folder: Path) -> None:
    from bot.demo.script import Script
    from bot.demo.stage import set_up

    async with set_up(folder, 0, HEADLESS_GRACE_SECONDS) as stage:
        await Script(stage, _tell).play()
    _tell("\nВсё сработало.")


async def _open(folder: Path, port: int) -> None:
    from bot.demo.opening import open_scene
    from bot.demo.stage import set_up

    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with set_up(folder, port, GRACE_SECONDS) as stage:
        await open_scene(stage)
        _tell(f"\nОткройте в браузере: {stage.playground.url}\nЗавершить: Ctrl+C")
        await stop.wait()


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
