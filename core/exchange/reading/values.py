"""What a text cell may mean. Each reader raises UnreadableError with the code of what is wrong with the text."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import TypeVar

from core.exchange.problems import Code, UnreadableError

T = TypeVar("T")

WEEKDAYS = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
LAST_GRADE = 11
_EXCEL_EPOCH = date(1899, 12, 30)
_SERIALS = range(3_000, 80_000)
"""Days by number that can be meant: from 1908 to 2119."""
_DATES = ("%d.%m.%Y", "%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S")
_LATIN_TWINS = str.maketrans("ABCEHKMOPTXY", "АВСЕНКМОРТХУ")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_CLASS = re.compile(r"(\d{1,2})\s*[-–—]?\s*[«\"']?([А-ЯЁ])[»\"']?(?:\s*КЛ(?:\.|АСС)?)?")
_TIME = re.compile(r"(\d{1,2})[:.\-](\d{2})(?::\d{2})?")
_WHOLE_AS_FLOAT = re.compile(r"(\d+)[.,]0+")


def lines(text: str) -> str:
    """The text with what cannot be seen taken out, its lines kept."""
    plain = _CONTROL.sub("", _INVISIBLE.sub("", unicodedata.normalize("NFC", text)))
    kept = (" ".join(line.split()) for line in plain.splitlines())
    return "\n".join(kept).strip()


def line(text: str) -> str:
    """The same in one line."""
    return " ".join(lines(text).split())


def folded(text: str) -> str:
    """A form for comparing: letter case, «ё» and kinds of space do not count."""
    return line(text).casefold().replace("ё", "е")


def label(text: str) -> str:
    """A number or code that a spreadsheet may have made a float: «301.0» is 301."""
    plain = line(text)
    match = _WHOLE_AS_FLOAT.fullmatch(plain)
    return match[1] if match else plain


def whole(text: str, least: int = 1, most: int = 9_999) -> int:
    """A whole number within bounds."""
    plain = label(text)
    if not plain.isascii() or not plain.isdigit() or not least <= int(plain[:18]) <= most:
        raise UnreadableError(Code.BAD_NUMBER, value=plain, least=least, most=most)
    return int(plain)


def hours(text: str) -> Decimal:
    """Hours a week with a point or a comma: «2,5»."""
    plain = line(text).replace(",", ".")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        number = Decimal(-1)
    if not number.is_finite() or not 0 < number < 100:
        raise UnreadableError(Code.BAD_NUMBER, value=plain, least=0, most=100)
    return number.quantize(Decimal("0.01"))


def day(text: str) -> date:
    """A day as 14.07.2015, 2015-07-14 or the number by which Excel keeps it."""
    plain = label(text).removesuffix("г.").strip()
    if plain.isascii() and plain.isdigit() and len(plain) == 5 and int(plain) in _SERIALS:
        return _EXCEL_EPOCH + timedelta(days=int(plain))
    for form in _DATES:
        try:
            found = datetime.strptime(plain, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if 1900 <= found.year <= 2100:
            return found
    raise UnreadableError(Code.BAD_DATE, value=plain)


def clock(text: str) -> time:
    """A time as 8:30, 08.30, or the part of a day by which Excel keeps it."""
    plain = line(text)
    if match := _TIME.fullmatch(plain):
        hour, minute = int(match[1]), int(match[2])
    else:
        hour, minute = divmod(round(_part_of_day(plain) * 24 * 60), 60)
    if hour > 23 or minute > 59:
        raise UnreadableError(Code.BAD_TIME, value=plain)
    return time(hour, minute)


def _part_of_day(plain: str) -> float:
    if not re.fullmatch(r"0[.,]\d{3,}", plain):
        raise UnreadableError(Code.BAD_TIME, value=plain)
    return float(plain.replace(",", "."))


def class_title(text: str) -> tuple[int, str]:
    """Grade and letter: «5А», «8 а», «10-Б», «5 А кл.», also typed with Latin letters."""
    plain = line(text)
    match = _CLASS.fullmatch(plain.upper().translate(_LATIN_TWINS))
    if match is None or not 1 <= int(match[1]) <= LAST_GRADE:
        raise UnreadableError(Code.BAD_CLASS, value=plain)
    return int(match[1]), match[2]


def grades(text: str) -> tuple[int, int]:
    """A range of grades: «1-11», «5»."""
    plain = label(text)
    match = re.fullmatch(r"(\d{1,2})(?:\s*[-–—]\s*(\d{1,2}))?(?:\s*кл\.?|\s*классы?)?", plain.lower())
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if not 1 <= first <= last <= LAST_GRADE:
        raise UnreadableError(Code.BAD_GRADES, value=plain)
    return first, last


def weekday(text: str) -> int:
    """A day of the week, 0 for Monday: «пн», «Пн.», «понедельник»."""
    plain = folded(text).rstrip(".")
    for number, (short, full) in enumerate(zip(WEEKDAYS, _FULL_WEEKDAYS, strict=True)):
        if plain in {short, full}:
            return number
    raise UnreadableError(Code.BAD_WEEKDAYS, value=line(text))


_FULL_WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")


def weekdays(text: str) -> tuple[int, ...]:
    """Days of the week: «пн-сб», «пн, ср; пт»."""
    found: set[int] = set()
    for part in re.split(r"[,;]", line(text)):
        ends = [weekday(end) for end in re.split(r"[-–—]", part)]
        if len(ends) > 2 or any(first > last for first, last in pairwise(ends)):
            raise UnreadableError(Code.BAD_WEEKDAYS, value=line(text))
        found.update(range(ends[0], ends[-1] + 1))
    return tuple(sorted(found))


def one_of(choices: Mapping[str, T]) -> Callable[[str], T]:
    """A reader of one of these words."""

    def read(text: str) -> T:
        plain = folded(text)
        if plain not in choices:
            raise UnreadableError(Code.BAD_CHOICE, value=line(text), choices=tuple(choices))
        return choices[plain]

    return read


def uid(text: str) -> str:
    """A UID: digits and nothing else (D02)."""
    plain = label(text).replace(" ", "")
    if not plain.isascii() or not plain.isdigit() or len(plain) > 20:
        raise UnreadableError(Code.BAD_UID, value=line(text))
    return plain


def phone(text: str) -> str:
    """A telephone in one form, +7 and ten digits; anything else stays as written."""
    digits = re.sub(r"\D", "", label(text))
    if len(digits) == 11 and digits[0] in "78":
        return f"+7{digits[1:]}"
    return f"+7{digits}" if len(digits) == 10 else line(text)


def parts(text: str) -> tuple[str, ...]:
    """What a cell lists with semicolons."""
    return tuple(part for part in (line(piece) for piece in text.split(";")) if part)


def year_name(text: str) -> str:
    """«2026/2027»: two years, the second next to the first."""
    match = re.fullmatch(r"(20\d\d)\s*[/\\–—-]\s*(?:20)?(\d\d)(?:\s*(?:уч\.?\s*)?г(?:од|\.)?)?", line(text).lower())
    if match is None or (int(match[1]) + 1) % 100 != int(match[2]):
        raise UnreadableError(Code.BAD_YEAR, value=line(text))
    return f"{match[1]}/{int(match[1]) + 1}"
