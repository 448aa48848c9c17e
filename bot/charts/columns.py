"""From figures and words to columns: so many of each kind a day, or a share of each class against a target."""

from collections.abc import Sequence

from bot.charts.canvas import Canvas, width
from bot.charts.looks import DARK, LIGHT, Look
from bot.charts.model import HEIGHT, MOST_COLUMNS, WIDTH, Bars, Column

_LEFT, _RIGHT, _TOP, _BOTTOM = 104, WIDTH - 44, 180, HEIGHT - 128
_MARGIN = 44
_GAP = 0.3
"""Of a column's room that stays empty."""
_SIGN, _BETWEEN = 36, 40
"""A sign of the legend with its space, and what lies between two names."""
_BROAD = 46
"""Columns that are narrower have every second or third name."""
_KINDS = (5, 3, 2)
"""The looks' colours of the kinds, from the best on."""


def bars(of: Bars) -> bytes:
    """The columns as a PNG."""
    look = DARK if of.dark else LIGHT
    canvas = Canvas(look.ground)
    canvas.fitted((_MARGIN, 80), of.title, 44, look.text, WIDTH - 2 * _MARGIN, bold=True)
    canvas.fitted((_MARGIN, 130), of.subtitle, 30, look.muted, WIDTH - 2 * _MARGIN)
    _grid(canvas, of, look)
    for number, column in enumerate(of.columns[:MOST_COLUMNS]):
        _column(canvas, of, number, column, look)
    _target(canvas, of, look)
    _legend(canvas, of, look)
    return canvas.png()


def _height(of: Bars, value: float) -> float:
    return _BOTTOM - (_BOTTOM - _TOP) * value / of.highest


def _grid(canvas: Canvas, of: Bars, look: Look) -> None:
    for quarter in range(5):
        value = of.highest * quarter / 4
        y = _height(of, value)
        canvas.rule((_LEFT, y), (_RIGHT, y), look.grid, 2)
        canvas.text((_LEFT - 14, y), f"{value:.0f}", 26, look.muted, "rm")


def _column(canvas: Canvas, of: Bars, number: int, column: Column, look: Look) -> None:
    room = (_RIGHT - _LEFT) / max(1, min(len(of.columns), MOST_COLUMNS))
    left = _LEFT + room * (number + _GAP / 2)
    right = left + room * (1 - _GAP)
    below = 0
    for kind, part in zip(_KINDS, column.parts, strict=False):
        if part:
            canvas.block((left, _height(of, below + part)), (right, _height(of, below)), look.marks[kind])
        below += part
    every = max(1, round(_BROAD / room + 0.49))
    if number % every == 0:
        canvas.text(((left + right) / 2, _BOTTOM + 36), column.name, 24, look.text, "ms")


def _target(canvas: Canvas, of: Bars, look: Look) -> None:
    if of.target is None:
        return
    value, name = of.target
    y = _height(of, value)
    canvas.rule((_LEFT, y), (_RIGHT, y), look.line, 4)
    canvas.text((_RIGHT, y - 10), name, 24, look.line, "rs", bold=True)


def _legend(canvas: Canvas, of: Bars, look: Look) -> None:
    x, y, size = _MARGIN, HEIGHT - 36, _legend_size(of.kinds)
    for kind, name in zip(_KINDS, of.kinds, strict=False):
        canvas.circle((x + 12, y), 12, look.marks[kind])
        canvas.text((x + _SIGN, y), name, size, look.muted, "lm")
        x += _SIGN + int(width(name, size)) + _BETWEEN


def _legend_size(kinds: Sequence[str]) -> int:
    """Letters that let all names stand in one line."""
    room = WIDTH - 2 * _MARGIN - len(kinds) * _SIGN - (len(kinds) - 1) * _BETWEEN
    return next((size for size in range(24, 12, -1) if sum(width(name, size) for name in kinds) <= room), 12)
