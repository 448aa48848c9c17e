"""Numbered lists: in «1. Белов 5 2. Ким 4» the numbers of the lines are no marks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from core.journal.quick_entry.names import NameBook, Role
from core.journal.quick_entry.tokens import Token, TokenKind

_SHORTEST = 2
_ENDS = frozenset((".", ")"))
_SEPARATING = frozenset((",", ";", ":", "\n", "-"))
_FREE_TEXT = ("дз", "дом", "зада", "тема", "тему", "упр", "§", "№", "стр", "читать", "учить", "прочит", "выуч")
"""After these words a list may be of homework, and names in it of its authors."""


@dataclass(frozen=True, slots=True)
class _Line:
    """The number of a line, and the index of its token; its sign comes next."""

    number: int
    index: int


def without_numbers(tokens: Sequence[Token], books: Sequence[NameBook]) -> tuple[Token, ...]:
    """The tokens without the numbers of a list of pupils that counts from one; anything else as it is."""
    listed = [line for line in _lines(tokens) if _is_name(tokens, line.index + 2, books)]
    counts = [line.number for line in listed] == list(range(1, len(listed) + 1))
    if len(listed) < _SHORTEST or not counts or _is_value(tokens, listed[0].index, books):
        return tuple(tokens)
    free = any(_opens_free_text(tokens, index, books) for index in range(listed[-1].index))
    if free and not all(_has_a_mark(tokens, line.index, books) for line in listed):
        return tuple(tokens)
    return tuple(_joined(tokens, {line.index for line in listed}))


def _lines(tokens: Sequence[Token]) -> Iterator[_Line]:
    for index, token in enumerate(tokens[:-2]):
        sign = tokens[index + 1]
        if token.kind is TokenKind.NUMBER and len(token.text) <= 2 and sign.text in _ENDS and sign.glued:
            yield _Line(int(token.text), index)


def _is_name(tokens: Sequence[Token], index: int, books: Sequence[NameBook]) -> bool:
    return any(book.names(tokens[index].norm, Role.SURNAME, Role.GIVEN, Role.SHORT) for book in books)


def _is_value(tokens: Sequence[Token], index: int, books: Sequence[NameBook]) -> bool:
    """«Белов 1. Ким 2. …»: a mark that ends a sentence is no number of a line."""
    return index > 0 and _is_name(tokens, index - 1, books)


def _opens_free_text(tokens: Sequence[Token], index: int, books: Sequence[NameBook]) -> bool:
    return tokens[index].norm.startswith(_FREE_TEXT) and not _is_name(tokens, index, books)


def _has_a_mark(tokens: Sequence[Token], index: int, books: Sequence[NameBook]) -> bool:
    """«1. Белов 5»: a name and a mark and nothing else, after homework too."""
    after = index + 2
    while after < len(tokens) and (_is_name(tokens, after, books) or tokens[after].norm == "-"):
        after += 1
    if after >= len(tokens) or tokens[after].kind is not TokenKind.NUMBER or len(tokens[after].text) > 1:
        return False
    following = tokens[after + 1] if after + 1 < len(tokens) else None
    return following is None or following.text in _SEPARATING or following.kind is TokenKind.NUMBER


def _joined(tokens: Sequence[Token], numbers: set[int]) -> Iterator[Token]:
    """A number and its sign become a comma, unless something parts the lines already."""
    for index, token in enumerate(tokens):
        if index in numbers and index > 0 and tokens[index - 1].text not in _SEPARATING:
            sign = tokens[index + 1]
            yield replace(sign, kind=TokenKind.SIGN, text=",", norm=",", glued=False)
        elif index not in numbers and index - 1 not in numbers:
            yield token
