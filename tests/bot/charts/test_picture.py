"""Pictures of marks: their size, both looks, long names, from one mark to very many."""

import struct
import zlib
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.charts.model import HEIGHT, MOST_POINTS, WIDTH, Drawing, Point, Words, named_days, span
from bot.charts.picture import Plane, picture

BEGAN = date(2026, 9, 1)
WORDS = Words("Математика", "Ёлкина Софья, 5А · 1 четверть", "4,31", "средневзвешенная", "отметка", "средняя")
LONG = replace(WORDS, title="Основы духовно-нравственной культуры " * 4, subtitle="Константинопольская-Ёлкина " * 5)

days = st.dates(date(2026, 9, 1), date(2027, 5, 31))


def drawn(count: int, words: Words = WORDS, *, dark: bool = False) -> Drawing:
    """So many marks, three a day, from the worst to the best over and over."""
    points = tuple(
        Point(BEGAN + timedelta(days=number // 3), 2 + number % 4, 1 + number % 2) for number in range(count)
    )
    steps = tuple((day, 3.5) for day in dict.fromkeys(point.day for point in points))
    first, last = span([day for day, _ in steps])
    ticks = tuple((day, f"{day.day} сент.") for day in named_days(first, last))
    return Drawing(words, points, steps, ticks, dark)


def ground(png: bytes) -> tuple[int, int, int]:
    """The colour of the upper left pixel; what stands above the first row is black, so no filter changes it."""
    at, packed = 8, b""
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        packed += png[at + 8 : at + 8 + length] if png[at + 4 : at + 8] == b"IDAT" else b""
        at += 12 + length
    red, green, blue = zlib.decompress(packed)[1:4]
    return red, green, blue


@pytest.mark.parametrize("count", [1, 2, 60, 200, MOST_POINTS + 300])
def test_a_picture_has_its_size_however_many_marks_there_are(count: int) -> None:
    made = picture(drawn(count))
    assert struct.unpack(">II", made[16:24]) == (WIDTH, HEIGHT)
    assert len(made) < 300_000


def test_both_looks_have_their_ground() -> None:
    assert ground(picture(drawn(9))) == (255, 255, 255)
    assert ground(picture(drawn(9, dark=True))) == (0x17, 0x21, 0x2B)


def test_long_names_are_shortened_and_leave_the_average_as_it_is() -> None:
    """The card at the right is the same, pixel for pixel, whatever stands beside it."""
    from io import BytesIO

    from PIL import Image

    card = (WIDTH - 240, 20, WIDTH, 160)
    pictures = [Image.open(BytesIO(picture(drawn(5, words)))).crop(card) for words in (WORDS, LONG)]
    assert pictures[0].tobytes() == pictures[1].tobytes()


def test_equal_drawings_are_equal_pictures() -> None:
    assert picture(drawn(12)) == picture(drawn(12))
    assert repr(drawn(12)) != repr(replace(drawn(12), dark=True))


def test_marks_of_one_day_stand_beside_each_other() -> None:
    """Two marks the same day in one subject are both seen (field.md)."""
    same = tuple(Point(BEGAN, 5, 1) for _ in range(3))
    spots = [spot for spot, _, _ in Plane(replace(drawn(1), points=same)).circles()]
    assert len(set(spots)) == 3


@given(st.lists(days, min_size=1, max_size=30).map(sorted))
def test_every_day_is_on_the_axis(own: list[date]) -> None:
    first, last = span(own)
    assert first <= own[0] <= own[-1] <= last
    assert (last - first).days >= 6
    named = named_days(first, last)
    assert (named[0], named[-1]) == (first, last)
    assert len(named) <= 6
