"""What is drawn: figures, and words that are ready in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WIDTH, HEIGHT = 1080, 720
"""Of a picture, in pixels."""

MOST_POINTS = 400
"""Marks that are drawn one by one, the latest of them; the line is of all."""

MOST_COLUMNS = 40
"""Columns that have room for a name."""

_EASY = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9, 10)
_TICKS = 6
_SHORTEST = 6
"""Days that an axis has at least, so that two marks of one day stand in its middle."""


@dataclass(frozen=True, slots=True)
class Point:
    """A mark: its day, its value from 1 to 5, its weight."""

    day: date
    value: int
    weight: float


@dataclass(frozen=True, slots=True)
class Words:
    """All that is written: what it is about, whose and when, the average, what a circle and the line mean."""

    title: str
    subtitle: str
    average: str
    average_means: str
    circle_means: str
    line_means: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole picture. Equal drawings are equal pictures.

    `points` and `steps`, the average after each day, are by date; `ticks` name days of the axis.
    """

    words: Words
    points: tuple[Point, ...]
    steps: tuple[tuple[date, float], ...]
    ticks: tuple[tuple[date, str], ...]
    dark: bool = False

    @property
    def span(self) -> tuple[date, date]:
        """The first and the last day of the axis."""
        return span([day for day, _ in self.steps])


@dataclass(frozen=True, slots=True)
class Column:
    """A name, and how many of each kind stand on each other."""

    name: str
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """A whole picture, in words that are ready. Equal ones are equal pictures.

    `kinds` name the parts, from the bottom; `target` is a line across at that height, with its name.
    """

    title: str
    subtitle: str
    columns: tuple[Column, ...]
    kinds: tuple[str, ...]
    target: tuple[int, str] | None = None
    top: int = 0
    dark: bool = False

    @property
    def highest(self) -> int:
        """What the plane's upper edge stands for: four times a round number."""
        sums = (sum(one.parts) for one in self.columns)
        return _round(max(1, self.top, *sums, self.target[0] if self.target else 0))


def _round(least: int) -> int:
    """The first number not below this one of which a quarter is easily read: 3, 20, 25, 400."""
    quarter = -(-least // 4)
    zeros = int(10 ** (len(str(quarter)) - 1))
    return 4 * next(found for one in _EASY if (found := int(one * zeros)) >= quarter and found == one * zeros)


def span(days: Sequence[date]) -> tuple[date, date]:
    """From the first to the last of these days, and not less than a week."""
    lacking = _SHORTEST - (days[-1] - days[0]).days
    before, after = (max(0, lacking) + 1) // 2, max(0, lacking) // 2
    return days[0] - timedelta(days=before), days[-1] + timedelta(days=after)


def named_days(first: date, last: date) -> tuple[date, ...]:
    """A few days of the axis at about equal distances, both ends among them."""
    whole = (last - first).days
    places = dict.fromkeys(round(whole * number / (_TICKS - 1)) for number in range(_TICKS))
    return tuple(first + timedelta(days=place) for place in places)
