"""A picture in the making: everything is drawn larger and made smaller at the end, so that edges are smooth."""

from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from io import BytesIO
from typing import Literal

from PIL import Image, ImageDraw, ImageFont

from bot.charts.model import HEIGHT, WIDTH

SCALE = 2
Anchor = Literal["lm", "mm", "rm", "ls", "rs", "ms"]
Spot = tuple[float, float]


class Canvas:
    """Takes places and sizes in pixels of the finished picture."""

    def __init__(self, ground: str) -> None:
        self._image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), ground)
        self._draw = ImageDraw.Draw(self._image)

    def text(
        self, spot: Spot, words: str, size: float, colour: str, anchor: Anchor = "ls", *, bold: bool = False
    ) -> None:
        """Write in one line; the anchor is as Pillow names it."""
        self._draw.text(_scaled(spot), words, fill=colour, font=_font(bold, round(size * SCALE)), anchor=anchor)

    def fitted(self, spot: Spot, words: str, size: float, colour: str, room: float, *, bold: bool = False) -> None:
        """Write in one line of that width at most: smaller at first, then shortened."""
        while width(words, size, bold=bold) > room and size > _SMALLEST:
            size -= 2
        if width(words, size, bold=bold) > room:
            while words and width(f"{words}…", size, bold=bold) > room:
                words = words[:-1]
            words = f"{words.rstrip()}…"
        self.text(spot, words, size, colour, bold=bold)

    def rule(self, start: Spot, end: Spot, colour: str, thickness: float) -> None:
        """A straight line."""
        self._draw.line([_scaled(start), _scaled(end)], fill=colour, width=round(thickness * SCALE))

    def curve(self, spots: Sequence[Spot], colour: str, thickness: float) -> None:
        """A line through these places with round corners and ends."""
        self._draw.line([_scaled(one) for one in spots], fill=colour, width=round(thickness * SCALE), joint="curve")
        for spot in spots:
            self.circle(spot, thickness / 2, colour)

    def circle(self, spot: Spot, radius: float, colour: str, rim: str | None = None) -> None:
        """A full circle, perhaps with a rim around it."""
        self._draw.circle(_scaled(spot), radius * SCALE, fill=colour, outline=rim, width=SCALE if rim else 0)

    def block(self, start: Spot, end: Spot, colour: str) -> None:
        """A rectangle with sharp corners."""
        self._draw.rectangle([_scaled(start), _scaled(end)], fill=colour)

    def card(self, start: Spot, end: Spot, colour: str) -> None:
        """A rectangle with round corners."""
        self._draw.rounded_rectangle([_scaled(start), _scaled(end)], radius=20 * SCALE, fill=colour)

    def png(self) -> bytes:
        """The finished picture."""
        made = BytesIO()
        self._image.reduce(SCALE).save(made, "PNG")
        return made.getvalue()


_SMALLEST = 24
"""Smaller letters cannot be read on a telephone."""


def width(words: str, size: float, *, bold: bool = False) -> float:
    """How wide a line would be."""
    return _font(bold, round(size * SCALE)).getlength(words) / SCALE


def _scaled(spot: Spot) -> Spot:
    return spot[0] * SCALE, spot[1] * SCALE


@lru_cache(maxsize=64)
def _font(bold: bool, size: int) -> ImageFont.FreeTypeFont:
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    with resources.as_file(resources.files("bot.slips") / "fonts" / name) as path:
        return ImageFont.truetype(path, size)
