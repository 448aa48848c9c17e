"""What the lines of a pasted list say, and whom they mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ids import ClassId, PersonId, SchoolId
from core.notices.audience import Known
from core.notices.list_lines import Directory, lines_of
from core.people.model import Name, Person, SchoolClass

OF_5A, OF_6B = SchoolClass(ClassId(1), 5, "А"), SchoolClass(ClassId(2), 6, "Б")


def a_person(number: int, name: Name, uid: str | None = None) -> Person:
    return Person(PersonId(number), SchoolId(1), name, uid)


PEOPLE = (
    Known(a_person(1, Name("Ёлкина", "Софья", "Дмитриевна"), "7800100015"), OF_5A),
    Known(a_person(2, Name("Иванов", "Артём", "Петрович")), OF_5A),
    Known(a_person(3, Name("Иванов", "Даниил", "Сергеевич")), OF_6B),
    Known(a_person(4, Name("Алиев", "Тимур", "Рашид оглы")), OF_6B),
    Known(a_person(5, Name("Иванова-Белых", "Анна", None)), guards=(OF_5A,)),
    Known(a_person(6, Name("Титов", "Игорь", "Олегович")), staff=True),
)
DIRECTORY = Directory(PEOPLE)


@pytest.mark.parametrize(
    ("line", "whom"),
    [
        ("Ёлкина Софья", [1]),
        ("1. елкина софья дмитриевна", [1]),
        ("- Софья Ёлкина, 5А", [1]),
        ("Ёлкина С. Д.", [1]),
        ("Ёлкина С.Д.", [1]),
        ("Ёлкина В. Д.", []),
        ("7800100015 Ёлкина", [1]),
        ("7800100016", []),
        ("Иванов", [2, 3]),
        ("Иванов 6 «Б»", [3]),
        ("Иванов 6б", [3]),
        ("Иванов А.", [2]),
        ("Иванов Пётр", []),
        ("Алиев Тимур Рашид оглы", [4]),
        ("Иванова-Белых Анна, 5А", [5]),
        ("Титов Игорь Олегович", [6]),
        ("Титов Игорь 5А", []),
        ("Софья", []),
    ],
)
def test_whom_a_line_means(line: str, whom: list[int]) -> None:
    (wanted,) = lines_of(line)
    assert [one.person.id for one in DIRECTORY.meant(wanted)] == whom


def test_each_line_once_and_none_that_says_nothing() -> None:
    found = lines_of("Ёлкина  Софья\n\n  \n2) Ёлкина Софья\n• Иванов\r\n")
    assert [one.line for one in found] == ["Ёлкина Софья", "Иванов"]


def test_surnames_are_asked_for_as_the_directory_spells_them() -> None:
    (wanted,) = lines_of("ивАнова-бЕлых аннА")
    assert wanted.surnames == {"Иванова-Белых", "Анна"}


@given(st.text(max_size=80))
def test_whatever_is_pasted_is_read(text: str) -> None:
    for one in lines_of(text):
        DIRECTORY.meant(one)
