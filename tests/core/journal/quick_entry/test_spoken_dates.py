"""Days in spoken words: every day of a month is heard, and what belongs to a noun is no day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.journal.quick_entry import dates
from core.journal.quick_entry.numerals import spoken_day
from core.journal.quick_entry.tokens import tokenize

_SMALL = ("перв", "втор", "треть", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят", "одиннадцат",
          "двенадцат", "тринадцат", "четырнадцат", "пятнадцат", "шестнадцат", "семнадцат", "восемнадцат",
          "девятнадцат", "двадцат")  # fmt: skip


def said(day: int, ending: str) -> str:
    """«двадцать первого»; «третьего» ends otherwise than «второго»."""
    if day in (30, 31):
        return "тридцат" + ending if day == 30 else "тридцать перв" + ending
    tens, last = ("двадцать ", day - 20) if day > 20 else ("", day)
    ending = {"ого": "его", "ому": "ему", "ое": "е"}[ending] if last == 3 else ending
    return tens + _SMALL[last - 1] + ending


@given(st.integers(1, 31), st.sampled_from(("ого", "ому", "ое")))
def test_every_day_is_heard(day: int, ending: str) -> None:
    words = said(day, ending).split()
    assert spoken_day([*words, "октября"]) == (day, len(words))


@given(st.integers(1, 31), st.sampled_from((("на", "ое"), ("к", "ому"), ("до", "ого"))))
def test_after_a_word_of_time_it_needs_no_month(day: int, said_so: tuple[str, str]) -> None:
    before, ending = said_so
    for after in ("", " № 5", ", стр. 7", " октября"):
        found = dates.spot(tokenize(f"{before} {said(day, ending)}{after}"), 1)
        assert found is not None
        assert found[0].day == day


@pytest.mark.parametrize(
    "text",
    [
        "на пятое упражнение",
        "к третьему уроку",
        "до второго абзаца",
        "ко второму полугодию",
        "в двенадцатое",
        "на тридцать второе",
        "на двадцать десятое",
        "на пятый",
    ],
)
def test_what_is_no_day(text: str) -> None:
    assert dates.spot(tokenize(text), 1) is None
