"""Finding known phrases among tokens, however they are joined: «к/р», «кр», «к.р.», «сл. дикт.»."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.journal.quick_entry.tokens import Token, TokenKind, words_of

_JOINERS = frozenset("./-")


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase that was found: its meaning and the index after its last token."""

    value: str
    after: int


class Phrases:
    """A table of phrases. A word that ends in «*» stands for every word that begins so."""

    def __init__(self, table: Mapping[str, str] | Iterable[tuple[str, str]]) -> None:
        pairs = table.items() if isinstance(table, Mapping) else table
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase, value in pairs:
            words = _pattern(phrase)
            if words:
                self._by_first.setdefault(words[0][:1], []).append((words, value))
        for known in self._by_first.values():
            known.sort(key=lambda entry: (-len(entry[0]), -len(entry[0][0])))

    def at(self, tokens: Sequence[Token], index: int) -> Found | None:
        """The longest phrase that begins at this token."""
        token = tokens[index]
        if token.kind not in (TokenKind.WORD, TokenKind.NUMBER):
            return None
        best: Found | None = None
        for words, value in self._by_first.get(token.norm[:1], ()):
            after = _match(words, tokens, index)
            if after is not None and (best is None or after > best.after):
                best = Found(value, after)
        return best


def after_abbreviation(tokens: Sequence[Token], index: int) -> int:
    """Past the point of an abbreviation: «опозд.», if one is glued here and no number follows it."""
    if index >= len(tokens) or tokens[index].text != "." or not tokens[index].glued:
        return index
    return index + 1


def case_forms(phrase: str) -> set[str]:
    """The phrase as it is, and as after «за»: «контрольную работу», «по контрольной работе»."""
    accusative = [_changed(word, {"ая": "ую", "а": "у"}) for word in phrase.split()]
    prepositional = [_changed(word, {"ая": "ой", "а": "е", "ый": "ому", "т": "ту"}) for word in phrase.split()]
    return {phrase, " ".join(accusative), " ".join(prepositional)}


def _changed(word: str, endings: Mapping[str, str]) -> str:
    """The word with its ending changed; abbreviations and short words stay."""
    for ending, other in endings.items():
        if word.endswith(ending) and len(word) > 3:
            return word.removesuffix(ending) + other
    return word


def _pattern(phrase: str) -> tuple[str, ...]:
    words: list[str] = []
    for piece in phrase.split():
        stem = piece.endswith("*")
        words += words_of(piece)
        if stem:
            words[-1] += "*"
    return tuple(words)


def _match(words: Sequence[str], tokens: Sequence[Token], index: int) -> int | None:
    position = index
    for order, word in enumerate(words):
        if order:
            position = _next_word(tokens, position, tight=len(words[order - 1]) == 1 and len(word) == 1)
        if position >= len(tokens) or not _fits(word, tokens[position].norm):
            return None
        position += 1
    return after_abbreviation(tokens, position) if _is_short(words[-1]) else position


def _next_word(tokens: Sequence[Token], position: int, *, tight: bool) -> int:
    """The next word's index, past one joiner; two single letters must be joined, «к р» is not «к/р»."""
    if position < len(tokens) and tokens[position].norm in _JOINERS and tokens[position].glued:
        return position + 1
    return len(tokens) if tight else position


def _fits(pattern: str, word: str) -> bool:
    if pattern.endswith("*"):
        return word.startswith(pattern[:-1])
    return word == pattern


def _is_short(word: str) -> bool:
    return len(word) <= 6
