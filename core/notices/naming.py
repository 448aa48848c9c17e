"""Whom a text names, in whatever case: «поздравляем Ёлкину Софью», «Петрову Ивану вручена грамота». Pure."""

from collections.abc import Collection, Iterable

from core.journal.quick_entry.declension import Sex, forms, sex_of
from core.journal.quick_entry.tokens import normal
from core.people.model import Name

SHOWN = 5
"""Names in a warning: with so many the author looks through the text anyway."""


def surname_starts(words: Iterable[str]) -> frozenset[str]:
    """How the surnames that these words may be forms of begin: two letters change in no case."""
    return frozenset(one for word in words for one in _spellings(word[:2]))


def given_starts(words: Iterable[str]) -> frozenset[str]:
    """How the given names may begin: of «Льва» only one letter is that of «Лев»."""
    return frozenset(one for word in words for one in _spellings(word[:1]))


def named(people: Iterable[Name], words: Collection[str]) -> tuple[Name, ...]:
    """Those of these people whose surname and given name both stand among the words, by name; a few."""
    said = {normal(word) for word in words}
    found = {Name(one.surname, one.given) for one in people if _is_named(one, said)}
    return tuple(sorted(found, key=lambda one: one.short))[:SHOWN]


def _is_named(name: Name, said: Collection[str]) -> bool:
    surname, given = normal(name.surname), normal(name.given)
    sex = sex_of(surname, given, normal(name.patronymic or ""))
    return _stands(surname, sex, said) and _stands(given, sex, said)


def _stands(name: str, sex: Sex | None, said: Collection[str]) -> bool:
    """A double name is declined in both parts."""
    parts = [forms(part, sex) for part in name.split("-")]
    for word in said:
        pieces = word.split("-")
        if len(pieces) == len(parts) and all(piece in of for piece, of in zip(pieces, parts, strict=True)):
            return True
    return False


def _spellings(start: str) -> tuple[str, ...]:
    """With е and with ё: texts have the one, lists the other."""
    return start, start.replace("Е", "Ё").replace("е", "ё"), start.replace("Ё", "Е").replace("ё", "е")
