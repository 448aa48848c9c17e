"""Duties that come with a date: the end of a period, a weekday, a list of dates, every so many days. Pure."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from core.applications.model import Application
from core.applications.rules import due_day
from core.calendar.model import Calendar, TimetableEntry
from core.deadlines.model import About, Due, Duty, Rolls
from core.deadlines.profiles import ConsentPolicy, Profile
from core.deadlines.rules import BEFORE, Classes, made, school_days_before
from core.ids import ClassId, PersonId, SubjectId
from core.journal.periods import rules as periods
from core.journal.periods.model import Course, Period, Span
from core.people.model import Enrolled, School

SEEN = timedelta(days=7)
"""So long before its date a dated duty is shown as something that comes later."""
KEPT = timedelta(days=30)
"""So long after it a duty that nobody has done is still asked for."""
NOT_ANSWERED = timedelta(days=1)
"""Days after its time until others hear of a question that nobody answered."""
LATE = timedelta(days=2)
"""Days after its date until others hear of it."""

Given = Mapping[tuple[ClassId, SubjectId, str], Collection[PersonId]]
Leading = Callable[[ClassId], Iterable[PersonId]]


def open_periods(calendar: Calendar, grade: int, profile: Profile, today: date) -> tuple[Period, ...]:
    """The periods of a grade whose marks are given now: from some days before the end until they are closed."""
    found = periods.periods_of(calendar, grade)
    return tuple(
        one for one in found if periods.opens(one, profile) <= today and not periods.is_shut(one, profile, today)
    )


def ungiven(
    calendar: Calendar,
    classes: Classes,
    lists: Mapping[ClassId, Sequence[Enrolled]],
    given: Given,
    profile: Profile,
    today: date,
) -> Iterator[Due]:
    """The courses in which pupils have no mark of a period that ends, of each teacher (B23, B24)."""
    for class_id, own in by_class(calendar).items():
        of = classes.get(class_id)
        for period in open_periods(own, of.grade, profile, today) if of else ():
            for course in periods.courses_of(own, period):
                pupils = {one.pupil.id for one in periods.listed(lists.get(class_id, ()), course, period, today)}
                missing = pupils - {*given.get((class_id, course.subject_id, period.code), ())}
                if missing:
                    yield from _of_course(own, course, period, len(missing), profile, today)


def _of_course(
    calendar: Calendar, course: Course, period: Period, missing: int, profile: Profile, today: date
) -> Iterator[Due]:
    grade = next((one.grade for one in calendar.entries if one.class_id == course.class_id), 0)
    matter = About(course.class_id, course.group_id, course.subject_id, code=period.code)
    due = periods.due(period, profile)
    urged = school_days_before(calendar, grade, period.last, BEFORE)
    for teacher in periods.teachers_of(calendar, course, period, today):
        opens = periods.opens(period, profile)
        yield made(Duty.PERIOD, matter, teacher, opens=opens, due=due, escalates=due, urged=urged, count=missing)


def preliminary(
    calendar: Calendar, classes: Classes, rolls: Rolls, leading: Leading, profile: Profile, today: date
) -> Iterator[Due]:
    """The class teachers' reports some weeks before the end of a quarter, half-year and year (M08).

    The year ends with its last quarter, and one report is made of both.
    """
    ahead = timedelta(days=profile.preliminary_days)
    taught = {class_id: of for class_id, of in classes.items() if ahead and rolls.anyone(class_id, None, today)}
    for class_id, of in taught.items():
        parts = [one for one in periods.periods_of(calendar, of.grade) if one.span is not Span.YEAR]
        for period in (one for one in parts if one.last - ahead - SEEN <= today <= one.last):
            due = period.last - ahead
            urged = school_days_before(calendar, of.grade, due, BEFORE)
            matter = About(class_id=class_id, code=period.code)
            for teacher in leading(class_id):
                opens = due - SEEN
                yield made(Duty.PRELIMINARY, matter, teacher, opens=opens, due=due, escalates=due + LATE, urged=urged)


def weekly(people: Collection[PersonId], calendar: Calendar, profile: Profile, today: date) -> Iterator[Due]:
    """The week's report, due on a weekday of the school year (K01, K02)."""
    monday = today - timedelta(days=today.weekday())
    due = monday + timedelta(days=profile.weekly_report - 1)
    if profile.weekly_report and calendar.year_from <= due <= calendar.year_to:
        yield from _dated(Duty.WEEKLY, due.isoformat(), people, due, ahead=timedelta(days=1), opens=monday)


def adoption(people: Collection[PersonId], profile: Profile, today: date) -> Iterator[Due]:
    """The reports of the profile's list of dates: told of three days before (J06)."""
    for due in profile.adoption_dates:
        if due - SEEN <= today <= due + KEPT:
            yield from _dated(Duty.ADOPTION, due.isoformat(), people, due, ahead=timedelta(days=3))


def activation(people: Collection[PersonId], profile: Profile, today: date) -> Iterator[Due]:
    """So many per cent of families connected by a date: the school's own targets (K03-K05)."""
    for target in profile.activation:
        if target.level == "school" and target.day - KEPT <= today <= target.day + KEPT:
            code = f"{target.percent}-{target.day}"
            yield from _dated(Duty.ACTIVATION, code, people, target.day, ahead=SEEN, opens=target.day - KEPT)


def backups(people: Collection[PersonId], calendar: Calendar, profile: Profile, today: date) -> Iterator[Due]:
    """A copy of the database within every so many days of the school year (L01)."""
    return _every(profile.backup_days, Duty.BACKUP, people, calendar, today)


def exports(people: Collection[PersonId], calendar: Calendar, profile: Profile, today: date) -> Iterator[Due]:
    """The whole school year sent to the portal within every so many days of it (C04, C05)."""
    return _every(profile.full_export_days, Duty.EXPORT, people, calendar, today)


def asks_for_consents(calendar: Calendar, profile: Profile, today: date) -> bool:
    """Whether it is time to see to it that every family was asked for a consent (O01)."""
    asked = profile.consent is not ConsentPolicy.NONE
    return asked and calendar.year_from <= today <= calendar.year_to


def unasked(
    people: Collection[PersonId], missing: int, calendar: Calendar, profile: Profile, today: date
) -> Iterator[Due]:
    """The guardians who were never asked for a consent, as one (O01, P20).

    Who joins later in the year is overdue at once: a consent comes before access.
    """
    if missing and asks_for_consents(calendar, profile, today):
        opens, due = calendar.year_from, calendar.year_from + timedelta(days=profile.consent_days - 1)
        code = calendar.year_from.isoformat()
        yield from _dated(Duty.CONSENTS, code, people, due, ahead=SEEN, opens=opens, count=missing)


def undecided(people: Collection[PersonId], waiting: Sequence[Application], school: School) -> Iterator[Due]:
    """The applications that wait, as one: staff are reminded of them elsewhere (E07)."""
    if waiting:
        due = min(due_day(one, school) for one in waiting)
        for person in people:
            yield made(
                Duty.APPLICATIONS, About(), person, opens=date.min, due=due, escalates=date.max, count=len(waiting)
            )


def unanswered(people: Collection[PersonId], late: Sequence[datetime], school: School) -> Iterator[Due]:
    """The questions whose time for an answer has passed, as one; `late`: when that was, the earliest first (A28)."""
    if late:
        due = school.today(late[0])
        for person in people:
            escalates = due + NOT_ANSWERED
            yield made(Duty.QUESTIONS, About(), person, opens=due, due=due, escalates=escalates, count=len(late))


def by_class(calendar: Calendar) -> dict[ClassId, Calendar]:
    """The calendar of each class alone, so that nothing is looked for among the lessons of all."""
    entries: dict[ClassId, list[TimetableEntry]] = {}
    for one in calendar.entries:
        entries.setdefault(one.class_id, []).append(one)
    return {class_id: replace(calendar, entries=tuple(own)) for class_id, own in entries.items()}


def _every(days: int, duty: Duty, people: Iterable[PersonId], calendar: Calendar, today: date) -> Iterator[Due]:
    """Once within every so many days of the school year; never for 0."""
    if days and calendar.year_from <= today:
        since = (today - calendar.year_from).days // days * days
        first = calendar.year_from + timedelta(days=since)
        due = first + timedelta(days=days - 1)
        yield from _dated(duty, first.isoformat(), people, due, ahead=timedelta(days=1), opens=first)


def _dated(
    duty: Duty,
    code: str,
    people: Iterable[PersonId],
    due: date,
    *,
    ahead: timedelta,
    opens: date | None = None,
    count: int = 1,
) -> Iterator[Due]:
    for person in people:
        opened, urged = opens or due - SEEN, due - ahead
        yield made(
            duty, About(code=code), person, opens=opened, due=due, escalates=due + LATE, urged=urged, count=count
        )
