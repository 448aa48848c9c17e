"""Two spellings of one name, and names of two people (E05)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.applications.model import Difference
from core.applications.names import compare
from core.people.model import Name

D = Difference


@pytest.mark.parametrize(
    ("typed", "kept", "differences"),
    [
        ("Ёлкина Софья", "Ёлкина Софья", set()),
        ("ёлкина СОФЬЯ", "Ёлкина Софья", set()),
        ("Елкина Софья", "Ёлкина Софья", {D.YO}),
        ("Мамин Сибиряк Лев", "Мамин-Сибиряк Лев", None),
        ("Мамин-Сибиряк Лев", "МаминСибиряк Лев", {D.HYPHEN}),
        ("Мамин-Семенов Лев", "МаминСемёнов Лев", {D.YO, D.HYPHEN}),
        ("Софья Ёлкина", "Ёлкина Софья", {D.SWAPPED}),
        ("Софья Елкина", "Ёлкина Софья", {D.SWAPPED, D.YO}),
        ("Ёлкина Софя", "Ёлкина Софья", {D.TYPO}),
        ("Елкниа Софья", "Ёлкина Софья", {D.TYPO}),
        ("Ёлкина Софья", "Ёлкина Софья Дмитриевна", {D.PATRONYMIC}),
        ("Ёлкина Софья Дмитревна", "Ёлкина Софья Дмитриевна", {D.TYPO}),
        ("Ёлкина Софья Олеговна", "Ёлкина Софья Дмитриевна", None),
        ("Белова Софья", "Ёлкина Софья", None),
        ("Ли Ян", "Ли Яо", None),
        ("Иванов Лев", "Иванов Лёв", {D.YO}),
    ],
)
def test_spellings(typed: str, kept: str, differences: set[Difference] | None) -> None:
    found = compare(_name(typed), _name(kept))
    assert found == (None if differences is None else frozenset(differences))


WORDS = st.text("абвгдеёжзийклмнопрст", min_size=4, max_size=12)


@given(WORDS, WORDS, st.data())
def test_a_slip_of_one_letter_is_seen_either_way(surname: str, given_name: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(surname)))
    slipped = surname[:place] + "ъ" + surname[place:]
    one, other = Name(slipped, given_name), Name(surname, given_name)
    assert compare(one, other) is not None
    assert compare(other, one) == compare(one, other)


def _name(text: str) -> Name:
    surname, given_name, *others = text.split()
    return Name(surname, given_name, " ".join(others) or None)
