"""The composition root: the only place that knows every part."""

import asyncio
import os
import signal
import socket
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from aiogram import Bot, Dispatcher
from aiogram.utils.token import TokenValidationError
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from pydantic import SecretStr

from bot import commands, front, garbage, jobs
from bot.app_parts import Parts
from bot.calendars.serving import calendars_served
from bot.clock import SystemClock
from bot.config import Config
from bot.delivery.downloads import BotFiles
from bot.delivery.lease import BotLease
from bot.delivery.meter import Counters
from bot.delivery.telegram import TelegramChannel
from bot.delivery.worker import DeliveryWorker
from bot.jobs import Job, Work
from bot.observing import PortTakenError, observed
from bot.roles import Role
from bot.session import messenger_session
from bot.updates.handling import Handling
from bot.updates.insisting import Insisting
from bot.updates.intake import of_each
from bot.updates.polling import poll
from bot.updates.webhook import serve
from core.applications.reception import remind
from core.clock import Clock
from core.deadlines import ticking
from core.journal.attachments.fetching import fetch_waiting
from core.journal.notes.certificates import erase_old
from core.notices.scheduling import send_due
from core.notices.sending import tell_progress
from core.notifications.watching import warn_of_delay
from core.people.guardianships import stop_former
from core.reporting.sending import send_summaries
from core.unit_of_work import Database as DatabasePort
from storage import migrations
from storage.database import Database, UpdateKey
from storage.notifications.listening import listen

DEFAULT_ZONE = ZoneInfo("Europe/Moscow")
log = structlog.get_logger()


class NotReadyError(Exception):
    """The program cannot start; `code` says why, the command line what to do."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class App:
    """All parts of the running program: it serves one or several bots, each with its own intake and delivery.

    `handlings` and `deliveries` are in the order of the tokens; `counters` are what the deliveries count.
    """

    config: Config
    clock: Clock
    database: Database
    dispatcher: Dispatcher
    handlings: tuple[Handling, ...]
    deliveries: tuple[DeliveryWorker, ...]
    counters: Counters

    async def serve(self, stop: asyncio.Event, role: Role = Role.ALL) -> None:
        """Do this role's part until `stop` is set: then no intake, what is in flight is finished, all is closed.

        PortTakenError if nobody can be answered at the port of the metrics or of the calendars.
        """
        scheduler = self.jobs()
        scheduler.start(paused=not role.does(Role.JOBS))
        try:
            async with self._observed(), self._calendars(role), asyncio.TaskGroup() as nursery:
                beside = [nursery.create_task(work) for work in self._beside(role)]
                try:
                    await (self._take_updates(stop) if role.does(Role.BOT) else stop.wait())
                finally:
                    for task in beside:
                        task.cancel()
        finally:
            scheduler.shutdown(wait=False)
            await self.close()

    def _beside(self, role: Role) -> Iterator[Coroutine[Any, Any, None]]:
        """What runs beside the intake of updates; a delivery that is cancelled finishes what is in flight."""
        if role.does(Role.DELIVERY):
            yield from (delivery.run() for delivery in self.deliveries)
            yield listen(self.database.engine, self.wake)
        if role.does(Role.BOT):
            yield from (_publish(one.bot) for one in self.handlings)

    def wake(self) -> None:
        """Say to the delivery of every bot that there may be something to do."""
        _wake(self.deliveries)

    def jobs(self) -> AsyncIOScheduler:
        """What runs by the clock, not started yet."""
        return jobs.timetable(
            Job("forget_updates", timedelta(hours=6), self._forget_updates),
            Job("watch_queue", timedelta(minutes=1), self._watch_queue),
            Job("fetch_files", timedelta(minutes=1), self._fetch_files),
            Job("remind_of_applications", timedelta(minutes=15), self._telling(remind)),
            Job("stop_former_guardians", timedelta(hours=1), self._telling(stop_former), at_once=True),
            Job("erase_certificates", timedelta(days=1), self._erase_certificates),
            Job("send_notices", timedelta(seconds=20), self._telling(send_due)),
            Job("tell_of_notices", timedelta(seconds=5), self._telling(tell_progress)),
            Job("send_summaries", timedelta(minutes=5), self._telling(send_summaries)),
            Job("remind_of_duties", timedelta(minutes=5), self._telling(ticking.remind)),
        )

    async def close(self) -> None:
        """Close the connections to the messenger and to the database."""
        await self.dispatcher.storage.close()
        await asyncio.gather(*(one.bot.session.close() for one in self.handlings))
        await self.database.close()

    def _observed(self) -> AbstractAsyncContextManager[None]:
        bots = [str(one.bot.id) for one in self.handlings]
        return observed(self.config.metrics, self.counters.registry, self.database, self.clock, bots)

    def _calendars(self, role: Role) -> AbstractAsyncContextManager[None]:
        wanted = self.config.calendar.url is not None and role.does(Role.BOT)
        return calendars_served(self.config, self.database, self.clock) if wanted else nullcontext()

    async def _take_updates(self, stop: asyncio.Event) -> None:
        if self.config.bot.mode == "webhook":
            await serve(self.handlings, self.config.webhook, stop)
        else:
            await of_each(self.handlings, lambda one: poll(one, stop))

    async def _forget_updates(self) -> int:
        return await self.database.forget_updates(self.clock.now() - jobs.UPDATES_KEPT)

    async def _watch_queue(self) -> int:
        return await warn_of_delay(self.database, self.clock.now())

    async def _erase_certificates(self) -> int:
        return await erase_old(self.database, self.clock.now())

    def _telling(self, work: Callable[[DatabasePort, datetime], Awaitable[int]]) -> Work:
        """Work that puts messages into the outbox: if it made any, they need not wait for the delivery to look."""

        async def told() -> int:
            count = await work(self.database, self.clock.now())
            if count:
                self.wake()
            return count

        return told

    async def _fetch_files(self) -> int:
        files = BotFiles({str(one.bot.id): TelegramChannel.of(one.bot) for one in self.handlings})
        return await fetch_waiting(self.database, files, self.clock.now())


async def run(config: Config, clock: Clock | None = None, role: Role = Role.ALL) -> None:
    """Run the bot, or a part of it, until SIGTERM or SIGINT, by the system's clock if none is given."""
    app = await build(config, clock or SystemClock())
    garbage.settle()
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    try:
        await app.serve(stop, role)
    except PortTakenError as error:
        raise NotReadyError(error.section) from None


async def build(config: Config, clock: Clock) -> App:
    """Put the parts together. NotReadyError if a token or the database cannot be used as they are, ConfigError."""
    bots = [_bot(config, token) for token in config.bot.read_tokens()]
    database = Database.open(config.database.url.get_secret_value())
    if await migrations.current(database.engine) != migrations.newest():
        await database.close()
        raise NotReadyError("migrations")
    counters = Counters()
    deliveries = tuple(_delivery(config, clock, database, bot, counters) for bot in bots)
    wake = partial(_wake, deliveries)
    parts = Parts(config, clock, await _zone(database), database, _for_update(database), wake)
    dispatcher = front.dispatcher(parts)
    handlings = tuple(Handling(bot, dispatcher) for bot in bots)
    return App(config, clock, database, dispatcher, handlings, deliveries, counters)


def _delivery(config: Config, clock: Clock, database: Database, bot: Bot, counters: Counters) -> DeliveryWorker:
    """A bot's own worker: with its gate and its lease, since the messenger's pace is the bot's."""
    lease = BotLease(database, str(bot.id), f"{socket.gethostname()}:{os.getpid()}")
    return DeliveryWorker(database, TelegramChannel.of(bot), clock, config.delivery, lease, counters)


def _wake(deliveries: tuple[DeliveryWorker, ...]) -> None:
    """Wake all: what one bot's user does may be news for a user of another."""
    for delivery in deliveries:
        delivery.wake()


async def _publish(bot: Bot) -> None:
    """The menu of commands is no reason not to start."""
    try:
        await commands.publish(bot)
    except Exception as error:
        log.warning("commands_not_published", bot=bot.id, error=type(error).__name__)


def _bot(config: Config, token: SecretStr) -> Bot:
    session = messenger_session(config.bot)
    session.middleware(Insisting())
    try:
        return Bot(token.get_secret_value(), session=session)
    except TokenValidationError:
        raise NotReadyError("token") from None


async def _zone(database: DatabasePort) -> ZoneInfo:
    """The zone of the first school: one process serves one zone's schools."""
    async with database.reading() as unit:
        schools = await unit.people.schools()
    return schools[0].zone if schools else DEFAULT_ZONE


def _for_update(database: Database) -> Callable[[str, int], DatabasePort]:
    return lambda bot, update_id: database.for_update(UpdateKey(bot, update_id))
