"""What the drivers raise becomes the core's errors, on both engines."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from core.errors import StorageBusyError, StorageConflictError, StorageReadOnlyError
from core.people.links.model import Address
from storage.database import Database
from storage.schema.people import region

CHAT = Address("telegram", "1", "100")


@pytest.fixture(autouse=True)
async def workers_end() -> AsyncIterator[None]:
    """A connection that could not be opened still reports its end: wait for its thread before the loop is closed."""
    yield
    workers = [thread for thread in threading.enumerate() if "_connection_worker_thread" in thread.name]
    for worker in workers:
        await asyncio.to_thread(worker.join, 5)


async def _write(database: Database) -> None:
    async with database.writing() as unit:
        await unit.links.ensure_chat(CHAT)
        await unit.commit()


async def _write_much(database: Database) -> None:
    async with database.writing() as unit:
        await unit.connection.execute(region.insert(), [{"name": f"{number:0200}"} for number in range(500)])


def _on_connect(database: Database, pragma: str) -> None:
    """Set a pragma on every connection that the database opens."""

    @sa.event.listens_for(database.engine.sync_engine, "connect")
    def connect(connection: Any, _record: Any) -> None:
        connection.cursor().execute(f"PRAGMA {pragma}")


async def test_a_file_locked_by_another_program_is_busy(sqlite_url: str) -> None:
    database = Database.open(sqlite_url)
    _on_connect(database, "busy_timeout=20")
    other = sqlite3.connect(sqlite_url.partition(":///")[2], isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageBusyError):
            await _write(database)
        other.execute("ROLLBACK")
        await _write(database)
    finally:
        other.close()
        await database.close()


async def test_a_locked_file_can_still_be_read(sqlite_url: str) -> None:
    database = Database.open(sqlite_url)
    await _write(database)
    other = sqlite3.connect(sqlite_url.partition(":///")[2], isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        async with database.reading() as unit:
            assert await unit.links.chat(CHAT)
    finally:
        other.close()
        await database.close()


async def test_a_file_that_may_only_be_read_says_so(sqlite_url: str) -> None:
    path = sqlite_url.partition(":///")[2]
    database = Database.open(f"sqlite+aiosqlite:///file:{path}?mode=ro&uri=true")
    try:
        with pytest.raises(StorageReadOnlyError):
            await _write(database)
    finally:
        await database.close()


async def test_a_full_disk_says_so(sqlite_url: str) -> None:
    database = Database.open(sqlite_url)
    _on_connect(database, "max_page_count=1")
    try:
        with pytest.raises(StorageReadOnlyError):
            await _write_much(database)
    finally:
        await database.close()


async def test_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    database = Database.open(f"sqlite+aiosqlite:///{tmp_path}/nowhere/school.db")
    try:
        with pytest.raises(StorageReadOnlyError):
            await _write(database)
    finally:
        await database.close()


async def test_what_breaks_a_rule_of_the_tables_is_a_conflict(database: Database) -> None:
    async with database.writing() as unit:
        await unit.connection.execute(region.insert(), [{"name": "Забайкалье"}])
        await unit.commit()
    with pytest.raises(StorageConflictError):
        async with database.writing() as unit:
            await unit.connection.execute(region.insert(), [{"name": "Забайкалье"}])


async def test_a_server_that_does_not_answer_is_busy() -> None:
    database = Database.open("postgresql+asyncpg://postgres@127.0.0.1:1/none")
    try:
        with pytest.raises(StorageBusyError):
            await _write(database)
    finally:
        await database.close()


@pytest.mark.postgres
async def test_a_connection_that_breaks_in_the_middle_is_busy(postgres_url: str) -> None:
    database = Database.open(postgres_url)
    try:
        with pytest.raises(StorageBusyError):
            await _lose_the_connection(database)
        await _write(database)
    finally:
        await database.close()


async def _lose_the_connection(database: Database) -> None:
    async with database.writing() as unit, database.engine.connect() as other:
        process = await unit.connection.scalar(sa.text("SELECT pg_backend_pid()"))
        await other.execute(sa.text("SELECT pg_terminate_backend(:process)"), {"process": process})
        await unit.links.ensure_chat(CHAT)
