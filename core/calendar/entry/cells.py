"""The words of a cell and back: «АРМ1 (каб.23) 15:00-16:00», «постоянно» (I03). Pure."""

import re
from collections.abc import Iterable, Mapping
from datetime import time

from core.calendar.entry.errors import EntryNotReadError, EntryTimeError
from core.calendar.entry.model import WEEKDAYS, Booking, Place, Span

LONGEST = 300
"""Characters of a message."""

_CLOCK = r"\d{1,2}(?:[:.]\d{2})?"
_SPAN = rf"(?:с\s*)?({_CLOCK})\s*(?:-|–|—|до|по)\s*({_CLOCK})"
_ONE = re.compile(_SPAN, re.IGNORECASE)
_TIMES = rf"постоянно|{_SPAN}(?:\s*(?:,|и)\s*{_SPAN})*"
_NUMBER = r"\d+(?!\d)(?:[^\W\d_](?![^\W\d_]))?"
_BOOKING = re.compile(
    rf"(?:АРМ|APM|ARM)\s*№?\s*({_NUMBER})\s*(?P<room>.*?)\s*[,:]?\s*(?P<times>{_TIMES})\s*\.?", re.IGNORECASE
)
_ROOM = re.compile(r"(?:к|каб|кабинет)\b\.?\s*(.+)", re.IGNORECASE)
_NAMES = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота")
_DAY = r"(?:пн|вт|ср|чт|пт|сб|понедельник|вторник|среда|четверг|пятница|суббота)\.?"
_DAYS = re.compile(rf"({_DAY}(?:\s*(?:,|и|-|–|—)\s*{_DAY})*)\s*[:—–-]?\s+(.+)", re.IGNORECASE)
_NOTHING = frozenset({"-", "–", "—", "нет", "пусто", "убрать", "свободно"})


def bookings(cell: str, known: Mapping[str, str] | None = None) -> tuple[Booking, ...]:
    """What a cell says; several workplaces are divided by semicolons. EntryNotReadError, EntryTimeError.

    `known`: the rooms of workplaces, for one that is written without.
    """
    return tuple(_booking(part.strip(), known or {}) for part in cell.split(";") if part.strip())


def cell_of(found: Iterable[Booking]) -> str:
    """The words of a cell, as the form writes them."""
    return "; ".join(map(str, found))


def weeks_words(text: str, weekday: int | None, known: Mapping[str, str]) -> dict[int, str]:
    """What a message says of weekdays, each line with its days or, if one is asked about, without.

    An empty text clears a day. EntryNotReadError, EntryTimeError: nothing of the message counts.
    """
    found: dict[int, str] = {}
    for line in (one.strip() for one in text[:LONGEST].splitlines()):
        if line:
            days, cell = _line(line, weekday)
            said = "" if cell.lower().strip(" .") in _NOTHING else cell_of(bookings(cell, known))
            found |= dict.fromkeys(days, said)
    if not found:
        raise EntryNotReadError(text=text.strip()[:LONGEST])
    return found


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
    match = _BOOKING.fullmatch(text)
    if match is None:
        raise EntryNotReadError(text=text)
    number = match[1].upper()
    room = _room(match["room"]) or known.get(number, "")
    spans = tuple(_span(one[1], one[2], text) for one in _ONE.finditer(match["times"]))
    return Booking(Place(number, room), spans)


def _room(text: str) -> str:
    plain = text.strip(" ,()")
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
