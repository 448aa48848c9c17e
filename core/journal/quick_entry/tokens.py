"""Text into tokens: words, numbers and signs, each with its place in the text and a normalised form.

Normalising makes «5A» typed in Latin letters, «Ёлкина» and «елкина» equal; the text itself is never changed,
because homework is kept as written.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

MAX_LENGTH = 5000
"""Characters of a message that are read; Telegram allows no more than 4096."""

_TOKEN = re.compile(r"\d+|[^\W\d_]+|\n|->|=>|\S")
_LOOK_ALIKE = str.maketrans("abcehkmoptxy", "авсенкмортху")
_LATIN_LOOK_ALIKES = frozenset("ABCEHKMOPTXYaceopxykmth")
_FOLDED = str.maketrans("ёәөүҗңһқғҥӨүұ", "еаоужнхкгноуу")
"""Letters of other alphabets of the country as a Russian keyboard writes them, on both sides alike."""
_OF_PICTURES = frozenset("\ufe0e\ufe0f\u20e3🏻🏼🏽🏾🏿")
"""Signs that only say how the one before them is drawn: «5️⃣» is a 5."""
_DASHES = dict.fromkeys(map(ord, "–—−‑‒"), "-")
_ARROWS = {"=>": "->", "→": "->", "⇒": "->", "➔": "->"}


class TokenKind(StrEnum):
    """What a token is made of."""

    WORD = "word"
    NUMBER = "number"
    SIGN = "sign"
    BREAK = "break"


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a sign; `start` and `end` are its place in the cleaned text.

    `glued` says that no space stands before it; `norm` is what comparisons use.
    """

    kind: TokenKind
    text: str
    norm: str
    start: int
    end: int
    glued: bool

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter, as names do."""
        return self.text[:1].isupper()


def clean(text: str) -> str:
    """The text without characters that nobody sees (directions, joiners, controls), composed to single letters."""
    visible = (
        sign if _visible(sign) and sign not in _OF_PICTURES else "" for sign in text[:MAX_LENGTH].replace("\r\n", "\n")
    )
    return unicodedata.normalize("NFC", "".join(visible)).replace("\t", " ")


def tokenize(text: str) -> tuple[Token, ...]:
    """The tokens of a cleaned text, in order."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        raw = match.group()
        glued = bool(found) and found[-1].end == match.start()
        found.append(Token(_kind(raw), raw, normal(raw), match.start(), match.end(), glued))
    return tuple(found)


def normal(word: str) -> str:
    """Lower case, ё as е, ә as а, every dash as «-», Latin look-alikes as the Cyrillic letters they stand for."""
    word = _ARROWS.get(word, word).translate(_DASHES)
    if _is_disguised(word):
        word = word.lower().translate(_LOOK_ALIKE)
    return word.lower().translate(_FOLDED)


def words_of(text: str) -> tuple[str, ...]:
    """The normalised words and numbers of a short phrase, without signs."""
    return tuple(token.norm for token in tokenize(text) if token.kind in (TokenKind.WORD, TokenKind.NUMBER))


def _visible(sign: str) -> bool:
    return sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn")


def _is_disguised(word: str) -> bool:
    if word.isascii():
        return word.isalpha() and all(letter in _LATIN_LOOK_ALIKES for letter in word)
    return any(letter.isascii() for letter in word)


def _kind(raw: str) -> TokenKind:
    if raw == "\n":
        return TokenKind.BREAK
    if raw[0].isalpha():
        return TokenKind.WORD
    return TokenKind.NUMBER if raw.isdecimal() else TokenKind.SIGN
