"""Who waits for an answer sees that the bot is at work, through the playground."""

from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram.types import Chat, Message

from bot.updates.working import Working
from tests.bot.conftest import MOTHER_OF_SOFIA, House
from tests.bot.updates.conftest import until


async def handled(house: House, chat: int, working: Working, awaited: int) -> object:
    """A handler that answers as soon as the chat was shown so many times that the bot is at work."""
    assert house.app is not None

    async def slow(*_: Any) -> str:
        await until(lambda: shown(house) >= awaited)
        return "answer"

    where = Chat(id=chat, type="private")
    event = Message(message_id=1, date=datetime.now(UTC), chat=where)
    return await working(slow, event, {"bot": house.app.handlings[0].bot, "event_chat": where})


def shown(house: House) -> int:
    return sum(call["method"] == "sendChatAction" for call in house.playground.log.calls)


async def test_a_slow_answer_shows_that_the_bot_is_at_work_until_it_comes(house: House) -> None:
    mother = await house.linked(MOTHER_OF_SOFIA, "Гульнара")
    assert shown(house) == 0
    assert await handled(house, mother.id, Working(after=0, again=0.01), awaited=3) == "answer"
    said = shown(house)
    await mother.say("/start")
    await mother.expect("Этот чат подключён")
    assert shown(house) == said


async def test_it_is_no_matter_where_the_messenger_does_not_take_it(house: House) -> None:
    mother = await house.linked(MOTHER_OF_SOFIA, "Гульнара")
    mother.block()
    assert await handled(house, mother.id, Working(after=0), awaited=1) == "answer"


async def test_a_handler_that_fails_fails_as_ever(house: House) -> None:
    assert house.app is not None
    where = Chat(id=1, type="private")
    event = Message(message_id=1, date=datetime.now(UTC), chat=where)

    async def failing(*_: Any) -> None:
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - any would do
        await Working(after=0)(failing, event, {"bot": house.app.handlings[0].bot, "event_chat": where})
