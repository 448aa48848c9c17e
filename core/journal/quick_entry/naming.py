"""How people are named to a teacher in the messenger, as far as the school lets names out. The only place that says so.

In `full` a pupil is «Ёлкина Софья». In `initials` and `discreet` it is «Ёлкина С.»: the surname is what the teacher
wrote, and without it nobody could check what is about to be recorded (docs/design/ has the record of this).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from core.ids import PersonId
from core.journal.quick_entry.model import ClassList
from core.journal.quick_entry.tokens import normal
from core.people.model import FULL, Name, Person


@dataclass(frozen=True)
class Naming:
    """The names of a class's pupils, each told apart from the others as far as letters can."""

    content_mode: str
    names: Mapping[PersonId, str]

    def label(self, pupil: Person, among: Sequence[Person]) -> str:
        """The name of one of several who may be meant: no other of them is named so."""
        if self.content_mode != FULL:
            return self.names[pupil.id]
        others = [one for one in among if one is not pupil]
        if any(other.name.full == pupil.name.full for other in others):
            return f"{pupil.name.full}, {_uid(pupil)}"
        alike = any(other.name.short == pupil.name.short for other in others)
        return pupil.name.full if alike else pupil.name.short


@lru_cache(maxsize=256)
def naming_of(class_list: ClassList, content_mode: str) -> Naming:
    """The names of a class; made once for each list."""
    pupils = [enrolled.pupil for enrolled in class_list.pupils]
    if content_mode == FULL:
        return Naming(content_mode, {pupil.id: pupil.name.short for pupil in pupils})
    families: dict[str, list[Person]] = {}
    for pupil in pupils:
        families.setdefault(normal(pupil.name.surname), []).append(pupil)
    return Naming(content_mode, {pupil.id: _short(pupil, family) for family in families.values() for pupil in family})


def colleague(person: Person, content_mode: str) -> str:
    """«Смирнова Ольга Викторовна» or «Смирнова О. В.»."""
    return colleague_named(person.name, content_mode)


def colleague_named(name: Name, content_mode: str) -> str:
    """The same by the name alone."""
    return name.full if content_mode == FULL else " ".join((name.surname, *_initials(name)))


def _short(pupil: Person, family: Iterable[Person]) -> str:
    """«Иванов А.»; «Иванов Ан.» beside «Иванов Ар.»; then the patronymic; then the UID, which is no secret (D02)."""
    name = pupil.name
    others = [one.name for one in family if one.id != pupil.id]
    parts = [name.surname, _start(name.given, [other.given for other in others])]
    twins = [other for other in others if other.given == name.given]
    if twins and name.patronymic:
        parts.append(_start(name.patronymic, [twin.patronymic or "" for twin in twins]))
    alike = any(twin.patronymic == name.patronymic for twin in twins)
    return " ".join(parts) + (f", {_uid(pupil)}" if alike else "")


def _start(word: str, others: Sequence[str]) -> str:
    """The fewest letters with which no other word begins, as «Ан.»; the same word again does not count."""
    different = [other for other in others if other != word]
    for length in range(1, len(word)):
        if not any(other.startswith(word[:length]) for other in different):
            return f"{word[:length]}."
    return word


def _initials(name: Name) -> list[str]:
    return [f"{part[0]}." for part in (name.given, name.patronymic) if part]


def _uid(pupil: Person) -> str:
    return f"UID {pupil.uid or '—'}"
