"""Delivery hears of rows that another process put into the outbox, on PostgreSQL; on SQLite it has nobody to hear."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import sqlalchemy as sa

from storage.database import Database
from storage.notifications import listening
from tests.bot.delivery.school import filled

LIMIT = 10.0


@pytest.fixture
async def listener(postgres_url: str) -> AsyncIterator[Database]:
    """The database as the delivering process has it open."""
    opened = Database.open(postgres_url)
    yield opened
    await opened.close()


@pytest.fixture
async def other(postgres_url: str) -> AsyncIterator[Database]:
    """The same as another process has it open."""
    opened = Database.open(postgres_url)
    yield opened
    await opened.close()


@asynccontextmanager
async def heard(database: Database) -> AsyncIterator[asyncio.Event]:
    """Set whenever the listener would wake delivery."""
    woken = asyncio.Event()
    listens = asyncio.create_task(listening.listen(database.engine, woken.set))
    try:
        await _next(woken)  # it wakes once when it has begun to listen
        yield woken
    finally:
        listens.cancel()
        await asyncio.wait([listens])


async def _next(woken: asyncio.Event) -> None:
    async with asyncio.timeout(LIMIT):
        await woken.wait()
    woken.clear()


@pytest.mark.postgres
async def test_rows_of_another_process_wake_delivery(listener: Database, other: Database) -> None:
    school = await filled(other)
    async with heard(listener) as woken:
        await school.tell(school.families, "Гость")
        await _next(woken)


@pytest.mark.postgres
async def test_a_lost_connection_is_opened_again(
    listener: Database, other: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "RETRY", 0.01)
    school = await filled(other)
    async with heard(listener) as woken:
        async with other.reading() as unit:
            others = "pid <> pg_backend_pid() AND datname = current_database()"
            await unit.connection.execute(
                sa.text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")  # noqa: S608
            )
        await _next(woken)
        await school.tell(school.families, "Гость")
        await _next(woken)


async def test_on_sqlite_there_is_nobody_to_hear(sqlite_database: Database) -> None:
    woken = asyncio.Event()
    async with asyncio.timeout(LIMIT):
        await listening.listen(sqlite_database.engine, woken.set)
    assert not woken.is_set()
