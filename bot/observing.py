"""What can be seen of a running bot from outside: `/metrics` for Prometheus and `/health` for a watchdog."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

from aiohttp import web
from aiohttp.typedefs import Handler
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from bot.config import MetricsSection
from core.clock import Clock
from core.errors import StorageError
from core.notifications.model import COUNTED, Backlog, Priority
from core.unit_of_work import Database

COUNT = f"up to {COUNTED} of each school and bot are counted."


class PortTakenError(Exception):
    """Nobody can be answered at the address of the section: another program listens there, or it is not ours."""

    def __init__(self, section: str) -> None:
        super().__init__(section)
        self.section = section


class Queue:
    """The outbox as gauges of each bot and priority; read from the database when somebody asks.

    `bots` are those that are served; others are shown while there are rows of theirs, which nobody sends.
    """

    def __init__(self, registry: CollectorRegistry, database: Database, clock: Clock, bots: Sequence[str] = ()) -> None:
        self._database = database
        self._clock = clock
        self._bots = frozenset(bots)
        self._waiting = _gauge("peremena_queue_waiting", f"Rows that have not ended; {COUNT}", registry)
        self._due = _gauge("peremena_queue_due", f"Rows whose time has come and that have not ended; {COUNT}", registry)
        self._oldest = _gauge("peremena_queue_oldest_seconds", "How long the oldest due row waits.", registry)

    async def answers(self) -> None:
        """Ask the database for the oldest of what is due. StorageError if it does not answer."""
        async with self._database.reading() as unit:
            await unit.outbox.backlog(self._clock.now(), 1)

    async def read(self) -> None:
        """Bring the gauges up to date. StorageError if the database does not answer."""
        now = self._clock.now()
        async with self._database.reading() as unit:
            backlog = await unit.outbox.backlog(now)
        for gauge in (self._waiting, self._due, self._oldest):
            gauge.clear()
        for bot in self._bots.union(part.bot for part in backlog):
            own = [part for part in backlog if part.bot == bot]
            for priority in Priority:
                self._show(bot, priority, [part for part in own if part.priority is priority], now)

    def _show(self, bot: str, priority: Priority, parts: Sequence[Backlog], now: datetime) -> None:
        labels = bot, priority.name.lower()
        since = min((part.oldest for part in parts if part.oldest is not None), default=now)
        self._waiting.labels(*labels).set(sum(part.waiting for part in parts))
        self._due.labels(*labels).set(sum(part.due for part in parts))
        self._oldest.labels(*labels).set((now - since).total_seconds())


@asynccontextmanager
async def observed(
    section: MetricsSection, registry: CollectorRegistry, database: Database, clock: Clock, bots: Sequence[str] = ()
) -> AsyncIterator[None]:
    """Answer for these bots on the port of the section while the block runs, if it is switched on. PortTakenError."""
    if not section.enabled:
        yield
        return
    app = application(registry, Queue(registry, database, clock, bots))
    async with listening(app, "metrics", section.host, section.port):
        yield


@asynccontextmanager
async def listening(app: web.Application, section: str, host: str, port: int) -> AsyncIterator[None]:
    """Let the application answer there while the block runs; what is asked is logged nowhere. PortTakenError."""
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise PortTakenError(section) from error
        yield
    finally:
        await runner.cleanup()


def application(registry: CollectorRegistry, queue: Queue) -> web.Application:
    """The web application: 503 where the database does not answer."""

    async def metrics(_request: web.Request) -> web.Response:
        await queue.read()
        return web.Response(body=generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def health(_request: web.Request) -> web.Response:
        await queue.answers()
        return web.json_response({"status": "ok"})

    app = web.Application(middlewares=[_unavailable])
    app.router.add_get("/metrics", metrics)
    app.router.add_get("/health", health)
    return app


@web.middleware
async def _unavailable(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except StorageError as error:
        return web.json_response({"status": "unavailable", "reason": error.code}, status=503)


def _gauge(name: str, meaning: str, registry: CollectorRegistry) -> Gauge:
    return Gauge(name, meaning, ["bot", "priority"], registry=registry)
