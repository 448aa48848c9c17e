"""Units of work that run in one go on SQLite: in a thread of their own, without a hop between threads a statement.

The asynchronous driver of SQLite hands every statement to a thread and waits, several times a statement. While the
event loop is busy each of these hops waits for the interpreter as well; a claim of rows with all that they say is a
dozen statements. Here the whole work goes to the thread and comes back when it is done.
"""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

T = TypeVar("T")


class DirectConnection:
    """What repositories ask of an AsyncConnection, answered at once by a synchronous connection."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    @property
    def dialect(self) -> sa.Dialect:
        """The dialect of the engine."""
        return self._connection.dialect

    async def execute(self, statement: sa.Executable, parameters: Any = None) -> sa.CursorResult[Any]:
        """Execute a statement."""
        return self._connection.execute(statement, parameters)

    async def scalar(self, statement: sa.Executable, parameters: Any = None) -> Any:
        """The first column of the first row."""
        return self._connection.scalar(statement, parameters)

    async def scalars(self, statement: sa.Executable, parameters: Any = None) -> sa.ScalarResult[Any]:
        """The first column of every row."""
        return self._connection.scalars(statement, parameters)

    async def commit(self) -> None:
        """Commit."""
        self._connection.commit()


class DirectRunner:
    """Runs work on one connection in one thread. `options` are execution options of that connection."""

    def __init__(self, engine: sa.Engine, **options: Any) -> None:
        self._engine = engine
        self._options = options
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")

    async def run(self, work: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        """Do the work in a transaction of its own. It may wait for nothing but its connection.

        A cancelled caller waits for the thread: whoever comes next must not find it at work.
        """
        done = asyncio.get_running_loop().run_in_executor(self._thread, self._run, work)
        try:
            return await asyncio.shield(done)
        except asyncio.CancelledError:
            await asyncio.wait({done})
            raise

    async def close(self) -> None:
        """Close the connection and end the thread."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._engine.dispose)
        self._thread.shutdown()

    def _run(self, work: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        with self._engine.connect() as connection:
            connection = connection.execution_options(**self._options)
            return _finished(work(cast(AsyncConnection, DirectConnection(connection))))


def _finished(work: Awaitable[T]) -> T:
    """The result of an awaitable that never waits."""
    steps = work.__await__()
    try:
        next(steps)
    except StopIteration as end:
        result: T = end.value
        return result
    raise RuntimeError("work that runs in one go waited for something else than its unit")
