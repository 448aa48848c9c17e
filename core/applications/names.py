"""Whether two spellings mean one person, and in what they differ (E05). Pure."""

import re

from core.applications.model import Difference, Differences
from core.people.model import Name

_SHORTEST_WITH_TYPO = 4
_JOINTS = re.compile(r"[-\u2010-\u2015'’\s]+")
_NOTHING: Differences = frozenset()


def compare(typed: Name, kept: Name) -> Differences | None:
    """In what the spellings of one name differ; None for another person's name."""
    found = _in_order(typed, kept)
    if found is not None:
        return found
    turned = _in_order(Name(typed.given, typed.surname, typed.patronymic), kept)
    return None if turned is None else turned | {Difference.SWAPPED}


def _in_order(typed: Name, kept: Name) -> Differences | None:
    surname, given = _word(typed.surname, kept.surname), _word(typed.given, kept.given)
    patronymic = _patronymic(typed.patronymic, kept.patronymic)
    if surname is None or given is None or patronymic is None:
        return None
    return surname | given | patronymic


def _patronymic(typed: str | None, kept: str | None) -> Differences | None:
    """One that is left out says nothing against it: foreign names have none."""
    if typed and kept:
        return _word(typed, kept)
    return frozenset({Difference.PATRONYMIC}) if typed or kept else _NOTHING


def _word(typed: str, kept: str) -> Differences | None:
    one, other = typed.casefold().strip(), kept.casefold().strip()
    if one == other:
        return _NOTHING
    if (found := _alike(one, other)) is not None:
        return found
    one, other = _without_joints(_without_yo(one)), _without_joints(_without_yo(other))
    long_enough = min(len(one), len(other)) >= _SHORTEST_WITH_TYPO
    return frozenset({Difference.TYPO}) if long_enough and _one_slip(one, other) else None


def _alike(one: str, other: str) -> Differences | None:
    """Whether ё and hyphens alone make them different."""
    if _without_yo(one) == _without_yo(other):
        return frozenset({Difference.YO})
    if _without_joints(one) == _without_joints(other):
        return frozenset({Difference.HYPHEN})
    both = _without_joints(_without_yo(one)) == _without_joints(_without_yo(other))
    return frozenset({Difference.YO, Difference.HYPHEN}) if both else None


def _without_yo(word: str) -> str:
    return word.replace("ё", "е")


def _without_joints(word: str) -> str:
    return _JOINTS.sub("", word)


def _one_slip(one: str, other: str) -> bool:
    """Whether one letter was missed, added, replaced, or two neighbours changed places."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    swapped = short[start : start + 2] == long[start : start + 2][::-1] and short[start + 2 :] == long[start + 2 :]
    return swapped or short[start + 1 :] == long[start + 1 :]
