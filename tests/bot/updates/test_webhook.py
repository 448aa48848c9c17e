"""Updates by webhook: who may bring them, and that 200 means the effect stands."""

import asyncio
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr

from bot.config import WebhookSection
from bot.updates.webhook import HEADER
from tests.bot.conftest import MATHS, House
from tests.bot.updates.conftest import (
    ENTRY,
    UNAVAILABLE,
    count,
    free_port,
    held,
    killed_before_the_answer,
    lose_patience_with_locks,
    message,
    until,
)

SECRET = "only-the-messenger-knows"


@pytest.fixture
async def hooked(house: House) -> House:
    """The house with its bot at a webhook."""
    port = free_port()
    section = WebhookSection(url=f"http://127.0.0.1:{port}/hook", port=port, secret=SecretStr(SECRET))
    polling = house.config.bot.model_copy(update={"mode": "webhook"})
    house.config = house.config.model_copy(update={"bot": polling, "webhook": section})
    await house.restart()
    await until(lambda: house.playground.bot.webhook.url)
    return house


async def post(house: House, update: dict[str, Any], secret: str = SECRET, bot: int | None = None) -> int:
    """Bring an update as the messenger does; the status of the answer."""
    async with (
        aiohttp.ClientSession(headers={HEADER: secret}) as session,
        session.post(f"{house.config.webhook.url}/{bot or house.playground.bot.id}", json=update) as response,
    ):
        return response.status


async def test_the_main_job_by_webhook(hooked: House) -> None:
    teacher = await hooked.linked(MATHS)
    await teacher.say(ENTRY)
    await teacher.expect("Ёлкина Софья 5")
    await teacher.press("Записать")
    await teacher.expect("Записано")
    assert await count(hooked, "entry") == 1


@pytest.mark.parametrize("secret", ["", "somebody-else-guesses", "ключ"])
async def test_who_does_not_know_the_secret_is_refused(hooked: House, secret: str) -> None:
    teacher = await hooked.linked(MATHS)
    assert await post(hooked, message(teacher, ENTRY), secret) == 401
    assert await count(hooked, "draft") == 0


async def test_a_bot_that_is_not_ours_is_not_found(hooked: House) -> None:
    teacher = await hooked.linked(MATHS)
    assert await post(hooked, message(teacher, ENTRY), bot=1) == 404
    assert await count(hooked, "draft") == 0


async def test_what_is_no_update_is_refused(hooked: House) -> None:
    assert await post(hooked, {"update_id": "first"}) == 400


async def test_200_means_that_the_effect_stands(hooked: House, school_sqlite_url: str) -> None:
    teacher = await hooked.linked(MATHS)
    await lose_patience_with_locks(hooked)
    with held(school_sqlite_url):
        posting = asyncio.create_task(post(hooked, message(teacher, ENTRY)))
        await teacher.expect(UNAVAILABLE)
        assert not posting.done()
    assert await posting == 200
    assert await count(hooked, "draft") == 1


async def test_the_same_update_twice_is_200_twice_and_one_effect(hooked: House) -> None:
    teacher = await hooked.linked(MATHS)
    statuses = await asyncio.gather(*[post(hooked, message(teacher, ENTRY)) for _ in range(2)])
    assert statuses == [200, 200]
    assert await count(hooked, "draft") == 1


async def test_a_kill_makes_the_messenger_repeat(hooked: House) -> None:
    teacher = await hooked.linked(MATHS)
    async with killed_before_the_answer(hooked):
        await teacher.say(ENTRY)
    await teacher.expect("Ёлкина Софья 5", timeout=20)
    assert await count(hooked, "draft") == 1
