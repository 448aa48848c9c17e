"""Numbered lists: the numbers of lines are never marks, and marks are never taken for numbers of lines."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.journal.quick_entry.reading import draft, marks

PUPILS = ("Белов", "Ким", "Жуков", "Ёлкина", "Сидоров")
FULL = dict(zip(PUPILS, ("Белов Кирилл", "Ким Арина", "Жуков Семён", "Ёлкина Софья", "Сидоров Егор"), strict=True))
LISTS = st.lists(st.sampled_from(PUPILS), min_size=2, unique=True)


@settings(deadline=None, max_examples=50)
@given(LISTS, st.sampled_from((".", ")")), st.sampled_from(("\n", " ", ", ", "; ")), st.data())
def test_a_list_is_read_line_by_line(names: list[str], sign: str, between: str, data: st.DataObject) -> None:
    given_marks = [data.draw(st.sampled_from("2345")) for _ in names]
    lines = [
        f"{number}{sign} {name} {value}" for number, (name, value) in enumerate(zip(names, given_marks, strict=True), 1)
    ]
    read = draft("5А матем: " + between.join(lines))
    assert read.ready
    assert marks(read) == [(FULL[name], value) for name, value in zip(names, given_marks, strict=True)]


@settings(deadline=None, max_examples=50)
@given(LISTS)
def test_without_marks_it_is_asked(names: list[str]) -> None:
    read = draft("5А матем " + " ".join(f"{number}. {name}" for number, name in enumerate(names, 1)))
    assert not read.ready
    assert marks(read) == []


def test_marks_at_the_end_of_sentences_stay_marks() -> None:
    assert marks(draft("5А матем Белов 1. Ким 2. Жуков 3")) == [
        ("Белов Кирилл", "1"),
        ("Ким Арина", "2"),
        ("Жуков Семён", "3"),
    ]


def test_a_list_of_homework_is_kept_as_written() -> None:
    assert draft("5А матем дз: 1. № 301 2. № 302").homework == "1. № 301 2. № 302"
