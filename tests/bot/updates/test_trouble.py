"""The database, the messenger or the program itself in trouble: people are told once, and nothing is lost."""

import asyncio
import io
from collections.abc import Callable
from typing import Any

import pytest
import structlog
import telegram
from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, Message, TelegramObject
from pydantic import SecretStr

from bot.config import DatabaseSection, LogsSection
from bot.logs import configure
from playground import Person
from playground.trouble import Trouble
from tests.bot.conftest import MATHS, MOTHER_OF_SOFIA, House
from tests.bot.updates.conftest import (
    ENTRY,
    UNAVAILABLE,
    count,
    held,
    lose_patience_with_locks,
    message,
    parsed,
    until,
)
from tests.tools import databases


def notices(person: Person) -> int:
    """How often the person was told that the database does not answer."""
    return sum(UNAVAILABLE in shown.text for shown in person.messages)


async def test_a_locked_database_is_waited_for(house: House, school_sqlite_url: str) -> None:
    teacher = await house.linked(MATHS)
    await lose_patience_with_locks(house)
    with held(school_sqlite_url), structlog.testing.capture_logs() as logged:
        await teacher.say(ENTRY)
        await teacher.expect(UNAVAILABLE)
        await until(lambda: sum(line["event"] == "storage_unavailable" for line in logged) >= 3)
        assert await count(house, "draft") == 0
    await teacher.expect("Ёлкина Софья 5")
    assert notices(teacher) == 1
    assert await count(house, "draft") == 1


async def test_a_press_on_a_locked_database_is_told_and_takes_effect(house: House, school_sqlite_url: str) -> None:
    teacher = await house.linked(MATHS)
    await teacher.say(ENTRY)
    card = await teacher.expect("Ёлкина Софья 5")
    await teacher.say("/help")  # taken when all that the entry wrote is written: that a chat was used, after its answer
    await teacher.expect("Урок одним сообщением")
    await lose_patience_with_locks(house)
    with held(school_sqlite_url):
        answer = await teacher.press("Записать", card.id)
        assert UNAVAILABLE in answer.text
        assert answer.show_alert
        assert await count(house, "entry") == 0
    await teacher.expect("Записано")
    assert notices(teacher) == 0, "the alert was enough"
    assert await count(house, "entry") == await count(house, "mark") == 1


async def test_a_database_that_may_only_be_read_is_waited_for(house: House, school_sqlite_url: str) -> None:
    teacher = await house.linked(MATHS)
    await house.close()
    whole = house.config
    read_only = f"sqlite+aiosqlite:///file:{databases.sqlite_path(school_sqlite_url)}?mode=ro&uri=true"
    house.config = whole.model_copy(update={"database": DatabaseSection(url=SecretStr(read_only))})
    await house.open()
    await teacher.say(ENTRY)
    await teacher.expect(UNAVAILABLE)
    assert await count(house, "draft") == 0
    await house.kill()
    house.config = whole
    await house.open()
    await teacher.expect("Ёлкина Софья 5")
    assert await count(house, "draft") == 1


async def test_a_stop_does_not_wait_for_the_database(house: House, school_sqlite_url: str) -> None:
    """What is in hand is left to the messenger, which repeats it."""
    teacher = await house.linked(MATHS)
    await lose_patience_with_locks(house)
    with held(school_sqlite_url):
        await teacher.say(ENTRY)
        await teacher.expect(UNAVAILABLE)
        async with asyncio.timeout(15):
            await house.close()
    await house.open()
    await teacher.expect("Ёлкина Софья 5")


@pytest.mark.parametrize(
    "begin",
    [
        pytest.param(lambda trouble: trouble.gateway(calls=3), id="502"),
        pytest.param(lambda trouble: trouble.down(calls=3), id="connections cut"),
        pytest.param(lambda trouble: trouble.flood(1, calls=2, methods=("getUpdates", "sendMessage")), id="429"),
        pytest.param(lambda trouble: trouble.failing(calls=2), id="500"),
    ],
)
async def test_a_messenger_in_trouble_is_waited_for(house: House, begin: Callable[[Trouble], None]) -> None:
    teacher = await house.linked(MATHS)
    begin(house.playground.trouble)
    await teacher.say(ENTRY)
    await teacher.expect("Ёлкина Софья 5", timeout=20)
    await teacher.press("Записать")
    await teacher.expect("Записано", timeout=20)
    assert await count(house, "draft") == await count(house, "entry") == 1


async def test_a_messenger_that_is_down_at_the_start_is_waited_for(house: House) -> None:
    teacher = await house.linked(MATHS)
    await house.close()
    house.playground.trouble.down(calls=4)
    await house.open()
    await teacher.say(ENTRY)
    await teacher.expect("Ёлкина Софья 5", timeout=20)
    await until(lambda: teacher.commands)


async def test_another_poller_is_outlasted(house: House) -> None:
    teacher = await house.linked(MATHS)
    with structlog.testing.capture_logs() as logged:
        async with telegram.Bot(house.playground.token, base_url=f"{house.playground.url}/bot") as rival:
            await rival.get_updates(timeout=0)
        await until(lambda: any(line["event"] == "another_poller" for line in logged))
    await teacher.say(ENTRY)
    await teacher.expect("Ёлкина Софья 5")


class Fuse(BaseMiddleware):
    """A handler that breaks on the word «бомба»."""

    async def __call__(self, handler: Any, event: TelegramObject, data: dict[str, Any]) -> Any:
        text = event.text if isinstance(event, Message) else event.data if isinstance(event, CallbackQuery) else ""
        if "бомба" in (text or ""):
            raise RuntimeError(f"broken by {text}")
        return await handler(event, data)


def light(house: House) -> None:
    assert house.app is not None
    for observer in (house.app.dispatcher.message, house.app.dispatcher.callback_query):
        observer.middleware(Fuse())


async def test_a_broken_handler_is_told_of_and_stops_nobody(house: House, logging_as_before: None) -> None:
    teacher, mother = await house.linked(MATHS, "Ольга Викторовна"), await house.linked(MOTHER_OF_SOFIA)
    light(house)
    log = io.StringIO()
    configure(LogsSection(format="json"), log)
    await asyncio.gather(teacher.say("5А бомба Ёлкина 5"), mother.say("/start"))
    broken = await teacher.expect("Что-то пошло не так")
    await mother.expect("Этот чат подключён")
    answer = await teacher.press_data(broken.id, "бомба")
    assert "Что-то пошло не так" in answer.text
    await teacher.say(ENTRY)
    await teacher.expect("Ёлкина Софья 5")
    assert log.getvalue().count('"update_failed"') == 2
    assert "RuntimeError" in log.getvalue()
    assert not [word for word in ("бомба", "Ёлкина", "Ольга", "Викторовна") if word in log.getvalue()]


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_in_groups_nothing_is_answered_or_kept(house: House, kind: str) -> None:
    teacher = await house.linked(MATHS)
    assert house.app is not None
    calls, rows = len(house.playground.calls), await count(house, "handled_update")
    for number, text in enumerate((ENTRY, "/start", f"{MOTHER_OF_SOFIA} AAAA-BBBB-CCCC")):
        await house.app.handlings[0].one(parsed(house, message(teacher, text, number, kind)))
    assert [call["method"] for call in list(house.playground.calls)[calls:] if call["method"] != "getUpdates"] == []
    assert await count(house, "draft") == await count(house, "link_try") == 0
    assert await count(house, "handled_update") == rows
