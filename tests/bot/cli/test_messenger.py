"""Doctor and the slips reach the messenger as the bot does, through the proxy of the configuration too."""

import asyncio

import pytest
from pydantic import SecretStr

from bot.cli.messenger import NoAnswerError, bot_name
from bot.config import BotSection
from playground import Playground

TOKEN = SecretStr("7000000001:" + "A" * 35)


async def test_through_a_socks_proxy() -> None:
    """The proxy hears the greeting of SOCKS5; it closes then, which is no answer."""
    heard = asyncio.get_running_loop().create_future()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.set_result(await reader.read(1))
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    proxy = SecretStr(f"socks5://127.0.0.1:{port}")
    with pytest.raises(NoAnswerError) as refusal:
        await bot_name(BotSection(api_url="http://telegram.invalid", proxy=proxy), TOKEN)
    assert (await asyncio.wait_for(heard, 5), refusal.value.token_refused) == (b"\x05", False)
    server.close()


async def test_a_token_that_the_messenger_does_not_know() -> None:
    playground = Playground()
    await playground.start()
    with pytest.raises(NoAnswerError) as refusal:
        await bot_name(BotSection(api_url=playground.url), TOKEN)
    assert refusal.value.token_refused
    await playground.stop()


@pytest.mark.parametrize("proxy", ["nonsense", "socks5://127.0.0.1:1"])
async def test_a_proxy_that_is_none_is_no_answer(proxy: str) -> None:
    with pytest.raises(NoAnswerError):
        await bot_name(BotSection(api_url="http://127.0.0.1:1", proxy=SecretStr(proxy)), TOKEN)
