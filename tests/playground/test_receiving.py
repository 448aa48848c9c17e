import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import aiohttp
import pytest
import telegram
from aiohttp import web
from aiohttp.test_utils import TestServer
from telegram.error import BadRequest, Conflict

from playground import Person, Playground
from playground.webhook import SECRET_HEADER, Patience
from tests.playground.conftest import TOKEN, client


async def test_offsets_confirm_and_limits_cut(bot: telegram.Bot, olga: Person) -> None:
    for text in ("один", "два", "три"):
        await olga.say(text)

    first, second = await bot.get_updates(limit=2)
    assert len(await bot.get_updates(offset=second.update_id)) == 2
    (last,) = await bot.get_updates(offset=-1)

    assert last.message is not None
    assert last.message.text == "три"
    assert second.update_id == first.update_id + 1
    assert [u.update_id for u in await bot.get_updates()] == [last.update_id]


async def test_a_waiting_poll_hears_at_once(bot: telegram.Bot, olga: Person) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await olga.say("срочно")

    (update,) = await asyncio.wait_for(poll, 5)

    assert update.message is not None


async def test_the_earlier_of_two_polls_is_sent_away(playground: Playground, bot: telegram.Bot) -> None:
    earlier = asyncio.create_task(bot.get_updates(timeout=30))
    await _until_polled(playground)
    async with client(playground) as other:
        later = asyncio.create_task(other.get_updates(timeout=30))
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await asyncio.wait_for(earlier, 5)
        await playground.person("Пётр").start()
        assert len(await asyncio.wait_for(later, 5)) == 1


async def test_a_webhook_ends_a_waiting_poll(playground: Playground, bot: telegram.Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await _until_polled(playground)
    await bot.set_webhook("http://127.0.0.1:9/hook")

    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await asyncio.wait_for(poll, 5)


async def test_unwanted_kinds_are_not_kept(bot: telegram.Bot, olga: Person) -> None:
    await bot.get_updates(allowed_updates=["callback_query", "no_such_kind"])
    await olga.say("не нужно")
    assert await bot.get_updates() == ()

    await bot.get_updates(allowed_updates=["no_such_kind"])
    await olga.say("снова нужно")
    assert len(await bot.get_updates()) == 1


async def test_updates_are_kept_for_a_day() -> None:
    now = [0.0]
    playground = Playground(TOKEN, clock=lambda: now[0])
    await playground.start()
    await playground.person("Пётр").start()
    now[0] = 24 * 3600 + 1

    async with client(playground) as bot:
        assert await bot.get_updates() == ()
    await playground.stop()


@dataclass
class Inbox:
    """A bot's webhook: fails `faults` times, then takes what comes and answers with `reply`."""

    faults: int = 0
    reply: dict[str, Any] = field(default_factory=dict)
    taken: "asyncio.Queue[tuple[str, dict[str, Any]]]" = field(default_factory=asyncio.Queue)
    as_form: bool = False
    attempts: int = 0

    async def take(self, request: web.Request) -> web.Response:
        self.attempts += 1
        if self.attempts <= self.faults:
            return web.Response(status=500)
        self.taken.put_nowait((request.headers.get(SECRET_HEADER, ""), await request.json()))
        return self.answer()

    def answer(self) -> web.Response:
        if not self.as_form:
            return web.json_response(self.reply)
        form = aiohttp.FormData(default_to_multipart=True)
        for name, value in self.reply.items():
            form.add_field(name, str(value))
        return web.Response(body=form())


@contextlib.asynccontextmanager
async def served(inbox: Inbox) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/hook", inbox.take)
    async with TestServer(app) as server:
        yield str(server.make_url("/hook"))


async def test_a_webhook_gets_updates_with_its_secret_and_after_failures() -> None:
    playground = Playground(TOKEN, patience=Patience(first=0.01, longest=0.02))
    await playground.start()
    inbox = Inbox(faults=2)
    async with served(inbox) as url, client(playground) as bot:
        await bot.set_webhook(url, secret_token="s-1")
        with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
            await bot.get_updates()
        await playground.person("Пётр").start()

        secret, update = await asyncio.wait_for(inbox.taken.get(), 5)

        assert secret == "s-1"
        assert update["message"]["text"] == "/start"
        info = await bot.get_webhook_info()
        assert info.last_error_message == "Wrong response from the webhook: 500 Internal Server Error"
        await bot.delete_webhook()
        assert (await bot.get_webhook_info()).url == ""
    await playground.stop()
    assert inbox.attempts == 3
    assert "s-1" not in playground.log.lines()


def test_waits_between_attempts_double_up_to_a_limit() -> None:
    assert list(islice(Patience(1, 5).pauses(), 5)) == [1, 2, 4, 5, 5]


@pytest.mark.parametrize("as_form", [True, False])
async def test_a_method_in_the_webhooks_answer_is_run(playground: Playground, bot: telegram.Bot, as_form: bool) -> None:
    person = playground.person("Пётр")
    inbox = Inbox(reply={"method": "sendMessage", "chat_id": person.id, "text": "Здравствуйте"}, as_form=as_form)
    async with served(inbox) as url:
        await bot.set_webhook(url)
        await person.start()
        await person.expect("Здравствуйте")


async def test_far_webhooks_need_https(bot: telegram.Bot) -> None:
    with pytest.raises(BadRequest, match=r"(?i)an https url must be provided"):
        await bot.set_webhook("http://school.example/hook")


async def _until_polled(playground: Playground) -> None:
    """Return when a poll waits: it fires the queue's signal as it begins."""
    await asyncio.wait_for(playground.bot.queue.changed.wait(), 5)
