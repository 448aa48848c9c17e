"""The words of a cell and back, and what is wrong in a schedule (I01-I07)."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar.entry import rules
from core.calendar.entry.cells import LONGEST, bookings, cell_of, weeks_words
from core.calendar.entry.errors import EntryNotReadError, EntryTimeError, EntryTooLongError
from core.calendar.entry.model import WEEKDAYS, Booking, Conflict, Place, Row, Span, Trouble
from core.deadlines.rules import slot_of
from core.ids import PersonId
from tests.contract.school import TODAY

ONE, OTHER = PersonId(1), PersonId(2)

CELLS = (
    "АРМ1 (каб.23) 15:00-16:00",
    "АРМ1 (каб.23) постоянно",
    "АРМ110 (каб.13 компьют. класс) 15:00-16:00",
    "АРМ3 08:00-09:30, 15:00-16:00",
    "АРМ3 (каб.21) 14:00-15:00; АРМ1 (каб.23) постоянно",
)


@pytest.mark.parametrize("cell", CELLS)
def test_the_words_of_the_form_are_read_and_written_again(cell: str) -> None:
    assert cell_of(bookings(cell)) == cell


@pytest.mark.parametrize(
    "typed",
    [
        "АРМ1 (каб.23) 15:00-16:00",
        "арм 1 каб 23 15-16",
        "АРМ №1, кабинет 23, с 15 до 16",
        "Арм1 (каб. 23) 15.00 – 16.00",
        "АРМ1 23 15:00—16:00.",
        "арм1 15-16",
        "АРМ1: каб. 23, с 15:00 до 16:00",
    ],
)
def test_people_write_it_in_their_own_way(typed: str) -> None:
    assert cell_of(bookings(typed, {"1": "каб.23"})) == "АРМ1 (каб.23) 15:00-16:00"


@pytest.mark.parametrize("typed", ["каб.23 15:00-16:00", "АРМ1", "по чт. дистанционно", "5А матем дз 213", "АРМ 15-16"])
def test_what_is_no_cell(typed: str) -> None:
    with pytest.raises(EntryNotReadError):
        weeks_words(typed, 0, {})


@pytest.mark.parametrize("typed", ["АРМ1 16-15", "АРМ1 15:00-15:00", "АРМ1 23-25", "АРМ1 15:00-16:75"])
def test_a_time_that_is_none(typed: str) -> None:
    with pytest.raises(EntryTimeError):
        bookings(typed)


HOSTILE = (
    "АРМ1" + " " * 20_000,
    "АРМ1 " + "15:00-16:00, " * 2_000 + "x",
    "АРМ1 " + "с " * 10_000,
    "АРМ" + "1" * 20_000,
    "пн, " * 5_000 + "АРМ1",
    "пн" + " -" * 10_000,
)
"""Texts on which a pattern that tries every division of them would never end."""


@pytest.mark.parametrize("typed", HOSTILE)
def test_a_long_text_is_refused_before_it_is_read(typed: str) -> None:
    with pytest.raises(EntryTooLongError) as refused:
        weeks_words(f"x{typed}x", 0, {})
    assert refused.value.data == {"limit": LONGEST, "length": len(typed) + 2}
    with pytest.raises(EntryNotReadError):
        bookings(f"x{typed}x")


@pytest.mark.parametrize("typed", HOSTILE)
def test_as_much_of_it_as_is_read_is_no_cell(typed: str) -> None:
    with pytest.raises((EntryNotReadError, EntryTimeError)):
        weeks_words(typed[: LONGEST - 1] + "x", 0, {})


@pytest.mark.parametrize(
    "typed",
    ["АРМ1 каб.5 115-16", "АРМ1 каб.23 15:00-16:00 после уроков", "АРМ1 15-16 17-18 вечером", "АРМ1 15:00", "АРМ1 -"],
)
def test_what_is_left_over_is_not_dropped(typed: str) -> None:
    with pytest.raises(EntryNotReadError):
        bookings(typed)


def test_a_whole_week_fits() -> None:
    line = "АРМ110 (каб.13 компьют. класс) 08:00-09:30, 15:00-16:00; АРМ3 (каб.21) 17:00-18:00"
    text = "\n".join(f"{day} {line}" for day in WEEKDAYS)
    assert weeks_words(text, None, {}) == dict.fromkeys(range(6), line)


_SPANS = st.tuples(st.times(), st.times()).map(
    lambda pair: (min(pair).replace(second=0, microsecond=0), max(pair).replace(second=0, microsecond=0))
)
_BOOKINGS = st.builds(
    Booking,
    st.builds(
        Place, st.integers(1, 500).map(str), st.sampled_from(["", "каб.23", "каб.13 компьют. класс", "актовый зал"])
    ),
    st.lists(_SPANS.filter(lambda pair: pair[0] < pair[1]).map(lambda pair: Span(*pair)), max_size=3).map(tuple),
)


@given(st.lists(_BOOKINGS, min_size=1, max_size=3).map(tuple))
def test_any_cell_is_read_as_it_was_written(found: tuple[Booking, ...]) -> None:
    cell = cell_of(found)
    assert bookings(cell) == found
    first = next((span.starts for one in found for span in one.spans), None)
    assert slot_of({"вт": cell}, TODAY) == first  # the reminder begins at the same time


def test_several_days_in_one_message() -> None:
    text = "пн-ср АРМ1 (каб.23) 15-16\nпятница: АРМ3 постоянно\nсб нет"
    one = "АРМ1 (каб.23) 15:00-16:00"
    assert weeks_words(text, None, {"3": "каб.21"}) == {0: one, 1: one, 2: one, 4: "АРМ3 (каб.21) постоянно", 5: ""}
    assert weeks_words("пн, чт и сб АРМ1 постоянно", None, {}) == dict.fromkeys((0, 3, 5), "АРМ1 постоянно")
    assert weeks_words("-", 2, {}) == {2: ""}
    for wrong in ("АРМ1 постоянно", "", "вс АРМ1 постоянно"):
        with pytest.raises(EntryNotReadError):
            weeks_words(wrong, None, {})


def troubles(*rows: Row, lessons: dict[tuple[PersonId, int], list[Span]] | None = None) -> list[Conflict]:
    return list(rules.conflicts(rows, lessons or {}))


def test_one_workplace_for_two() -> None:
    first = Row(ONE, {"пн": "АРМ1 15:00-16:00"})
    (found,) = troubles(first, Row(OTHER, {"пн": "АРМ1 (каб.23) 15:30-17:00"}))
    assert found == Conflict(Trouble.SAME_PLACE, ONE, 0, "АРМ1 15:00-16:00", (OTHER,))
    assert troubles(first, Row(OTHER, {"пн": "АРМ1 постоянно"}))
    for fine in ("АРМ1 16:00-17:00", "АРМ2 15:00-16:00"):
        assert not troubles(first, Row(OTHER, {"пн": fine}))
    assert not troubles(first, Row(OTHER, {"вт": "АРМ1 15:00-16:00"}))


def test_one_workplace_for_many_is_one_remark() -> None:
    many = [Row(PersonId(n), {"пн": "АРМ1 (каб.23) постоянно"}) for n in range(1, 31)]
    (found,) = troubles(*many)
    assert (found.what, len(found.people)) == ("АРМ1 (каб.23)", 30)
    apart = [(1, "9-10"), (2, "9:30-10:30"), (3, "10:15-11"), (4, "15-16"), (5, "15:30-17"), (6, "18-19")]
    chain = [Row(PersonId(n), {"пн": f"АРМ1 {times}"}) for n, times in apart]
    assert [one.people for one in troubles(*chain)] == [(1, 2, 3), (4, 5)]
    assert troubles(Row(ONE, {"пн": "АРМ1 15:00-16:00; АРМ1 постоянно"})) == []


def test_one_person_at_two() -> None:
    (found,) = troubles(Row(ONE, {"пн": "АРМ1 15:00-16:00; АРМ2 15:30-16:30"}))
    assert found.trouble is Trouble.TWICE
    assert not troubles(Row(ONE, {"пн": "АРМ1 постоянно; АРМ2 15:30-16:30"}))


def test_lessons_and_hours() -> None:
    lessons = {(ONE, 0): [Span(time(15, 10), time(15, 55))]}
    mine = Row(ONE, {"пн": "АРМ1 15:00-16:00", "вт": "АРМ1 15:00-16:00"})
    assert [(one.trouble, one.weekday, one.what) for one in troubles(mine, lessons=lessons)] == [
        (Trouble.TEACHES, 0, "15:10-15:55")
    ]
    assert not troubles(Row(ONE, {"пн": "АРМ1 постоянно"}), lessons=lessons)
    (late,) = troubles(Row(ONE, {"пн": "АРМ1 19:30-20:30"}))
    assert late.trouble is Trouble.OUTSIDE


def test_a_cell_that_nobody_can_read_is_said() -> None:
    (found,) = troubles(Row(ONE, {"чт": "дистанционно"}))
    assert (found.trouble, found.weekday, found.what) == (Trouble.UNREAD, 3, "дистанционно")


def test_rooms_and_workplaces_of_a_day() -> None:
    rows = (
        Row(ONE, {"пн": "АРМ10 постоянно"}),
        Row(OTHER, {"пн": "АРМ2 (каб.5) 15:00-16:00; АРМ2 (каб.5) 9:00-10:00"}),
    )
    assert rules.rooms(rows, {"10": "7", "2": "6"}) == {"10": "каб.7", "2": "каб.5"}
    found = rules.by_place(rows, 0)
    assert [str(place) for place in found] == ["АРМ2 (каб.5)", "АРМ10"]
    assert [str(booking.spans[0]) for booking, _ in found[Place("2", "каб.5")]] == ["09:00-10:00", "15:00-16:00"]
    assert rules.by_place(rows, 1) == {}
