"""The claimed rows in hand, a lane for each chat: chats go side by side, messages to one chat in their order."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot.delivery.recorder import Note, Recorder
from bot.delivery.sender import Held, Sender
from bot.delivery.turnstile import Turnstile
from core.clock import Clock
from core.notifications.model import Outcome, Result
from core.people.links.model import Address

IN_FLIGHT = 32
"""How many messages are on their way at once: being sent, or sent and not yet recorded."""

_Lane = deque[Held]


class Lanes:
    """Takes rows in, delivers them and has their outcomes recorded. `moved` is called whenever rows have left."""

    def __init__(
        self,
        sender: Sender,
        recorder: Recorder,
        turnstile: Turnstile,
        clock: Clock,
        per_chat_seconds: float,
        moved: Callable[[], None],
    ) -> None:
        self._sender = sender
        self._recorder = recorder
        self._turnstile = turnstile
        self._clock = clock
        self._per_chat = timedelta(seconds=per_chat_seconds)
        self._moved = moved
        self._slots = asyncio.Semaphore(IN_FLIGHT)
        self._lanes: dict[Address, _Lane] = {}
        self.in_hand = 0
        """How many rows are claimed and not yet recorded."""

    def take(self, held: tuple[Held, ...], tasks: asyncio.TaskGroup) -> None:
        """Put rows behind those of their chats; a lane that was empty gets a task of the group."""
        self.in_hand += len(held)
        for one in held:
            address = one.delivery.address
            if address not in self._lanes:
                self._lanes[address] = deque()
                tasks.create_task(self._run(address))
            self._lanes[address].append(one)

    async def _run(self, address: Address) -> None:
        lane = self._lanes[address]
        while lane:
            await self._postpone(lane)
            held = lane.popleft()
            await self._turnstile.approach(address.chat)
            async with self._slots:
                note = await self._sender.deliver(held)
                await self._record(note, *_stopped_by(note.result, lane))
        del self._lanes[address]

    async def _postpone(self, lane: _Lane) -> None:
        """Give back what the chat's pace would not let through soon: in hand it would take the room of other chats."""
        soon, now = self._turnstile.at_hand, self._clock.now()
        late = [lane.pop().delivery.row.id for _ in range(len(lane) - soon)]
        moments = [now + self._per_chat * (soon + place) for place in reversed(range(len(late)))]
        results = (
            Result(row_id, Outcome.RETRY, now, reason="chat_pace", retry_at=moment)
            for row_id, moment in zip(late, moments, strict=True)
        )
        await self._record(*map(Note, results))

    async def _record(self, *notes: Note) -> None:
        await self._recorder.put(*notes)
        self.in_hand -= len(notes)
        self._moved()


def _stopped_by(result: Result, lane: _Lane) -> list[Note]:
    """What stops a message stops those behind it in its chat: they share its outcome and keep their order."""
    if result.outcome not in (Outcome.RETRY, Outcome.UNREACHABLE):
        return []
    stopped = [Note(replace(result, row_id=held.delivery.row.id)) for held in lane]
    lane.clear()
    return stopped
