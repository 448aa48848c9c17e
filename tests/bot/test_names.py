"""People's names as far as a school lets them out, and one order of initials everywhere."""

import pytest

from bot.names import full_name, initials, short_name, written
from core.people.model import FULL, INITIALS, Name

SOFIA = Name("Ёлкина", "Софья", "Дмитриевна")


def test_initials_are_the_same_of_a_name_and_of_one_that_is_written_out() -> None:
    assert {
        initials(SOFIA),
        full_name(SOFIA, INITIALS),
        short_name(SOFIA, INITIALS),
        written(SOFIA.short, INITIALS),
        written(SOFIA.full, INITIALS),
    } == {"С. Ё."}


@pytest.mark.parametrize(
    ("name", "shown"), [("", ""), ("Ёлкина", "Ё."), (" Ёлкина  Софья ", "С. Ё."), ("Смирнова-Ли Анна", "А. С.")]
)
def test_odd_names_have_initials_too(name: str, shown: str) -> None:
    assert written(name, INITIALS) == shown
    assert written(name, FULL) == name
