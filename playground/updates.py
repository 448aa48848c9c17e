"""The queue of updates of one bot, and long polling over it."""

import asyncio
from collections import deque
from collections.abc import Callable
from itertools import count, islice
from typing import Any

import telegram

from playground import errors
from playground.changes import Signal

KEPT_SECONDS = 24 * 60 * 60
LONGEST_POLL = 50
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})

Clock = Callable[[], float]


class UpdateQueue:
    """Updates which the bot has not confirmed yet, oldest first; none older than a day is kept."""

    def __init__(self, clock: Clock, first_id: int = 1000) -> None:
        self.changed = Signal()
        self.allowed: tuple[str, ...] = ()
        self._clock = clock
        self._ids = count(first_id)
        self._pending: deque[tuple[float, telegram.Update]] = deque()
        self._turn: errors.ApiError | None = None
        self._closed = False

    def __len__(self) -> int:
        return len(self._pending)

    def push(self, **event: Any) -> None:
        """Queue one update; `event` is its only field, such as ``message=...``, if the bot wants that kind."""
        if self._wanted(next(iter(event))):
            self._pending.append((self._clock(), telegram.Update(next(self._ids), **event)))
            self.changed.fire()

    def allow(self, kinds: list[str]) -> None:
        """Remember which kinds the bot asked for; a list without any known kind restores the default."""
        self.allowed = tuple(kind for kind in kinds if kind in telegram.Update.ALL_TYPES)

    def first(self) -> telegram.Update | None:
        """Return the oldest update that is not confirmed."""
        self._forget_old()
        return self._pending[0][1] if self._pending else None

    def confirm(self, offset: int) -> None:
        """Drop everything below `offset`; a negative one keeps only the last ``-offset`` updates."""
        if offset < 0:
            while len(self._pending) > -offset:
                self._pending.popleft()
            return
        while self._pending and self._pending[0][1].update_id < offset:
            self._pending.popleft()

    def clear(self) -> None:
        """Drop every update."""
        self._pending.clear()

    def close(self) -> None:
        """Send waiting polls home with nothing."""
        self._closed = True
        self.changed.fire()

    async def poll(self, offset: int, limit: int, seconds: float) -> list[telegram.Update]:
        """Return up to `limit` updates, waiting for the first at most `seconds`.

        Raises:
            ApiError: 409 as soon as another poll or a webhook takes over.
        """
        self.confirm(offset)
        turn = errors.second_poll()
        self.displace(turn)
        try:
            async with asyncio.timeout(min(seconds, LONGEST_POLL)):
                await self._wait_for_any(turn)
        except TimeoutError:
            return []
        return [update for _, update in islice(self._pending, limit)]

    def displace(self, reason: errors.ApiError) -> None:
        """End the poll which is waiting now, if any, with `reason`; the newest reason marks whose turn it is."""
        self._turn = reason
        self.changed.fire()

    async def _wait_for_any(self, turn: errors.ApiError) -> None:
        self._forget_old()
        while not self._pending and not self._closed:
            await self.changed.wait()
            if self._turn is not None and self._turn is not turn:
                raise self._turn

    def _wanted(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT

    def _forget_old(self) -> None:
        oldest = self._clock() - KEPT_SECONDS
        while self._pending and self._pending[0][0] < oldest:
            self._pending.popleft()
