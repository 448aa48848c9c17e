"""Units of work that run in one go in a thread of their own, on SQLite."""

import asyncio
import threading

import pytest
import sqlalchemy as sa

from core.errors import StorageConflictError
from storage.database import Database, Unit
from storage.schema.links import chat

ROW = {"channel": "telegram", "bot": "1", "address": "100"}


async def _add(unit: Unit) -> None:
    await unit.connection.execute(chat.insert(), ROW)


async def _count(unit: Unit) -> int | None:
    count: int | None = await unit.connection.scalar(sa.select(sa.func.count()).select_from(chat))
    return count


async def test_drivers_errors_are_translated(sqlite_database: Database) -> None:
    await sqlite_database.run(_add)
    with pytest.raises(StorageConflictError):
        await sqlite_database.run(_add)


async def test_work_that_waits_for_something_else_is_refused_and_undone(sqlite_database: Database) -> None:
    async def wait(unit: Unit) -> None:
        await _add(unit)
        await asyncio.sleep(1)

    with pytest.raises(RuntimeError):
        await sqlite_database.run(wait)
    assert await sqlite_database.run(_count) == 0


async def test_who_is_cancelled_keeps_the_turn_until_the_thread_is_done(sqlite_database: Database) -> None:
    begun, may_end = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    async def slow(unit: Unit) -> None:
        loop.call_soon_threadsafe(begun.set)
        may_end.wait()
        await _add(unit)

    working = asyncio.create_task(sqlite_database.run(slow))
    await begun.wait()
    working.cancel()
    counting = asyncio.create_task(sqlite_database.run(_count))
    loop.call_soon(may_end.set)
    with pytest.raises(asyncio.CancelledError):
        await working
    assert await counting == 1
