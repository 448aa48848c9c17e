"""Lines of a pasted list: a name, a class beside it, or a UID; and who of the school is meant. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from core.journal.quick_entry.tokens import normal
from core.notices.audience import Known
from core.people.model import Name

_NUMBERING = re.compile(r"^\s*(?:\d{1,3}\s*[.)]|[-•*–—])\s*")
_UID = re.compile(r"\b\d{6,}\b")
_CLASS = re.compile(r"\b(\d{1,2})\s*[«\"-]?([А-ЯЁа-яё])[»\"]?(?=[\s,;.)]|$)")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a line says: a UID, or the words of a name with initials and perhaps a class («5А»)."""

    line: str
    uid: str | None = None
    words: tuple[str, ...] = ()
    initials: tuple[str, ...] = ()
    title: str | None = None

    @property
    def surnames(self) -> frozenset[str]:
        """How a surname that one of the words is may be written in the directory, with е for ё."""
        return frozenset("-".join(one.capitalize() for one in word.split("-")) for word in self.words)


def lines_of(text: str) -> tuple[Wanted, ...]:
    """The lines that say anything, each once."""
    lines = (" ".join(_NUMBERING.sub("", line).split()) for line in text.splitlines())
    return tuple(_read(line) for line in dict.fromkeys(line for line in lines if line))


class Directory:
    """People by UID and by surname, so that a line is compared with its namesakes alone."""

    def __init__(self, people: Iterable[Known]) -> None:
        """These people, in the order in which namesakes are to be offered."""
        self._by_uid: dict[str, list[Known]] = defaultdict(list)
        self._by_surname: dict[str, list[Known]] = defaultdict(list)
        for one in people:
            self._by_uid[one.person.uid or ""].append(one)
            self._by_surname[normal(one.person.name.surname)].append(one)

    def meant(self, wanted: Wanted) -> tuple[Known, ...]:
        """Whom a line may mean."""
        if wanted.uid:
            return tuple(self._by_uid.get(wanted.uid, ()))
        namesakes = (one for word in dict.fromkeys(wanted.words) for one in self._by_surname.get(word, ()))
        return tuple(one for one in namesakes if _is_called(one.person.name, wanted) and _is_of(one, wanted.title))


def _read(line: str) -> Wanted:
    if uid := _UID.search(line):
        return Wanted(line, uid=uid[0])
    of = _CLASS.search(line)
    rest = f"{line[: of.start()]} {line[of.end() :]}" if of else line
    words = [normal(one) for one in _WORD.findall(rest)]
    return Wanted(
        line,
        words=tuple(one for one in words if len(one) > 1),
        initials=tuple(one for one in words if len(one) == 1),
        title=f"{int(of[1])}{of[2].upper()}" if of else None,
    )


def _is_called(name: Name, wanted: Wanted) -> bool:
    """A surname, and nothing that is not of the name: the given name and the patronymic in full or by their letters."""
    surname, rest = normal(name.surname), [*wanted.words]
    if surname not in rest:
        return False
    rest.remove(surname)
    given, patronymic = normal(name.given).split(), normal(name.patronymic or "").split()
    if not {*rest} <= {*given, *patronymic}:
        return False
    letters = [part[0] for part in (*given[:1], *patronymic[:1])]
    return [*wanted.initials] == letters[: len(wanted.initials)]


def _is_of(one: Known, title: str | None) -> bool:
    titles = {of.title for of in (*one.guards, *((one.of,) if one.of else ()))}
    return title is None or title in titles
