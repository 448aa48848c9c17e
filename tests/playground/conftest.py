from collections.abc import AsyncIterator

import pytest
import telegram
from telegram.request import HTTPXRequest

from playground import Person, Playground

TOKEN = "123456:test-token"


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    playground = Playground(TOKEN)
    await playground.start()
    yield playground
    await playground.stop()


def client(playground: Playground, token: str = TOKEN) -> telegram.Bot:
    """A second implementation's client, so that both sides of the wire are checked."""
    return telegram.Bot(
        token,
        base_url=f"{playground.url}/bot",
        base_file_url=f"{playground.url}/file/bot",
        request=HTTPXRequest(read_timeout=10),
    )


@pytest.fixture
async def bot(playground: Playground) -> AsyncIterator[telegram.Bot]:
    async with client(playground) as bot:
        yield bot


@pytest.fixture
async def olga(playground: Playground, bot: telegram.Bot) -> Person:
    """A person who has pressed Start; the bot has seen it."""
    person = playground.person("Ольга Викторовна")
    await person.start()
    updates = await bot.get_updates()
    await bot.get_updates(offset=updates[-1].update_id + 1)
    return person
