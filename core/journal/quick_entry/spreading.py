"""Whose reason it is behind a list: «нет Зуевой и Сафиной по болезни», «н Зуева, Сафина б».

A word in the plural is of all names before it, a letter after a comma of the last name only. Between these it is
asked: the reason stands at the last name, which remembers of whom else it may be.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from core.journal.quick_entry.items import Name


@dataclass(frozen=True, slots=True)
class Detail:
    """What stands behind a name, or behind the list that it ends; `perhaps` are the starts of others it may be of."""

    reason: str | None = None
    minutes: int | None = None
    perhaps: tuple[int, ...] = ()


def details(names: Sequence[Name]) -> list[Detail]:
    """The detail of each name of a list."""
    found: list[Detail] = []
    for name in names:
        own = Detail(name.reason, name.minutes)
        before = _without_detail(names[: len(found)], found)
        if not before or own == Detail() or name.bracketed:
            found.append(own)
        elif _is_common(name):
            found[-before:] = [own] * before
            found.append(own)
        elif _is_own(name):
            found.append(own)
        else:
            others = tuple(one.start for one in names[len(found) - before : len(found)])
            found.append(Detail(name.reason, name.minutes, others))
    return found


def _without_detail(names: Sequence[Name], found: Sequence[Detail]) -> int:
    """How many names right before have nothing said of them yet, back to the nearest that has."""
    count = 0
    while count < len(names) and found[-1 - count] == Detail() and not names[-1 - count].bracketed:
        count += 1
    return count


def _is_common(name: Name) -> bool:
    """«болеют», or «… и Сафина по болезни»."""
    return name.wording == "plural" or (name.wording == "phrase" and name.sep != ",")


def _is_own(name: Name) -> bool:
    """A letter or a number after «, Сафина»."""
    return name.wording == "short" and name.sep == ","
