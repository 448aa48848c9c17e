"""The forms of values: each reads what a person wrote, and gives the one way in which it is written down."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

OFF = "off"
YES, NO = "yes", "no"


class Form(Protocol):
    """How a value is written."""

    def canonical(self, text: str) -> str:
        """The value as it is written down. ValueError if it is none."""
        ...


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few words."""

    words: tuple[str, ...]

    def canonical(self, text: str) -> str:
        """The word in lower case."""
        word = text.strip().lower()
        if word not in self.words:
            raise ValueError(text)
        return word


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number between two others, both included."""

    least: int
    most: int

    def canonical(self, text: str) -> str:
        """Without leading zeroes."""
        number = int(text)
        if not self.least <= number <= self.most:
            raise ValueError(text)
        return str(number)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of the school's clock: «19:00»."""

    def canonical(self, text: str) -> str:
        """With two digits for the hour."""
        return clock_text(clock(text))


@dataclass(frozen=True, slots=True)
class Span:
    """From one time of the clock to another, over midnight too: «22:00-07:00»; «off» is no span at all."""

    def canonical(self, text: str) -> str:
        """A span that ends when it begins is none."""
        start, end = span(text)
        return span_text(start, end)


@dataclass(frozen=True, slots=True)
class Day:
    """A date: «2026-10-25» or «25.10.2026»; «off» is none."""

    def canonical(self, text: str) -> str:
        """With the year first."""
        word = text.strip().lower()
        if word == OFF:
            return OFF
        day, dot, rest = word.partition(".")
        month, _, year = rest.partition(".")
        return date(int(year), int(month), int(day)).isoformat() if dot else date.fromisoformat(word).isoformat()


@dataclass(frozen=True, slots=True)
class Several:
    """Values of one form, with commas between them; «off» is none of one's own."""

    one: Callable[[str], object]
    most: int = 30

    def canonical(self, text: str) -> str:
        """In their order, each once."""
        if text.strip().lower() == OFF:
            return OFF
        values = dict.fromkeys(str(self.one(part.strip())) for part in text.split(","))
        if len(values) > self.most:
            raise ValueError(text)
        return ", ".join(values)


@dataclass(frozen=True, slots=True)
class Zone:
    """A time zone of the IANA list: «Europe/Moscow»."""

    def canonical(self, text: str) -> str:
        """The same."""
        try:
            return ZoneInfo(text.strip()).key
        except (ZoneInfoNotFoundError, OSError) as error:
            raise ValueError(text) from error


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, of at most so many characters."""

    longest: int

    def canonical(self, text: str) -> str:
        """Without superfluous spaces."""
        line = " ".join(text.split())
        if not line or len(line) > self.longest:
            raise ValueError(text)
        return line


def clock(text: str) -> time:
    """«7:00» or «07:00». ValueError for anything else, seconds and zones too."""
    hour, minute = text.strip().split(":")
    return time(int(hour), int(minute))


def clock_text(at: time) -> str:
    """«07:00»."""
    return f"{at:%H:%M}"


def span(text: str) -> tuple[time, time]:
    """Both ends of a span; the same time twice for «off». ValueError."""
    if text.strip().lower() == OFF:
        return time(0), time(0)
    start, end = text.split("-")
    return clock(start), clock(end)


def span_text(start: time, end: time) -> str:
    """«22:00-07:00», or «off» for a span that ends when it begins."""
    return OFF if start == end else f"{clock_text(start)}-{clock_text(end)}"
