"""Fixtures that every area shares: databases on both engines, and Redis."""

import logging
import ssl
from collections.abc import AsyncIterator, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import structlog

from bot.garbage import settle
from tests.tools import catalogues, databases

if TYPE_CHECKING:
    from storage.database import Database

ENGINES = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


def pytest_configure() -> None:
    """Compile catalogues that changed: an editable install compiles them only when it is made."""
    catalogues.compile_stale()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first, so that no process ends with it while the others have nothing left to do."""
    items.sort(key=lambda item: item.get_closest_marker("timeout") is None)


def pytest_collection_finish() -> None:
    """A tenth of the tests' time went into searching what is loaded for garbage."""
    settle()


@pytest.fixture(scope="session", autouse=True)
def one_tls_context() -> Iterator[None]:
    """Each client of a bot makes one in some 25 ms, though the playground speaks without TLS."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", cache(ssl.create_default_context))
        yield


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file."""
    return databases.sqlite_template(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_template() -> Iterator[str]:
    """The name of a migrated PostgreSQL database."""
    databases.require("PostgreSQL", databases.POSTGRES, 5432)
    with databases.postgres_template() as name:
        yield name


@pytest.fixture
def sqlite_url(tmp_path: Path, sqlite_template: Path) -> str:
    """The address of a fresh migrated SQLite database."""
    return databases.sqlite_copy(sqlite_template, tmp_path)


@pytest.fixture
def postgres_url(postgres_template: str) -> Iterator[str]:
    """The address of a fresh migrated PostgreSQL database."""
    with databases.postgres_database(postgres_template) as url:
        yield url


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a fresh migrated database, on each engine in turn."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def empty_postgres_url() -> Iterator[str]:
    """The address of a PostgreSQL database without tables."""
    databases.require("PostgreSQL", databases.POSTGRES, 5432)
    with databases.postgres_database() as url:
        yield url


@pytest.fixture
def empty_sqlite_url(tmp_path: Path) -> str:
    """The address of an SQLite database that is not there yet."""
    return databases.sqlite_url(tmp_path / "empty.db")


@pytest.fixture(params=ENGINES)
def empty_database_url(request: pytest.FixtureRequest) -> str:
    """The address of a database without tables, on each engine in turn."""
    url: str = request.getfixturevalue(f"empty_{request.param}_url")
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator["Database"]:
    """A fresh migrated database, open, on each engine in turn."""
    from storage.database import Database

    opened = Database.open(database_url)
    yield opened
    await opened.close()


@pytest.fixture
async def sqlite_database(sqlite_url: str) -> AsyncIterator["Database"]:
    """The same on SQLite alone, for what does not depend on the engine."""
    from storage.database import Database

    opened = Database.open(sqlite_url)
    yield opened
    await opened.close()


@pytest.fixture
def redis_url() -> str:
    """The address of the Redis database for tests. Tests choose keys of their own in it."""
    databases.require("Redis", databases.REDIS, 6379)
    return databases.REDIS


@pytest.fixture
def logging_as_before() -> Iterator[None]:
    """Give the process its loggers back after a test that configured them."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()
