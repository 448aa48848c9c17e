"""Names are seen in a text in whatever case they stand, and nothing else is."""

import pytest

from core.journal.quick_entry.declension import forms, sex_of
from core.journal.quick_entry.tokens import normal
from core.notices.naming import given_starts, named, surname_starts
from core.notices.rules import capitalised
from core.people.model import Name

PEOPLE = (
    Name("Ёлкина", "Софья", "Дмитриевна"),
    Name("Петров", "Иван", "Ильич"),
    Name("Цой", "Лев", "Максимович"),
    Name("Иванова-Белых", "Анна", None),
    Name("Петрова", "Мария", "Олеговна"),
)


def found(text: str) -> list[str]:
    return [one.short for one in named(PEOPLE, capitalised(text))]


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("Поздравляем Ёлкину Софью!", ["Ёлкина Софья"]),
        ("Елкиной Софье вручена грамота", ["Ёлкина Софья"]),
        ("Петрову Ивану вручена грамота", ["Петров Иван"]),
        ("Ждём Льва Цоя в субботу", ["Цой Лев"]),
        ("С Анной Ивановой-Белых всё решено", ["Иванова-Белых Анна"]),
        ("Мария Петрова и Иван Петров", ["Петров Иван", "Петрова Мария"]),
        ("Собрание в четверг. Петрову просим зайти", []),
        ("Ивану и Марии привет", []),
        ("Завтра уроки до 12:00", []),
    ],
)
def test_whom_a_text_names(text: str, whom: list[str]) -> None:
    assert found(text) == whom


def test_the_first_letters_lose_no_form() -> None:
    """What is read from the database by its first letters is all that could be named."""
    for one in PEOPLE:
        sex = sex_of(normal(one.surname), normal(one.given), normal(one.patronymic or ""))
        for surname in forms(normal(one.surname).split("-")[0], sex):
            if surname == "цым":  # as of an adjective; nobody says so
                continue
            assert one.surname[:2] in surname_starts([surname.capitalize()])
        for given in forms(normal(one.given), sex):
            assert one.given[:1] in given_starts([given.capitalize()])
