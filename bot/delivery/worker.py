"""Delivers the outbox: claims due rows, sends them at the messenger's pace, records what became of them.

A row is claimed in one unit of work and recorded in another, and nothing is sent inside one. A kill at any moment
loses nothing: rows that were claimed and not recorded are claimed again when their lease has passed, and at most
`lanes.IN_FLIGHT` of them had been sent.

The school's clock tells when rows are due. Pace, and how long a row may stay in hand, are measured by the machine's
monotonic clock, for the school's may stand on another day.
"""

import asyncio
import math
import time
from datetime import timedelta

import structlog

from bot.config import DeliverySection
from bot.delivery.lanes import Lanes
from bot.delivery.lease import BotLease
from bot.delivery.meter import Counters, Meter
from bot.delivery.recorder import Recorder
from bot.delivery.sender import Held, Sender
from bot.delivery.shelf import Shelf
from bot.delivery.turnstile import Turnstile, pause
from core.clock import Clock
from core.errors import StorageError
from core.ids import SchoolId
from core.notifications.pacing import Gate
from core.notifications.ports import Channel
from core.unit_of_work import Database

FALLBACK = 3.0
"""Seconds between looks at the outbox when nobody wakes the worker: other processes cannot."""

SHORTEST_REST = 0.05
"""Seconds to rest at least: what is due may yet be impossible to claim, because it follows a row that is open."""

LONGEST_REST = 10.0
"""Seconds between tries at most while the database is down."""

log = structlog.get_logger(__name__)


class DeliveryWorker:
    """One worker of one bot: that of its lease. Of several workers of a bot one delivers and the others stand by."""

    def __init__(
        self,
        database: Database,
        channel: Channel,
        clock: Clock,
        settings: DeliverySection,
        lease: BotLease,
        counters: Counters | None = None,
    ) -> None:
        """`counters` are those that the workers of a process share; without them the worker counts in its own."""
        self._database = database
        self._clock = clock
        self._settings = settings
        self._lease = lease
        self._last_school: SchoolId | None = None
        self._stopping = asyncio.Event()
        self._woken = asyncio.Event()
        self.counters = counters or Counters()
        meter = Meter(lease.bot, self.counters)
        gate = Gate(settings.per_second, settings.per_chat_seconds)
        self._turnstile = Turnstile(gate, lease, self._stopping, meter)
        self._recorder = Recorder(database, lease.owner, meter, self.wake, self._stopping)
        shelf = Shelf(database, channel)
        sender = Sender(channel, self._turnstile, clock, settings.lease_seconds / 2, self._recorder.keep, shelf)
        self._lanes = Lanes(sender, self._recorder, self._turnstile, clock, self._left)
        # About a second's work is kept in hand, so that what is urgent overtakes a broadcast within a second.
        self._capacity = min(settings.batch, math.ceil(settings.per_second))

    def wake(self) -> None:
        """Say that there may be something to do: after a commit in the same process."""
        self._woken.set()

    def stop(self) -> None:
        """Claim nothing more; `run` returns when what is in flight is recorded and the rest is given back."""
        self._stopping.set()
        self._woken.set()

    async def run(self) -> None:
        """Deliver until stopped. Cancelled, it stops in the same orderly way; cancelled again, at once."""
        work = asyncio.create_task(self._work())
        try:
            await asyncio.shield(work)
        except asyncio.CancelledError:
            self.stop()
            await work
            raise

    async def _work(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self._recorder.run())
            async with asyncio.TaskGroup() as lanes:
                await self._claim_until_stopped(lanes)
            self._recorder.close()
        await self._give_up()

    async def _claim_until_stopped(self, lanes: asyncio.TaskGroup) -> None:
        rest = SHORTEST_REST
        while not self._stopping.is_set():
            self._woken.clear()
            try:
                await self._fill(lanes)
                rest = SHORTEST_REST
            except StorageError as error:
                log.warning("delivery.claim_failed", error=error.code)
                rest = min(rest * 2, LONGEST_REST)
                await pause(self._stopping, rest)

    async def _fill(self, lanes: asyncio.TaskGroup) -> None:
        """Claim what there is room for; rest if another sends, the gate is closed, there is no room, nothing is due."""
        if not await self._turnstile.ours():
            await pause(self._woken, self._lease.rest)
        elif closed := self._turnstile.closed():
            await pause(self._stopping, min(closed, FALLBACK))
        elif not self._has_room():
            await pause(self._woken, FALLBACK)
        elif claimed := await self._claim(self._capacity - self._lanes.in_hand):
            self._lanes.take(claimed, lanes)
        else:
            await pause(self._woken, await self._until_due())

    def _left(self) -> None:
        if self._has_room():
            self.wake()

    def _has_room(self) -> bool:
        """Half a hand at least: a claim costs much the same for a few rows as for many."""
        return self._lanes.in_hand <= self._capacity // 2

    async def _claim(self, limit: int) -> tuple[Held, ...]:
        await self._recorder.room()
        now, lease = self._clock.now(), self._settings.lease_seconds
        until = time.monotonic() + lease / 2
        bot, owner, after = self._lease.bot, self._lease.owner, self._last_school
        claimed = await self._database.run(
            lambda unit: unit.outbox.claim(bot, owner, limit, now, now + timedelta(seconds=lease), after)
        )
        if claimed:
            self._last_school = claimed[-1].school_id
        return tuple(Held(delivery, until) for delivery in claimed)

    async def _give_up(self) -> None:
        """Where the database does not answer, the lease ends by itself."""
        try:
            await self._lease.give_up()
        except StorageError as error:
            log.warning("delivery.lease_kept", error=error.code)

    async def _until_due(self) -> float:
        async with self._database.reading() as unit:
            due = await unit.outbox.next_due(self._lease.bot)
        if due is None:
            return FALLBACK
        return min(max((due - self._clock.now()).total_seconds(), SHORTEST_REST), FALLBACK)
