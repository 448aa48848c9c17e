"""What is decided about a date stands over its weekly timetable."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.calendar.model import Change, Place, Slot
from core.calendar.rules import cancelled_between, cancelled_on, slots_between, slots_on, weekly_slots
from core.ids import ChangeId, ClassId, PersonId, SubjectId
from tests.core.calendar.test_rules import AUTUMN, BEGAN, ENDS, ENTRY, MONDAY, _calendar

WAS = Place(SubjectId(1), PersonId(1), MONDAY, 2)
TUESDAY = MONDAY + timedelta(days=1)

places = st.builds(
    Place,
    subject_id=st.integers(1, 2).map(SubjectId),
    teacher_id=st.integers(1, 3).map(PersonId),
    day=st.dates(BEGAN, ENDS),
    number=st.integers(1, 7),
)


def a_change(was: Place | None = WAS, now: Place | None = None, class_id: int = 1) -> Change:
    return Change(ChangeId(1), ClassId(class_id), 5, None, was, now)


def held(day: date, *changes: Change) -> list[tuple[int, int, int]]:
    """Number, teacher and subject."""
    calendar = replace(_calendar(ENTRY, terms=(AUTUMN,)), changes=changes)
    return [(slot.number, slot.teacher_id, slot.subject_id) for slot in slots_on(calendar, day)]


def test_another_teacher_holds_it_perhaps_as_another_subject() -> None:
    change = a_change(now=replace(WAS, teacher_id=PersonId(2), subject_id=SubjectId(3)))
    assert held(MONDAY, change) == [(2, 2, 3)]
    assert held(MONDAY + timedelta(days=7), change) == [(2, 1, 1)]
    assert (change.substituted, change.moved, change.cancelled, change.extra) == (True, False, False, False)


def test_whose_lesson_it_is_by_the_week_is_known() -> None:
    calendar = replace(_calendar(ENTRY), changes=(a_change(now=replace(WAS, teacher_id=PersonId(2))),))
    (slot,) = slots_on(calendar, MONDAY)
    assert (slot.instead_of, slot.starts is not None) == (PersonId(1), True)


def test_a_cancelled_lesson_is_known_to_be_so() -> None:
    assert held(MONDAY, a_change()) == []
    calendar = replace(_calendar(ENTRY), changes=(a_change(),))
    assert [slot.number for slot in cancelled_on(calendar, MONDAY)] == [2]
    assert [*cancelled_between(calendar, TUESDAY, ENDS)] == []
    assert len([*cancelled_between(calendar, BEGAN, ENDS)]) == 1


def test_a_moved_lesson_is_in_its_new_place_only() -> None:
    change = a_change(now=replace(WAS, day=TUESDAY, number=5))
    assert (held(MONDAY, change), held(TUESDAY, change)) == ([], [(5, 1, 1)])


def test_an_extra_lesson_is_added() -> None:
    change = a_change(None, replace(WAS, number=7))
    assert held(MONDAY, change) == [(2, 1, 1), (7, 1, 1)]
    assert change.extra


def test_another_class_is_not_touched() -> None:
    assert held(MONDAY, a_change(class_id=2)) == [(2, 1, 1)]


def test_holidays_that_are_set_later_come_first() -> None:
    in_holidays = replace(WAS, day=date(2026, 10, 26))
    assert held(in_holidays.day, a_change(in_holidays, replace(in_holidays, teacher_id=PersonId(2)))) == []


def test_a_timetable_loaded_anew_leaves_the_change() -> None:
    """The same lesson has another teacher now, or is not there any more: what was decided for the date stands."""
    change = a_change(now=replace(WAS, teacher_id=PersonId(2)))
    anew = replace(_calendar(replace(ENTRY, teacher_id=PersonId(3))), changes=(change,))
    gone = replace(_calendar(), changes=(change,))
    for calendar in (anew, gone):
        assert [slot.teacher_id for slot in slots_on(calendar, MONDAY)] == [PersonId(2)]


@given(st.none() | places, st.none() | places)
def test_nothing_but_its_lesson_and_its_place_changes(was: Place | None, now: Place | None) -> None:
    calendar = replace(_calendar(ENTRY), changes=(a_change(was, now),))
    days = {place.day for place in (was, now) if place}
    for slot in slots_between(calendar, BEGAN, BEGAN + timedelta(days=40)):
        assert slot.day in days or slot.change is None
    for day in days:
        weekly, really = weekly_slots(calendar, day), slots_on(calendar, day)
        assert {slot for slot in really if slot.change is None} <= {*weekly}
        added = [slot for slot in really if slot.change]
        assert [_place(slot) for slot in added] == ([now] if now and now.day == day else [])


def _place(slot: Slot) -> Place:
    return Place(slot.subject_id, slot.teacher_id, slot.day, slot.number, slot.room)
