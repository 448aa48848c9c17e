"""Migrations of the schema: `upgrade` and what state a database is in."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.errors import StorageConflictError
from storage.errors import translated


def configuration() -> Config:
    """Alembic's configuration; it needs no file of its own."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    return config


async def upgrade(engine: AsyncEngine, revision: str = "head") -> None:
    """Bring a database up to a revision, in one transaction."""
    await _run(engine, lambda config: command.upgrade(config, revision))


async def downgrade(engine: AsyncEngine, revision: str) -> None:
    """Bring a database down to a revision, in one transaction."""
    await _run(engine, lambda config: command.downgrade(config, revision))


async def current(engine: AsyncEngine) -> str | None:
    """The revision that a database is at, or None for an empty one."""
    with translated():
        async with engine.connect() as connection:
            return await connection.run_sync(lambda sync: MigrationContext.configure(sync).get_current_revision())


@cache
def newest() -> str | None:
    """The revision that this program needs; reading the scripts of all is asked for once."""
    return ScriptDirectory.from_config(configuration()).get_current_head()


async def _run(engine: AsyncEngine, work: Callable[[Config], None]) -> None:
    with translated():
        async with engine.connect() as connection:
            await connection.execution_options(peremena_writes=True)
            async with _rebuilding(connection), connection.begin():  # begun here, so that Alembic does not commit
                await connection.run_sync(_with_connection, work)
                await _check_references(connection)


@asynccontextmanager
async def _rebuilding(connection: AsyncConnection) -> AsyncIterator[None]:
    """SQLite changes a table by building another and dropping the old one, which rows of other tables refer to.

    References are looked at again before the end; the switch works outside a transaction only.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    await connection.run_sync(_watch_references, "OFF")
    try:
        yield
    finally:
        await connection.run_sync(_watch_references, "ON")


def _watch_references(connection: sa.Connection, switch: str) -> None:
    cursor = connection.connection.cursor()
    cursor.execute(f"PRAGMA foreign_keys={switch}")
    cursor.close()


async def _check_references(connection: AsyncConnection) -> None:
    """StorageConflictError if a row refers to one that is not there; nothing is written then."""
    if connection.dialect.name == "sqlite":
        broken = (await connection.exec_driver_sql("PRAGMA foreign_key_check")).first()
        if broken is not None:
            raise StorageConflictError(table=broken[0])


def _with_connection(connection: sa.Connection, work: Callable[[Config], None]) -> None:
    config = configuration()
    config.attributes["connection"] = connection
    work(config)
