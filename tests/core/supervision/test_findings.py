"""What rules find in a month, by facts, profile and clock."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar.model import Bell, Calendar, Term, TermKind, TimetableEntry
from core.deadlines.model import Rolls, Span
from core.deadlines.profiles import PROFILES, Profile
from core.ids import ClassId, GroupId, PersonId, SchoolId, SubjectId
from core.journal.periods.model import Period
from core.journal.periods.model import Span as PeriodSpan
from core.journal.taps.model import LessonRef
from core.people.model import Enrolled, Name, Person, SchoolClass
from core.supervision.findings import Facts, counted, found_in
from core.supervision.model import Count, Flaw, Page, Written

BEGAN, ENDS = date(2026, 9, 1), date(2027, 5, 31)
OCTOBER = date(2026, 10, 1)
OF, MATHS, TEACHER = ClassId(1), SubjectId(1), PersonId(1)
PUPILS = tuple(PersonId(one) for one in (11, 12, 13))
MOSCOW = ZoneInfo("Europe/Moscow")
EVERY_DAY = tuple(TimetableEntry(OF, 5, None, MATHS, TEACHER, day, 1, None, BEGAN, ENDS) for day in range(5))
BELL = Bell(1, time(8, 30), time(9, 15), 1, 11, frozenset(range(6)))
HOLIDAYS = Term("Каникулы", TermKind.HOLIDAY, date(2026, 10, 26), date(2026, 11, 1), 1, 11)
PAGE = Page(OF, MATHS, OCTOBER)
WHOLE = frozenset({"held", "topic", "homework"})
FACTS = Facts(
    month=OCTOBER,
    last=date(2026, 10, 31),
    moment=datetime(2026, 11, 3, 12, tzinfo=MOSCOW),
    profile=Profile(),
    calendar=Calendar(BEGAN, ENDS, (HOLIDAYS,), (BELL,), EVERY_DAY),
    classes={OF: SchoolClass(OF, 5, "А")},
    rolls=Rolls({OF: (Span(BEGAN, None),)}, {}),
    began=BEGAN,
    written=(),
)


def wrote(day: int, kinds: frozenset[str] = WHOLE, **said: object) -> Written:
    """The lesson of a day of October."""
    ref = LessonRef(OF, None, MATHS, date(2026, 10, day), 1)
    return replace(Written(lesson=ref, teacher_id=TEACHER, kinds=kinds), **said)  # type: ignore[arg-type]


def days() -> Iterable[int]:
    """The days of October on which there are lessons."""
    return (day for day in range(1, 26) if date(2026, 10, day).weekday() < 5)


def month(*others: Written, **changes: object) -> Facts:
    """A month in which everything is recorded, but for these lessons."""
    own = {one.lesson.day.day: one for one in others}
    return replace(FACTS, written=tuple(own.get(day) or wrote(day) for day in days()), **changes)  # type: ignore[arg-type]


def flaws(facts: Facts) -> list[tuple[Flaw, int | None, int]]:
    """What is found: of which day, how much."""
    found = (one.matter for one in found_in(facts))
    return [(one.flaw, one.day.day if one.day else None, one.count) for one in found]


def test_a_month_that_is_whole_has_no_findings() -> None:
    assert flaws(month()) == []
    assert counted(month(wrote(5, marks=3)), PAGE) == Count(17, 3)


def test_two_groups_at_a_time_have_two_lessons() -> None:
    """As on the screen beside it and on the two pages of the paper journal."""
    groups = (replace(wrote(5).lesson, group_id=GroupId(one)) for one in (1, 2))
    facts = replace(FACTS, written=tuple(replace(wrote(5, marks=2), lesson=one) for one in groups))
    assert counted(facts, PAGE) == Count(2, 4)


def test_lessons_that_were_not_recorded_or_in_part() -> None:
    facts = month(wrote(5, frozenset()), wrote(6, frozenset({"held", "topic"})), wrote(7, frozenset({"not_held"})))
    assert flaws(facts) == [(Flaw.UNFILLED, 5, 1), (Flaw.INCOMPLETE, 6, 1)]


def test_holidays_the_future_and_what_was_before_the_beginning_are_not_asked_for() -> None:
    none = replace(FACTS, began=date(2026, 10, 22))
    assert [day for _, day, _ in flaws(none)] == [22, 23]
    at_noon = replace(none, moment=datetime(2026, 10, 22, 9, 0, tzinfo=MOSCOW))
    assert flaws(at_noon) == []
    assert flaws(replace(FACTS, began=None)) == []
    assert replace(FACTS, began=None).pages == {}


def test_an_empty_class_is_not_asked_for_anything() -> None:
    assert flaws(replace(FACTS, rolls=Rolls({}, {}))) == []


def test_what_came_late_and_absences_without_a_reason() -> None:
    facts = month(wrote(5, late_days=4), wrote(6, unexplained=2))
    assert flaws(facts) == [(Flaw.LATE, 5, 4), (Flaw.NO_REASON, 6, 2)]
    recent = replace(facts, moment=datetime(2026, 10, 8, 12, tzinfo=MOSCOW))
    assert Flaw.NO_REASON not in {flaw for flaw, _, _ in flaws(recent)}
    assert flaws(replace(facts, profile=Profile(absence_reason_required=False))) == [(Flaw.LATE, 5, 4)]


@pytest.mark.parametrize(("grace", "late", "found"), [(3, 3, False), (3, 4, True), (0, 1, True), (0, 0, False)])
def test_what_was_recorded_within_the_grace_is_not_late(grace: int, late: int, *, found: bool) -> None:
    facts = month(wrote(5, late_days=late), profile=Profile(entry_grace_days=grace))
    assert flaws(facts) == ([(Flaw.LATE, 5, late)] if found else [])


def test_marks_without_a_kind_only_where_the_profile_wants_it() -> None:
    facts = month(wrote(5, marks=3, unnamed=2))
    assert flaws(facts) == []
    assert flaws(replace(facts, profile=PROFILES["spb-2010"])) == [(Flaw.NO_CONTROL, 5, 2)]


def test_weeks_without_homework() -> None:
    none, lax = frozenset({"held", "topic"}), Profile(homework_required=False)
    facts = month(*(wrote(day, none) for day in days() if day >= 7), profile=lax)
    assert flaws(facts) == [(Flaw.NO_HOMEWORK, None, 13)]
    assert flaws(month(*(wrote(day, none) for day in days() if day >= 15), profile=lax)) == []
    assert flaws(replace(facts, profile=replace(lax, check_homework_days=0))) == []


def test_that_nothing_is_set_is_said_of_homework_too() -> None:
    said = frozenset({"held", "topic", "no_homework"})
    assert flaws(month(*(wrote(day, said) for day in days()))) == []
    none, lax = frozenset({"held", "topic"}), Profile(homework_required=False)
    once = month(wrote(15, said), *(wrote(day, none) for day in days() if day != 15), profile=lax)
    assert flaws(once) == [], "said a week ago"


def test_pupils_with_few_marks_when_a_period_ends() -> None:
    period = Period(PeriodSpan.QUARTER, 1, BEGAN, date(2026, 10, 25))
    lists = {OF: tuple(Enrolled(Person(one, SchoolId(1), Name("А", "Б")), BEGAN, None) for one in PUPILS)}
    marks = {(OF, MATHS): {PUPILS[0]: 3, PUPILS[1]: 2}}
    facts = month(pupils=lists, ending=[(period, (OF,), marks)])
    assert flaws(facts) == [(Flaw.FEW_MARKS, None, 2)]
    gone = {OF: tuple(replace(one, to_day=date(2026, 10, 2)) for one in lists[OF])}
    assert flaws(replace(facts, pupils=gone)) == []


def test_topics_out_of_order_and_behind_the_plan() -> None:
    walk = [1, 2, 4, 3, 5, 6]
    out = month(*(wrote(day, positions=(place,)) for day, place in zip(days(), walk, strict=False)))
    assert flaws(out) == [(Flaw.ORDER, 6, 1)]
    slow = [1, 1, 1, 2, 2, 2, 3]
    behind = month(*(wrote(day, positions=(place,)) for day, place in zip(days(), slow, strict=False)))
    assert flaws(behind) == [(Flaw.BEHIND, None, 4)]


def test_a_topic_that_the_plan_has_twice_is_the_next_of_them() -> None:
    walk = [(1, 5), (2,), (3,), (4,), (1, 5), (6,)]
    facts = month(*(wrote(day, positions=places) for day, places in zip(days(), walk, strict=False)))
    assert flaws(facts) == []


def test_the_paper_journal_counts_otherwise() -> None:
    facts = month(wrote(5, marks=3), paper={PAGE: Count(18, 3)})
    assert flaws(facts) == [(Flaw.PAPER, None, 1)]
    assert flaws(replace(facts, paper={PAGE: Count(17, 3)})) == []


@given(
    st.lists(st.sampled_from(["held", "topic", "homework", "no_homework", "not_held"]), unique=True),
    st.integers(0, 30),
)
def test_a_lesson_has_at_most_one_finding_of_a_kind(kinds: list[str], late: int) -> None:
    facts = month(wrote(5, frozenset(kinds), late_days=late, unexplained=late, unnamed=late))
    own = [one.matter.place for one in found_in(facts)]
    assert len(own) == len({*own})


@pytest.mark.parametrize("behind", range(4))
@given(st.integers(1, 60))
def test_a_plan_that_is_followed_is_never_behind(behind: int, start: int) -> None:
    """From wherever it begins, and with a lag that is tolerated."""
    places = [start + number for number, _ in enumerate(days())]
    slow = [max(start, place - min(behind, 2)) for place in places]
    facts = month(*(wrote(day, positions=(place,)) for day, place in zip(days(), slow, strict=True)))
    assert flaws(facts) == []


def test_the_teacher_of_a_finding_is_who_holds_the_lesson() -> None:
    (one,) = found_in(month(wrote(5, frozenset())))
    assert (one.teacher_id, one.lesson) == (TEACHER, LessonRef(OF, None, MATHS, date(2026, 10, 5), 1))
