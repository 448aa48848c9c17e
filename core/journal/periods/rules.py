"""Pure decisions about the marks of a period: what counts, what is proposed, when marks are given and due."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from core.calendar.model import Calendar, Term, TermKind
from core.deadlines.profiles import CorrectionPolicy, Profile
from core.ids import PersonId
from core.journal.errors import MarkScaleError
from core.journal.periods.errors import (
    NoSuchPeriodError,
    PeriodMarkSettledError,
    PeriodNotOpenError,
    PeriodOrderNeededError,
)
from core.journal.periods.model import Course, Evidence, Period, PeriodMark, Proposal, Span, State, Tally, Why
from core.people.model import Enrolled, SchoolClass

FIGURES = ("5", "4", "3", "2")
NOT_ATTESTED, EXEMPT, PASSED, FAILED = "н/а", "осв", "зач", "незач"
VALUES = (*FIGURES, NOT_ATTESTED, EXEMPT, PASSED, FAILED)
"""What a period's mark may be."""

COUNTED = (*FIGURES, "1")
"""The marks of lessons that make an average."""

_HUNDREDTH = Decimal("0.01")
_SPANS = {TermKind.QUARTER: Span.QUARTER, TermKind.HALF_YEAR: Span.HALF_YEAR}
_WORDS = {"четверть": Span.QUARTER, "полугодие": Span.HALF_YEAR, "год": Span.YEAR}


def periods_of(calendar: Calendar, grade: int) -> tuple[Period, ...]:
    """The quarters or half-years of a grade in their order, and the year that they make (P25)."""
    terms = [term for term in calendar.terms if term.kind in _SPANS and term.from_grade <= grade <= term.to_grade]
    found = [period for kind in _SPANS for period in _numbered(kind, terms)]
    if not found:
        return ()
    year = Period(Span.YEAR, 0, min(one.first for one in found), max(one.last for one in found))
    return (*found, year)


def period_of(periods: Iterable[Period], code: str, of: SchoolClass) -> Period:
    """The period of a class that a code names. NoSuchPeriodError."""
    found = next((period for period in periods if period.code == code), None)
    if found is None:
        raise NoSuchPeriodError(title=of.title)
    return found


def code_of(words: str) -> str:
    """«q1» for «1 четверть», as the quick entry reads it."""
    number, _, name = words.rpartition(" ")
    return f"{_WORDS[name]}{number}"


def current(periods: Sequence[Period], today: date, profile: Profile) -> Period | None:
    """The period that is being closed: the latest whose marks may be given, else the first to come."""
    open_now = [period for period in periods if opens(period, profile) <= today]
    if open_now:
        return max(open_now, key=lambda period: (period.last, period.span is not Span.YEAR))
    return min(periods, key=lambda period: period.last, default=None)


def closing_with(period: Period, periods: Sequence[Period]) -> tuple[Period, ...]:
    """The period and those that are closed with it: a half-year beside a quarter, the year of other grades."""
    years = Span.YEAR
    return tuple(
        one
        for one in periods
        if one.code == period.code or (years not in (one.span, period.span) and one.last == period.last)
    )


def opens(period: Period, profile: Profile) -> date:
    """The first day on which its marks may be given."""
    return period.last - timedelta(days=profile.period_early_days)


def due(period: Period, profile: Profile) -> date:
    """The last day on which they are given in time (B23, B24)."""
    return period.last + timedelta(days=profile.period_grace_days)


def check_open(period: Period, today: date, profile: Profile) -> None:
    """PeriodNotOpenError for a period that has not come near its end."""
    if today < opens(period, profile):
        raise PeriodNotOpenError(opens=opens(period, profile))


def is_free(profile: Profile, mark: PeriodMark, teacher_id: PersonId | None, now: datetime) -> bool:
    """Whether the author still corrects a slip freely, some minutes after the pupil's first mark (P12)."""
    return mark.author_id == teacher_id and now - mark.first_at <= profile.free_correction


def is_shut(period: Period, profile: Profile, today: date) -> bool:
    """Whether the period is closed: expressly, or so many days after its last one (P12)."""
    expressly = profile.closed_through is not None and period.last <= profile.closed_through
    return expressly or today > period.last + timedelta(days=profile.period_close_days)


def check_amendable(period: Period, profile: Profile, today: date) -> None:
    """Where no reason helps: PeriodOrderNeededError in a closed period, PeriodMarkSettledError by the profile."""
    if is_shut(period, profile, today):
        raise PeriodOrderNeededError
    if profile.correction is CorrectionPolicy.FORBID:
        raise PeriodMarkSettledError


def check_value(value: str) -> None:
    """MarkScaleError for what is no mark of a period."""
    if value not in VALUES:
        raise MarkScaleError(value=value)


def is_taught_by(calendar: Calendar, course: Course, teacher_id: PersonId, period: Period, today: date) -> bool:
    """Whether the course is this teacher's in the period: of several, theirs who held it last (A14, B26)."""
    return teacher_id in teachers_of(calendar, course, period, today)


def teachers_of(calendar: Calendar, course: Course, period: Period, today: date) -> frozenset[PersonId]:
    """Who held a course last, by the timetable of the period as far as it has come."""
    day = min(max(today, period.first), period.last)
    lessons = [
        entry
        for entry in calendar.entries
        if Course(entry.class_id, entry.group_id, entry.subject_id) == course
        and entry.from_day <= day
        and entry.to_day >= period.first
    ]
    last = max((min(entry.to_day, day) for entry in lessons), default=day)
    return frozenset(entry.teacher_id for entry in lessons if min(entry.to_day, day) == last)


def courses_of(calendar: Calendar, period: Period) -> tuple[Course, ...]:
    """Every course of the period by the timetable."""
    found = {
        Course(entry.class_id, entry.group_id, entry.subject_id): None
        for entry in calendar.entries
        if entry.from_day <= period.last and entry.to_day >= period.first
    }
    return tuple(found)


def listed(pupils: Iterable[Enrolled], course: Course, period: Period, today: date) -> tuple[Enrolled, ...]:
    """The pupils who get a mark: those of the course on the period's last day, or today before it."""
    day = min(max(today, period.first), period.last)
    return tuple(one for one in pupils if one.on(day) and one.learns_in(course.group_id, day))


def tally(evidence: Evidence, pupil: Enrolled) -> Tally:
    """What the journal says of one pupil; lessons before the pupil came, and of another group, do not count."""
    pupil_id = pupil.pupil.id
    own = [one for one in evidence.lessons if pupil.on(one.day) and pupil.learns_in(one.group_id, one.day)]
    places = {(one.day, one.number) for one in own}
    away = [one for one in evidence.away if one.pupil_id == pupil_id and (one.day, one.number) in places]
    marks = [mark for mark in evidence.marks if mark.pupil_id == pupil_id]
    counted = [(int(mark.value), mark.weight) for mark in marks if mark.value in COUNTED]
    exempt = sum(one.exempt for one in away)
    return Tally(tuple(mark.value for mark in marks), average(counted), len(own), len(away) - exempt, exempt)


def average(marks: Sequence[tuple[int, Decimal]]) -> Decimal | None:
    """The weighted average in hundredths; None where nothing has a weight (B06)."""
    weights = sum((weight for _, weight in marks), Decimal())
    if weights <= 0:
        return None
    total = sum((value * weight for value, weight in marks), Decimal())
    return (total / weights).quantize(_HUNDREDTH, ROUND_HALF_UP)


def propose(of: Tally, profile: Profile) -> Proposal:
    """The mark of a quarter or half-year that the school's rules suggest."""
    counted = [value for value in of.values if value in COUNTED]
    passes = [value for value in of.values if value in (PASSED, FAILED)]
    if not counted and 2 * of.exempt > of.lessons:
        return Proposal(EXEMPT, Why.EXEMPT)
    if 100 * of.missed > profile.period_most_missed * of.lessons:
        return Proposal(NOT_ATTESTED, Why.MISSED)
    if len(counted) + len(passes) < profile.period_least_marks:
        return Proposal(NOT_ATTESTED, Why.FEW_MARKS)
    if of.average is None:
        return _of_passes(passes)
    return rounded(of.average, profile)


def propose_year(values: Sequence[str | None], profile: Profile) -> Proposal:
    """The mark of the year by those of its periods; none before each of them has one (B24)."""
    if not values or None in values:
        return Proposal(None, Why.UNFINISHED)
    if all(value == EXEMPT for value in values):
        return Proposal(EXEMPT, Why.EXEMPT)
    counted = [(int(value), Decimal(1)) for value in values if value in FIGURES]
    mean = average(counted)
    passes = [value for value in values if value in (PASSED, FAILED)]
    if mean is None and passes:
        return _of_passes(passes)
    if mean is None or 2 * len(counted) < len(values):
        return Proposal(NOT_ATTESTED, Why.FEW_MARKS)
    return rounded(mean, profile)


def rounded(mean: Decimal, profile: Profile) -> Proposal:
    """An average as a mark; just below the point where it is rounded up, the teacher decides."""
    whole = int(mean)
    short_of = profile.period_round_up - int((mean - whole) * 100)
    if 0 < short_of <= profile.period_border:
        return Proposal(None, Why.BORDER)
    return Proposal(str(min(5, max(2, whole + (short_of <= 0)))), Why.AVERAGE)


def state_of(period: Period, today: date, profile: Profile, *, pupils: int, given: int, drafted: bool) -> State:
    """How far the marks of a course are; what is missing after the deadline is overdue whatever was begun."""
    if pupils and given >= pupils and not drafted:
        return State.SET
    if today < opens(period, profile):
        return State.UPCOMING
    if today > due(period, profile) and given < pupils:
        return State.OVERDUE
    if drafted:
        return State.DRAFT
    return State.PARTIAL if given else State.EMPTY


def _numbered(kind: TermKind, terms: Iterable[Term]) -> list[Period]:
    own = sorted((term for term in terms if term.kind is kind), key=lambda term: term.from_day)
    return [Period(_SPANS[kind], number, term.from_day, term.to_day) for number, term in enumerate(own, 1)]


def _of_passes(passes: Sequence[str]) -> Proposal:
    passed = sum(value == PASSED for value in passes)
    return Proposal(PASSED if 2 * passed >= len(passes) else FAILED, Why.PASSES)
