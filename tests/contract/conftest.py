"""The same school behind each implementation of the ports."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Protocol, Self
from urllib.parse import urlsplit

import pytest

from core.unit_of_work import Database as Port
from storage.database import Database, UpdateKey
from tests.contract.school import made_up_school
from tests.contract.seeding import seed
from tests.fakes.database import MemoryDatabase
from tests.tools import databases

KINDS = ["memory", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


class UpdatedDatabase(Port, Protocol):
    """What the front-end asks of a database besides units."""

    def for_update(self, update: UpdateKey) -> Self:
        """The same database for the handling of one update."""
        ...


@pytest.fixture(scope="session")
def seeded_sqlite(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the made-up school."""
    path = Path(shutil.copy(sqlite_template, tmp_path_factory.mktemp("seeded") / "school.db"))
    asyncio.run(_seed(databases.sqlite_url(path)))
    return path


@pytest.fixture(scope="session")
def seeded_postgres(postgres_template: str) -> Iterator[str]:
    """The name of a PostgreSQL database with the made-up school."""
    with databases.postgres_database(postgres_template) as url:
        asyncio.run(_seed(url))
        yield urlsplit(url).path.lstrip("/")


@pytest.fixture
def seeded_sqlite_url(seeded_sqlite: Path, tmp_path: Path) -> str:
    """The address of a copy of it."""
    return databases.sqlite_copy(seeded_sqlite, tmp_path)


@pytest.fixture
def seeded_postgres_url(seeded_postgres: str) -> Iterator[str]:
    """The address of a copy of it."""
    with databases.postgres_database(seeded_postgres) as url:
        yield url


@pytest.fixture(params=KINDS)
def school_url(request: pytest.FixtureRequest) -> str | None:
    """The address of a database with the school; none in memory. Made before there is a loop."""
    return None if request.param == "memory" else request.getfixturevalue(f"seeded_{request.param}_url")


@pytest.fixture
async def school(school_url: str | None) -> AsyncIterator[UpdatedDatabase]:
    """The made-up school in memory, in SQLite and in PostgreSQL in turn."""
    if school_url is None:
        yield MemoryDatabase(made_up_school())
        return
    opened = Database.open(school_url)
    yield opened
    await opened.close()


async def _seed(url: str) -> None:
    database = Database.open(url)
    try:
        await seed(database, made_up_school())
    finally:
        await database.close()
