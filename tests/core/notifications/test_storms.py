"""So many pushes and no more, whatever comes; the rest in digests."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from core.notifications.preferences import Settings, Topic
from core.notifications.storms import MOST, WINDOW, calm
from core.notifications.timing import Slot

NOON = datetime(2026, 10, 13, 9, tzinfo=UTC)
MOSCOW = ZoneInfo("Europe/Moscow")
MARK, ABSENCE = frozenset({Topic.MARK}), frozenset({Topic.ABSENCE, Topic.MARK})
USUAL = Settings()

seconds = st.lists(st.integers(0, 3600), max_size=40)


def _at(second: int) -> datetime:
    return NOON + timedelta(seconds=second)


def _told(moments: list[int], topics: frozenset[Topic] = MARK) -> tuple[list[datetime], list[Slot]]:
    """What becomes pushes and what parts of digests, of news that is ready at these seconds after noon."""
    pushes: list[datetime] = []
    digests: list[Slot] = []
    for second in moments:
        slot = calm(Slot(_at(second)), topics, pushes, USUAL, MOSCOW)
        if slot.digest:
            digests.append(slot)
        else:
            pushes.append(slot.moment)
    return pushes, digests


@given(seconds)
def test_no_ten_minutes_have_more_pushes(moments: list[int]) -> None:
    pushes, digests = _told(moments)
    assert len(pushes) + len(digests) == len(moments)
    assert all(sum(start <= one < start + WINDOW for one in pushes) <= MOST for start in pushes)


@given(seconds.map(sorted))
def test_what_is_gathered_waits_ten_minutes_at_most(moments: list[int]) -> None:
    for second in range(len(moments)):
        pushes, _ = _told(moments[:second])
        slot = calm(Slot(_at(moments[second])), MARK, pushes, USUAL, MOSCOW)
        assert _at(moments[second]) <= slot.moment <= _at(moments[second]) + WINDOW


@given(seconds)
def test_what_is_urgent_is_never_held_back(moments: list[int]) -> None:
    assert _told(moments, ABSENCE) == ([*map(_at, moments)], [])


def test_ten_lessons_in_a_row_are_five_pushes_and_one_digest() -> None:
    pushes, digests = _told([*range(0, 500, 50)])
    assert len(pushes) == MOST
    assert set(digests) == {Slot(NOON + WINDOW, digest=True)}


def test_the_digest_does_not_come_in_quiet_hours() -> None:
    late = datetime(2026, 10, 13, 21, 58, tzinfo=MOSCOW)
    slot = calm(Slot(late), MARK, [late] * MOST, USUAL, MOSCOW)
    assert slot == Slot(datetime.combine(late.date() + timedelta(days=1), time(7), MOSCOW), digest=True)


def test_a_digest_stays_one() -> None:
    evening = Slot(NOON, digest=True)
    assert calm(evening, MARK, [NOON] * MOST, USUAL, MOSCOW) == evening
