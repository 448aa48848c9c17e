"""Closed periods and late entries that need a permission: who decides, and that nothing else passes."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.approvals import service
from core.approvals.model import Card, LateEntry, State
from core.calendar.model import Term, TermKind
from core.deadlines.profiles import Profile
from core.errors import NotFoundError
from core.ids import PersonId
from core.journal.closing import is_closed, read_order
from core.journal.correcting import correct_mark
from core.journal.drafts import await_words, interpret_message
from core.journal.errors import LateReasonNeededError, OrderNeededError, OrderNotReadError
from core.journal.model import Order
from core.journal.quick_entry.model import DraftCorrection
from core.journal.taps.model import NO_TAPS, Step, Taps
from core.journal.writing import Recorded
from core.people.model import Grant, Role
from tests.contract.school import BEGAN, DIRECTOR, ENDS, NINA, NOW, SOFIA, TODAY
from tests.core.journal.conftest import GRACE, World, mark, saying
from tests.fakes.directories import Days, Function

QUARTER = Term("1 четверть", TermKind.QUARTER, BEGAN, TODAY, 1, 9)
HALF = Term("1 полугодие", TermKind.HALF_YEAR, BEGAN, date(2026, 12, 29), 10, 11)
HOLIDAYS = Term("каникулы", TermKind.HOLIDAY, TODAY, TODAY, 1, 11)
TERMS = (QUARTER, HALF, HOLIDAYS)
ORDER = Order("12-к", TODAY)
DAYS = st.integers(0, 400)


@pytest.mark.parametrize(
    ("grade", "days", "closed"), [(5, 7, False), (5, 8, True), (10, 8, False), (10, 84, False), (10, 85, True)]
)
def test_a_period_closes_after_its_days(grade: int, days: int, closed: bool) -> None:
    assert is_closed(Profile(), TERMS, grade, TODAY, TODAY + timedelta(days=days)) is closed


@given(day=DAYS, through=DAYS, today=DAYS)
def test_what_is_closed_expressly_is_closed_whatever_the_calendar_says(day: int, through: int, today: int) -> None:
    profile = Profile(closed_through=BEGAN + timedelta(days=through))
    closed = is_closed(profile, (), 5, BEGAN + timedelta(days=day), BEGAN + timedelta(days=today))
    assert closed is (day <= through)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("№ 12-к от 13.10.2026", ORDER),
        ("12-к от 13.10", ORDER),
        ("Приказ № 12-к, 13.10.26 г.", ORDER),
        ("приказ 7 от 14.10", Order("7", date(2025, 10, 14))),
    ],
)
def test_an_order_is_read(text: str, order: Order) -> None:
    assert read_order(text, TODAY) == order


@pytest.mark.parametrize("text", ["", "да", "от 13.10.2026", "№ 12-к", "№ 12 от 31.02.2026", "№ 12 от 14.10.2026"])
def test_what_is_no_order_is_refused(text: str) -> None:
    with pytest.raises(OrderNotReadError):
        read_order(text, TODAY)


@given(st.text(max_size=30))
def test_any_words_are_an_order_or_refused(text: str) -> None:
    with suppress(OrderNotReadError):
        assert read_order(text, TODAY).day <= TODAY


def close(world: World, **profile: object) -> None:
    schools = world.database.directories.schools
    schools[:] = [replace(one, profile_overrides=profile) for one in schools]


def deputy(world: World) -> None:
    world.database.directories.functions.append(Function(NINA, Grant(Role.DEPUTY), Days(BEGAN, ENDS)))
    world.database.directories.functions.append(Function(DIRECTOR, Grant(Role.DIRECTOR), Days(BEGAN, ENDS)))


async def recorded(world: World, reading: object, taps: Taps = NO_TAPS, now: datetime = NOW) -> Recorded:
    draft_id = await world.draft(reading)  # type: ignore[arg-type]
    async with world.database.writing() as unit:
        kept = await unit.journal.draft(draft_id)
        await unit.journal.change_draft(replace(kept, taps=taps), NOW)
        await unit.commit()
    return await world.record(draft_id, now)


async def decide(world: World, done: Recorded, by: PersonId) -> Card:
    (request,) = done.requests
    actor = await world.actor(by)
    return await service.decide(world.database, actor, request.id, allowed=True, now=NOW, grace=GRACE)


async def test_in_a_closed_period_nothing_passes_without_an_order(world: World) -> None:
    first = await world.say(marks=(mark(SOFIA, "5"),))
    close(world, closed_through=TODAY.isoformat(), correction="self_with_reason")
    readings: Sequence[object] = (
        saying(topic="Дроби"),
        saying(marks=(mark(SOFIA),)),
        saying(corrections=(DraftCorrection(SOFIA, "5", "4"),)),
    )
    for reading in readings:
        with pytest.raises(OrderNeededError):
            await recorded(world, reading)
    standing = (await world.lesson()).marks[0]
    with pytest.raises(OrderNeededError):
        await correct_mark(world.database, await world.actor(), first.draft.id, standing.id, "4", NOW, GRACE)
    assert [one.value for one in (await world.lesson()).marks] == ["5"]


async def test_with_an_order_the_director_decides_and_nobody_else(world: World) -> None:
    await world.say(marks=(mark(SOFIA, "5"),))
    close(world, closed_through=TODAY.isoformat())
    deputy(world)
    done = await recorded(world, saying(corrections=(DraftCorrection(SOFIA, "5", "4"),)), Taps(order=ORDER))
    assert done.requests[0].made.order == ORDER
    with pytest.raises(NotFoundError):
        await decide(world, done, NINA)
    assert await service.waiting(world.database, await world.actor(NINA)) == ()
    assert (await decide(world, done, DIRECTOR)).request.state is State.ALLOWED
    assert [one.value for one in (await world.lesson()).marks] == ["4"]


async def test_what_is_added_to_a_closed_period_is_written_when_the_director_allowed_it(world: World) -> None:
    close(world, closed_through=TODAY.isoformat())
    deputy(world)
    done = await recorded(world, saying(topic="Дроби"), Taps(order=ORDER))
    assert (done.entry_id, done.draft.state) == (None, "open")
    assert isinstance(done.requests[0].made.matter, LateEntry)
    again = await world.record(done.draft.id)
    assert (again.entry_id, again.requests[0].id) == (None, done.requests[0].id), "asked once"
    await decide(world, done, DIRECTOR)
    assert (await world.record(done.draft.id)).entry_id
    made = list(world.database.shared.state.journal.entries.values())[-1]
    assert (made.approved_by, (await world.lesson()).topic) == (DIRECTOR, "Дроби")


async def test_a_late_entry_waits_for_a_deputy_where_the_profile_says_so(world: World) -> None:
    close(world, late_entry_needs_approval=True)
    deputy(world)
    late = NOW + timedelta(days=4)
    draft_id = await world.draft(saying(marks=(mark(SOFIA),)))
    with pytest.raises(LateReasonNeededError):
        await world.record(draft_id, late)
    done = await world.record(draft_id, late, reason="ill")
    assert (done.entry_id, done.requests[0].made.reason) == (None, "ill")
    await decide(world, done, NINA)
    written = await world.record(draft_id, late)
    assert written.entry_id
    made = world.database.shared.state.journal.entries[written.entry_id]
    assert (made.approved_by, made.reason, made.late_days) == (NINA, "ill", 4)


async def test_within_the_grace_days_no_permission_is_asked_for(world: World) -> None:
    close(world, late_entry_needs_approval=True)
    assert (await recorded(world, saying(marks=(mark(SOFIA),)), now=NOW + timedelta(days=3))).entry_id


async def test_words_that_are_no_order_are_asked_for_again(world: World) -> None:
    ((draft_id, actor),) = [(one.id, await world.actor()) for one in await world.read("5А матем тема Дроби")]
    await await_words(world.database, actor, draft_id, Step.ORDER, NOW)
    with pytest.raises(OrderNotReadError):
        await interpret_message(world.database, actor, "да, есть", "1:300:1", NOW)
    (draft,) = await interpret_message(world.database, actor, "№ 12-к от 13.10", "1:300:2", NOW)
    assert (draft.id, draft.taps.order) == (draft_id, ORDER)
