"""Hearing of new rows of the outbox from every process that shares a PostgreSQL database."""

import asyncio
from collections.abc import Callable
from typing import Any

import asyncpg
import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from core.errors import StorageBusyError, StorageError
from storage.errors import translated
from storage.notifications.senders import WAKING

RETRY = 1.0
"""Seconds before a connection that was lost is opened again; until then delivery looks for itself now and then."""

log = structlog.get_logger(__name__)


async def listen(engine: AsyncEngine, wake: Callable[[], None]) -> None:
    """Call `wake` whenever rows were committed to the outbox, until cancelled.

    Returns at once on SQLite: there the process that adds rows is the one that delivers them.
    """
    if engine.dialect.name != "postgresql":
        return
    while True:
        try:
            await _listen(engine, wake)
        except StorageError as error:
            log.warning("outbox.not_heard", error=error.code)
        await asyncio.sleep(RETRY)


async def _listen(engine: AsyncEngine, wake: Callable[[], None]) -> None:
    """Listen until the connection is lost."""
    lost = asyncio.Event()
    with translated():
        async with engine.connect() as connection:
            driver: Any = (await connection.get_raw_connection()).driver_connection
            try:
                driver.add_termination_listener(lambda _: lost.set())
                await driver.add_listener(WAKING, lambda *_: wake())
                wake()  # for what came while nobody listened
                await lost.wait()
            except (asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                raise StorageBusyError from error
            finally:
                await connection.invalidate()  # nobody else is to get a connection that listens
