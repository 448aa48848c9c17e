"""The words of a cell and back: «АРМ1 (каб.23) 15:00-16:00», «постоянно» (I03). Pure."""

import re
from collections.abc import Iterable, Mapping
from datetime import time

from core.calendar.entry.errors import EntryNotReadError, EntryTimeError, EntryTooLongError
from core.calendar.entry.model import WEEKDAYS, Booking, Place, Span

LONGEST = 600
"""Characters of a message, and of a cell: a whole week fits."""

_CLOCK = r"\d{1,2}(?:[:.]\d{2})?"
_SPAN = re.compile(rf"(?<!\d)({_CLOCK}) ?(?:-|–|—|до|по) ?({_CLOCK})(?!\d)", re.IGNORECASE)
_ALWAYS = re.compile(r"(?<!\w)постоянно", re.IGNORECASE)
_BETWEEN = re.compile(r" ?(?:,|и) ?(?:с ?)?", re.IGNORECASE)
_FROM = re.compile(r"(?<!\w)с ?\Z", re.IGNORECASE)
_PLACE = re.compile(r"(?:АРМ|APM|ARM) ?№? ?(\d+(?:[^\W\d_](?![^\W\d_]))?)(?!\d)", re.IGNORECASE)
_ROOM = re.compile(r"(?:к|каб|кабинет)\b\.? ?(.+)", re.IGNORECASE)
_NAMES = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота")
_DAY = r"(?:пн|вт|ср|чт|пт|сб|понедельник|вторник|среда|четверг|пятница|суббота)\.?"
_DAYS = re.compile(rf"({_DAY}(?: ?(?:,|и|-|–|—) ?{_DAY})*) ?[:—–-]? (.+)", re.IGNORECASE)
_NOTHING = frozenset({"-", "–", "—", "нет", "пусто", "убрать", "свободно"})


def bookings(cell: str, known: Mapping[str, str] | None = None) -> tuple[Booking, ...]:
    """What a cell says; several workplaces are divided by semicolons. EntryNotReadError, EntryTimeError.

    `known`: the rooms of workplaces, for one that is written without.
    """
    if len(cell) > LONGEST:
        raise EntryNotReadError(text=cell[:LONGEST])
    parts = (" ".join(part.split()) for part in cell.split(";"))
    return tuple(_booking(part, known or {}) for part in parts if part)


def cell_of(found: Iterable[Booking]) -> str:
    """The words of a cell, as the form writes them."""
    return "; ".join(map(str, found))


def weeks_words(text: str, weekday: int | None, known: Mapping[str, str]) -> dict[int, str]:
    """What a message says of weekdays, each line with its days or, if one is asked about, without.

    An empty text clears a day. EntryTooLongError, EntryNotReadError, EntryTimeError: nothing of the message counts.
    """
    _check_length(text, LONGEST)
    found: dict[int, str] = {}
    for line in (" ".join(one.split()) for one in text.splitlines()):
        if line:
            days, cell = _line(line, weekday)
            said = "" if cell.lower().strip(" .") in _NOTHING else cell_of(bookings(cell, known))
            _check_length(said, LONGEST)  # rooms that were left out stand in it now
            found |= dict.fromkeys(days, said)
    if not found:
        raise EntryNotReadError(text=text.strip())
    return found


def _check_length(text: str, limit: int) -> None:
    """EntryTooLongError for more characters than these."""
    if len(text) > limit:
        raise EntryTooLongError(limit=limit, length=len(text))


def _line(line: str, weekday: int | None) -> tuple[tuple[int, ...], str]:
    match = _DAYS.fullmatch(line)
    if match is not None:
        return _days(match[1]), match[2]
    if weekday is None:
        raise EntryNotReadError(text=line)
    return (weekday,), line


def _days(text: str) -> tuple[int, ...]:
    """«пн, ср», «пн-пт», «понедельник и среда»."""
    found: set[int] = set()
    for part in re.split(r",|\bи\b", text.lower()):
        ends = [_weekday(one) for one in re.split(r"[-–—]", part)]
        found.update(range(ends[0], ends[-1] + 1))
    return tuple(sorted(found))


def _weekday(text: str) -> int:
    plain = text.strip(" .")
    return WEEKDAYS.index(plain) if plain in WEEKDAYS else _NAMES.index(plain)


def _booking(text: str, known: Mapping[str, str]) -> Booking:
    """A workplace, its room, its times; one after the other, so that no text is tried in more than one way."""
    place = _PLACE.match(text)
    if place is None:
        raise EntryNotReadError(text=text)
    said, spans = _times(text[place.end() :].rstrip(" ."), text)
    number = place[1].upper()
    return Booking(Place(number, _room(said) or known.get(number, "")), spans)


def _times(said: str, text: str) -> tuple[str, tuple[Span, ...]]:
    """What stands before the times with which a cell ends, and these; «постоянно» is none."""
    always = [*_ALWAYS.finditer(said)]
    if always and always[-1].end() == len(said):
        return said[: always[-1].start()], ()
    found = [*_SPAN.finditer(said)]
    last, at = len(found), len(said)
    while last and (found[last - 1].end() == at or (at < len(said) and _is_between(said, found[last - 1].end(), at))):
        last, at = last - 1, found[last - 1].start()
    if at == len(said):
        raise EntryNotReadError(text=text)
    return _FROM.sub("", said[:at]), tuple(_span(one[1], one[2], text) for one in found[last:])


def _is_between(said: str, first: int, last: int) -> bool:
    """Whether what stands there divides two times."""
    return _BETWEEN.fullmatch(said, first, last) is not None


def _room(text: str) -> str:
    plain = text.strip(" ,:()")
    match = _ROOM.fullmatch(plain)
    if match is not None:
        return f"каб.{match[1].strip()}"
    return f"каб.{plain}" if plain.isdigit() else plain


def _span(starts: str, ends: str, text: str) -> Span:
    first, last = _clock(starts, text), _clock(ends, text)
    if first >= last:
        raise EntryTimeError(text=text)
    return Span(first, last)


def _clock(text: str, whole: str) -> time:
    hours, _, minutes = text.replace(".", ":").partition(":")
    if int(hours) > 23 or int(minutes or 0) > 59:
        raise EntryTimeError(text=whole)
    return time(int(hours), int(minutes or 0))
