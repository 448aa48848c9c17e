"""A leader's day, week or month in figures: what they are, which days they cover, how a message carries them. Pure."""

import json
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from core.deadlines.model import About
from core.errors import ForbiddenError
from core.people.model import Actor, Role, School
from core.reporting.model import Families

Span = tuple[date, date]
"""The first and the last day, both included."""


class Scope(StrEnum):
    """Whose view it is: a coordinator's day, the director's week (D09), a deputy's month (F06)."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


_LEADERS = (Role.DIRECTOR, Role.DEPUTY)
SEES = {
    Scope.DAY: (*_LEADERS, Role.COORDINATOR, Role.ADMINISTRATOR),
    Scope.WEEK: _LEADERS,
    Scope.MONTH: _LEADERS,
}
"""What is said of lessons and absences is for who leads teachers; the rest for who connects families too."""
READERS = SEES[Scope.DAY]
_OWN = ((Role.DIRECTOR, Scope.WEEK), (Role.DEPUTY, Scope.MONTH))


@dataclass(frozen=True, slots=True)
class Lessons:
    """The lessons of a day: recorded that very day (B01, B02), later, or not as the regulation wants them."""

    day: date
    in_time: int = 0
    late: int = 0
    missing: int = 0

    @property
    def total(self) -> int:
        """All that took place."""
        return self.in_time + self.late + self.missing


@dataclass(frozen=True, slots=True)
class Absent:
    """Days on which pupils were absent, each pupil and day once; of how many nobody gave the reason (B09)."""

    days: int = 0
    unexplained: int = 0


@dataclass(frozen=True, slots=True)
class Work:
    """What waits for the reader: applications, requests, own duties, and those that others left for too long.

    Of duties only the reader's own count; what is not theirs to do is 0.
    """

    applications: int = 0
    late_applications: int = 0
    requests: int = 0
    overdue: int = 0
    today: int = 0
    handed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The figures of some days, the last included. `lessons` are those of each day on which there were any.

    Of days that are over `families` are those of the last day as they stood when it ended; `week_ago` is how many of
    these were connected when the first began.
    """

    scope: Scope
    first: date
    last: date
    families: Families
    lessons: tuple[Lessons, ...] = ()
    absent: Absent = Absent()

    @property
    def sums(self) -> Lessons:
        """All days as one."""
        found = self.lessons
        return Lessons(
            self.last, sum(one.in_time for one in found), sum(one.late for one in found),
            sum(one.missing for one in found),
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary(Period):
    """What is going on, or has just ended, with what there is to do about it today: that is not kept of the past."""

    unreachable: int
    work: Work


def own_scope(actor: Actor) -> Scope:
    """The view that opens first. ForbiddenError for who has none."""
    check_reads(actor, Scope.DAY)
    return next((scope for role, scope in _OWN if actor.holds(role)), Scope.DAY)


def may_read(actor: Actor, scope: Scope) -> bool:
    """Whether a view is for them."""
    return actor.holds(*SEES[scope])


def check_reads(actor: Actor, scope: Scope) -> None:
    """ForbiddenError for who may not see it."""
    if not may_read(actor, scope):
        raise ForbiddenError


def span_of(scope: Scope, today: date) -> Span:
    """The days that a view covers: what has begun, and on its first day what has just ended."""
    began, _ = whole(scope, today)
    return (began, today) if scope is Scope.DAY or today > began else ended_before(scope, today)


def span_at(scope: Scope, day: date, today: date) -> Span:
    """The week or month of a day; what has not ended only as far as it is shown."""
    found = whole(scope, day)
    return found if found[1] < today else span_of(scope, today)


def whole(scope: Scope, day: date) -> Span:
    """The day itself, its week, its month."""
    if scope is Scope.DAY:
        return day, day
    if scope is Scope.WEEK:
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def ended_before(scope: Scope, day: date) -> Span:
    """The last whole week or month before a day; of a day the day itself, whose work lies ahead."""
    return (day, day) if scope is Scope.DAY else whole(scope, whole(scope, day)[0] - timedelta(days=1))


def neighbours(scope: Scope, span: Span, today: date, since: date) -> tuple[date | None, date | None]:
    """A day of what was before, since that date, and one of what came after; None where there is nothing."""
    first, last = span
    earlier = first - timedelta(days=1) if scope is not Scope.DAY and first > since else None
    return earlier, last + timedelta(days=1) if span != span_of(scope, today) else None


def lessons_of(
    recorded: Iterable[tuple[About, datetime]], missing: Collection[About], school: School
) -> tuple[Lessons, ...]:
    """Each day's lessons; one that lacks something is missing, whenever it was begun."""
    found: Counter[tuple[date, str]] = Counter()
    for of, at in recorded:
        if of.day is not None and of not in missing:
            found[of.day, "in_time" if school.today(at) <= of.day else "late"] += 1
    found.update((of.day, "missing") for of in missing if of.day is not None)
    days = sorted({day for day, _ in found})
    return tuple(Lessons(day, *(found[day, name] for name in ("in_time", "late", "missing"))) for day in days)


def packed(of: Summary) -> dict[str, str]:
    """The figures as a row of the outbox carries them: the days of lessons as one."""
    whole = asdict(replace(of, lessons=(of.sums,)))
    return {"summary": json.dumps(whole, default=str)}


def unpacked(content: dict[str, str]) -> Summary:
    """The figures again."""
    found = json.loads(content["summary"])
    families = {**found["families"], "first": None}
    return Summary(
        scope=Scope(found["scope"]),
        first=date.fromisoformat(found["first"]),
        last=date.fromisoformat(found["last"]),
        families=Families(**families),
        unreachable=found["unreachable"],
        work=Work(**found["work"]),
        lessons=tuple(Lessons(date.fromisoformat(one.pop("day")), **one) for one in found["lessons"]),
        absent=Absent(**found["absent"]),
    )
