"""Several bots in one deployment: each has chats, pace, menus and links of its own, over one database."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from aiogram.fsm.storage.base import StorageKey
from pydantic import SecretStr

from bot.app import build
from bot.cli.checks import check_database
from bot.config import Config, WebhookSection
from bot.front import _shared
from playground import Person
from playground.accounts import BotAccount
from storage.schema.notifications import outbox, sender
from tests.bot.conftest import FATHER_OF_SOFIA, MATHS, MOTHER_OF_SOFIA, House
from tests.bot.updates.conftest import PATIENCE, free_port, until

ADMINISTRATOR = "7800199006"
SECOND = "4200000002:a-second-playground-token-no-secret"
SECRET = "only-the-messenger-knows"
LINKED = "Готово, чат подключён."


@pytest.fixture
async def second(house: House, tmp_path: Path) -> AsyncIterator[BotAccount]:
    """The second bot of the house, which serves both from here on, without a grace time."""
    bot = house.playground.add_bot(SECOND, "second_bot", "Вторая")
    tokens = tmp_path / "tokens"
    tokens.write_text(f"# школа\n{house.playground.token}\n\n{SECOND}\n", "utf-8")
    section = house.config.bot.model_copy(update={"token": None, "token_file": tokens})
    delivery = house.config.delivery.model_copy(update={"grace_seconds": 0})
    house.config = house.config.model_copy(update={"bot": section, "delivery": delivery})
    await house.restart()
    yield bot
    house.playground.trouble.clear()


async def linked(house: House, uid: str, bot: BotAccount, user_id: int | None = None) -> Person:
    """A person whose chat with this bot is linked."""
    person = house.playground.person("Кто-то", user_id=user_id, bot=bot)
    await person.start(await house.code(uid))
    await person.expect(LINKED)
    person.mark()
    return person


async def record(teacher: Person, entry: str) -> None:
    teacher.mark()
    await teacher.say(entry)
    await teacher.expect("Отметки")
    await teacher.press("Записать")
    await teacher.expect("Записано")


async def rows(house: House, table: sa.Table) -> list[dict[str, Any]]:
    async with house.database.reading() as unit:
        return [dict(row._mapping) for row in await unit.connection.execute(sa.select(table))]


async def eventually(holds: Callable[[], Awaitable[object]]) -> None:
    """Wait for what the database will say."""
    async with asyncio.timeout(PATIENCE):
        while not await holds():  # noqa: ASYNC110 - a database has no events
            await asyncio.sleep(0.02)


async def test_each_gets_news_through_the_own_bot(house: House, second: BotAccount) -> None:
    first = house.playground.bot
    teacher = await linked(house, MATHS, second)
    mother, father = await linked(house, MOTHER_OF_SOFIA, first), await linked(house, FATHER_OF_SOFIA, second)
    await record(teacher, "5А матем 5 Ёлкина")
    await mother.expect("Отметка 5")
    await father.expect("Отметка 5")
    await until(lambda: len(_sent_to(house, mother)) == len(_sent_to(house, father)) == 1)
    assert _sent_to(house, mother) == [first.label]
    assert _sent_to(house, father) == [second.label]


def _sent_to(house: House, person: Person) -> list[str]:
    """Which bots brought this chat its news."""
    sendings = [call for call in house.playground.calls if call["method"] == "sendMessage"]
    news = [call for call in sendings if "Отметка 5" in call["params"]["text"]]
    return [call["bot"] for call in news if int(call["params"]["chat_id"]) == person.id]


async def test_a_person_who_is_linked_in_both_hears_from_both(house: House, second: BotAccount) -> None:
    here = await linked(house, MOTHER_OF_SOFIA, house.playground.bot)
    there = await linked(house, MOTHER_OF_SOFIA, second, user_id=here.id)
    assert here.id == there.id
    teacher = await linked(house, MATHS, house.playground.bot)
    await record(teacher, "5А матем 5 Ёлкина")
    await here.expect("Отметка 5")
    await there.expect("Отметка 5")

    there.mark()
    await there.say("/unlink")
    await there.expect("Отключить этот чат?")
    await there.press("Отключить")
    await there.expect("Чат отключён")
    here.mark()
    await here.say("/unlink")
    await here.expect("Отключить этот чат?")


async def test_a_pause_of_one_bot_does_not_hold_the_other(house: House, second: BotAccount) -> None:
    first = house.playground.bot
    teacher = await linked(house, MATHS, first)
    mother, father = await linked(house, MOTHER_OF_SOFIA, first), await linked(house, FATHER_OF_SOFIA, second)
    house.playground.trouble.flood(300, bot=second.id)
    await record(teacher, "5А матем 5 Ёлкина")
    await mother.expect("Отметка 5")
    await eventually(lambda: _pauses(house, second))

    mother.mark()
    await record(teacher, "5А матем 4 Ёлкина")
    await mother.expect("Отметка 4")
    assert not any("Отметка" in message.text for message in father.messages)
    assert await _pauses(house, second)
    assert not await _pauses(house, first)


async def _pauses(house: House, bot: BotAccount) -> list[int]:
    """The rows of a bot that wait because the messenger said so."""
    found = await rows(house, outbox)
    return [row["id"] for row in found if (row["bot"], row["reason"]) == (str(bot.id), "flood")]


async def test_doctor_warns_of_news_for_a_bot_whose_token_was_taken_away(house: House, second: BotAccount) -> None:
    await linked(house, FATHER_OF_SOFIA, second)
    teacher = await linked(house, MATHS, house.playground.bot)
    house.playground.trouble.flood(300, bot=second.id)
    await record(teacher, "5А матем 5 Ёлкина")
    await eventually(lambda: _pauses(house, second))
    assert await _warnings(house.config) == []

    section = house.config.bot.model_copy(update={"token": SecretStr(house.playground.token), "token_file": None})
    (warning,) = await _warnings(house.config.model_copy(update={"bot": section}))
    assert f"бота {second.id}, чьего токена в настройках нет: 1." in warning


async def _warnings(config: Config) -> list[str]:
    """What doctor says of news that nobody will send."""
    return [finding.text async for finding in check_database(config) if "чьего токена" in finding.text]


async def test_each_bot_has_a_sender_of_its_own(house: House, second: BotAccount) -> None:
    ids = {str(house.playground.bot.id), str(second.id)}

    async def sending() -> bool:
        return {row["bot"] for row in await rows(house, sender)} == ids

    await eventually(sending)


async def test_the_menu_of_one_bot_is_not_taken_for_that_of_the_other(house: House, second: BotAccount) -> None:
    here = await linked(house, ADMINISTRATOR, house.playground.bot)
    there = await linked(house, ADMINISTRATOR, second, user_id=here.id)
    for chat in (here, there):
        await chat.start()
        await until(partial(_leads_to_the_school, chat))


def _leads_to_the_school(chat: Person) -> bool:
    return "school" in [command.command for command in chat.commands]


async def test_by_webhook_each_bot_has_its_path(house: House, second: BotAccount) -> None:
    port = free_port()
    webhook = WebhookSection(url=f"http://127.0.0.1:{port}/hook", port=port, secret=SecretStr(SECRET))
    section = house.config.bot.model_copy(update={"mode": "webhook"})
    house.config = house.config.model_copy(update={"bot": section, "webhook": webhook})
    await house.restart()
    first = house.playground.bot
    await until(lambda: first.webhook.url and second.webhook.url)
    assert [bot.webhook.url for bot in (first, second)] == [f"{webhook.url}/{bot.id}" for bot in (first, second)]
    here = await linked(house, MOTHER_OF_SOFIA, first)
    there = await linked(house, FATHER_OF_SOFIA, second, user_id=here.id)
    assert [LINKED in message.text for message in there.messages if message.from_bot] == [True]


async def test_a_bot_whose_token_was_revoked_stops_none_of_the_others(house: House, second: BotAccount) -> None:
    await house.close()
    del house.playground.world.bots[SECOND]
    await house.open()
    await linked(house, MATHS, house.playground.bot)


async def test_where_every_token_was_revoked_nobody_is_served(house: House) -> None:
    await house.close()
    del house.playground.world.bots[house.playground.token]
    app = await build(house.config, house.clock)
    with pytest.raises(ExceptionGroup) as refused:
        await app.serve(asyncio.Event())
    assert refused.group_contains(Exception, match="Not Found|Unauthorized")


@pytest.mark.redis
async def test_a_conversation_in_redis_is_the_bots_own(redis_url: str) -> None:
    states = _shared(redis_url)
    here, there = (StorageKey(bot_id=bot, chat_id=700, user_id=700) for bot in (1, 2))
    await states.set_state(here, "telling")
    try:
        assert await states.get_state(there) is None
    finally:
        await states.set_state(here, None)
        await states.close()
