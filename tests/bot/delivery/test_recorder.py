"""Outcomes that the database does not take: who waits for them is let go at a stop, and not before."""

import asyncio

import pytest

from bot.delivery.meter import Counters, Meter
from bot.delivery.recorder import UNWRITTEN, Note, Recorder
from core.ids import OutboxId
from core.notifications.model import Outcome, Result
from storage.database import Database
from tests.bot.delivery.school import NOW
from tests.bot.delivery.test_worker_life import LIMIT, Down

PART = Note(Result(OutboxId(1), Outcome.PARTLY, NOW, "7"))


@pytest.fixture
def down(sqlite_database: Database) -> Database:
    Down.faults = 1_000_000
    return Down(sqlite_database.engine, sqlite_database.writer)


@pytest.mark.parametrize("waits", ["room", "keep"])
async def test_a_stop_while_the_database_is_down_lets_go_who_waits(down: Database, waits: str) -> None:
    stopping = asyncio.Event()
    recorder = Recorder(down, "a", Meter("1", Counters()), lambda: None, stopping, farewell=0.0)
    running = asyncio.create_task(recorder.run())
    recorder.put([PART] * UNWRITTEN)
    waiting = asyncio.create_task(recorder.room() if waits == "room" else recorder.keep(PART))
    while Down.faults > 1_000_000 - 2:  # noqa: ASYNC110 - a database has no events
        await asyncio.sleep(0.01)
    assert not waiting.done()

    stopping.set()
    async with asyncio.timeout(LIMIT):
        await waiting
        recorder.close()
        await running
