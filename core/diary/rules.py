"""Pure decisions of the diary: what of a lesson is a child's, what is due first, which mark is needed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from core.calendar.model import Calendar, TermKind
from core.deadlines.profiles import Profile
from core.diary.model import Chore, OwnMark, Step, SubjectLine, Totals, Way
from core.ids import PersonId, SubjectId
from core.journal.model import Absence, LessonRecord, Reason
from core.journal.periods import rules as periods
from core.journal.periods.model import Evidence, GivenMark, Period, Span
from core.people.model import Enrolled

MOST_MARKS = 20
"""More marks than that nobody gets in a period: it counts as out of reach."""


def own_part(record: LessonRecord, pupil_id: PersonId) -> LessonRecord:
    """A lesson without the facts of other pupils (D07)."""
    kept = {pupil_id}
    return replace(
        record,
        marks=tuple(one for one in record.marks if one.pupil_id in kept),
        attendance=tuple(one for one in record.attendance if one.pupil_id in kept),
        remarks=tuple(one for one in record.remarks if one.pupil_id in kept),
        present=tuple(one for one in record.present if one in kept),
    )


def holiday_on(calendar: Calendar, grade: int, day: date) -> str | None:
    """The name of the holidays of a grade that day."""
    terms = (term for term in calendar.terms if term.kind is TermKind.HOLIDAY)
    held = (term for term in terms if term.from_grade <= grade <= term.to_grade)
    return next((term.name for term in held if term.from_day <= day <= term.to_day), None)


def last_begun(terms: Sequence[Period], today: date) -> Period | None:
    """The quarter or half-year that is going on, else the last that was; before the year the first."""
    usual = [one for one in terms if one.span is not Span.YEAR]
    begun = [one for one in usual if one.first <= today]
    return max(begun, key=lambda one: one.first) if begun else next(iter(usual), None)


def line(subject_id: SubjectId, name: str, marks: Iterable[OwnMark], pupil: Enrolled) -> SubjectLine:
    """A subject with the average that its teacher sees on the sheet of the period."""
    own = tuple(one for one in marks if one.subject_id == subject_id)
    given = tuple(GivenMark(pupil.pupil.id, one.value, one.weight) for one in own)
    return SubjectLine(subject_id, name, own, periods.tally(Evidence(given), pupil).average)


def counted(marks: Iterable[OwnMark]) -> tuple[OwnMark, ...]:
    """Those of which an average is made, by date."""
    return tuple(sorted((one for one in marks if one.value in periods.COUNTED), key=lambda one: one.day))


def enough_for_chart(marks: Iterable[OwnMark]) -> bool:
    """Whether there is anything to compare."""
    return len(counted(marks)) > 1


def steps(marks: Sequence[OwnMark]) -> tuple[Step, ...]:
    """The average after each day with marks, by the rule of the teacher's sheet; the last is that of the period."""
    own = [(int(one.value), one.weight) for one in marks]
    ends = [at + 1 for at, one in enumerate(marks) if at + 1 == len(marks) or marks[at + 1].day != one.day]
    found = ((marks[end - 1].day, periods.average(own[:end])) for end in ends)
    return tuple(Step(day, average) for day, average in found if average is not None)


def totals(absences: Sequence[Absence]) -> Totals:
    """How much was missed."""
    reasons = [one.fact.reason for one in absences]
    days = {one.key.day for one in absences}
    return Totals(len(absences), len(days), reasons.count(Reason.UNEXCUSED), reasons.count(None))


def in_order(chores: Iterable[Chore], today: date) -> tuple[Chore, ...]:
    """What is not done first; of it what is due next, then what has no day, and what was due today at the end."""

    def place(chore: Chore) -> tuple[bool, int, date, int]:
        due = chore.task.due
        rank = 1 if due is None else 0 if due > today else 2
        return chore.done, rank, due or chore.task.day, chore.task.id

    return tuple(sorted(chores, key=place))


def reaches(marks: Sequence[tuple[int, Decimal]], wanted: int, profile: Profile) -> bool:
    """Whether these marks come to the wanted one or a better one, however the teacher decides on the border."""
    average = periods.average(marks)
    if average is None:
        return False
    return int(periods.rounded(average, profile).value or average) >= wanted


def ways(
    marks: Sequence[tuple[int, Decimal]], wanted: int, weights: Iterable[Decimal], profile: Profile
) -> tuple[Way, ...]:
    """The fewest marks of each value and weight that bring the average to the wanted mark (B06)."""
    found = (
        Way(str(value), weight, count)
        for weight in sorted(set(weights))
        for value in range(5, wanted - 1, -1)
        if weight > 0 and (count := _count(marks, wanted, (value, weight), profile))
    )
    return tuple(found)


def _count(
    marks: Sequence[tuple[int, Decimal]], wanted: int, more: tuple[int, Decimal], profile: Profile
) -> int | None:
    counts = range(1, MOST_MARKS + 1)
    return next((count for count in counts if reaches((*marks, *[more] * count), wanted, profile)), None)
