"""What tests of updates share: kills before an answer, raw updates, a database that others hold."""

import asyncio
import socket
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import sqlalchemy as sa
from aiogram.types import Update

from playground import Person
from storage.schema import metadata
from tests.bot.conftest import TUESDAY, House
from tests.tools import databases

PATIENCE = 20.0
ENTRY = "5А матем дз п.7 № 213; 5 Ёлкина, н Сидоров б"
UNAVAILABLE = "Журнал сейчас недоступен"


async def until(holds: Callable[[], object], timeout: float = PATIENCE) -> None:  # noqa: ASYNC109
    """Wait for a condition that has no event of its own."""
    async with asyncio.timeout(timeout):
        while not holds():  # noqa: ASYNC110 - as said
            await asyncio.sleep(0.01)


@asynccontextmanager
async def killed_before_the_answer(house: House) -> AsyncIterator[None]:
    """What is done inside takes effect, but the bot dies before an answer gets through; then it is started again."""
    failed = refused(house)
    house.playground.trouble.failing()
    yield
    await until(lambda: refused(house) > failed)
    await house.kill()
    house.playground.trouble.clear()
    await house.open()


def refused(house: House) -> int:
    """How many calls the messenger has refused so far."""
    return sum("response" in call and not call["response"]["ok"] for call in house.playground.calls)


async def count(house: House, table: str) -> int:
    """Rows of a table, read in a session of their own."""
    async with house.database.reading() as unit:
        return int(await unit.connection.scalar(sa.select(sa.func.count()).select_from(metadata.tables[table])) or 0)


def message(person: Person, text: str, update_id: int = 1, chat_type: str = "private") -> dict[str, Any]:
    """An update with a text as the messenger writes it."""
    return {
        "update_id": update_id,
        "message": {
            "message_id": 9000 + update_id,
            "date": int(TUESDAY.timestamp()),
            "chat": {"id": person.id if chat_type == "private" else -person.id, "type": chat_type, "title": "5А"},
            "from": {"id": person.id, "is_bot": False, "first_name": "Ольга", "language_code": "ru"},
            "text": text,
        },
    }


def press(person: Person, on: int, data: str, update_id: int = 2) -> dict[str, Any]:
    """An update with the press of a button."""
    written = message(person, "карточка")["message"] | {"message_id": on}
    query = {"id": f"77{update_id}", "from": written["from"], "chat_instance": "1", "message": written, "data": data}
    return {"update_id": update_id, "callback_query": query}


def parsed(house: House, raw: dict[str, Any]) -> Update:
    assert house.app is not None
    return Update.model_validate(raw, context={"bot": house.app.handlings[0].bot})


@contextmanager
def held(url: str) -> Iterator[None]:
    """Another program holds the SQLite file's lock inside the block."""
    other = sqlite3.connect(databases.sqlite_path(url), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.close()


async def lose_patience_with_locks(house: House, *pragmas: str) -> None:
    """Let the bot's own connections wait 20 ms for a lock instead of seconds, and set what else is named."""
    assert house.app is not None
    engine = house.app.database.engine

    @sa.event.listens_for(engine.sync_engine, "connect")
    def connect(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for pragma in ("busy_timeout=20", *pragmas):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    await engine.dispose()


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
