"""When a messenger lets the next message through. Pure: the caller passes seconds of a clock that never goes back."""

import math
from dataclasses import dataclass

CHAT_BURST = 3
"""So many messages may go to one chat in a row before its own pace holds."""

GROUP_PER_MINUTE = 20
"""So many messages the messenger lets into a group in any minute."""

TIMER_SLACK = 0.01
"""How late, in seconds, timers wake us at worst in everyday running; so much the schedule catches up."""

_SWEEP_AT = 256


@dataclass(frozen=True, slots=True)
class Pace:
    """A pace as an absolute schedule (GCRA).

    `interval` is the seconds from one message to the next, `slack` how many seconds ahead of its schedule a message
    may go. In any W seconds at most (W + slack) / interval + 1 messages go.
    """

    interval: float
    slack: float = 0.0

    def wait(self, due: float, now: float) -> float:
        """How many seconds a message whose schedule says `due` still waits; 0 if it may go."""
        return max(0.0, due - self.slack - now)

    def next_due(self, due: float, now: float) -> float:
        """What the schedule says for the message after one that goes now."""
        return max(due, now) + self.interval


class Gate:
    """The one gate of a bot: its pace overall, the pace of each chat, that of groups, and `retry_after`.

    Every time is in the same seconds, of any origin. A chat is remembered only while its pace holds something back.
    Groups are the chats whose numbers are below nought.
    """

    def __init__(self, per_second: float, per_chat_seconds: float) -> None:
        interval = 1 / per_second
        self._overall = Pace(interval, max(interval / 2, TIMER_SLACK))
        self._chat = _with_burst(per_chat_seconds)
        # A burst comes on top of the steady pace, and the minute counts both.
        self._group = _with_burst(max(per_chat_seconds, 60 / (GROUP_PER_MINUTE - CHAT_BURST)))
        self._due = -math.inf
        self._closed_until = -math.inf
        self._chats: dict[str, float] = {}
        self._sweep_at = _SWEEP_AT

    def chat_wait(self, chat: str, now: float) -> float:
        """How many seconds the chat's own pace still holds back a message to it."""
        return self._pace(chat).wait(self._chats.get(chat, now), now)

    def closed(self, now: float) -> float:
        """How many seconds nothing at all is sent because the messenger asked to wait."""
        return max(0.0, self._closed_until - now)

    def wait(self, now: float) -> float:
        """How many seconds the next message waits whatever its chat is; 0 if it may go."""
        return max(self.closed(now), self._overall.wait(self._due, now))

    def take(self, chat: str, now: float) -> None:
        """Count a message that goes now."""
        self._due = self._overall.next_due(self._due, now)
        self._chats[chat] = self._pace(chat).next_due(self._chats.get(chat, now), now)
        if len(self._chats) >= self._sweep_at:
            self._sweep(now)

    def close(self, seconds: float, now: float) -> None:
        """Let nothing through for so long; a gate that is closed for longer stays so."""
        self._closed_until = max(self._closed_until, now + seconds)

    def soon(self, chat: str, seconds: float) -> float:
        """How many messages to a chat its pace lets through in so many seconds, at most."""
        interval = self.interval(chat)
        return CHAT_BURST + seconds // interval if interval else math.inf

    def interval(self, chat: str) -> float:
        """Seconds from one message to the next in a chat that gets many."""
        return self._pace(chat).interval

    @property
    def remembered(self) -> int:
        """How many chats are remembered."""
        return len(self._chats)

    def _pace(self, chat: str) -> Pace:
        return self._group if chat.startswith("-") else self._chat

    def _sweep(self, now: float) -> None:
        """Forget the chats whose schedule has passed: to forget them changes nothing."""
        self._chats = {chat: due for chat, due in self._chats.items() if due > now}
        self._sweep_at = max(_SWEEP_AT, 2 * len(self._chats))


def _with_burst(interval: float) -> Pace:
    return Pace(interval, interval * (CHAT_BURST - 1))
