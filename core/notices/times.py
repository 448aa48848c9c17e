"""When a notice goes out, as people write it: «завтра 8:30», «14.10 в 18:00», «в пятницу 9:00». Pure.

Days and clocks are the school's. A clock that a change of time jumps over stands for the moment that is as far from
midnight by the clock before the jump; of one that comes twice the first is meant.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from core.journal.quick_entry import dates
from core.journal.quick_entry.tokens import clean, tokenize
from core.notices.errors import NoticePastError, NoticeTimeError, NoticeTooFarError

AHEAD = timedelta(days=60)
"""How far ahead a notice may be scheduled: beyond, classes and people are others."""
SOONEST = timedelta(minutes=1)
_CLOCK = re.compile(
    r"(?:\bв\s+)?\b([01]?\d|2[0-3])[:.]([0-5]\d)(?![.\d])"
    r"|\bв\s+([01]?\d|2[0-3])(?:\s*час\w*|\s*ч\b)?(?![.:\d])"
)
_FILLERS = ("в", "на", "к", ",", ".")
_MORNING, _EVENING = time(8), time(18)


def moment(day: date, clock: time, zone: tzinfo, now: datetime) -> datetime:
    """That clock of that day. NoticePastError, NoticeTooFarError."""
    found = datetime.combine(day, clock, zone).astimezone(UTC)
    if found < now + SOONEST:
        raise NoticePastError
    if found > now + AHEAD:
        raise NoticeTooFarError(days=AHEAD.days)
    return found


def read(text: str, zone: tzinfo, now: datetime) -> tuple[date, time]:
    """The day and the clock that were typed; without a day the next such moment. NoticeTimeError."""
    today = now.astimezone(zone).date()
    for clock, rest in _clocks(clean(text).strip().lower()):
        if not rest:
            passed = datetime.combine(today, clock, zone) < now + SOONEST
            return today + timedelta(days=passed), clock
        if day := _day(rest, today):
            return day, clock
    raise NoticeTimeError


def offered(zone: tzinfo, now: datetime) -> tuple[datetime, ...]:
    """Moments to choose from: this evening, tomorrow morning and evening, Monday's morning; without a zone."""
    today = now.astimezone(zone).date()
    tomorrow, monday = today + timedelta(days=1), today + timedelta(days=7 - today.weekday())
    wanted = ((today, _EVENING), (tomorrow, _MORNING), (tomorrow, _EVENING), (monday, _MORNING))
    soon = now + timedelta(minutes=30)
    return tuple(
        dict.fromkeys(datetime.combine(*one) for one in wanted if datetime.combine(*one, zone).astimezone(UTC) > soon)
    )


def _clocks(text: str) -> Iterator[tuple[time, str]]:
    """Each clock of the text with what stands around it; the last first, for days are written with a dot too."""
    for found in reversed([*_CLOCK.finditer(text)]):
        rest = f"{text[: found.start()]} {text[found.end() :]}".strip(" ,.")
        dotted = "." in found[0] and not rest
        if not dotted:
            yield time(int(found[1] or found[3]), int(found[2] or 0)), rest


def _day(text: str, today: date) -> date | None:
    tokens = tokenize(text)
    while tokens and tokens[0].norm in _FILLERS:
        tokens = tokens[1:]
    while tokens and tokens[-1].norm in _FILLERS:
        tokens = tokens[:-1]
    found = dates.spot(tokens, 0) if tokens else None
    if found is None or found[1] != len(tokens):
        return None
    return next(iter(dates.due_days(found[0], today)), None)
