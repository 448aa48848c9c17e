"""What a period's mark is proposed to be, when it is given and due, and whose it is."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar.model import Calendar, Term, TermKind, TimetableEntry
from core.deadlines.profiles import Profile
from core.ids import ClassId, GroupId, PersonId, SchoolId, SubjectId
from core.journal.errors import MarkScaleError
from core.journal.periods import rules
from core.journal.periods.errors import NoSuchPeriodError, PeriodNotOpenError
from core.journal.periods.model import Away, Course, Evidence, GivenMark, HeldLesson, Period, Proposal, Span, Tally, Why
from core.journal.periods.model import State as Stage
from core.people.model import Enrolled, Membership, Name, Person, SchoolClass

PROFILE = Profile()
FIRST, LAST = date(2026, 9, 1), date(2026, 10, 25)
QUARTER = Period(Span.QUARTER, 1, FIRST, LAST)
OLD, NEW = PersonId(1), PersonId(2)
COURSE = Course(ClassId(1), None, SubjectId(1))
PUPIL = Enrolled(Person(PersonId(11), SchoolId(1), Name("Ёлкина", "Софья")), FIRST, None)
NUMBERS = st.lists(st.tuples(st.integers(2, 5), st.decimals("0.5", "3", places=2)), min_size=1, max_size=40)


def a_tally(*values: str, average: str | None = None, lessons: int = 20, missed: int = 0, exempt: int = 0) -> Tally:
    return Tally(values, Decimal(average) if average else None, lessons, missed, exempt)


@given(NUMBERS)
def test_an_average_lies_between_the_worst_and_the_best_mark(marks: list[tuple[int, Decimal]]) -> None:
    mean = rules.average(marks)
    assert mean is not None
    assert min(value for value, _ in marks) <= mean <= max(value for value, _ in marks)


@given(NUMBERS, st.integers(1, 9))
def test_weights_count_only_beside_each_other(marks: list[tuple[int, Decimal]], factor: int) -> None:
    assert rules.average(marks) == rules.average([(value, weight * factor) for value, weight in marks])


@given(NUMBERS, st.integers(2, 5))
def test_one_more_mark_never_pulls_away_from_it(marks: list[tuple[int, Decimal]], value: int) -> None:
    before, after = rules.average(marks), rules.average([*marks, (value, Decimal(1))])
    assert before is not None
    assert after is not None
    assert abs(after - value) <= abs(before - value)


@given(st.integers(200, 500), st.integers(1, 99), st.integers(0, 49))
def test_a_rounded_mark_is_near_its_average_and_the_border_is_left_to_the_teacher(
    hundredths: int, up: int, border: int
) -> None:
    profile = replace(PROFILE, period_round_up=up, period_border=border)
    mean = Decimal(hundredths) / 100
    proposal = rules.rounded(mean, profile)
    on_border = 0 < up - hundredths % 100 <= border
    assert (proposal.value is None) == on_border
    if proposal.value is not None:
        assert abs(int(proposal.value) - mean) < 1
        assert (int(proposal.value) > mean) == (hundredths % 100 >= up and hundredths < 500)


@given(st.integers(200, 500), st.integers(200, 500))
def test_a_better_average_is_never_proposed_a_worse_mark(one: int, other: int) -> None:
    marks = [rules.rounded(Decimal(n) / 100, replace(PROFILE, period_border=0)).value for n in sorted((one, other))]
    assert int(marks[0] or 0) <= int(marks[1] or 0)


@pytest.mark.parametrize(
    ("mean", "expected"),
    [
        ("4.50", Proposal("5", Why.AVERAGE)),
        ("4.49", Proposal(None, Why.BORDER)),
        ("4.45", Proposal(None, Why.BORDER)),
        ("4.44", Proposal("4", Why.AVERAGE)),
        ("5.00", Proposal("5", Why.AVERAGE)),
        ("1.20", Proposal("2", Why.AVERAGE)),
    ],
)
def test_half_is_rounded_up_and_just_below_it_the_teacher_decides(mean: str, expected: Proposal) -> None:
    assert rules.rounded(Decimal(mean), PROFILE) == expected


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (a_tally("5", "4", "5", average="4.67"), Proposal("5", Why.AVERAGE)),
        (a_tally("5", "5", average="5"), Proposal("н/а", Why.FEW_MARKS)),
        (a_tally(), Proposal("н/а", Why.FEW_MARKS)),
        (a_tally("5", "4", "5", average="4.67", lessons=10, missed=5), Proposal("5", Why.AVERAGE)),
        (a_tally("5", "4", "5", average="4.67", lessons=10, missed=6), Proposal("н/а", Why.MISSED)),
        (a_tally(lessons=10, exempt=6), Proposal("осв", Why.EXEMPT)),
        (a_tally("зач", "зач", "незач"), Proposal("зач", Why.PASSES)),
        (a_tally("незач", "незач", "зач"), Proposal("незач", Why.PASSES)),
        (a_tally("н/а", "осв", "5", average="5"), Proposal("н/а", Why.FEW_MARKS)),
    ],
)
def test_what_is_proposed_for_a_quarter(of: Tally, expected: Proposal) -> None:
    assert rules.propose(of, PROFILE) == expected


def test_too_few_and_too_much_missed_are_the_schools_to_set() -> None:
    own = replace(PROFILE, period_least_marks=1, period_most_missed=80)
    assert rules.propose(a_tally("5", average="5", lessons=10, missed=8), own) == Proposal("5", Why.AVERAGE)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["4", "5", "4", "5"], Proposal("5", Why.AVERAGE)),
        (["4", "4", "4", "5"], Proposal("4", Why.AVERAGE)),
        (["4", None], Proposal(None, Why.UNFINISHED)),
        ([], Proposal(None, Why.UNFINISHED)),
        (["н/а", "4"], Proposal("4", Why.AVERAGE)),
        (["н/а", "н/а", "н/а", "4"], Proposal("н/а", Why.FEW_MARKS)),
        (["осв", "осв"], Proposal("осв", Why.EXEMPT)),
        (["зач", "зач"], Proposal("зач", Why.PASSES)),
    ],
)
def test_what_is_proposed_for_the_year(values: list[str | None], expected: Proposal) -> None:
    assert rules.propose_year(values, PROFILE) == expected


@given(st.lists(st.sampled_from([*rules.VALUES, None]), max_size=4))
def test_a_year_is_proposed_nothing_strange(values: list[str | None]) -> None:
    assert rules.propose_year(values, PROFILE).value in {*rules.VALUES, None}


def test_only_own_lessons_marks_and_absences_count() -> None:
    """A pupil came on 5 October into group 2: lessons before it, and of group 1, are none of theirs."""
    came = date(2026, 10, 5)
    pupil = replace(PUPIL, from_day=came, groups=(Membership(GroupId(2), came, None),))
    own, other = HeldLesson(GroupId(2), date(2026, 10, 6), 3), HeldLesson(GroupId(1), date(2026, 10, 6), 4)
    early = HeldLesson(GroupId(2), date(2026, 9, 29), 3)
    away = tuple(Away(PUPIL.pupil.id, one.day, one.number, False) for one in (own, other, early))
    marks = (GivenMark(PUPIL.pupil.id, "5", Decimal(2)), GivenMark(PUPIL.pupil.id, "2", Decimal(1)))
    found = rules.tally(Evidence((*marks, GivenMark(NEW, "2", Decimal(9))), (own, other, early), away), pupil)
    assert found == Tally(("5", "2"), Decimal("4.00"), 1, 1, 0)


def _calendar(*entries: TimetableEntry) -> Calendar:
    terms = (
        Term("вторая", TermKind.QUARTER, date(2026, 11, 4), date(2026, 12, 27), 1, 9),
        Term("первая", TermKind.QUARTER, FIRST, LAST, 1, 9),
        Term("1 полугодие", TermKind.HALF_YEAR, FIRST, date(2026, 12, 27), 10, 11),
        Term("каникулы", TermKind.HOLIDAY, date(2026, 10, 26), date(2026, 11, 3), 1, 11),
    )
    return Calendar(FIRST, date(2027, 5, 31), terms, (), entries)


def _held(teacher: PersonId, first: date, last: date) -> TimetableEntry:
    return TimetableEntry(COURSE.class_id, 5, None, COURSE.subject_id, teacher, 1, 2, None, first, last)


def test_quarters_and_half_years_belong_to_their_grades() -> None:
    assert [one.code for one in rules.periods_of(_calendar(), 9)] == ["q1", "q2", "y"]
    assert [one.code for one in rules.periods_of(_calendar(), 10)] == ["h1", "y"]
    assert rules.periods_of(replace(_calendar(), terms=()), 5) == ()
    with pytest.raises(NoSuchPeriodError):
        rules.period_of(
            rules.periods_of(_calendar(), 10), rules.code_of("1 четверть"), SchoolClass(ClassId(1), 10, "А")
        )
    assert [rules.code_of(words) for words in ("1 четверть", "2 полугодие", "год")] == ["q1", "h2", "y"]


def test_the_teacher_who_held_the_course_last_gives_its_marks() -> None:
    changed = date(2026, 10, 1)
    calendar = _calendar(_held(OLD, FIRST, changed - timedelta(days=1)), _held(NEW, changed, date(2027, 5, 31)))
    assert rules.teachers_of(calendar, COURSE, QUARTER, LAST) == {NEW}
    assert rules.teachers_of(calendar, COURSE, QUARTER, date(2026, 9, 10)) == {OLD}
    assert not rules.is_taught_by(calendar, COURSE, OLD, QUARTER, LAST + timedelta(days=30))
    assert rules.teachers_of(calendar, replace(COURSE, group_id=GroupId(1)), QUARTER, LAST) == frozenset()


def test_a_timetable_that_ends_before_the_quarter_does_is_still_its_own() -> None:
    calendar = _calendar(_held(OLD, FIRST, date(2026, 10, 23)))
    assert rules.teachers_of(calendar, COURSE, QUARTER, LAST + timedelta(days=1)) == {OLD}


def test_who_left_gets_no_mark_and_who_came_does() -> None:
    left, came = replace(PUPIL, to_day=date(2026, 10, 12)), replace(PUPIL, from_day=date(2026, 10, 20))
    assert rules.listed((left, came), COURSE, QUARTER, LAST) == (came,)
    assert rules.listed((left, came), COURSE, QUARTER, date(2026, 10, 10)) == (left,)


@pytest.mark.parametrize(
    ("today", "given_marks", "drafted", "state"),
    [
        (date(2026, 10, 17), 0, False, Stage.UPCOMING),
        (date(2026, 10, 18), 0, False, Stage.EMPTY),
        (date(2026, 10, 25), 0, True, Stage.DRAFT),
        (date(2026, 10, 27), 29, False, Stage.PARTIAL),
        (date(2026, 10, 28), 29, False, Stage.OVERDUE),
        (date(2026, 10, 28), 0, True, Stage.OVERDUE),
        (date(2026, 11, 28), 30, False, Stage.SET),
        (date(2026, 10, 27), 30, True, Stage.DRAFT),
    ],
)
def test_the_state_of_a_course(today: date, given_marks: int, drafted: bool, state: Stage) -> None:
    """B23: two days after the period's end."""
    assert rules.state_of(QUARTER, today, PROFILE, pupils=30, given=given_marks, drafted=drafted) is state


@given(st.dates(date(2026, 9, 1), date(2027, 8, 31)))
def test_the_current_period_is_the_last_that_was_opened(today: date) -> None:
    periods = rules.periods_of(_calendar(), 5)
    found = rules.current(periods, today, PROFILE)
    assert found is not None
    if found != periods[0]:
        rules.check_open(found, today, PROFILE)


def test_a_half_year_is_closed_with_the_quarter_that_ends_with_it() -> None:
    junior, senior = rules.periods_of(_calendar(), 5), rules.periods_of(_calendar(), 10)
    together = rules.closing_with(junior[1], (*junior, *senior))
    assert [one.code for one in together] == ["q2", "h1"]
    assert [one.code for one in rules.closing_with(junior[0], (*junior, *senior))] == ["q1"]
    assert {one.code for one in rules.closing_with(junior[2], (*junior, *senior))} == {"y"}


def test_before_its_days_a_period_takes_no_marks() -> None:
    with pytest.raises(PeriodNotOpenError) as refused:
        rules.check_open(QUARTER, date(2026, 10, 17), PROFILE)
    assert refused.value.data == {"opens": date(2026, 10, 18)}
    rules.check_open(QUARTER, date(2026, 10, 18), PROFILE)


def test_a_five_plus_is_no_mark() -> None:
    with pytest.raises(MarkScaleError):
        rules.check_value("5+")
