"""A teacher's entry from message to outbox, against an aiogram bot that only echoes the same updates."""

import asyncio
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import sqlalchemy as sa
from aiogram import Bot, Dispatcher
from aiogram.types import CallbackQuery, Message, Update
from pydantic import SecretStr

from benchmarks.figures import Series
from benchmarks.instant import NOW, InstantSession
from benchmarks.stores import stores
from bot.app import App, build
from bot.config import BotSection, Config, DatabaseSection
from core.journal.context import load_context
from core.journal.quick_entry.service import interpret
from core.people.links.codes import issue_codes
from core.people.links.model import Address, OnePerson
from core.people.links.service import link_by_code
from core.people.model import console
from storage.database import Database, Unit
from storage.schema import metadata
from tests.bot.conftest import FATHER_OF_SOFIA, MATHS, MOTHER_OF_SOFIA, ShiftedClock, fill

TOKEN = "4200000001:no-secret"  # noqa: S105 - a messenger that never asks
ROUNDS, ENTRIES = 7, 10
TEACHER = 700
TEXT = "5А матем дз п.7 № {n}; 5 Ёлкина, 4 Жуков, н Сидоров б"


def measure(rounds: int = ROUNDS) -> list[Series]:
    """Updates per second of each contender, in interleaved rounds, and the share of reading."""
    with stores(fill) as schools:
        echo = Series("bare aiogram, echo", "updates/s")
        full = {school.name: Series(f"full entry, {school.name}", "updates/s") for school in schools}
        reading = Series("quick entry's reading alone", "messages/s")
        for _ in range(rounds):
            echo.values.append(asyncio.run(_echo()))
            for school in schools:
                with school.copy() as url:
                    full[school.name].values.append(asyncio.run(_entries(url)))
            with schools[0].copy() as url:
                reading.values.append(asyncio.run(_reading(url)))
        return [echo, *full.values(), reading]


def share_of_reading(series: list[Series]) -> float:
    """What part of an entry's time on SQLite goes into reading its message. An entry is two updates."""
    sqlite, reading = series[1], series[-1]
    return (1 / reading.median) / (2 / sqlite.median)


async def _echo() -> float:
    bot, dispatcher = Bot(TOKEN, InstantSession()), Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> None:
        await message.answer(message.text or "")

    @dispatcher.callback_query()
    async def press(callback: CallbackQuery) -> None:
        await callback.answer()

    async def feed(update: Update) -> None:
        await dispatcher.feed_update(bot, update)

    return await _rate(bot, feed)


async def _entries(url: str) -> float:
    async with _app(url) as app:
        rate = await _rate(app.handlings[0].bot, app.handlings[0].one)
        async with app.database.reading() as unit:
            for table, least in (("entry", ENTRIES), ("outbox", 1)):
                assert await _count(unit, table) >= least
        return rate


async def _reading(url: str) -> float:
    database = Database.open(url)
    async with database.reading() as unit:
        (teacher,) = await unit.links.people_with_uid(MATHS)
        school = await unit.people.school(teacher.school_id)
        context = await load_context(unit, school, teacher, NOW.astimezone(school.zone))
    await database.close()
    interpret(TEXT.format(n=0), context)
    begun = time.perf_counter()
    for n in range(ENTRIES):
        assert interpret(TEXT.format(n=n), context).drafts
    return ENTRIES / (time.perf_counter() - begun)


async def _rate(bot: Bot, feed: Callable[[Update], Awaitable[None]]) -> float:
    """Updates per second: the first entry warms up and does not count."""
    updates = [Update.model_validate(raw, context={"bot": bot}) for raw in _updates()]
    for update in updates[:2]:
        await feed(update)
    begun = time.perf_counter()
    for update in updates[2:]:
        await feed(update)
    return len(updates[2:]) / (time.perf_counter() - begun)


def _updates() -> Iterator[dict[str, Any]]:
    """A message and the press of «Записать», again and again. A fresh database counts its drafts from 1."""
    person = {"id": TEACHER, "is_bot": False, "first_name": "Ольга", "language_code": "ru"}
    chat = {"id": TEACHER, "type": "private"}
    for n in range(ENTRIES + 1):
        message = {"message_id": 10 + n, "date": int(NOW.timestamp()), "chat": chat, "from": person}
        message["text"] = TEXT.format(n=n)
        yield {"update_id": 2 * n, "message": message}
        query = {"id": str(n), "from": person, "chat_instance": "1", "message": message, "data": f"d:r:{n + 1}"}
        yield {"update_id": 2 * n + 1, "callback_query": query}


@asynccontextmanager
async def _app(url: str) -> AsyncIterator[App]:
    """The bot with a linked teacher and two linked parents, at the messenger that answers at once."""
    config = Config(bot=BotSection(token=SecretStr(TOKEN)), database=DatabaseSection(url=SecretStr(url)))
    app = await build(config, ShiftedClock())
    app.handlings[0].bot.session = InstantSession()
    for number, uid in enumerate((MATHS, MOTHER_OF_SOFIA, FATHER_OF_SOFIA)):
        await _link(app, uid, TEACHER + number)
    try:
        yield app
    finally:
        await app.close()


async def _link(app: App, uid: str, chat: int) -> None:
    async with app.database.reading() as unit:
        (person,) = await unit.links.people_with_uid(uid)
        (school,) = await unit.people.schools()
    now = app.clock.now()
    (slip,) = await issue_codes(app.database, console(school), OnePerson(person.id), now, source=secrets, days=14)
    await link_by_code(app.database, Address("telegram", str(app.handlings[0].bot.id), str(chat)), slip.code, now)


async def _count(unit: Unit, table: str) -> int:
    return int(await unit.connection.scalar(sa.select(sa.func.count()).select_from(metadata.tables[table])) or 0)
