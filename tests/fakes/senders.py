"""SenderRepository over a plain collection, by the clock of this process."""

import time
from dataclasses import dataclass
from datetime import timedelta

from core.notifications.model import SenderLease


@dataclass(frozen=True)
class Holder:
    """Who holds the lease of a bot, until when, and until when nothing is sent, in monotonic seconds."""

    owner: str
    until: float
    paused_until: float


class MemorySenders:
    """Reads and writes one copy of the state."""

    def __init__(self, state: dict[str, Holder]) -> None:
        self._state = state

    async def take(self, bot: str, owner: str, lease: timedelta, pause: timedelta = timedelta()) -> SenderLease:
        now = time.monotonic()
        old = self._state.get(bot, Holder(owner, now, now))
        if old.owner == owner or old.until <= now:
            paused_until = max(old.paused_until, now + pause.total_seconds())
            old = self._state[bot] = Holder(owner, now + lease.total_seconds(), paused_until)
        return SenderLease(old.owner == owner, _left(old.until - now), _left(old.paused_until - now))

    async def give_up(self, bot: str, owner: str) -> None:
        old = self._state.get(bot)
        if old and old.owner == owner:
            self._state[bot] = Holder(owner, time.monotonic(), old.paused_until)


def _left(seconds: float) -> timedelta:
    return timedelta(seconds=max(seconds, 0))
