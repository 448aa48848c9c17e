"""The bot as a process: killed at any moment it loses nothing, told to stop it stops."""

import asyncio
import os
import random
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from playground import Person
from storage.schema.journal import draft, mark
from tests.bot.conftest import MATHS, House
from tests.bot.updates.conftest import until

KILLS = 5
PUPILS = ("Белов", "Ёлкина", "Жуков", "Сидоров", "Тагиров")
ENTRIES = [(pupil, value) for value in ("5", "4", "3") for pupil in PUPILS]
VICTIM = (sys.executable, "-m", "tests.bot.updates.victim")
RUN = (str(Path(sys.executable).with_name("peremena")), "run")
START = 60.0
"""Seconds that a process may take to come up on a busy machine."""
ALL_STARTS = START * KILLS
"""For an answer: each process may be killed before it gives it."""


@asynccontextmanager
async def process(house: House, folder: Path, *command: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """The bot in a process; it is killed when the block ends."""
    settings = {
        "PEREMENA_BOT__TOKEN": house.playground.token,
        "PEREMENA_BOT__API_URL": house.playground.url,
        "PEREMENA_DATABASE__URL": house.config.database.url.get_secret_value(),
    }
    with (folder / "bot.log").open("ab") as log:
        running = await asyncio.create_subprocess_exec(*command, env=os.environ | settings, stdout=log, stderr=log)
    try:
        yield running
    finally:
        if running.returncode is None:
            running.kill()
        await running.wait()


async def until_calls(house: House, more: int) -> None:
    """Wait until the bot has called the messenger so many times more."""
    calls = len(house.playground.calls)
    await until(lambda: len(house.playground.calls) >= calls + more, START)


async def record_all(teacher: Person) -> None:
    """Write every entry once and press «Записать» under it once, whatever becomes of the bot meanwhile."""
    for pupil, value in ENTRIES:
        teacher.mark()
        await teacher.say(f"5А матем {value} {pupil}")
        card = await teacher.expect(f"Отметки: {pupil}", timeout=ALL_STARTS)
        teacher.mark()
        button = next(one for row in card.buttons for one in row if one.text == "Записать")
        teacher.begin_press(card.id, button.data)
        await teacher.expect("Записано", timeout=ALL_STARTS)


async def written(house: House) -> list[tuple[str, int]]:
    """The values of all marks with the number of each, and the state of all drafts."""
    async with house.database.reading() as unit:
        values = sa.select(mark.c.value, sa.func.count()).group_by(mark.c.value)
        states = sa.select(draft.c.state, sa.func.count()).group_by(draft.c.state)
        found = [*await unit.connection.execute(values), *await unit.connection.execute(states)]
        return sorted((name, number) for name, number in found)


@pytest.mark.timeout(400)
async def test_kills_lose_no_entry_and_double_none(house: House, tmp_path: Path) -> None:
    random.seed(len(ENTRIES))
    teacher = await house.linked(MATHS)
    await house.close()
    recording = asyncio.create_task(record_all(teacher))
    for _ in range(KILLS):
        async with process(house, tmp_path, *VICTIM):
            await until_calls(house, random.randint(2, 12))
            await asyncio.sleep(random.random() / 20)  # the moment of the kill may be any
    async with process(house, tmp_path, *VICTIM):
        await recording
        await until(lambda: len(house.playground.bot.queue) == 0)
    each = len(PUPILS)
    assert await written(house) == [("3", each), ("4", each), ("5", each), ("recorded", len(ENTRIES))]


@pytest.mark.timeout(180)
async def test_told_to_stop_it_confirms_what_it_handled_and_ends_in_seconds(house: House, tmp_path: Path) -> None:
    teacher = await house.linked(MATHS)
    await house.close()
    async with process(house, tmp_path, *RUN) as running:
        await teacher.say("/start")
        await teacher.expect("Этот чат подключён", timeout=START)
        running.send_signal(signal.SIGTERM)
        async with asyncio.timeout(10):
            assert await running.wait() == 0
    assert len(house.playground.bot.queue) == 0
