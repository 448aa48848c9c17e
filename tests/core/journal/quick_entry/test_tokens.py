import pytest

from core.journal.quick_entry.numerals import mark_noun, ordinal, spoken_number
from core.journal.quick_entry.speech import as_written
from core.journal.quick_entry.tokens import clean, normal, tokenize


@pytest.mark.parametrize(
    ("written", "expected"),
    [("Ёлкина", "елкина"), ("A", "а"), ("Kим", "ким"), ("WB", "wb"), ("—", "-"), ("→", "->"), ("ex", "ех")],
)
def test_words_that_look_equal_are_equal(written: str, expected: str) -> None:
    assert normal(written) == expected


def test_tokens_keep_their_place_in_the_text() -> None:
    text = "5А, дз: №12\n н"
    tokens = tokenize(text)
    assert [text[token.start : token.end] for token in tokens] == [token.text for token in tokens]
    assert [token.glued for token in tokens][:3] == [False, True, True]


def test_what_nobody_sees_is_left_out_and_letters_are_composed() -> None:
    assert clean("5А\u200e К\u0438\u0306\u00ad м\x00") == "5А Кй м"


@pytest.mark.parametrize(
    ("words", "expected"),
    [("сто двадцать три сто двадцать пять", (123, 3)), ("пять", (5, 1)), ("двадцать сто", (20, 1)), ("иванов", None)],
)
def test_spoken_numbers(words: str, expected: tuple[int, int] | None) -> None:
    assert spoken_number(words.split()) == expected


def test_spoken_marks_and_classes() -> None:
    assert (mark_noun("пятерку"), mark_noun("двойки"), mark_noun("пятеро")) == (5, 2, None)
    assert (ordinal("пятом"), ordinal("одиннадцатый"), ordinal("пятерка")) == (5, 11, None)


def test_dictated_homework_is_written_with_figures() -> None:
    assert as_written("параграф двенадцать номера сто двадцать три сто двадцать пять") == "§12 №123, 125"
    assert as_written("выучить стих") == "выучить стих"
