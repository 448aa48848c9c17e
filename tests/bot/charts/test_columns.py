"""Columns: a scale that is easily read, and names that stay on the picture."""

from io import BytesIO

import pytest
from PIL import Image

from bot.charts.columns import bars
from bot.charts.model import HEIGHT, WIDTH, Bars, Column


def drawn(*parts: int, kinds: tuple[str, ...] = ("a", "b", "c")) -> Bars:
    return Bars("Уроки", "Месяц", (Column("1", parts),), kinds)


@pytest.mark.parametrize(
    ("height", "highest"),
    [(0, 4), (1, 4), (9, 12), (11, 12), (13, 16), (100, 100), (101, 120), (364, 400), (1500, 1600)],
)
def test_the_scale_goes_in_round_steps(height: int, highest: int) -> None:
    assert drawn(height).highest == highest


def test_a_long_legend_stays_on_the_picture() -> None:
    kinds = ("recorded the same day", "recorded later", "not recorded at all or not completely")
    picture = Image.open(BytesIO(bars(drawn(3, 2, 1, kinds=kinds)))).convert("RGB")
    edge = picture.crop((WIDTH - 30, HEIGHT - 70, WIDTH, HEIGHT))
    assert edge.getcolors() == [(30 * 70, picture.getpixel((1, 1)))]
