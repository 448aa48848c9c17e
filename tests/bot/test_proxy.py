"""Telegram is not reachable from every network: the bot works through a proxy of the configuration."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramNetworkError
from pydantic import SecretStr

from bot.app import build
from bot.config import BotSection, Config, DatabaseSection
from bot.delivery.telegram import TelegramChannel
from bot.session import messenger_session
from core.notifications.errors import ChannelError
from core.people.links.model import Address
from playground import Playground
from tests.bot.conftest import ShiftedClock


class Proxy:
    """An HTTP proxy that knows CONNECT; `asked` are the addresses it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.url = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        _, address, _ = (await reader.readline()).decode().split()
        while (await reader.readline()).strip():
            pass
        self.asked.append(address)
        host, port = address.rsplit(":", 1)
        there, back = await asyncio.open_connection(host, int(port))
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await asyncio.gather(_pour(reader, back), _pour(there, writer))


async def _pour(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    while data := await source.read(65536):
        target.write(data)
    target.close()


@asynccontextmanager
async def running_proxy() -> AsyncIterator[Proxy]:
    proxy = Proxy()
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    proxy.url = f"http://127.0.0.1:{port}"
    yield proxy
    server.close()


@pytest.mark.parametrize("scheme", ["http", "socks5"])
async def test_a_proxy_that_is_down_is_trouble_of_the_network(scheme: str) -> None:
    section = BotSection(api_url="http://127.0.0.1:1", proxy=SecretStr(f"{scheme}://127.0.0.1:1"))
    async with Bot("7000000001:" + "A" * 35, session=messenger_session(section)).context() as bot:
        with pytest.raises(TelegramNetworkError) as trouble:
            await bot.get_me()
        assert isinstance(trouble.value.__cause__, aiohttp.ClientConnectorError)  # repeated without limit
        with pytest.raises(ChannelError, match="network"):
            await TelegramChannel.of(bot).send(Address("telegram", "1", "100"), "Отметка 5")


async def test_calls_go_through_the_proxy(sqlite_url: str) -> None:
    playground = Playground()
    await playground.start()
    async with running_proxy() as proxy:
        config = Config(
            bot=BotSection(token=SecretStr(playground.token), api_url=playground.url, proxy=SecretStr(proxy.url)),
            database=DatabaseSection(url=SecretStr(sqlite_url)),
        )
        app = await build(config, ShiftedClock())
        assert (await app.handlings[0].bot.get_me()).is_bot
        await app.close()
        assert proxy.asked == [playground.url.removeprefix("http://")]
    await playground.stop()
