"""Closed periods: when a lesson is in one, and the order that opens it for one change (P12)."""

import re
from datetime import date, datetime, timedelta

from core.calendar.model import Calendar, Term, TermKind
from core.deadlines.profiles import Profile, profile_of
from core.journal.errors import OrderNotReadError
from core.journal.model import LessonKey, Order
from core.people.model import School
from core.unit_of_work import UnitOfWork

_ORDER = re.compile(
    r"(?:приказ\w*\s*)?(?:№|n|номер)?\s*(?P<number>[\w/-]*\d[\w/-]*)\s*(?:,|от)\s*"
    r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})(?:\.(?P<year>\d{4}|\d{2}))?\s*(?:г\.?)?",
    re.IGNORECASE,
)


def is_closed(profile: Profile, terms: tuple[Term, ...], grade: int, day: date, today: date) -> bool:
    """Whether the lessons of a day are closed: expressly, or so many days after their quarter or half-year."""
    if profile.closed_through is not None and day <= profile.closed_through:
        return True
    ends = [term.to_day for term in terms if _is_of(term, grade, day)]
    return bool(ends) and today > min(ends) + timedelta(days=profile.period_close_days)


async def closed(unit: UnitOfWork, school: School, key: LessonKey, now: datetime) -> bool:
    """Whether a lesson is in a closed period now."""
    calendar = await unit.calendar.calendar(key.school_id, (key.class_id,), key.day, key.day, key.day)
    return of_calendar(calendar, school, key, now)


def of_calendar(calendar: Calendar, school: School, key: LessonKey, now: datetime) -> bool:
    """The same by a calendar that is there already."""
    grade = next((one.grade for one in calendar.entries if one.class_id == key.class_id), None)
    return grade is not None and is_closed(profile_of(school), calendar.terms, grade, key.day, school.today(now))


def read_order(text: str, today: date) -> Order:
    """«№ 12-к от 20.10.2026»; without a year, of this one or the last. OrderNotReadError."""
    found = _ORDER.fullmatch(text.strip())
    if found is None:
        raise OrderNotReadError
    try:
        day = _day(found, today)
    except ValueError:
        raise OrderNotReadError from None
    if day > today:
        raise OrderNotReadError
    return Order(found["number"], day)


def _day(found: re.Match[str], today: date) -> date:
    day, month, year = int(found["day"]), int(found["month"]), found["year"]
    if year is not None:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    this_year = date(today.year, month, day)
    return this_year if this_year <= today else date(today.year - 1, month, day)


def _is_of(term: Term, grade: int, day: date) -> bool:
    lessons = term.kind is not TermKind.HOLIDAY and term.from_grade <= grade <= term.to_grade
    return lessons and term.from_day <= day <= term.to_day
