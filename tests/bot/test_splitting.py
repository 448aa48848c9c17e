"""Messages that are too long for Telegram, in parts that it takes and that say all of it."""

from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.markup import MAX_LENGTH, length, plain
from bot.splitting import LONGEST, divide, split
from playground.entities import read_text

HEADING = "<b>Софья, 5А</b> · Математика"
WORDS = st.text(st.sampled_from("аб🎓 <>&\"'.!\n"), max_size=60) | st.sampled_from(
    ["слово " * 30, "я" * 200, "№ 1. " * 40]
)
MARKED = st.recursive(
    WORDS.map(escape),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>", st.sampled_from("bisu"), st.lists(inner, max_size=3)
    ),
    max_leaves=8,
)
TEXTS = st.lists(MARKED, max_size=6).map("".join)


@settings(deadline=None, max_examples=60)
@given(TEXTS, st.integers(4, 200))
def test_pieces_fit_are_balanced_and_say_all_of_it(text: str, room: int) -> None:
    pieces = divide(text, room)
    read = [read_text(f"|{piece}|", "HTML", None).text[1:-1] for piece in pieces]
    assert "".join(read) == plain(text)
    assert all(length(words) <= room for words in read)
    assert all(words for words in read) or not plain(text)


@settings(deadline=None, max_examples=60)
@given(TEXTS, st.integers(300, 900))
def test_every_part_fits_and_is_numbered(text: str, limit: int) -> None:
    parts = split(f"{HEADING}\n{text}", limit)
    assert all(length(read_text(part, "HTML", None).text) <= limit for part in parts)
    if len(parts) > 1:
        assert [part.split("\n\n")[-1] for part in parts] == [f"{n}/{len(parts)}" for n in range(1, len(parts) + 1)]


@settings(deadline=None, max_examples=60)
@given(TEXTS, st.integers(4, 200))
def test_every_character_is_marked_as_it_was(text: str, room: int) -> None:
    whole = read_text(f"|{text}|", "HTML", None)
    begun, covered = 0, set()
    for piece in divide(text, room):
        read = read_text(f"|{piece}|", "HTML", None)
        covered |= {
            (str(one.type), begun + at) for one in read.entities for at in range(one.offset, one.offset + one.length)
        }
        begun += length(read.text) - 2
    expected = {(str(one.type), at) for one in whole.entities for at in range(one.offset, one.offset + one.length)}
    assert covered >= expected


@pytest.mark.parametrize("size", [MAX_LENGTH, 5])
def test_what_fits_is_left_as_it_is(size: int) -> None:
    text = f"<b>{'&lt;' * (size - 1)}</b>&amp;"
    assert split(text) == (text,)


def test_homework_of_5000_characters_is_two_parts_and_each_names_the_child() -> None:
    """alertmanager #2923."""
    first, second = split(f"{HEADING}\nОтметка 5\nЗадано: {'Повторить таблицу. ' * 260}")
    assert first.startswith(f"{HEADING}\nОтметка 5\n")
    assert second.startswith(f"{HEADING}\nПовторить таблицу.")
    assert (first[-3:], second[-3:]) == ("1/2", "2/2")


def test_the_heading_of_the_child_whose_lesson_is_divided_is_repeated() -> None:
    egor = f"<b>Егор, 3Б</b>\nЗадано: {'раз два ' * 300}"
    sofia = f"\n<b>Софья, 5А</b>\nЗадано: {'три ' * 900}"
    _, second = split(f"{egor}{sofia}")
    assert second.startswith("<b>Софья, 5А</b>\nтри")


@pytest.mark.parametrize("border", ["\n\n", "\n", ". ", " "])
def test_the_best_border_near_the_end_is_taken(border: str) -> None:
    first, second = divide(f"{'а' * 90}{border}{'б' * 20}", 100)
    assert (first.strip(), second) == (f"{'а' * 90}{border}".strip(), "б" * 20)


def test_the_longest_text_is_about_five_parts() -> None:
    assert len(split("слово " * (LONGEST // 6))) == 5
    assert len(split("я" * LONGEST)) == 4
