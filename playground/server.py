"""The playground itself: one server on loopback with the Bot API, the chat page and its control."""

import asyncio
import time
from pathlib import Path

from aiohttp import web

from playground.accounts import BotAccount
from playground.api import BotApi
from playground.control import Control
from playground.log import CallLog, Record
from playground.person import Person
from playground.personas import Hint, Persona
from playground.trouble import Trouble
from playground.updates import Clock
from playground.webhook import Courier, Patience
from playground.world import World

HOST = "127.0.0.1"
MAX_REQUEST_BYTES = 60 * 1024 * 1024
DEFAULT_TOKEN = "4200000001:playground-needs-no-secret-token"  # noqa: S105


class Playground:
    """A Telegram on loopback.

    `clock` gives seconds since the epoch and dates the messages; `log_path` names a file to which
    every call is appended; `callback_lifetime` is how many seconds a press may wait for its answer;
    `time_zone` is the one in which the chat page tells the time.
    """

    def __init__(
        self,
        token: str = DEFAULT_TOKEN,
        *,
        username: str = "peremena_play_bot",
        name: str = "Перемена",
        clock: Clock = time.time,
        log_path: Path | None = None,
        patience: Patience | None = None,
        callback_lifetime: float = 15.0,
        time_zone: str = "Europe/Moscow",
    ) -> None:
        self.token = token
        self.url = ""
        self.trouble = Trouble()
        self.log = CallLog(log_path)
        self.world = World(clock, callback_lifetime)
        self.bot = self.world.add_bot(token, username, name)
        self._patience = patience or Patience()
        self._api = BotApi(self.world, self.log, self.trouble)
        self._control = Control(self.world, self.bot, self.log, self.trouble, time_zone)
        self._runner: web.AppRunner | None = None
        self._couriers: list[asyncio.Task[None]] = []

    @property
    def calls(self) -> list[Record]:
        """Return the logged Bot API calls, oldest first."""
        return self.log.calls

    def add_bot(self, token: str, username: str, name: str) -> BotAccount:
        """Make one more bot known."""
        bot = self.world.add_bot(token, username, name)
        if self._runner:
            self._dispatch(bot)
        return bot

    def person(
        self,
        name: str,
        *,
        language: str = "ru",
        user_id: int | None = None,
        bot: BotAccount | None = None,
    ) -> Person:
        """Return a person in the chat with `bot` (the first one by default); an identifier names the same account."""
        account = self.world.account(name, language, user_id)
        return Person(self.world, self.world.conversation(bot or self.bot, account))

    def persona(
        self,
        key: str,
        name: str,
        role_caption: str,
        hint: str = "",
        *,
        language: str = "ru",
        user_id: int | None = None,
    ) -> Person:
        """Give the chat page a panel for a person; `hint` stands in it until the first message."""
        person = self.person(name, language=language, user_id=user_id)
        self._control.add(Persona(key, role_caption, hint, person))
        return person

    def hints(self, hints: list[Hint]) -> None:
        """Say on the chat page what to try."""
        self._control.hints = hints

    def migrate(self, chat_id: int, to: int) -> None:
        """Make a group a supergroup: calls with the old identifier are told the new one."""
        self.world.migrated[chat_id] = to

    async def start(self, port: int = 0) -> None:
        """Serve on 127.0.0.1; port 0 takes a free one, which `url` then tells."""
        app = web.Application(client_max_size=MAX_REQUEST_BYTES)
        self._api.add_routes(app.router)
        self._control.add_routes(app.router)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, HOST, port)
        await site.start()
        self.url = f"http://{HOST}:{self._runner.addresses[0][1]}"
        for bot in self.world.bots.values():
            self._dispatch(bot)

    async def stop(self) -> None:
        """Send waiting polls and pages home and close the server."""
        for bot in self.world.bots.values():
            bot.queue.close()
        self._control.close()
        for courier in self._couriers:
            courier.cancel()
        await asyncio.gather(*self._couriers, return_exceptions=True)
        if self._runner:
            await self._runner.cleanup()

    def _dispatch(self, bot: BotAccount) -> None:
        courier = Courier(bot, self._api, self.log, self._patience)
        self._couriers.append(asyncio.create_task(courier.run()))
