"""What every rule of the lexer stands on: looking at tokens by index, and making atoms of them."""

from collections.abc import Sequence

from core.journal.quick_entry.atoms import Atom, Kind
from core.journal.quick_entry.numerals import ordinal
from core.journal.quick_entry.tokens import Token, TokenKind

Step = tuple[Atom, int]
"""An atom and the index after its last token."""

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "і": 1, "іі": 2}


class Scanner:
    """The tokens of one message, and the atoms found so far."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._found: list[Atom] = []

    def _atom(self, kind: Kind, index: int, after: int, value: str = "", flag: str = "") -> Step:
        end = self._tokens[after - 1].end
        return Atom(kind, self._tokens[index].start, end, value, flag), after

    def _norm(self, index: int) -> str:
        return self._tokens[index].norm if 0 <= index < len(self._tokens) else ""

    def _glued(self, index: int) -> bool:
        return 0 <= index < len(self._tokens) and self._tokens[index].glued

    def _is(self, index: int, kind: TokenKind) -> bool:
        return 0 <= index < len(self._tokens) and self._tokens[index].kind is kind

    def _last(self) -> Kind | None:
        return self._found[-1].kind if self._found else None

    def _ordinal(self, index: int) -> int | None:
        word = self._norm(index)
        if self._is(index, TokenKind.NUMBER) and len(word) == 1:
            return int(word)
        return _ROMAN.get(self._tokens[index].text.lower()) or ordinal(word)
