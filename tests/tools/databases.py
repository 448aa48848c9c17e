"""Fresh databases for tests: a migrated template is made once per test process, and each test gets a copy of it."""

import asyncio
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import pytest

POSTGRES = os.environ.get("PEREMENA_TEST_POSTGRES", "postgresql+asyncpg://postgres@127.0.0.1:5432/test")
REDIS = os.environ.get("PEREMENA_TEST_REDIS", "redis://127.0.0.1:6379/9")

_numbers = count(1)


def require(service: str, url: str, port: int) -> None:
    """Skip the test where the service does not answer; in CI its absence is a failure, so that nothing is unchecked."""
    address = urlsplit(url)
    try:
        socket.create_connection((address.hostname or "127.0.0.1", address.port or port), timeout=2).close()
    except OSError as error:
        reason = f"{service} does not answer at {address.hostname}:{address.port or port}: {error}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)


def sqlite_url(path: Path) -> str:
    """The address of an SQLite file."""
    return f"sqlite+aiosqlite:///{path}"


def sqlite_path(url: str) -> Path:
    """The file of an address."""
    return Path(url.removeprefix("sqlite+aiosqlite:///"))


def migrate(url: str) -> None:
    """Bring a database up to the newest revision."""
    asyncio.run(_migrate(url))


async def _migrate(url: str) -> None:
    from storage.database import Database
    from storage.migrations import upgrade

    database = Database.open(url)
    try:
        await upgrade(database.engine)
    finally:
        await database.close()


def sqlite_template(folder: Path) -> Path:
    """A migrated SQLite file, closed, so that its copy is whole."""
    path = folder / "template.db"
    migrate(sqlite_url(path))
    return path


def sqlite_copy(template: Path, folder: Path) -> str:
    """The address of a copy of the template."""
    return sqlite_url(Path(shutil.copy(template, folder / "test.db")))


@contextmanager
def postgres_database(template: str = "template0") -> Iterator[str]:
    """The address of a new PostgreSQL database that is dropped afterwards; `template` is the name of another."""
    name = f"peremena_test_{os.getpid()}_{next(_numbers)}"
    _execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield urlsplit(POSTGRES)._replace(path=f"/{name}").geturl()
    finally:
        _execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def postgres_name(url: str) -> str:
    """The database's name in an address."""
    return urlsplit(url).path.lstrip("/")


@contextmanager
def postgres_template() -> Iterator[str]:
    """The name of a migrated PostgreSQL database that nobody is connected to."""
    with postgres_database() as url:
        migrate(url)
        yield postgres_name(url)


def _execute(statement: str) -> None:
    asyncio.run(_execute_outside_transaction(statement))


async def _execute_outside_transaction(statement: str) -> None:
    connection = await asyncpg.connect(POSTGRES.replace("+asyncpg", ""))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
