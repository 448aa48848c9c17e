"""Databases for measurements: a template is filled once on each engine, and each round gets a copy of it."""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.garbage import settle
from core.errors import StorageError
from storage.database import Database
from tests.tools import databases

Fill = Callable[[str], Awaitable[None]]


@dataclass(frozen=True)
class Store:
    """A filled template on one engine; `copy` gives the address of a copy that lives as long as its block."""

    name: str
    copy: Callable[[], AbstractContextManager[str]]


@contextmanager
def stores(fill: Fill) -> Iterator[list[Store]]:
    """SQLite, and PostgreSQL where it answers."""
    with ExitStack() as stack:
        opened = [stack.enter_context(_sqlite(fill))]
        if asyncio.run(_postgres_answers()):
            opened.append(stack.enter_context(_postgres(fill)))
        settle()  # as `peremena run` does, for all that is measured
        yield opened


@contextmanager
def _sqlite(fill: Fill) -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder:
        template = databases.sqlite_template(Path(folder))
        asyncio.run(_filled(fill, databases.sqlite_url(template)))

        @contextmanager
        def copy() -> Iterator[str]:
            with tempfile.TemporaryDirectory() as inner:
                yield databases.sqlite_copy(template, Path(inner))

        yield Store("SQLite", copy)


@contextmanager
def _postgres(fill: Fill) -> Iterator[Store]:
    with databases.postgres_template() as empty, databases.postgres_database(empty) as url:
        asyncio.run(_filled(fill, url))
        yield Store("PostgreSQL", lambda: databases.postgres_database(databases.postgres_name(url)))


async def _filled(fill: Fill, url: str) -> None:
    await fill(url)


async def _postgres_answers() -> bool:
    database = Database.open(databases.POSTGRES)
    try:
        async with database.reading() as unit:
            await unit.connection.exec_driver_sql("SELECT 1")
    except StorageError as error:
        print(f"PostgreSQL is left out: {error.code}")
        return False
    finally:
        await database.close()
    return True
