"""What an update costs in our own layers: the whole front-end over a database in memory, against aiogram's echo."""

import asyncio
import gc
import time
from collections.abc import Awaitable, Callable, Hashable
from typing import Any
from zoneinfo import ZoneInfo

from aiogram import Bot, Dispatcher
from aiogram.types import CallbackQuery, Message, Update
from pydantic import SecretStr

from benchmarks.figures import Series
from benchmarks.instant import NOW, InstantSession
from bot import front
from bot.app_parts import Parts
from bot.config import BotSection, Config
from bot.updates.handling import Handling
from bot.updates.insisting import Insisting
from core.people.links.model import Address
from core.people.links.service import identify
from tests.bot.conftest import ShiftedClock
from tests.contract.school import MARIA, made_up_school
from tests.fakes.database import MemoryDatabase

TOKEN = "4200000001:no-secret"  # noqa: S105 - a messenger that never asks
ROUNDS, UPDATES = 7, 2000
GUARDIAN = 7
"""The number of a linked guardian's chat."""

Feed = Callable[[Update], Awaitable[None]]


def measure(rounds: int = ROUNDS) -> tuple[list[Series], list[Series], Series]:
    """Microseconds of CPU for a message and for a press, of each kind, in interleaved rounds; the echo comes first.

    What the twin of the database takes to say who speaks is the third series, and left out of the others.
    """
    tables = [[Series(name, "µs") for name, _, _ in contenders] for contenders in (_MESSAGES, _PRESSES)]
    twin = Series("the twin says who speaks", "µs")
    for _ in range(rounds):
        twin.values.append(asyncio.run(_identifying()))
        for series, contenders in zip(tables, (_MESSAGES, _PRESSES), strict=True):
            for one, (_, feeder, raw) in zip(series, contenders, strict=True):
                asks = feeder is _ours and _is_private(raw)
                one.values.append(asyncio.run(_cost(feeder, raw)) - asks * twin.values[-1])
    return tables[0], tables[1], twin


def _is_private(raw: dict[str, Any]) -> bool:
    """In groups nobody is asked for."""
    return all(one.get("chat", {"type": "private"})["type"] == "private" for one in raw.values())


async def _identifying() -> float:
    database = await _school("1")
    address = Address("telegram", "1", str(GUARDIAN))
    begun = time.process_time()
    for _ in range(UPDATES):
        assert (await identify(database, address, NOW)).actors
    return (time.process_time() - begun) / UPDATES * 1e6


async def _cost(feeder: Callable[[Bot], Awaitable[Feed]], raw: dict[str, Any]) -> float:
    bot = Bot(TOKEN, InstantSession())
    feed = await feeder(bot)
    updates = [Update.model_validate({"update_id": n, **raw}, context={"bot": bot}) for n in range(UPDATES)]
    for update in updates[:100]:
        await feed(update)
    gc.collect()
    begun = time.process_time()
    for update in updates[100:]:
        await feed(update)
    return (time.process_time() - begun) / len(updates[100:]) * 1e6


async def _echo(bot: Bot) -> Feed:
    """What any bot of aiogram does for an update, and nothing else."""
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> None:
        await message.answer(message.text or "")

    @dispatcher.callback_query()
    async def press(callback: CallbackQuery) -> None:
        if isinstance(callback.message, Message):
            await callback.message.edit_text(callback.data or "")
        await callback.answer()

    async def feed(update: Update) -> None:
        await dispatcher.feed_update(bot, update)

    return feed


async def _ours(bot: Bot) -> Feed:
    """The front-end as it is put together for a real bot; only the database is a twin in memory."""
    database = await _school(str(bot.id))
    settings = Config(bot=BotSection(token=SecretStr(TOKEN)))

    def for_update(_bot: str, update_id: int) -> MemoryDatabase:
        key: Hashable = update_id
        return database.for_update(key)

    parts = Parts(settings, ShiftedClock(), ZoneInfo("Europe/Moscow"), database, for_update, lambda: None)
    bot.session.middleware(Insisting())
    return Handling(bot, front.dispatcher(parts)).one


async def _school(bot: str) -> MemoryDatabase:
    """The tests' school, in which one guardian's chat is linked."""
    database = MemoryDatabase(made_up_school())
    async with database.writing() as unit:
        chat = await unit.links.ensure_chat(Address("telegram", bot, str(GUARDIAN)))
        await unit.links.add_link(chat.key, MARIA, NOW)
        await unit.commit()
    return database


def _message(text: str, chat: int = GUARDIAN, kind: str = "private") -> dict[str, Any]:
    person = {"id": GUARDIAN, "is_bot": False, "first_name": "Мария", "language_code": "ru"}
    written = {"message_id": 1, "date": int(NOW.timestamp()), "chat": {"id": chat, "type": kind}, "from": person}
    entities = [{"type": "bot_command", "offset": 0, "length": len(text)}] if text.startswith("/") else []
    return {"message": {**written, "text": text, "entities": entities}}


def _press(data: str) -> dict[str, Any]:
    message = _message("Что здесь можно")["message"]
    query = {"id": "1", "from": message["from"], "chat_instance": "1", "message": message, "data": data}
    return {"callback_query": query}


_Contenders = tuple[tuple[str, Callable[[Bot], Awaitable[Feed]], dict[str, Any]], ...]
_MESSAGES: _Contenders = (
    ("bare aiogram, echo of a text", _echo, _message("Спасибо!")),
    ("ours, a text that is no entry", _ours, _message("Спасибо!")),
    ("ours, /help", _ours, _message("/help")),
    ("ours, an unknown command", _ours, _message("/unknown")),
    ("ours, a stranger's text", _ours, _message("Здравствуйте", chat=99)),
    ("ours, an edited message", _ours, {"edited_message": _message("Спасибо!")["message"]}),
    ("ours, a message in a group", _ours, _message("Спасибо!", chat=-100, kind="supergroup")),
)
_PRESSES: _Contenders = (
    ("bare aiogram, a press edits its message", _echo, _press("open:help")),
    ("ours, a button that shows /help", _ours, _press("open:help")),
    ("ours, a stale button", _ours, _press("gone:1")),
)
