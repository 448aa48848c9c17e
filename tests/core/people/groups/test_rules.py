"""Moving a pupil between groups: one group of a subject at a time, and the days that have passed stay as they were."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ids import GroupId
from core.people.groups.errors import GroupDayError
from core.people.groups.model import Move
from core.people.groups.rules import check_day, group_on, move
from core.people.model import Membership

TODAY, BEGAN = date(2026, 10, 13), date(2026, 9, 1)
YESTERDAY, MONDAY = TODAY - timedelta(days=1), date(2026, 10, 19)
ONE, TWO = GroupId(1), GroupId(2)
SINCE_SEPTEMBER = Membership(ONE, BEGAN, None)

GROUPS = st.sampled_from([ONE, TWO, GroupId(3)])
DAYS = st.integers(-40, 40).map(lambda days: TODAY + timedelta(days=days))


@st.composite
def memberships(draw: st.DrawFn) -> tuple[Membership, ...]:
    made = []
    for group in draw(st.lists(GROUPS, max_size=4)):
        first = draw(DAYS)
        length = draw(st.one_of(st.none(), st.integers(0, 30)))
        made.append(Membership(group, first, None if length is None else first + timedelta(days=length)))
    return tuple(dict.fromkeys(made))


def after(had: tuple[Membership, ...], change: Move) -> list[Membership]:
    lasts = {id(one): last for one, last in change.ended}
    gone = {id(one) for one in change.withdrawn}
    left = [one for one in had if id(one) not in gone]
    mended = [Membership(one.group_id, one.from_day, lasts.get(id(one), one.to_day)) for one in left]
    return [*mended, *([change.added] if change.added else [])]


@given(memberships(), st.one_of(st.none(), GROUPS), st.integers(0, 60))
def test_from_that_day_on_the_pupil_is_there_alone_and_before_it_nothing_changes(
    had: tuple[Membership, ...], wanted: GroupId | None, ahead: int
) -> None:
    day = TODAY + timedelta(days=ahead)
    now = after(had, move(had, wanted, day))
    for later in (day, day + timedelta(days=1), day + timedelta(days=200)):
        assert [one.group_id for one in now if one.on(later)] == ([wanted] if wanted is not None else [])
    for earlier in (day - timedelta(days=distance) for distance in (1, 5, 30)):
        assert {one.group_id for one in now if one.on(earlier)} == {one.group_id for one in had if one.on(earlier)}


@given(memberships(), st.one_of(st.none(), GROUPS))
def test_the_same_again_changes_nothing(had: tuple[Membership, ...], wanted: GroupId | None) -> None:
    assert not move(tuple(after(had, move(had, wanted, TODAY))), wanted, TODAY)


def test_yesterday_keeps_its_group() -> None:
    change = move((SINCE_SEPTEMBER,), TWO, TODAY)
    assert change == Move(((SINCE_SEPTEMBER, YESTERDAY),), (), Membership(TWO, TODAY, None))


def test_a_slip_of_today_leaves_no_trace() -> None:
    first, slip = Membership(ONE, BEGAN, YESTERDAY), Membership(TWO, TODAY, None)
    assert move((first, slip), ONE, TODAY) == Move((), (slip,), Membership(ONE, TODAY, None))


def test_a_planned_change_is_taken_back() -> None:
    first, planned = Membership(ONE, BEGAN, MONDAY - timedelta(days=1)), Membership(TWO, MONDAY, None)
    assert move((first, planned), ONE, TODAY) == Move(((first, None),), (planned,), None)


def test_a_pupil_of_two_groups_is_moved_out_of_the_other() -> None:
    both = (SINCE_SEPTEMBER, Membership(TWO, BEGAN, None))
    assert move(both, TWO, TODAY) == Move(((SINCE_SEPTEMBER, YESTERDAY),), (), None)


def test_out_of_every_group() -> None:
    assert move((SINCE_SEPTEMBER,), None, MONDAY) == Move(((SINCE_SEPTEMBER, MONDAY - timedelta(days=1)),))
    assert group_on((SINCE_SEPTEMBER,), TODAY) == ONE
    assert group_on((), TODAY) is None


def test_the_past_is_not_changed() -> None:
    check_day(TODAY, TODAY)
    for day in (YESTERDAY, TODAY + timedelta(days=61)):
        with pytest.raises(GroupDayError):
            check_day(day, TODAY)
