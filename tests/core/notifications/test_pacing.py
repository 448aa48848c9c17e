"""The gate on a virtual clock: never faster than allowed, never slower than it must be."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.notifications.pacing import CHAT_BURST, GROUP_PER_MINUTE, Gate, Pace

EPSILON = 1e-9
Sends = list[tuple[float, str]]


def sent(gate: Gate, wanted: Sends, lags: list[float]) -> Sends:
    """When messages go that are asked for one after another, timers waking late by `lags` in turn."""
    now, done = 0.0, Sends()
    for number, (idle, chat) in enumerate(wanted):
        now += idle
        while wait := max(gate.chat_wait(chat, now), gate.wait(now)):
            now += wait + lags[number % len(lags)]
        gate.take(chat, now)
        done.append((now, chat))
    return done


def most_within(seconds: float, moments: list[float]) -> int:
    """The most sends in any span of so many seconds, both ends included."""
    return max(sum(start <= other <= start + seconds for other in moments) for start in moments)


chats = st.sampled_from(["a", "b", "c", "d"])
idles = st.one_of(st.just(0.0), st.floats(0, 3))
wishes = st.lists(st.tuples(idles, chats), min_size=1, max_size=120)
delays = st.lists(st.floats(0, 0.2), min_size=1, max_size=5)


@given(wishes, delays)
def test_at_most_31_go_in_any_second(wanted: Sends, lags: list[float]) -> None:
    moments = [moment for moment, _ in sent(Gate(30, 0), wanted, lags)]
    assert most_within(1, moments) <= 31


@given(wishes, delays)
def test_a_chat_gets_one_a_second_and_a_small_burst(wanted: Sends, lags: list[float]) -> None:
    done = sent(Gate(30, 1), wanted, lags)
    for chat in {chat for _, chat in done}:
        moments = [moment for moment, own in done if own == chat]
        assert most_within(1, moments) <= CHAT_BURST + 1
        assert most_within(10, moments) <= 10 + CHAT_BURST


@given(st.lists(st.tuples(idles, st.sampled_from(["-1", "-2", "3"])), min_size=1, max_size=120), delays)
def test_a_group_gets_twenty_in_any_minute(wanted: Sends, lags: list[float]) -> None:
    done = sent(Gate(30, 0), wanted, lags)
    for group in {chat for _, chat in done if chat.startswith("-")}:
        assert most_within(60, [moment for moment, own in done if own == group]) <= GROUP_PER_MINUTE


def test_a_group_gets_a_small_burst_and_then_a_steady_pace() -> None:
    moments = [moment for moment, _ in sent(Gate(30, 1), [(0.0, "-1")] * 60, [0.0])]
    assert moments[CHAT_BURST - 1] < 1
    assert most_within(60, moments) >= GROUP_PER_MINUTE - 1
    assert moments[-1] == pytest.approx((60 - CHAT_BURST) * 60 / (GROUP_PER_MINUTE - CHAT_BURST))


def test_a_group_does_not_hold_up_the_others() -> None:
    done = sent(Gate(30, 1), [(0.0, "-1")] * CHAT_BURST + [(0.0, str(n)) for n in range(30)], [0.0])
    assert done[-1][0] < 1.2


def test_a_pace_for_chats_that_is_slower_holds_for_groups_too() -> None:
    assert Gate(30, 10).interval("-1") == 10


def test_thirty_a_second_are_held_though_timers_wake_late() -> None:
    done = sent(Gate(30, 1), [(0.0, str(n)) for n in range(601)], [0.008])
    assert done[-1][0] == pytest.approx(20, abs=0.1)


def test_a_stall_is_not_made_up_for_by_a_burst() -> None:
    done = sent(Gate(30, 0), [(0.0, "a")] * 60, [0.0] * 30 + [0.5] + [0.0] * 29)
    steps = [later - earlier for (earlier, _), (later, _) in pairwise(done)]
    assert sum(step < 1 / 60 for step in steps) <= 1


@given(wishes, st.floats(0.1, 60))
def test_nothing_goes_while_the_gate_is_closed(wanted: Sends, pause: float) -> None:
    gate = Gate(30, 1)
    gate.take("a", 0.0)
    gate.close(pause, 0.0)
    gate.close(pause / 2, 0.0)
    assert gate.closed(0.0) == pause
    done = sent(gate, wanted, [0.0])
    assert done[0][0] >= pause - EPSILON
    assert most_within(1, [moment for moment, _ in done]) <= 31


def test_chats_whose_pace_holds_nothing_back_are_forgotten() -> None:
    gate = Gate(1000, 1)
    for number in range(20_000):
        gate.take(str(number), number / 1000)
    assert gate.remembered < 3_000


def test_forgetting_does_not_let_a_busy_chat_through() -> None:
    gate = Gate(1000, 1)
    for number in range(CHAT_BURST):
        gate.take("busy", number / 1000)
    for number in range(300):
        gate.take(str(number), 0.01)
    assert gate.chat_wait("busy", 0.01) > 0.9


def test_a_pace_of_nought_seconds_holds_back_nobody() -> None:
    gate = Gate(1000, 0)
    for _ in range(100):
        gate.take("a", 0.0)
    assert gate.chat_wait("a", 0.0) == 0
    assert gate.soon("a", 3) > 10_000


def test_how_many_go_soon() -> None:
    assert Gate(30, 1).soon("1", 3) == CHAT_BURST + 3
    assert Gate(30, 1).soon("-1", 3) == CHAT_BURST


def test_a_schedule_does_not_save_up_idle_time() -> None:
    pace = Pace(1.0)
    assert pace.next_due(5.0, 100.0) == 101.0
    assert pace.wait(101.0, 100.25) == 0.75
