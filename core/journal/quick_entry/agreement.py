"""What the form of a word says of whom it is said: «опоздал» of a boy, «опоздала» of a girl, «опоздали» of several."""

from dataclasses import dataclass

from core.journal.quick_entry.declension import Sex
from core.journal.quick_entry.tokens import words_of

_ADJECTIVES = ("готов", "освобожден", "болен")
_SHORTENED = {"больна": "болена", "больны": "болены"}
_NOUNS = frozenset(("прогул",))
_SEVERAL = ("ли", "ют", "ие", "уны")


@dataclass(frozen=True, slots=True)
class Agreement:
    """The sex of the one pupil of whom a word can be said, or `several` when it is said of more than one."""

    sex: Sex | None = None
    several: bool = False


ANYBODY = Agreement()


def agreement(phrase: str) -> Agreement:
    """The agreement of the verb or adjective in a phrase as it was typed; «н» and «нет формы» agree with anybody."""
    found = (_of_word(_SHORTENED.get(word, word)) for word in words_of(phrase))
    return next((one for one in found if one != ANYBODY), ANYBODY)


def _of_word(word: str) -> Agreement:
    if word in _NOUNS:
        return ANYBODY
    if word.endswith(_SEVERAL) or (word.removesuffix("ы") in _ADJECTIVES and word.endswith("ы")):
        return Agreement(several=True)
    if word.removesuffix("а") in _ADJECTIVES:
        return Agreement(Sex.FEMALE if word.endswith("а") else Sex.MALE)
    if len(word) > 2 and word.endswith(("л", "ла")):
        return Agreement(Sex.FEMALE if word.endswith("а") else Sex.MALE)
    return ANYBODY
