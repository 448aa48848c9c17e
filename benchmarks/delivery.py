"""Delivery end to end (claim, render, send, record), against loops that send the same number and keep nothing."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta

import aiohttp
import uvloop
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from benchmarks.figures import Series
from benchmarks.stores import stores
from bot.config import DeliverySection
from bot.delivery.lanes import AT_ONCE
from bot.delivery.lease import BotLease
from bot.delivery.telegram import Buttons, TelegramChannel
from bot.delivery.worker import DeliveryWorker
from core.notifications.model import Selection, State
from core.people.links.model import Address
from storage.database import Database
from tests.bot.delivery.school import BOT, SCHOOL, School, SchoolClock, filled

TOKEN = f"{BOT}:no-secret"
ROUNDS, FAMILIES, LESSONS = 5, 80, 50
APART = timedelta(minutes=11)
"""From lesson to lesson: what comes at once would be gathered into a digest, and in the evening it would be quiet."""
MESSAGES = FAMILIES * LESSONS
TEXT = "<b>Софья, 5А</b> · Математика, вт 13 октября\nОтметка 5 за контрольную работу\nЗадано: № 301, 302"
LIFTED = DeliverySection.model_construct(per_second=1e6, per_chat_seconds=0.0, batch=250, lease_seconds=60)
"""No pace: what is measured is the program, not Telegram's limits."""


def measure(server: str, rounds: int = ROUNDS) -> list[Series]:
    """Messages a second of each contender, in interleaved rounds; `server` is the address of the messenger."""
    bare = Series("bare aiohttp, nothing kept", "messages/s")
    aiogram = Series("aiogram's send_message, nothing kept", "messages/s")
    quicker = Series("the same on uvloop", "messages/s")
    with stores(_fill) as filled_stores:
        durable = {store.name: Series(f"our worker, {store.name}", "messages/s") for store in filled_stores}
        for _ in range(rounds):
            bare.values.append(asyncio.run(_bare(server)))
            aiogram.values.append(asyncio.run(_aiogram(server)))
            quicker.values.append(uvloop.run(_aiogram(server)))
            for store in filled_stores:
                with store.copy() as url:
                    durable[store.name].values.append(uvloop.run(_worker(url, server)))
    return [bare, aiogram, quicker, *durable.values()]


async def _bare(server: str) -> float:
    url = f"{server}/bot{TOKEN}/sendMessage"
    async with aiohttp.ClientSession() as session:

        async def send(n: int) -> None:
            keyboard = [[{"text": label, "callback_data": data}] for label, data in _buttons(n)]
            markup = {"reply_markup": {"inline_keyboard": keyboard}}
            params = {"chat_id": 700000 + n % FAMILIES, "text": TEXT, "parse_mode": "HTML", **markup}
            async with session.post(url, json=params) as response:
                assert (await response.json())["ok"]

        return await _rate(send)


async def _aiogram(server: str) -> float:
    bot = Bot(TOKEN, AiohttpSession(api=TelegramAPIServer.from_base(server)))

    async def send(n: int) -> None:
        rows = [[InlineKeyboardButton(text=label, callback_data=data)] for label, data in _buttons(n)]
        markup = InlineKeyboardMarkup(inline_keyboard=rows)
        chat = 700000 + n % FAMILIES
        assert (await bot.send_message(chat, TEXT, parse_mode="HTML", reply_markup=markup)).message_id

    async with bot.session:
        return await _rate(send)


def _buttons(n: int) -> Buttons:
    """What stands under such a message of ours: the child's page of the diary, and the child's teachers."""
    return ("Дневник", f"dia:{n % FAMILIES}:739902"), ("Написать учителю", f"ltc:{n % FAMILIES}:1")


async def _rate(send: Callable[[int], Awaitable[None]]) -> float:
    """As many at once as our worker has in flight."""
    numbers = iter(range(MESSAGES))

    async def sender() -> None:
        for n in numbers:
            await send(n)

    begun = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(AT_ONCE):
            group.create_task(sender())
    return MESSAGES / (time.perf_counter() - begun)


class Counting(TelegramChannel):
    """Says when the last message was sent."""

    left = MESSAGES
    worker: DeliveryWorker

    async def send(self, address: Address, text: str, buttons: Buttons = ()) -> str:
        message_id = await super().send(address, text, buttons)
        self.left -= 1
        if self.left == 0:
            self.worker.stop()
        return message_id


async def _worker(url: str, server: str) -> float:
    """From the start of a worker until it has recorded the last message."""
    database = Database.open(url)
    async with aiohttp.ClientSession() as session:

        async def opened() -> aiohttp.ClientSession:
            return session

        channel = Counting(opened, lambda method: f"{server}/bot{TOKEN}/{method}")
        clock = SchoolClock()
        clock.ahead = LESSONS * APART
        channel.worker = DeliveryWorker(database, channel, clock, LIFTED, BotLease(database, BOT, "bench"))
        begun = time.perf_counter()
        await channel.worker.run()
        seconds = time.perf_counter() - begun
    async with database.reading() as unit:
        sent = Selection(frozenset({State.SENT}))
        assert len(await unit.outbox.find(SCHOOL, sent, MESSAGES + 1)) == MESSAGES
    await database.close()
    return MESSAGES / seconds


async def _fill(url: str) -> None:
    """Lessons in which everybody got a mark: a message each."""
    database = Database.open(url)
    school: School = await filled(database, families=FAMILIES)
    for number in range(1, LESSONS + 1):
        await school.record(dict.fromkeys(school.families, "5"), number, homework="№ 301, 302")
        school.clock.ahead += APART
    await database.close()
