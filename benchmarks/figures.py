"""Measurements of several rounds, and how they are written down."""

import statistics
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class Series:
    """One contender's rounds, in `unit`."""

    name: str
    unit: str
    values: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.values)


def table(title: str, series: Iterable[Series], note: str = "") -> str:
    """A Markdown table; the ratio is to the median of the first row."""
    rows = [one for one in series if one.values]
    lines = [f"## {title}", *([note] if note else []), "", "| | unit | min | median | max | ratio |"]
    lines += ["|---|---|--:|--:|--:|--:|", *[_row(one, rows[0].median) for one in rows]]
    return "\n".join(lines) + "\n"


def _row(series: Series, base: float) -> str:
    low, middle, high = min(series.values), series.median, max(series.values)
    figures = " | ".join(f"{value:.3g}" if value < 1000 else f"{value:.0f}" for value in (low, middle, high))
    return f"| {series.name} | {series.unit} | {figures} | {middle / base:.2g} |"
