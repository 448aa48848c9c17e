"""Russian case forms of surnames and given names, by rule.

Rules and not a dictionary, because most surnames of a school are in no dictionary. A form says in which cases
it may stand, so that «Петрова» is first of all the girl and only then «нет Петрова».
"""

from enum import StrEnum
from functools import lru_cache

Forms = dict[str, frozenset["Case"]]


class Case(StrEnum):
    """The cases that tell readings apart."""

    NOMINATIVE = "nom"
    GENITIVE = "gen"
    DATIVE = "dat"
    ACCUSATIVE = "acc"
    INSTRUMENTAL = "ins"
    PREPOSITIONAL = "prep"


class Sex(StrEnum):
    """The grammatical sex of a name."""

    MALE = "m"
    FEMALE = "f"


_ORDER = (Case.GENITIVE, Case.DATIVE, Case.ACCUSATIVE, Case.INSTRUMENTAL, Case.PREPOSITIONAL)
_MALE: tuple[tuple[tuple[str, ...], int, str], ...] = (
    (("ов", "ев", "ин", "ын"), 0, "а у а ым е"),
    (("ский", "цкий", "ской", "цкой", "ый", "ой"), 2, "ого ому ого ым ом"),
    (("ий",), 2, "его ему его им ем"),
    (("а",), 1, "ы е у ой е"),
    (("я",), 1, "и е ю ей е"),
    (("й",), 1, "я ю я ем е"),
    (("ь",), 1, "я ю я ем е"),
)
_FEMALE: tuple[tuple[tuple[str, ...], int, str], ...] = (
    (("ова", "ева", "ина", "ына"), 1, "ой ой у ой ой"),
    (("ая",), 2, "ой ой ую ой ой"),
    (("яя",), 2, "ей ей юю ей ей"),
    (("а",), 1, "ы е у ой е"),
    (("ия",), 1, "и и ю ей и"),
    (("я",), 1, "и е ю ей е"),
)
_UNCHANGING = ("о", "е", "и", "у", "ю", "э", "ы", "ых", "их")
_HISSING = frozenset("гкхжшщч")
_FLEETING = {"павел": "павл", "лев": "льв", "петр": "петр"}


@lru_cache(maxsize=8192)
def forms(word: str, sex: Sex | None) -> Forms:
    """Every form of a normalised name with its cases; without a known sex, the forms of both."""
    found: dict[str, set[Case]] = {word: {Case.NOMINATIVE}}
    for one in (Sex.MALE, Sex.FEMALE) if sex is None else (sex,):
        for case, form in _declined(word, one):
            found.setdefault(form, set()).add(case)
    return {form: frozenset(cases) for form, cases in found.items()}


def sex_of(surname: str, given: str, patronymic: str | None) -> Sex | None:
    """The sex that the parts of a normalised full name show, or None when they do not."""
    return _sex_of_patronymic(patronymic or "") or _sex_of_surname(surname) or _sex_of_given(given)


def _sex_of_patronymic(patronymic: str) -> Sex | None:
    if patronymic.endswith(("вна", "чна", "кызы", "гызы")):
        return Sex.FEMALE
    return Sex.MALE if patronymic.endswith(("вич", "ич", "оглы", "улы")) else None


def _sex_of_surname(surname: str) -> Sex | None:
    if surname.endswith(("ова", "ева", "ина", "ына", "ая")):
        return Sex.FEMALE
    return Sex.MALE if surname.endswith(("ов", "ев", "ын", "кий", "ый")) else None


def _sex_of_given(given: str) -> Sex | None:
    if given.endswith("ия") or given in ("анна", "алла", "софья", "дарья"):
        return Sex.FEMALE
    return None


def _declined(word: str, sex: Sex) -> list[tuple[Case, str]]:
    if word.endswith(_UNCHANGING) or len(word) < 2:
        return [(case, word) for case in _ORDER]
    if word in _FLEETING:
        return _joined(_FLEETING[word], "а у а ом е") + _joined(_FLEETING[word], "а у а ем е")
    found: list[tuple[Case, str]] = []
    for endings, cut, tails in _MALE if sex is Sex.MALE else _FEMALE:
        if word.endswith(endings):
            found += _joined(word[: len(word) - cut], tails)
    if not found and sex is Sex.FEMALE:
        return [(case, word) for case in _ORDER] + (_joined(word[:-1], "и и ь ью и") if word[-1] == "ь" else [])
    return found or [
        pair for stem in _stems(word) for pair in _joined(stem, "а у а ом е") + _joined(stem, "а у а ем е")
    ]


def _joined(stem: str, tails: str) -> list[tuple[Case, str]]:
    hissing = stem[-1:] in _HISSING
    return [
        (case, stem + ("и" + tail[1:] if hissing and tail.startswith("ы") else tail))
        for case, tail in zip(_ORDER, tails.split(), strict=True)
    ]


def _stems(word: str) -> tuple[str, ...]:
    """The stem, and the one without a fleeting vowel: Павел – Павла, Кравец – Кравца."""
    if len(word) > 4 and word.endswith(("ец", "ок", "ек")):
        return word, word[:-2] + word[-1]
    return (word,)
