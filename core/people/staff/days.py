"""«с 12 по 16 октября», «14.10–20.10», «завтра», «до пятницы»: the days of a term or of an absence, as typed."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from core.journal.quick_entry import dates
from core.journal.quick_entry.dates import Written
from core.journal.quick_entry.tokens import Token, TokenKind, clean, tokenize
from core.people.staff.errors import DaysNotReadError
from core.people.staff.model import Term

_FROM, _TO = frozenset(("с", "со", "от")), frozenset(("по", "до", "-"))
_RANGE = re.compile(r"(?<=\d)[-–—−](?=\d)")
"""«14.10-20.10»: a dash that would pass for one inside a date."""
_LONGEST = 100
"""Characters; days are said in less."""


def read_days(text: str, today: date) -> Term:
    """What a message says. «С 12» has no end; «по 16» begins today; a single day is a term of one day.

    Every word must be understood: DaysNotReadError.
    """
    if len(text) > _LONGEST:
        raise DaysNotReadError
    tokens = tokenize(_RANGE.sub(" - ", clean(text)).rstrip(" .!"))
    begins, ends, index = None, None, 0
    while index < len(tokens):
        word = tokens[index].norm
        found = _spot(tokens, index + 1 if word in _FROM | _TO else index)
        if found is None or (ends if word in _TO else begins) is not None:
            raise DaysNotReadError
        begins, ends = (begins, found[0]) if word in _TO else (found[0], ends)
        index = found[1]
    return _term(begins, ends, today, single=bool(tokens) and tokens[0].norm not in _FROM)


def _term(begins: Written | None, ends: Written | None, today: date, *, single: bool) -> Term:
    if ends is not None:
        last = _day(ends, dates.due_days, today)
        return Term(_first(begins, ends, today, last), last)
    if begins is None:
        raise DaysNotReadError
    first = _day(begins, dates.due_days, today)
    return Term(first, first if single else None)


def _first(begins: Written | None, ends: Written, today: date, last: date) -> date:
    """The month of «16 октября» holds for «с 12» too."""
    if begins is None:
        return today
    if begins.day and begins.month is None and ends.day:
        first = _day(replace(begins, month=last.month, year=last.year), dates.due_days, today)
        return first if first <= last else _day(begins, dates.due_days, today)
    return _day(begins, dates.due_days, today)


def _spot(tokens: Sequence[Token], index: int) -> tuple[Written, int] | None:
    """A date, or the mere number of a day, with the index after it."""
    if index >= len(tokens):
        return None
    found, token = dates.spot(tokens, index), tokens[index]
    if found is not None or token.kind is not TokenKind.NUMBER or len(token.norm) > 2:
        return found
    return Written(day=int(token.norm)), index + 1


def _day(written: Written, meant: Callable[[Written, date], list[date]], today: date) -> date:
    days = meant(written, today)
    if not days:
        raise DaysNotReadError
    return days[0]
