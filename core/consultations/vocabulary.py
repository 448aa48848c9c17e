"""Words as people type them against the words of what is kept: forms of one word, and slips of a finger. Pure."""

from collections.abc import Iterable

from rapidfuzz.distance import OSA

LONGEST_WORD = 30
"""Letters of a word that are looked at."""
_LEAST_ALIKE, _SHARE, _ENDING = 3, 0.6, 2
"""Letters that two words must begin alike with: so many, and so much of the longer, or all but an ending."""
_SHORT, _LONG = 4, 8
"""Letters of a beginning in which one slip is thought of, and of one in which there may be two."""


class Vocabulary:
    """A set of words that is asked by beginnings, so that its size hardly counts."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_beginning: dict[str, list[str]] = {}
        self._by_letter: dict[str, list[str]] = {}
        for word in {*words}:
            self._by_beginning.setdefault(word[:_LEAST_ALIKE], []).append(word)
            self._by_letter.setdefault(word[:1], []).append(word)

    def forms(self, word: str) -> frozenset[str]:
        """Those of its words that are forms of this one."""
        return frozenset(one for one in self._by_beginning.get(word[:_LEAST_ALIKE], ()) if same(word, one))

    def meant(self, word: str) -> str:
        """The word itself if it is known; else the one that it may be a slip of, which begins with the same letter."""
        if len(word) <= _SHORT or self.forms(word):
            return word
        near = [one for one in self._by_letter.get(word[0], ()) if _is_slip(word, one)]
        return min(near, key=lambda one: (OSA.distance(word, one), one), default=word)


def same(one: str, other: str) -> bool:
    """Whether two words are forms of one: they begin alike, as Russian endings want it."""
    if one == other:
        return True
    alike = next((n for n, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None)
    alike = min(len(one), len(other)) if alike is None else alike
    longer = max(len(one), len(other))
    return alike >= _LEAST_ALIKE and (alike >= _SHARE * longer or longer - alike <= _ENDING)


def _is_slip(typed: str, word: str) -> bool:
    """Whether a letter or two were missed, doubled, changed or swapped, beside another ending."""
    one, other = _beginning(typed), _beginning(word)
    common = min(len(one), len(other))
    if common < _SHORT or OSA.distance(typed, word, score_cutoff=common // 2) > common // 2:
        return False
    most = 2 if common >= _LONG else 1
    return min(OSA.distance(*pair) for pair in ((one, other), (one[:common], other[:common]))) <= most


def _beginning(word: str) -> str:
    """Without an ending, as far as enough is left."""
    return word[: max(_SHORT, len(word) - _ENDING)]
