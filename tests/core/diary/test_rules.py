"""What is a child's of a lesson, the order of homework, totals, and which marks are needed."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from core.deadlines.profiles import Profile
from core.diary import rules
from core.diary.model import Chore, OwnMark, Task
from core.ids import ClassId, EntryId, LessonId, MarkId, PersonId, SchoolId, SubjectId, TaskId
from core.journal.model import (
    Absence,
    AttendanceFact,
    Homework,
    LessonKey,
    LessonRecord,
    MarkFact,
    Reason,
    RemarkFact,
)
from core.journal.periods import rules as periods
from core.journal.periods.model import Period, Span

TODAY = date(2026, 10, 13)
OWN, OTHER = PersonId(1), PersonId(2)
KEY = LessonKey(SchoolId(1), ClassId(1), None, SubjectId(1), TODAY, 2)
PROFILE = Profile()

values = st.integers(2, 5)
weights = st.sampled_from([Decimal("0.5"), Decimal(1), Decimal("1.5"), Decimal(2)])
marks = st.lists(st.tuples(values, weights), max_size=12)


def a_record() -> LessonRecord:
    """A lesson in which something stands about each of two pupils."""
    both = (OWN, OTHER)
    return LessonRecord(
        LessonId(1),
        KEY,
        PersonId(9),
        "Дроби",
        Homework("№ 1"),
        marks=tuple(MarkFact(MarkId(one), one, "5", None, None, EntryId(1)) for one in both),
        attendance=tuple(AttendanceFact(one, True, None, 5, EntryId(1)) for one in both),
        remarks=tuple(RemarkFact(one, "!", EntryId(1)) for one in both),
        present=both,
    )


def test_of_a_lesson_a_child_sees_the_own_part_and_what_is_the_classs() -> None:
    own = rules.own_part(a_record(), OWN)
    assert [one.pupil_id for one in own.marks] == [OWN]
    assert [one.pupil_id for one in own.attendance] == [OWN]
    assert [one.pupil_id for one in own.remarks] == [OWN]
    assert own.present == (OWN,)
    assert (own.topic, own.homework) == ("Дроби", Homework("№ 1"))


def chore(number: int, due: int | None, *, done: bool = False) -> Chore:
    day = None if due is None else TODAY + timedelta(days=due)
    task = Task(TaskId(number), ClassId(1), None, SubjectId(1), TODAY, day, "№ 1")
    return Chore(task, "Математика", done)


def test_what_is_due_next_comes_first_and_what_is_done_last() -> None:
    listed = [chore(1, 0), chore(2, None), chore(3, 1, done=True), chore(4, 3), chore(5, 1)]
    assert [one.task.id for one in rules.in_order(listed, TODAY)] == [5, 4, 2, 1, 3]


@given(st.lists(st.tuples(st.none() | st.integers(0, 9), st.booleans()), max_size=9))
def test_no_homework_is_lost_in_the_order(said: list[tuple[int | None, bool]]) -> None:
    listed = [chore(number, due, done=done) for number, (due, done) in enumerate(said)]
    ordered = rules.in_order(listed, TODAY)
    assert Counter(one.task.id for one in ordered) == Counter(one.task.id for one in listed)
    assert [one.done for one in ordered] == sorted(one.done for one in listed)


def missed(day: date, number: int, reason: Reason | None) -> Absence:
    key = LessonKey(SchoolId(1), ClassId(1), None, SubjectId(1), day, number)
    return Absence(LessonId(number), key, AttendanceFact(OWN, False, reason, None, EntryId(1)))


def test_totals_count_lessons_days_and_those_without_a_reason() -> None:
    tomorrow = TODAY + timedelta(days=1)
    whole = rules.totals(
        [missed(TODAY, 1, Reason.UNEXCUSED), missed(TODAY, 2, None), missed(tomorrow, 1, Reason.ILLNESS)]
    )
    assert (whole.lessons, whole.days, whole.unexcused, whole.unexplained) == (3, 2, 1, 1)


def test_the_present_period_is_the_last_that_began() -> None:
    first = Period(Span.QUARTER, 1, date(2026, 9, 1), date(2026, 10, 25))
    second = Period(Span.QUARTER, 2, date(2026, 11, 2), date(2026, 12, 27))
    year = Period(Span.YEAR, 0, first.first, second.last)
    in_time = {date(2026, 8, 1): first, TODAY: first, date(2026, 10, 28): first, date(2027, 1, 3): second}
    assert {day: rules.last_begun([first, second, year], day) for day in in_time} == in_time
    assert rules.last_begun([], TODAY) is None


@given(marks, st.integers(3, 5), st.sets(weights))
def test_every_way_leads_there_and_one_mark_less_does_not(
    given_marks: list[tuple[int, Decimal]], wanted: int, kinds: set[Decimal]
) -> None:
    if rules.reaches(given_marks, wanted, PROFILE):
        return
    for way in rules.ways(given_marks, wanted, kinds, PROFILE):
        more = (int(way.value), way.weight)
        assert rules.reaches([*given_marks, *[more] * way.count], wanted, PROFILE)
        assert not rules.reaches([*given_marks, *[more] * (way.count - 1)], wanted, PROFILE)
        assert way.weight in kinds
        assert int(way.value) >= wanted


@given(marks, st.integers(3, 5), weights)
def test_better_and_heavier_marks_are_never_needed_more_often(
    given_marks: list[tuple[int, Decimal]], wanted: int, weight: Decimal
) -> None:
    found = rules.ways(given_marks, wanted, [weight, 2 * weight], PROFILE)
    count = {(way.value, way.weight): way.count for way in found}
    for (value, of_weight), needed in count.items():
        assert count.get(("5", of_weight), needed) <= needed
        assert count.get((value, 2 * weight), needed) <= needed


def test_a_three_needs_five_fives_to_be_a_five() -> None:
    found = rules.ways([(3, Decimal("1.5"))], 5, [Decimal(1), Decimal("1.5")], PROFILE)
    assert [(way.value, way.weight, way.count) for way in found] == [("5", Decimal(1), 5), ("5", Decimal("1.5"), 3)]


def test_what_the_teacher_would_decide_is_not_promised() -> None:
    """Just below the point of rounding up the rules propose nothing."""
    border = [(4, Decimal(1)), *[(5, Decimal(1))] * 9, *[(4, Decimal(1))] * 10]
    assert Decimal(sum(value for value, _ in border)) / len(border) == Decimal("4.45")
    assert not rules.reaches(border, 5, PROFILE)


def test_what_is_out_of_reach_has_no_way() -> None:
    assert rules.ways([(2, Decimal(5))] * 30, 5, [Decimal(1)], PROFILE) == ()


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["5", "4", "3", "2", "н/а"]), weights), max_size=20))
def test_the_line_of_a_chart_ends_at_the_average_of_the_sheet(given_marks: list[tuple[int, str, Decimal]]) -> None:
    """One step for each day with marks that count; the same rule as the teacher's sheet (B06)."""
    own = [OwnMark(SubjectId(1), TODAY + timedelta(days=day), value, weight) for day, value, weight in given_marks]
    shown = rules.counted(own)
    steps = rules.steps(shown)
    assert [step.day for step in steps] == sorted({mark.day for mark in shown})
    if steps:
        assert steps[-1].average == periods.average([(int(mark.value), mark.weight) for mark in shown])
    assert rules.enough_for_chart(own) == (len(shown) > 1)
