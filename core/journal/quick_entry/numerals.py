"""Numbers as they are spoken: «сто двадцать три», «пятый», «пятёрка»."""

from collections.abc import Sequence

_UNITS = [
    "ноль",
    "один",
    "два",
    "три",
    "четыре",
    "пять",
    "шесть",
    "семь",
    "восемь",
    "девять",
    "десять",
    "одиннадцать",
    "двенадцать",
    "тринадцать",
    "четырнадцать",
    "пятнадцать",
    "шестнадцать",
    "семнадцать",
    "восемнадцать",
    "девятнадцать",
]
_TENS = ["двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто"]
_HUNDREDS = ["сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот"]

CARDINALS: dict[str, int] = (
    {word: value for value, word in enumerate(_UNITS)}
    | {word: value * 10 for value, word in enumerate(_TENS, 2)}
    | {word: value * 100 for value, word in enumerate(_HUNDREDS, 1)}
    | {"одна": 1, "две": 2}
)
"""Spoken numbers from nought to nine hundred, as single words."""

_ORDINAL_STEMS = {
    "перв": 1, "втор": 2, "трет": 3, "четверт": 4, "пят": 5, "шест": 6,
    "седьм": 7, "восьм": 8, "девят": 9, "десят": 10, "одиннадцат": 11,
}  # fmt: skip
_DAY_STEMS = _ORDINAL_STEMS | {
    "двенадцат": 12, "тринадцат": 13, "четырнадцат": 14, "пятнадцат": 15, "шестнадцат": 16, "семнадцат": 17,
    "восемнадцат": 18, "девятнадцат": 19, "двадцат": 20, "тридцат": 30,
}  # fmt: skip
_DAY_ENDINGS = frozenset(("ое", "ье", "ого", "ьего", "ому", "ьему"))
_ORDINAL_ENDINGS = frozenset(
    [
        "ый",
        "ий",
        "ой",
        "ого",
        "его",
        "ому",
        "ему",
        "ом",
        "ем",
        "ым",
        "им",
        "ая",
        "ую",
        "ой",
        "ые",
        "ых",
        "ым",
        "ья",
        "ью",
        "ье",
        "ьей",
        "ьего",
        "ьему",
        "ьем",
    ]
)
_MARK_NOUNS = {"единиц": 1, "кол": 1, "двойк": 2, "двоечк": 2, "тройк": 3, "троечк": 3,
               "четверк": 4, "четверочк": 4, "пятерк": 5, "пятерочк": 5}  # fmt: skip
_MARK_ENDINGS = frozenset(
    (
        "",
        "а",
        "у",
        "и",
        "ы",
        "е",
        "ой",
        "ами",
        "ам",
    )
)


def ordinal(word: str) -> int | None:
    """1–11 for «первый» … «одиннадцатом» in any case, else None."""
    for stem, value in _ORDINAL_STEMS.items():
        if word.startswith(stem) and word[len(stem) :] in _ORDINAL_ENDINGS:
            return value
    return None


def spoken_day(words: Sequence[str]) -> tuple[int, int] | None:
    """The day of a month that the leading words say, and how many words it takes: «двадцать первого» → (21, 2)."""
    tens = {"двадцать": 20, "тридцать": 30}.get(words[0], 0) if words else 0
    last = words[bool(tens)] if len(words) > bool(tens) else ""
    stem = next((stem for stem in _DAY_STEMS if last.startswith(stem) and last[len(stem) :] in _DAY_ENDINGS), None)
    if stem is None or (tens and _DAY_STEMS[stem] > 9):
        return None
    day = tens + _DAY_STEMS[stem]
    return (day, 1 + bool(tens)) if day <= 31 else None


def mark_noun(word: str) -> int | None:
    """1–5 for «двойка», «пятёрку», «четвёрки», else None."""
    for stem, value in _MARK_NOUNS.items():
        if word.startswith(stem) and word[len(stem) :] in _MARK_ENDINGS:
            return value
    return None


def spoken_number(words: Sequence[str]) -> tuple[int, int] | None:
    """The number that the leading words say and how many words it takes: «сто двадцать три сто» → (123, 3)."""
    total, taken, room = 0, 0, 1000
    for word in words:
        value = CARDINALS.get(word)
        if value is None or not _fits(value, room):
            break
        total, taken, room = total + value, taken + 1, _room_after(value)
    return (total, taken) if taken else None


def _fits(value: int, room: int) -> bool:
    return 0 < value < room or (value == 0 and room == 1000)


def _room_after(value: int) -> int:
    if value >= 100:
        return 100
    return 10 if value >= 20 else 0
