"""How far a free text goes: a topic or homework ends where something else plainly begins.

Homework may hold commas, semicolons, numbers and names of authors, so its end is not a sign but the beginning
of another part: a mark beside a pupil, an absence, a topic.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.journal.quick_entry.atoms import SEPARATORS, Atom, Kind

_STATUS = frozenset((Kind.ABSENT, Kind.LATE, Kind.REMARK, Kind.EXEMPT, Kind.HERE, Kind.REASON, Kind.NEW_REASON))
_WHO = frozenset((Kind.NAME, Kind.REST, Kind.EVERYONE))
_ALWAYS = frozenset((Kind.PRESENT, Kind.NOT_HELD, Kind.SUBSTITUTE, Kind.CHANGE, Kind.CORRECT, Kind.DELETE))
_BESIDE_MARK = SEPARATORS | _WHO | _STATUS | {Kind.MARK, Kind.CONTROL, Kind.CLOSE, Kind.HOMEWORK, Kind.TOPIC, Kind.DUE}
_CONTROL_TAIL = frozenset((Kind.TASK, Kind.NUMBER, Kind.BIND, Kind.WORD, Kind.NOISE, Kind.MARK))
_CONTROL_REACH = 8
_AFTER_CLASS = (Kind.HOMEWORK, Kind.TOPIC, Kind.NAME, Kind.TASK, Kind.SUBJECT)


class Opening(StrEnum):
    """Whether another part begins at an atom."""

    NO = "no"
    YES = "yes"
    DOUBT = "doubt"


@dataclass(frozen=True, slots=True)
class Zone:
    """A free text from atom `first` to before atom `last`; `doubt` when its end may be elsewhere."""

    first: int
    last: int
    doubt: bool = False


def zone(atoms: Sequence[Atom], first: int, *, topic: bool) -> Zone:
    """The free text that begins at this atom."""
    for index in range(first, len(atoms)):
        opening = _opening(atoms, index, first, topic=topic)
        if opening is not Opening.NO:
            return Zone(first, _before_separators(atoms, first, index), opening is Opening.DOUBT)
        if topic and atoms[index].kind is Kind.STOP and atoms[index].value in ("\n", ";"):
            return Zone(first, index)
    return Zone(first, _before_separators(atoms, first, len(atoms)))


def opens_marks(atoms: Sequence[Atom], index: int) -> bool:
    """Whether a pupil with a mark, or a mark with a pupil, stands here."""
    kinds = (_kind(atoms, index), _kind(atoms, _past_bind(atoms, index + 1)))
    if kinds[0] in _WHO:
        return kinds[1] is Kind.MARK or (kinds[0] is Kind.NAME and _list_of_names(atoms, index))
    return kinds[0] is Kind.MARK and kinds[1] in _WHO


def _list_of_names(atoms: Sequence[Atom], index: int) -> bool:
    """«Ёлкина, Белов — 5»: names up to a mark."""
    while _kind(atoms, index) in (Kind.NAME, Kind.COMMA, Kind.AND, Kind.BIND):
        index += 1
    return _kind(atoms, index) is Kind.MARK


def _opening(atoms: Sequence[Atom], index: int, first: int, *, topic: bool) -> Opening:
    atom = atoms[index]
    if atom.kind in (Kind.TOPIC, Kind.HOMEWORK) or (atom.kind is Kind.CONTROL and atom.flag == "дз" and topic):
        return Opening.YES if topic or index > first else Opening.NO
    if atom.kind in _ALWAYS or (topic and atom.kind in (Kind.NO_HOMEWORK, Kind.DUE)):
        return Opening.YES
    if atom.kind in _WHO or atom.kind is Kind.MARK:
        return _opens_with_mark(atoms, index, first)
    if atom.kind in _STATUS:
        return _opens_with_status(atoms, index, first)
    return _opens_after_separator(atoms, index, first, topic=topic)


def _opens_with_mark(atoms: Sequence[Atom], index: int, first: int) -> Opening:
    following = _past_bind(atoms, index + 1)
    if atoms[index].kind in _WHO and _kind(atoms, following) in _STATUS - {Kind.REASON}:
        return Opening.YES
    if atoms[index].kind is Kind.NAME and _kind(atoms, following) in (Kind.REASON, Kind.OPEN):
        return Opening.YES if _separated(atoms, index, first) else Opening.NO
    if not opens_marks(atoms, index):
        return Opening.NO
    separated = _separated(atoms, index, first, strong=atoms[index].kind is Kind.MARK)
    if _kind(atoms, following + 1) not in _BESIDE_MARK | {None} and atoms[index].kind in _WHO:
        return Opening.DOUBT
    plain_before = _kind(atoms, index - 1) not in (Kind.WORD, Kind.NOISE, Kind.CONTROL)
    is_spoken = atoms[index].flag == "spoken"
    if separated or is_spoken or (atoms[index].kind in _WHO and plain_before):
        return Opening.YES
    return Opening.DOUBT


def _opens_with_status(atoms: Sequence[Atom], index: int, first: int) -> Opening:
    following = _kind(atoms, _past_bind(atoms, index + 1))
    if following in _WHO and atoms[index].kind is not Kind.HERE:  # «прочитать, кем был Белов» is a task
        return Opening.YES
    strong = _separated(atoms, index, first, strong=True)
    if atoms[index].kind in (Kind.ABSENT, Kind.LATE) and strong and atoms[index].value != "нет":
        return Opening.YES
    return Opening.NO


def _opens_after_separator(atoms: Sequence[Atom], index: int, first: int, *, topic: bool) -> Opening:
    strong = index > first and _separated(atoms, index, first, strong=True)
    kind = atoms[index].kind
    if atoms[index].value == "heading" and strong and _is_heading(atoms, index):
        return Opening.YES
    if kind is Kind.CONTROL and _control_with_marks(atoms, index):
        return Opening.YES if _separated(atoms, index, first) else Opening.DOUBT
    if kind is Kind.CLASS:
        return _opens_with_class(atoms, index, first)
    if kind is Kind.TASK and topic and strong:
        return Opening.YES
    unknown = kind is Kind.WORD and strong and _kind(atoms, _past_bind(atoms, index + 1)) is Kind.MARK
    ends = _kind(atoms, _past_bind(atoms, index + 1) + 1) in SEPARATORS | {None}
    return Opening.YES if unknown and ends else Opening.NO


def _is_heading(atoms: Sequence[Atom], index: int) -> bool:
    """«Отметки: …» on a new line or after a point."""
    following = _past_bind(atoms, index + 1)
    while _kind(atoms, following) is Kind.STOP:
        following += 1
    return opens_marks(atoms, following)


def _opens_with_class(atoms: Sequence[Atom], index: int, first: int) -> Opening:
    """«№5; 5Б …», «§7, 7Б дз §8»; «№5а, 5б» are parts of an exercise."""
    if index > first and atoms[index - 1].kind is Kind.STOP and atoms[index - 1].value in ("\n", ";"):
        return Opening.YES
    following = _past_bind(atoms, index + 1)
    homework = _kind(atoms, following) is Kind.CONTROL and atoms[following].flag == "дз"
    if not homework and _kind(atoms, following) not in _AFTER_CLASS:
        return Opening.NO
    return Opening.YES if index > first and atoms[index - 1].kind in SEPARATORS else Opening.DOUBT


def _control_with_marks(atoms: Sequence[Atom], index: int) -> bool:
    """«к/р №2: Алиев 4»: marks come after the control and its number or text."""
    for place in range(index + 1, min(index + _CONTROL_REACH, len(atoms))):
        if opens_marks(atoms, place):
            return True
        if atoms[place].kind not in _CONTROL_TAIL:
            return False
    return False


def _separated(atoms: Sequence[Atom], index: int, first: int, *, strong: bool = False) -> bool:
    """Whether the atom stands at the beginning of the text or after a separator."""
    if index <= first:
        return True
    return atoms[index - 1].kind is Kind.STOP or (not strong and atoms[index - 1].kind is Kind.COMMA)


def _kind(atoms: Sequence[Atom], index: int) -> Kind | None:
    return atoms[index].kind if 0 <= index < len(atoms) else None


def _past_bind(atoms: Sequence[Atom], index: int) -> int:
    return index + 1 if _kind(atoms, index) is Kind.BIND else index


def _before_separators(atoms: Sequence[Atom], first: int, index: int) -> int:
    while index > first and atoms[index - 1].kind in SEPARATORS and atoms[index - 1].value not in ("!", "?", "*"):
        index -= 1
    return index
