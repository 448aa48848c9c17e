"""The claimed rows in hand, a lane for each chat: chats go side by side, messages to one chat in their order."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.delivery.recorder import UNWRITTEN, Note, Recorder
from bot.delivery.sender import Held, Sender
from bot.delivery.turnstile import PATIENCE, Turnstile
from core.clock import Clock
from core.ids import ChatKey
from core.notifications.model import Outcome, Result

AT_ONCE = 64
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
        left: Callable[[], None],
    ) -> None:
        """`left` is called when rows have left the hand."""
        self._sender = sender
        self._recorder = recorder
        self._turnstile = turnstile
        self._clock = clock
        self._left = left
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._lanes: dict[ChatKey, _Lane] = {}
        self._last_postponed: dict[ChatKey, datetime] = {}
        self.in_hand = 0
        """How many rows are claimed and wait for their turn or are being sent."""

    def take(self, held: tuple[Held, ...], tasks: asyncio.TaskGroup) -> None:
        """Put rows behind those of their chats; a lane that was empty gets a task of the group.

        What the pace of its chat would not let through soon is given back: in hand it would take the room of others.
        """
        self.in_hand += len(held)
        postponed = [self._postponed(one) for one in held if not self._put(one, tasks)]
        self._put_down(postponed)

    def _put(self, one: Held, tasks: asyncio.TaskGroup) -> bool:
        if self._must_wait(one):
            return False
        lane = self._lanes.get(one.delivery.chat_key)
        if lane is None:
            lane = self._lanes[one.delivery.chat_key] = deque()
            tasks.create_task(self._run(one.delivery.chat_key, lane))
        lane.append(one)
        return True

    def _must_wait(self, one: Held) -> bool:
        """A row that is seen for the first time stays behind those of its chat that were given back before it."""
        delivery = one.delivery
        last = self._last_postponed.get(delivery.chat_key) if delivery.attempts == 1 else None
        if last is not None and last > self._clock.now():
            return True
        return len(self._lanes.get(delivery.chat_key, ())) >= self._turnstile.at_hand(delivery.address.chat)

    def _postponed(self, one: Held) -> Note:
        chat_key, now = one.delivery.chat_key, self._clock.now()
        interval = timedelta(seconds=self._turnstile.interval(one.delivery.address.chat))
        moment = max(self._last_postponed.get(chat_key, now), now + _SOON) + interval
        self._last_postponed[chat_key] = moment
        return Note(Result(one.delivery.id, Outcome.RETRY, now, reason="chat_pace", retry_at=moment))

    async def _run(self, chat_key: ChatKey, lane: _Lane) -> None:
        while lane:
            held = lane.popleft()
            await self._turnstile.approach(held.delivery.address.chat)
            async with self._slots:
                await self._recorder.room()
                note = await self._sender.deliver(held)
            self._put_down((note, *_stopped_by(note.result, lane)))
        del self._lanes[chat_key]
        if (last := self._last_postponed.get(chat_key)) and last <= self._clock.now():
            del self._last_postponed[chat_key]

    def _put_down(self, notes: Sequence[Note]) -> None:
        self._recorder.put(notes)
        self.in_hand -= len(notes)
        self._left()


def _stopped_by(result: Result, lane: _Lane) -> list[Note]:
    """What stops a message stops those behind it in its chat: they share its outcome and keep their order."""
    if result.outcome not in (Outcome.RETRY, Outcome.UNREACHABLE):
        return []
    stopped = [Note(replace(result, row_id=held.delivery.id)) for held in lane]
    lane.clear()
    return stopped
