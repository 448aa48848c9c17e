"""Days of a month in spoken words: «двенадцатого октября», «к пятнадцатому», «на двадцатое»."""

from collections.abc import Sequence

from core.journal.quick_entry.numerals import spoken_day
from core.journal.quick_entry.tokens import Token, TokenKind

_LONGEST = 2
_BEFORE = {
    "на": ("ое", "ье"),
    "к": ("му",),
    "ко": ("му",),
    "до": ("го",),
    "с": ("го",),
    "со": ("го",),
    "по": ("ое", "ье"),
}
"""What a day without its month stands after, and in which case."""
_AGREEING = {"ое": ("о", "е"), "ье": ("о", "е"), "му": ("у", "ю", "ие"), "го": ("а", "я")}
"""How a noun ends that such a word may belong to: «на пятое упражнение», «к третьему уроку», «до второго класса»."""
_FOLLOWING = frozenset(("по", "до", "на", "и", "дз"))


def spoken(tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    """The day that is said at this token, in any sentence, and the index after it."""
    words = [token.norm for token in tokens[index : index + _LONGEST] if token.kind is TokenKind.WORD]
    found = spoken_day(words)
    return (found[0], index + found[1]) if found else None


def stands_alone(tokens: Sequence[Token], index: int, after: int) -> bool:
    """Whether a day needs no month here: «на двадцатое», and not «на двадцатое упражнение»."""
    before = tokens[index - 1].norm if index > 0 else ""
    ending = next((one for one in _BEFORE.get(before, ()) if tokens[after - 1].norm.endswith(one)), None)
    if ending is None:
        return False
    following = tokens[after] if after < len(tokens) else None
    if following is None or following.kind is not TokenKind.WORD or following.norm in _FOLLOWING:
        return True
    return not following.norm.endswith(_AGREEING[ending])
