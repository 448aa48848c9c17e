"""«С 3 урока», «ушёл после 4-го урока», «на 1 и 2 уроке»: the part of a day that a note speaks of."""

import re
from collections.abc import Callable

LAST_LESSON = 12
"""No school day is longer; «с 3 урока» is every lesson from there on."""

_ORDINALS = ("перв", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм")
_IN_WORDS = re.compile(rf"\b({'|'.join(_ORDINALS)})\w*(?=\s+ур)")
_LESSON = r"(?:\s*-?\s*(?:го|ого|его|м|ом|ем|й|ый|е|х))?\s+ур(?:ок\w*|\b\.?)"
_NUMBER = r"(\d{1,2})"


def _list_of(said: str) -> frozenset[int]:
    """«1, 2 и 5», «2-4»."""
    found: set[int] = set()
    for part in re.split(r"\s*(?:,|и)\s*", said):
        first, _, last = part.partition("-")
        found |= set(range(int(first), int(last or first) + 1))
    return frozenset(found)


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], frozenset[int]]], ...] = (
    (
        re.compile(rf"\bсо? {_NUMBER}(?:\s*-?\s*го)?(?:\s+урока)? (?:по|до) {_NUMBER}{_LESSON}"),
        lambda found: frozenset(range(int(found[1]), int(found[2]) + 1)),
    ),
    (re.compile(rf"\bсо? {_NUMBER}{_LESSON}"), lambda found: frozenset(range(int(found[1]), LAST_LESSON + 1))),
    (re.compile(rf"\bпосле {_NUMBER}{_LESSON}"), lambda found: frozenset(range(int(found[1]) + 1, LAST_LESSON + 1))),
    (re.compile(rf"\bдо {_NUMBER}{_LESSON}"), lambda found: frozenset(range(1, int(found[1])))),
    (re.compile(rf"\b(?:по|первые|первых) {_NUMBER}{_LESSON}"), lambda found: frozenset(range(1, int(found[1]) + 1))),
    (
        re.compile(rf"\b(?:на )?(\d{{1,2}}(?:\s*(?:,|и|-)\s*\d{{1,2}})*){_LESSON}"),
        lambda found: _list_of(re.sub(r"\s*-\s*", "-", found[1])),
    ),
)


def part_of_day(text: str) -> tuple[frozenset[int], str]:
    """The numbers of the lessons that a text names, and the text without them; no numbers: it names none.

    Numbers that no day has are left where they stand, so that whoever reads on does not understand them.
    """
    plain = " ".join(text.lower().replace("ё", "е").split())
    said = _IN_WORDS.sub(lambda found: str(_ORDINALS.index(found[1]) + 1), plain)
    for form, lessons in _FORMS:
        found = form.search(said)
        numbers = lessons(found) if found else frozenset()
        if found and numbers and numbers <= frozenset(range(1, LAST_LESSON + 1)):
            return numbers, said[: found.start()] + " " + said[found.end() :]
    return frozenset(), text
