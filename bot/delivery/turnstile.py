"""Waiting for a turn: the core's gate in real seconds, open only to the process that sends for the bot."""

import asyncio
import time
from collections.abc import Callable

from bot.delivery.lease import BotLease
from bot.delivery.meter import Meter
from core.notifications.pacing import Gate

PATIENCE = 3.0
"""Who would have to wait longer, in seconds, is sent away to come back later."""


class Turnstile:
    """Lets messages through one by one, in the order in which they ask, at the pace of the gate."""

    def __init__(
        self,
        gate: Gate,
        lease: BotLease,
        stop: asyncio.Event,
        meter: Meter,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._gate = gate
        self._lease = lease
        self._stop = stop
        self._meter = meter
        self._seconds = seconds
        self._turn = asyncio.Lock()

    def at_hand(self, chat: str) -> float:
        """How many messages to a chat its pace lets through without tiring our patience."""
        return self._gate.soon(chat, PATIENCE)

    def interval(self, chat: str) -> float:
        """Seconds from one message to the next in a chat that gets many."""
        return self._gate.interval(chat)

    async def ours(self) -> bool:
        """Whether it is this process that sends for the bot; what the last one was told to wait, we wait too.

        StorageError.
        """
        before = self._lease.held
        ours = await self._lease.keep(self.closed())
        if ours and not before:
            self._gate.close(self._lease.inherited, self._seconds())
        return ours

    def closed(self) -> float:
        """How many seconds nothing is let through."""
        return self._gate.closed(self._seconds())

    def close(self, seconds: float) -> None:
        """Let nothing through for so long."""
        self._meter.paused(seconds)
        self._gate.close(seconds, self._seconds())

    async def approach(self, chat: str) -> None:
        """Wait until the chat's own pace allows a message, not holding up other chats; a stop ends the wait."""
        while not self._stop.is_set() and (wait := self._gate.chat_wait(chat, self._seconds())):
            await self._hold(wait)

    async def enter(self, chat: str) -> float | None:
        """Wait for the turn. None if the message may go; else the seconds after which to come back.

        Where the lease of the bot has passed on meanwhile, the process that holds it now sends the message.
        """
        async with self._turn:
            while not self._stop.is_set() and (wait := self._gate.wait(self._seconds())):
                if wait > PATIENCE:
                    return wait
                await self._hold(wait)
            if self._stop.is_set() or not self._lease.held:
                return 0.0
            self._gate.take(chat, self._seconds())
            return None

    async def _hold(self, seconds: float) -> None:
        self._meter.waited(seconds)
        await pause(self._stop, seconds)


async def pause(signal: asyncio.Event, seconds: float) -> None:
    """Wait for the signal, but only so many seconds."""
    try:
        async with asyncio.timeout(seconds):
            await signal.wait()
    except TimeoutError:
        return
