"""Telegram's refusals in its own words, asked for over HTTP, and what the channel makes of them."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import aiohttp
import pytest

from bot.delivery.refusals import refusal
from bot.delivery.telegram import TelegramChannel
from core.notifications.errors import ChannelError, ChannelFailure, FailureKind
from core.people.links.model import Address
from playground import Person, Playground

TOKEN = "123456:secret"
OLGA = Address("telegram", "123456", "700001")


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    playground = Playground(TOKEN)
    await playground.start()
    yield playground
    await playground.stop()


@pytest.fixture
async def olga(playground: Playground) -> Person:
    person = playground.person("Ольга", user_id=int(OLGA.chat))
    await person.start()
    return person


@pytest.fixture
async def channel(playground: Playground) -> AsyncIterator[TelegramChannel]:
    async with aiohttp.ClientSession() as session:
        yield made(playground, session)


def made(playground: Playground, session: aiohttp.ClientSession, token: str = TOKEN) -> TelegramChannel:
    async def opened() -> aiohttp.ClientSession:
        return session

    return TelegramChannel(opened, lambda method: f"{playground.url}/bot{token}/{method}")


async def failure(
    channel: TelegramChannel, address: Address = OLGA, message_id: str | None = None, text: str = "Здравствуйте"
) -> ChannelFailure:
    call = channel.send(address, text) if message_id is None else channel.edit(address, message_id, text)
    with pytest.raises(ChannelError) as raised:
        await call
    assert TOKEN not in repr(raised.value) + repr(raised.value.__cause__)
    return raised.value.failure


async def test_a_message_is_sent_edited_and_deleted(channel: TelegramChannel, olga: Person) -> None:
    message_id = await channel.send(OLGA, "<b>5А</b>", (("Дневник", "diary"),))
    (sent,) = [message for message in olga.messages if message.from_bot]
    assert (str(sent.id), sent.html, sent.labels) == (message_id, "<b>5А</b>", ["Дневник"])

    await channel.edit(OLGA, message_id, "<b>5Б</b>")
    assert olga.messages[-1].html == "<b>5Б</b>"
    await channel.delete(OLGA, message_id)
    assert not [message for message in olga.messages if message.from_bot]


async def test_links_have_no_previews(playground: Playground, channel: TelegramChannel, olga: Person) -> None:
    await channel.send(OLGA, "https://school.example")
    assert playground.calls[-1]["params"]["link_preview_options"] == {"is_disabled": True}


async def test_texts_that_telegram_does_not_take(channel: TelegramChannel, olga: Person) -> None:
    assert await failure(channel, text="<b>Задано: 3 &lt; 5") == ChannelFailure(FailureKind.MARKUP)
    assert await failure(channel, text="я" * 4097) == ChannelFailure(FailureKind.TOO_LONG)
    await channel.send(OLGA, "я" * 4096)


async def test_people_who_cannot_be_reached(playground: Playground, channel: TelegramChannel, olga: Person) -> None:
    assert await failure(channel, replace(OLGA, chat="1")) == ChannelFailure(FailureKind.CHAT_NOT_FOUND)
    olga.block()
    assert await failure(channel) == ChannelFailure(FailureKind.BLOCKED)
    olga.deactivate()
    assert await failure(channel) == ChannelFailure(FailureKind.DEACTIVATED)


async def test_edits_that_cannot_be(channel: TelegramChannel, olga: Person) -> None:
    message_id = await channel.send(OLGA, "Здравствуйте")
    assert await failure(channel, message_id=message_id) == ChannelFailure(FailureKind.NOT_MODIFIED)
    assert await failure(channel, message_id="4040") == ChannelFailure(FailureKind.MESSAGE_GONE)
    own = await olga.say("моё")
    assert await failure(channel, message_id=str(own)) == ChannelFailure(FailureKind.MESSAGE_GONE)


async def test_a_group_that_moved_tells_where(playground: Playground, channel: TelegramChannel) -> None:
    playground.migrate(-100, -1001234)
    moved = await failure(channel, replace(OLGA, chat="-100"))
    assert moved == ChannelFailure(FailureKind.MIGRATED, migrate_to="-1001234")


@pytest.mark.parametrize(
    ("trouble", "expected"),
    [
        ("failing", ChannelFailure(FailureKind.SERVER)),
        ("gateway", ChannelFailure(FailureKind.SERVER)),
        ("down", ChannelFailure(FailureKind.UNKNOWN)),
        ("lose_answers", ChannelFailure(FailureKind.UNKNOWN)),
    ],
)
async def test_passing_trouble(
    playground: Playground, channel: TelegramChannel, olga: Person, trouble: str, expected: ChannelFailure
) -> None:
    getattr(playground.trouble, trouble)(calls=1)
    assert await failure(channel) == expected


async def test_too_many_requests(playground: Playground, channel: TelegramChannel, olga: Person) -> None:
    playground.trouble.flood(7, calls=1)
    assert await failure(channel) == ChannelFailure(FailureKind.FLOOD, retry_after=7)


async def test_a_token_that_is_not_known(playground: Playground, channel: TelegramChannel) -> None:
    async with aiohttp.ClientSession() as session:
        assert await failure(made(playground, session, "1:x")) == ChannelFailure(FailureKind.UNAUTHORIZED)


@pytest.mark.parametrize(
    ("code", "description", "kind"),
    [
        (403, "Forbidden: bot was kicked from the group chat", FailureKind.FORBIDDEN),
        (403, "Forbidden: bot can't initiate conversation with a user", FailureKind.FORBIDDEN),
        (400, "Bad Request: MESSAGE_TOO_LONG", FailureKind.TOO_LONG),
        (400, "Bad Request: private chat not found", FailureKind.CHAT_NOT_FOUND),
        (404, "Not Found", FailureKind.UNAUTHORIZED),
        (420, "what is this", FailureKind.REFUSED),
        (599, "", FailureKind.SERVER),
        (429, "Too Many Requests", FailureKind.FLOOD),
    ],
)
def test_words_that_the_playground_does_not_say(code: int, description: str, kind: FailureKind) -> None:
    body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    assert refusal(code, body).failure == ChannelFailure(kind)


async def test_it_goes_through_the_session_of_the_bot(playground: Playground, olga: Person) -> None:
    from aiogram import Bot
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer

    async with Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(playground.url))) as bot:
        await TelegramChannel.of(bot).send(OLGA, "Здравствуйте")
    assert olga.messages[-1].text == "Здравствуйте"


async def test_nobody_at_the_address_is_known_to_have_got_nothing(playground: Playground) -> None:
    await playground.stop()
    async with aiohttp.ClientSession() as session:
        assert await failure(made(playground, session)) == ChannelFailure(FailureKind.NETWORK)
