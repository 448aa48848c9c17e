"""A message typed with the keyboard left in Latin letters: «gj gkfye» is «по плану», «rbv 5» is «ким 5»."""

import re

_KEYS = dict(zip("qwertyuiop[]asdfghjkl;'zxcvbnm,.`", "йцукенгшщзхъфывапролджэячсмитьбюё", strict=True))
_KEYS |= {key.upper(): letter.upper() for key, letter in _KEYS.items() if key.isalpha()}
_PIECE = re.compile(r"\S+")
_LATIN = re.compile(r"[A-Za-z]")
_CLASS = re.compile(r"([0-9]{1,2})([dfgijlnqrsuvwz])", re.IGNORECASE)
"""A grade and a letter that looks like no Russian one: «5f» is «5а»."""
_CYRILLIC_OR_NUMBER = re.compile(r"[А-Яа-яЁё0-9@/]")


def retyped(text: str) -> str | None:
    """The text with its Latin words as the same keys give them in Russian, letter for letter; None if it has none.

    Signs at the end of a word stay signs: after a name a comma is likelier than «б».
    """
    found = _PIECE.sub(lambda match: _word(match.group()), text)
    return found if found != text else None


def _word(piece: str) -> str:
    titled = _CLASS.fullmatch(piece)
    if titled:
        return titled[1] + _KEYS[titled[2]]
    if not _LATIN.search(piece) or _CYRILLIC_OR_NUMBER.search(piece):
        return piece
    kept = piece.rstrip(",.;:!?")
    return "".join(_KEYS.get(sign, sign) for sign in kept) + piece[len(kept) :]
