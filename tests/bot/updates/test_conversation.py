"""Whole conversations: states that outlive the bot in Redis, and an independent check of every call."""

import asyncio
import random
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from playground import Person
from tests.bot.conftest import MATHS, MOTHER_OF_SOFIA, House, opened_house
from tests.bot.updates.conftest import ENTRY, UNAVAILABLE, free_port, killed_before_the_answer
from tests.playground.test_log import validator


@pytest.fixture
async def house_with_redis(school_sqlite_url: str, redis_url: str) -> AsyncIterator[House]:
    """The house whose bot keeps the state of conversations in Redis."""
    async with opened_house(school_sqlite_url, redis_url) as one:
        yield one


def passer_by(house: House) -> Person:
    """Somebody whose chat no earlier run has left a state for."""
    return house.playground.person("Мама Софьи", user_id=random.randint(10**9, 10**12))


@pytest.mark.redis
async def test_a_code_is_enough_after_a_restart(house_with_redis: House) -> None:
    mother, code = passer_by(house_with_redis), await house_with_redis.code(MOTHER_OF_SOFIA)
    await mother.say(MOTHER_OF_SOFIA)
    await mother.expect("Теперь пришлите код")
    await house_with_redis.restart()
    await mother.say(code)
    await mother.expect("Готово, чат подключён.")


@pytest.mark.redis
async def test_a_code_alone_is_understood_again_after_a_kill(house_with_redis: House) -> None:
    """The link stands already when the code comes again; the UID must still be there."""
    mother, code = passer_by(house_with_redis), await house_with_redis.code(MOTHER_OF_SOFIA)
    await mother.say(MOTHER_OF_SOFIA)
    await mother.expect("Теперь пришлите код")
    async with killed_before_the_answer(house_with_redis):
        await mother.say(code)
    await mother.expect("Этот чат уже подключён.")
    await mother.say("спасибо")
    await mother.expect("никому не отправлено")


@pytest.mark.redis
async def test_a_redis_that_is_down_is_waited_for(school_sqlite_url: str, redis_url: str) -> None:
    """The message is not lost, though nothing can be known of the conversation meanwhile."""
    port = free_port()
    async with opened_house(school_sqlite_url, f"redis://127.0.0.1:{port}/9") as house:
        mother = passer_by(house)
        await mother.say("/start")
        await mother.expect(UNAVAILABLE)
        async with forwarding(port, redis_url):
            await mother.expect("Как подключиться")
            await house.close()


@asynccontextmanager
async def forwarding(port: int, redis_url: str) -> AsyncIterator[None]:
    """Redis answers at this port too, inside the block."""
    address = urlsplit(redis_url)

    async def pour(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        while data := await source.read(4096):
            target.write(data)
        target.close()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        from_redis, to_redis = await asyncio.open_connection(address.hostname, address.port)
        await asyncio.gather(pour(reader, to_redis), pour(from_redis, writer))

    async with await asyncio.start_server(connected, "127.0.0.1", port):
        yield


async def test_every_call_passes_an_independent_check(house: House, tmp_path: Path) -> None:
    """Types, lengths, markup, keyboards, and no press left without an answer."""
    await converse(house)
    log = tmp_path / "calls.jsonl"
    log.write_text(house.playground.log.lines(), "utf-8")
    command = [sys.executable, str(validator()), str(log)]
    check = await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True, check=False)
    assert check.returncode == 0, check.stdout + check.stderr
    assert "unanswered" not in check.stdout.lower()


async def converse(house: House) -> None:
    """A mother and a teacher use most of what the bot has."""
    mother, teacher = await house.linked(MOTHER_OF_SOFIA), await house.linked(MATHS)
    await mother.say("/language")
    await mother.expect("На каком языке")
    await mother.press("Русский")
    await mother.say("/help")
    await mother.say("спасибо")
    await teacher.say("/help")
    await teacher.say("5А Иванов 5")
    await teacher.expect("❓")
    for button in ("Иванов Даниил", "Изменить", "‹ Назад", "Отмена", "Вернуть черновик", "Записать"):
        await teacher.press(button)
    for button in ("Отменить запись", "Вернуть черновик"):
        await teacher.press(button)
    await teacher.say(ENTRY)
    await teacher.expect("Ёлкина Софья 5")
    for button in ("Записать", "Исправить отметку", "Ёлкина Софья: 5", "4"):
        await teacher.press(button)
    await teacher.press_data(teacher.messages[-1].id, "no:such:button")
    house.grace_passes()
    await mother.expect("Отметка 4")
    await mother.say("/unlink")
    await mother.expect("Отключить этот чат?")
    await mother.press("Отключить")
