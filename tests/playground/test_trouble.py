import time

import aiohttp
import pytest
import telegram
from telegram.error import NetworkError, RetryAfter, TelegramError

from playground import Person, Playground


async def test_flood_counts_calls_and_leaves_polling_alone(
    playground: Playground, bot: telegram.Bot, olga: Person
) -> None:
    playground.trouble.flood(7, calls=1)

    assert await bot.get_updates() == ()
    with pytest.raises(RetryAfter, match="Retry in 7 seconds"):
        await bot.send_message(olga.id, "раз")
    assert await bot.send_message(olga.id, "два")
    assert [message.text for message in olga.messages if message.from_bot] == ["два"]
    assert playground.calls[-2]["response"]["parameters"] == {"retry_after": 7}


async def test_a_lost_answer_is_a_delivered_message(playground: Playground, bot: telegram.Bot, olga: Person) -> None:
    playground.trouble.lose_answers(calls=1)

    with pytest.raises(NetworkError):
        await bot.send_message(olga.id, "дошло ли?")

    assert [message.text for message in olga.messages if message.from_bot] == ["дошло ли?"]
    assert "response" not in playground.calls[-1]


async def test_nothing_passes_while_down(playground: Playground, bot: telegram.Bot, olga: Person) -> None:
    playground.trouble.down()
    with pytest.raises(NetworkError):
        await bot.send_message(olga.id, "раз")
    with pytest.raises(NetworkError):
        await bot.get_updates()

    playground.trouble.clear()
    await bot.send_message(olga.id, "два")
    assert [message.text for message in olga.messages if message.from_bot] == ["два"]


async def test_server_errors(playground: Playground, bot: telegram.Bot, olga: Person) -> None:
    playground.trouble.failing(calls=1)
    with pytest.raises(TelegramError, match="Internal Server Error: restart"):
        await bot.send_message(olga.id, "раз")
    playground.trouble.gateway(calls=1)
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{playground.url}/bot{playground.token}/getMe") as response,
    ):
        assert (response.status, response.content_type) == (502, "text/html")

    assert await bot.get_me()


async def test_slow_answers_are_late(playground: Playground, bot: telegram.Bot) -> None:
    playground.trouble.slow(0.2, calls=1)
    begun = time.monotonic()

    await bot.get_me()

    assert time.monotonic() - begun >= 0.2


def test_a_switch_ends_by_itself(playground: Playground) -> None:
    playground.trouble.down(during=-1)
    playground.trouble.failing(calls=0)

    assert playground.trouble.described() == []
    assert playground.trouble.strike("sendMessage", None) == {}
