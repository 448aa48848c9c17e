"""From figures and words to a picture: circles are marks, the line is the weighted average as it went."""

from collections.abc import Iterator
from datetime import date
from itertools import count

from bot.charts.canvas import Canvas, Spot, width
from bot.charts.looks import DARK, LIGHT, Look
from bot.charts.model import HEIGHT, MOST_POINTS, WIDTH, Drawing, Point

_LEFT, _RIGHT, _TOP, _BOTTOM = 104, WIDTH - 56, 190, HEIGHT - 128
"""The plane in which marks stand."""
_MARGIN = 44
_CARD = 190
_BEST, _WORST = 5, 2
_SIZES = ((36, 18.0), (90, 14.0), (MOST_POINTS, 8.0))
"""Up to so many marks, circles of this radius; the smallest have no room for a figure."""
_FOR_FIGURE = 14.0


def picture(of: Drawing) -> bytes:
    """The drawing as a PNG. It takes a tenth of a second: not for the thread of the event loop."""
    look = DARK if of.dark else LIGHT
    canvas = Canvas(look.ground)
    plane = Plane(of)
    _head(canvas, of, look)
    _grid(canvas, plane, of, look)
    line = [plane.spot(day, value) for day, value in of.steps]
    if plane.radius >= _FOR_FIGURE:
        canvas.curve(line, look.line, 6)
        canvas.circle(line[-1], 9, look.line)
    for spot, radius, point in plane.circles():
        _mark(canvas, spot, radius, point, look)
    if plane.radius < _FOR_FIGURE:  # so many marks would hide it
        canvas.curve(line, look.ground, 11)
        canvas.curve(line, look.line, 6)
        canvas.circle(line[-1], 9, look.line, look.ground)
    _legend(canvas, of, look)
    return canvas.png()


class Plane:
    """Where days and values are."""

    def __init__(self, of: Drawing) -> None:
        self.points = of.points[-MOST_POINTS:]
        self.first, last = of.span
        self._days = (last - self.first).days
        self.lowest = min([_WORST, *(one.value for one in self.points)])
        self._height = (_BOTTOM - _TOP) / (_BEST - self.lowest + 1)
        self.radius = next(radius for most, radius in _SIZES if len(self.points) <= most)

    def spot(self, day: date, value: float) -> Spot:
        """The place of a value on a day; circles at the ends stay within the plane."""
        room = _RIGHT - _LEFT - 4 * self.radius
        x = _LEFT + 2 * self.radius + room * (day - self.first).days / self._days
        return x, _TOP + self._height * (_BEST - value + 0.5)

    def circles(self) -> Iterator[tuple[Spot, float, Point]]:
        """Each mark beside those that are there already, in the row of its value."""
        taken: dict[int, list[Spot]] = {}
        for point in self.points:
            row = taken.setdefault(point.value, [])
            spot = self._free(self.spot(point.day, point.value), row)
            row.append(spot)
            yield spot, self.radius * min(1.25, max(0.8, point.weight**0.5)), point

    def _free(self, wanted: Spot, taken: list[Spot]) -> Spot:
        """The nearest place above or below where no circle stands yet; in a full row the wanted one."""
        apart = self.radius * 1.9
        for number in count():
            offset = (number + 1) // 2 * apart * (1 if number % 2 else -1)
            if abs(offset) > self._height / 2 - self.radius * 0.6:
                return wanted
            spot = wanted[0], wanted[1] + offset
            if all(_distance(spot, other) > apart - 1 for other in taken):
                return spot
        raise AssertionError("a row has an end")


def _distance(one: Spot, other: Spot) -> float:
    return float(((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5)


def _head(canvas: Canvas, of: Drawing, look: Look) -> None:
    words, right = of.words, WIDTH - _MARGIN
    card = max(_CARD, width(words.average_means, 20) + 40)
    room = right - card - _MARGIN - 24
    canvas.fitted((_MARGIN, 80), words.title, 44, look.text, room, bold=True)
    canvas.fitted((_MARGIN, 128), words.subtitle, 30, look.muted, room)
    canvas.card((right - card, 30), (right, 152), look.card)
    canvas.text((right - card / 2, 96), words.average, 56, look.line, "ms", bold=True)
    canvas.text((right - card / 2, 132), words.average_means, 20, look.muted, "ms")


def _grid(canvas: Canvas, plane: Plane, of: Drawing, look: Look) -> None:
    for value in range(plane.lowest, _BEST + 1):
        _, y = plane.spot(plane.first, value)
        canvas.rule((_LEFT, y), (_RIGHT, y), look.grid, 2)
        canvas.text((_LEFT - 30, y), str(value), 34, look.text, "mm", bold=True)
    for day, name in of.ticks:
        x, _ = plane.spot(day, _BEST)
        half = width(name, 24) / 2
        canvas.rule((x, _BOTTOM), (x, _BOTTOM + 8), look.muted, 2)
        canvas.text((min(x, WIDTH - _MARGIN / 2 - half), _BOTTOM + 40), name, 24, look.muted, "ms")


def _mark(canvas: Canvas, spot: Spot, radius: float, point: Point, look: Look) -> None:
    canvas.circle(spot, radius, look.marks[point.value], look.ground)
    if radius >= _FOR_FIGURE * 0.8:
        canvas.text(spot, str(point.value), radius * 1.25, look.digit, "mm", bold=True)


def _legend(canvas: Canvas, of: Drawing, look: Look) -> None:
    y, after = HEIGHT - 36, _MARGIN + 36
    canvas.circle((_MARGIN + 12, y), 12, look.marks[_BEST])
    canvas.text((after, y), of.words.circle_means, 24, look.muted, "lm")
    second = after + width(of.words.circle_means, 24) + 36
    canvas.rule((second, y), (second + 40, y), look.line, 6)
    canvas.text((second + 54, y), of.words.line_means, 24, look.muted, "lm")
