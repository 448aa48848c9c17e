"""Every failure is sorted, each into its own outcome."""

from datetime import UTC, datetime, timedelta

import pytest

from core.notifications.errors import (
    GIVE_UP_AFTER,
    LONGEST_BACKOFF,
    ChannelError,
    ChannelFailure,
    Decision,
    FailureKind,
    backoff,
    decide,
)
from core.notifications.model import Outcome

NOW = datetime(2026, 10, 13, 9, tzinfo=UTC)

ENDS = {
    FailureKind.FLOOD: Outcome.RETRY,
    FailureKind.NETWORK: Outcome.RETRY,
    FailureKind.UNKNOWN: Outcome.RETRY,
    FailureKind.SERVER: Outcome.RETRY,
    FailureKind.FILE_WAITS: Outcome.RETRY,
    FailureKind.UNAUTHORIZED: Outcome.RETRY,
    FailureKind.BLOCKED: Outcome.UNREACHABLE,
    FailureKind.DEACTIVATED: Outcome.UNREACHABLE,
    FailureKind.CHAT_NOT_FOUND: Outcome.UNREACHABLE,
    FailureKind.FORBIDDEN: Outcome.UNREACHABLE,
    FailureKind.MIGRATED: Outcome.FAILED,
    FailureKind.NOT_MODIFIED: Outcome.FAILED,
    FailureKind.MESSAGE_GONE: Outcome.FAILED,
    FailureKind.MARKUP: Outcome.FAILED,
    FailureKind.TOO_LONG: Outcome.FAILED,
    FailureKind.REFUSED: Outcome.FAILED,
    FailureKind.BROKEN: Outcome.FAILED,
    FailureKind.FILE_GONE: Outcome.FAILED,
}


@pytest.mark.parametrize("kind", FailureKind)
def test_each_failure_has_its_end(kind: FailureKind) -> None:
    decision = decide(ChannelFailure(kind), 1, NOW)
    assert decision.outcome is ENDS[kind]
    assert decision.reason == kind.value
    assert (decision.retry_at is not None) == (decision.outcome is Outcome.RETRY)
    assert decision.chat_lost == (decision.outcome is Outcome.UNREACHABLE)


def test_a_flood_is_waited_out_as_told_by_everybody() -> None:
    decision = decide(ChannelFailure(FailureKind.FLOOD, retry_after=17), 400, NOW)
    wait = timedelta(seconds=17)
    assert decision == Decision(Outcome.RETRY, "flood", NOW + wait, wait)


def test_trouble_of_the_server_pauses_this_row_only() -> None:
    decision = decide(ChannelFailure(FailureKind.SERVER), 3, NOW)
    assert decision == Decision(Outcome.RETRY, "server", NOW + timedelta(seconds=8))


def test_waits_grow_to_five_minutes_and_end_after_a_day() -> None:
    waits = [backoff(attempts) for attempts in range(1, GIVE_UP_AFTER)]
    assert [wait.seconds for wait in waits[:4]] == [2, 4, 8, 16]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_BACKOFF
    assert sum(waits, timedelta()) > timedelta(days=1)
    assert decide(ChannelFailure(FailureKind.NETWORK), GIVE_UP_AFTER, NOW) == Decision(Outcome.FAILED, "network")


def test_what_may_have_arrived_is_repeated_soon_once_and_then_seldom() -> None:
    waits = [decide(ChannelFailure(FailureKind.UNKNOWN), 2, NOW, before).retry_at for before in ("network", "unknown")]
    assert waits == [NOW + backoff(2), NOW + LONGEST_BACKOFF]


def test_an_error_shows_its_kind_alone() -> None:
    error = ChannelError(FailureKind.MIGRATED, migrate_to="-100")
    assert str(error) == "migrated"
    assert error.failure == ChannelFailure(FailureKind.MIGRATED, migrate_to="-100")
