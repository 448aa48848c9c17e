"""What can go wrong with a channel, and what each of it means for the row that was being delivered."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.notifications.model import Outcome

LONGEST_BACKOFF = timedelta(minutes=5)

GIVE_UP_AFTER = 300
"""Tries before a row is given up: more than a day of tries at the longest backoff."""

BOT_REFUSED_PAUSE = timedelta(minutes=1)
"""How long nothing is sent after the messenger did not know the bot: each further try would hear the same."""


class FailureKind(StrEnum):
    """What a messenger refuses or how it fails. The value is the reason that staff see on the row.

    `UNKNOWN`: the message went out and no answer came, so that nobody can tell whether it arrived. `FILE_GONE`: the
    messenger does not know the file by this reference any more. `FILE_WAITS`: its bytes, or its upload, are to come.
    """

    FLOOD = "flood"
    NETWORK = "network"
    UNKNOWN = "unknown"
    SERVER = "server"
    UNAUTHORIZED = "unauthorized"
    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    CHAT_NOT_FOUND = "chat_not_found"
    FORBIDDEN = "forbidden"
    MIGRATED = "migrated"
    NOT_MODIFIED = "not_modified"
    MESSAGE_GONE = "message_gone"
    MARKUP = "markup"
    TOO_LONG = "too_long"
    REFUSED = "refused"
    BROKEN = "broken"
    FILE_GONE = "file_gone"
    FILE_WAITS = "file_waits"


@dataclass(frozen=True, slots=True)
class ChannelFailure:
    """A failure with what the messenger said about it: seconds to wait, or the chat's new address."""

    kind: FailureKind
    retry_after: float | None = None
    migrate_to: str | None = None


class ChannelError(Exception):
    """A channel could not do what it was asked. `str()` of it is for logs: the kind alone."""

    def __init__(self, kind: FailureKind, retry_after: float | None = None, migrate_to: str | None = None) -> None:
        super().__init__(kind.value)
        self.failure = ChannelFailure(kind, retry_after, migrate_to)


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of the row. `retry_at` with RETRY; `pause`: nothing at all is sent for so long.

    `chat_lost`: the chat cannot be written to any more, whatever the message.
    """

    outcome: Outcome
    reason: str
    retry_at: datetime | None = None
    pause: timedelta | None = None
    chat_lost: bool = False


_UNREACHABLE = (
    FailureKind.BLOCKED,
    FailureKind.DEACTIVATED,
    FailureKind.CHAT_NOT_FOUND,
    FailureKind.FORBIDDEN,
)
_PASSING = (FailureKind.NETWORK, FailureKind.UNKNOWN, FailureKind.SERVER, FailureKind.FILE_WAITS)
_WAITED_OUT = (*_PASSING, FailureKind.FLOOD, FailureKind.UNAUTHORIZED)


def decide(failure: ChannelFailure, attempts: int, now: datetime, before: str | None = None) -> Decision:
    """Sort a failure: wait as told, try again later, unreachable, or failed.

    `attempts` counts the tries of this row, this one included; `before` is the reason of the try before it. What the
    sender can mend is failed here, for it has been tried: a chat that moved, a message that is gone, has its words
    already, is too long or has marks that cannot be read.
    """
    reason = failure.kind.value
    match failure.kind:
        case FailureKind.FLOOD:
            return _wait(reason, timedelta(seconds=failure.retry_after or 1), now)
        case FailureKind.UNAUTHORIZED:
            return _wait(reason, BOT_REFUSED_PAUSE, now)
        case kind if kind in _UNREACHABLE:
            return Decision(Outcome.UNREACHABLE, reason, chat_lost=True)
        case kind if kind in _PASSING and attempts < GIVE_UP_AFTER:
            return Decision(Outcome.RETRY, reason, now + _again_after(reason, attempts, before))
    return Decision(Outcome.FAILED, reason)


def passes(failure: ChannelFailure) -> bool:
    """Whether it is trouble of the messenger, or of the way to it, and no answer to what was asked."""
    return failure.kind in _WAITED_OUT


def backoff(attempts: int) -> timedelta:
    """How long to wait after so many tries: 2, 4, 8… seconds, five minutes at most."""
    return min(timedelta(seconds=2 ** min(attempts, 16)), LONGEST_BACKOFF)


def _again_after(reason: str, attempts: int, before: str | None) -> timedelta:
    """A try that may have arrived is repeated soon once; further ones are far apart, since each may be a copy more."""
    return LONGEST_BACKOFF if reason == before == FailureKind.UNKNOWN else backoff(attempts)


def _wait(reason: str, pause: timedelta, now: datetime) -> Decision:
    return Decision(Outcome.RETRY, reason, now + pause, pause)
