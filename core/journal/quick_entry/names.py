"""The names of a class as an index: which word may mean which pupil, in which form."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from core.journal.quick_entry.declension import Case, Forms, Sex, forms, sex_of
from core.journal.quick_entry.model import ClassList
from core.journal.quick_entry.short_names import short_names
from core.journal.quick_entry.tokens import words_of
from core.people.model import Enrolled, Name


class Role(StrEnum):
    """What of a pupil's name a word is; a part is half of a double surname, «Даша» is short for Дарья."""

    SURNAME = "surname"
    PART = "part"
    GIVEN = "given"
    SHORT = "short"
    PATRONYMIC = "patronymic"


@dataclass(frozen=True, slots=True)
class Hit:
    """A word may be this of that pupil's name, in these cases. `place` is the pupil's place in the list."""

    place: int
    role: Role
    cases: frozenset[Case]
    part: int = 0


@dataclass(frozen=True, slots=True)
class NameBook:
    """The index of one class."""

    pupils: tuple[Enrolled, ...]
    by_word: dict[str, tuple[Hit, ...]] = field(hash=False, compare=False)
    sexes: tuple[Sex | None, ...] = ()
    """Of each pupil, as far as the name shows it."""

    def hits(self, word: str) -> tuple[Hit, ...]:
        """What a normalised word may be; nothing when it is no form of any name here."""
        return self.by_word.get(word, ())

    def names(self, word: str, *roles: Role) -> bool:
        """Whether the word is a form of such a part of somebody's name."""
        return any(hit.role in roles for hit in self.hits(word))

    def fits_one(self, words: Iterable[str]) -> bool:
        """Whether one pupil bears all these words, each as another part of the name."""
        return bool(self.bearers(tuple(words)))

    def bearers(self, words: tuple[str, ...]) -> dict[int, list[Hit]]:
        """Pupils who bear all the words, with the hit of each word."""
        found: dict[int, list[Hit]] = {}
        for order, word in enumerate(words):
            found = dict(self._with(found, word, first=order == 0))
        return found

    def _with(self, found: dict[int, list[Hit]], word: str, *, first: bool) -> Iterator[tuple[int, list[Hit]]]:
        for hit in self.hits(word):
            taken = found.get(hit.place, [] if first else None)
            if taken is not None and all((hit.role, hit.part) != (one.role, one.part) for one in taken):
                yield hit.place, [*taken, hit]


@lru_cache(maxsize=256)
def book_of(class_list: ClassList) -> NameBook:
    """The index of a class list; built once for each list."""
    index: dict[str, list[Hit]] = {}
    for place, enrolled in enumerate(class_list.pupils):
        for word, hit in _hits(place, enrolled.pupil.name):
            index.setdefault(word, []).append(hit)
    sexes = tuple(_sex(enrolled.pupil.name) for enrolled in class_list.pupils)
    return NameBook(class_list.pupils, {word: tuple(hits) for word, hits in index.items()}, sexes)


def _sex(name: Name) -> Sex | None:
    surname, given, patronymic = (words_of(part or "") for part in (name.surname, name.given, name.patronymic))
    return sex_of("".join(surname[-1:]), "".join(given[:1]), "".join(patronymic[-1:]))


def _hits(place: int, name: Name) -> Iterator[tuple[str, Hit]]:
    surname, given = words_of(name.surname), words_of(name.given)
    patronymic = words_of(name.patronymic or "")
    sex = _sex(name)
    yield from _spread(place, Role.SURNAME, 0, _joined(surname, sex) if surname else {})
    for part, word in enumerate(surname if len(surname) > 1 else ()):
        undeclined = {word: frozenset(Case)} if part < len(surname) - 1 else {}
        yield from _spread(place, Role.PART, part, forms(word, sex) | undeclined)
    for part, word in enumerate(given):
        yield from _spread(place, Role.GIVEN, part, forms(word, sex))
        for short in short_names(word):
            yield from _spread(place, Role.SHORT, part, forms(short, sex))
    for part, word in enumerate(patronymic):
        yield from _spread(place, Role.PATRONYMIC, part, forms(word, sex))


def _joined(surname: tuple[str, ...], sex: Sex | None) -> Forms:
    """The forms of a surname written as one word: «Римскийкорсаков» for a double one."""
    head = "".join(surname[:-1])
    return {head + form: cases for form, cases in forms(surname[-1], sex).items()}


def _spread(place: int, role: Role, part: int, known: Forms) -> Iterator[tuple[str, Hit]]:
    for form, cases in known.items():
        yield form, Hit(place, role, cases, part)
