"""The parts of the bot as processes of their own over one PostgreSQL database: together they do what one does."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.app import build
from bot.roles import Role
from tests.bot.conftest import MATHS, MOTHER_OF_SOFIA, House, opened_house

LIMIT = 20.0


@pytest.fixture
async def divided(school_postgres_url: str) -> AsyncIterator[House]:
    """A house whose bot is closed: tests start the parts. News has no grace time."""
    async with opened_house(school_postgres_url, grace=0) as house:
        await house.close()
        yield house


@asynccontextmanager
async def process(house: House, role: Role) -> AsyncIterator[None]:
    """What `peremena run --role` runs, stopped in the orderly way."""
    app, stop = await build(house.config, house.clock), asyncio.Event()
    serving = asyncio.create_task(app.serve(stop, role))
    try:
        yield
    finally:
        stop.set()
        async with asyncio.timeout(LIMIT):
            await serving


async def states(house: House) -> list[str]:
    async with house.database.reading() as unit:
        rows: Any = await unit.connection.exec_driver_sql("SELECT state FROM outbox ORDER BY id")
        return [row.state for row in rows]


@pytest.mark.postgres
async def test_each_process_does_its_part_and_leaves_the_others_theirs(divided: House) -> None:
    async with process(divided, Role.BOT):
        mother = await divided.linked(MOTHER_OF_SOFIA, "Гульнара Сергеевна")
        teacher = await divided.linked(MATHS, "Ольга Викторовна")
        await teacher.say("5А матем 5 Ёлкина")
        await teacher.expect("Отметки: Ёлкина Софья 5")
        await teacher.press("Записать")
        await teacher.expect("Записано")
    assert await states(divided) == ["pending"]

    stranger = divided.stranger()
    async with process(divided, Role.JOBS), process(divided, Role.DELIVERY):
        await stranger.say("/start")
        await mother.expect("Отметка 5")
    assert await states(divided) == ["sent"]
    assert not any(message.from_bot for message in stranger.messages)

    async with process(divided, Role.BOT):
        await stranger.wait(lambda messages: any(message.from_bot for message in messages))
