"""The claimed rows in hand, a lane for each chat: chats go side by side, messages to one chat in their order."""

import asyncio
from collections import deque
from dataclasses import replace
from datetime import datetime, timedelta

from bot.delivery.recorder import UNWRITTEN, Note, Recorder
from bot.delivery.sender import Held, Sender
from bot.delivery.turnstile import PATIENCE, Turnstile
from core.clock import Clock
from core.notifications.model import Outcome, Result
from core.people.links.model import Address

AT_ONCE = 32
"""How many messages are being sent at once."""

IN_FLIGHT = AT_ONCE + UNWRITTEN
"""How many messages are on their way: being sent, or sent and not yet recorded. A kill repeats no more than these."""

_SOON = timedelta(seconds=PATIENCE)

_Lane = deque[Held]


class Lanes:
    """Takes rows in, delivers them and has their outcomes recorded."""

    def __init__(
        self,
        sender: Sender,
        recorder: Recorder,
        turnstile: Turnstile,
        clock: Clock,
    ) -> None:
        self._sender = sender
        self._recorder = recorder
        self._turnstile = turnstile
        self._clock = clock
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._lanes: dict[Address, _Lane] = {}
        self._last_postponed: dict[Address, datetime] = {}
        self.in_hand = 0
        """How many rows are claimed and not yet recorded."""

    def take(self, held: tuple[Held, ...], tasks: asyncio.TaskGroup) -> None:
        """Put rows behind those of their chats; a lane that was empty gets a task of the group.

        What the pace of its chat would not let through soon is given back: in hand it would take the room of others.
        """
        self.in_hand += len(held)
        postponed = [self._postponed(one) for one in held if not self._put(one, tasks)]
        self._recorder.put(postponed)

    def _put(self, one: Held, tasks: asyncio.TaskGroup) -> bool:
        address = one.delivery.address
        if self._must_wait(one):
            return False
        if address not in self._lanes:
            self._lanes[address] = deque()
            tasks.create_task(self._run(address))
        self._lanes[address].append(one)
        return True

    def _must_wait(self, one: Held) -> bool:
        """A row that is seen for the first time stays behind those of its chat that were given back before it."""
        address, now = one.delivery.address, self._clock.now()
        overtakes = one.delivery.row.attempts == 1 and self._last_postponed.get(address, now) > now
        return overtakes or len(self._lanes.get(address, ())) >= self._turnstile.at_hand(address.chat)

    def _postponed(self, one: Held) -> Note:
        address, now = one.delivery.address, self._clock.now()
        interval = timedelta(seconds=self._turnstile.interval(address.chat))
        moment = max(self._last_postponed.get(address, now), now + _SOON) + interval
        self._last_postponed[address] = moment
        return Note(Result(one.delivery.row.id, Outcome.RETRY, now, reason="chat_pace", retry_at=moment))

    async def _run(self, address: Address) -> None:
        lane = self._lanes[address]
        while lane:
            held = lane.popleft()
            await self._turnstile.approach(address.chat)
            async with self._slots:
                await self._recorder.room()
                note = await self._sender.deliver(held)
            self._recorder.put((note, *_stopped_by(note.result, lane)))
        del self._lanes[address]
        now = self._clock.now()
        if self._last_postponed.get(address, now) <= now:
            self._last_postponed.pop(address, None)

    def recorded(self, count: int) -> None:
        """So many rows have left."""
        self.in_hand -= count


def _stopped_by(result: Result, lane: _Lane) -> list[Note]:
    """What stops a message stops those behind it in its chat: they share its outcome and keep their order."""
    if result.outcome not in (Outcome.RETRY, Outcome.UNREACHABLE):
        return []
    stopped = [Note(replace(result, row_id=held.delivery.row.id)) for held in lane]
    lane.clear()
    return stopped
