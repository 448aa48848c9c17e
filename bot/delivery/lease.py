"""This process's right to send for a bot: one process has it at a time, for the pace is the bot's."""

import math
import time
from collections.abc import Callable
from datetime import timedelta

import structlog

from core.unit_of_work import Database

LEASE = 15.0
"""Seconds from the last sign of life of a process until another may send for its bot."""

STANDBY = 1.0
"""How many seconds at most a process that stands by waits before it looks again."""

_SAFE = 0.8
"""The part of a lease that is used: what remains is for answers on their way and for clocks that run unevenly."""

_FRESH = 1 / 3
"""The part of a lease after which it is prolonged."""

log = structlog.get_logger(__name__)


class BotLease:
    """The lease of a bot as one process sees it. `owner` names that process; no other worker has the name.

    The database's clock decides who may take it. Here it ends earlier, by the monotonic clock, counted from before the
    question: so a process that was stalled does not trust a lease that may have passed on.
    """

    def __init__(
        self,
        database: Database,
        bot: str,
        owner: str,
        seconds: float = LEASE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.bot = bot
        self.owner = owner
        self.rest = STANDBY
        """How many seconds to stand by before the next look, while another holds the lease."""
        self.inherited = 0.0
        """How many seconds nothing may be sent, as the database had it when the lease was taken."""
        self._database = database
        self._seconds = seconds
        self._clock = clock
        self._taken_at = -math.inf
        self._paused_until = -math.inf

    @property
    def held(self) -> bool:
        """Whether this process may send."""
        return self._clock() < self._taken_at + _SAFE * self._seconds

    async def keep(self, pause: float = 0.0) -> bool:
        """Take the lease, or prolong it in time; whether this process may send. StorageError.

        `pause` is for how many seconds the messenger wants to hear nothing; a successor will obey it.
        """
        now = self._clock()
        told = now + pause < self._paused_until + _FRESH * self._seconds
        if not told or now >= self._taken_at + _FRESH * self._seconds:
            await self._take(pause)
        return self.held

    async def give_up(self) -> None:
        """Let another process send at once. StorageError."""
        if self._taken_at == -math.inf:
            return
        self._taken_at = -math.inf
        await self._database.run(lambda unit: unit.senders.give_up(self.bot, self.owner))

    async def _take(self, pause: float) -> None:
        had, asked = self.held, self._clock()
        span, closed = timedelta(seconds=self._seconds), timedelta(seconds=pause)
        lease = await self._database.run(lambda unit: unit.senders.take(self.bot, self.owner, span, closed))
        self._taken_at = asked if lease.held else -math.inf
        self.inherited = lease.paused.total_seconds()
        self._paused_until = asked + self.inherited
        self.rest = min(lease.left.total_seconds(), STANDBY)
        if had != lease.held:
            log.info("delivery.lease", bot=self.bot, state="held" if lease.held else "passed_on")
