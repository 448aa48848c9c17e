"""Dates as people write them: «вчера», «12.10», «12 октября», «двенадцатого октября», «в пн», «к следующему уроку».

A date in a message is written down as a small code (`parse` below), because what it means depends on the day
of the message and on the timetable.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from core.journal.quick_entry.spoken_dates import spoken, stands_alone
from core.journal.quick_entry.tokens import Token, TokenKind

_WEEKDAYS: tuple[tuple[str, ...], ...] = (
    ("пн", "понедельник", "понедельника", "понедельнику", "пон", "понед"),
    ("вт", "вторник", "вторника", "вторнику", "втор"),
    ("ср", "среда", "среду", "среды", "среде"),
    ("чт", "четверг", "четверга", "четвергу", "чтв", "чет"),
    ("пт", "пятница", "пятницу", "пятницы", "пятнице", "птн", "пятн"),
    ("сб", "суббота", "субботу", "субботы", "субботе", "суб"),
    ("вс", "воскресенье", "воскресенья", "воскресенью", "воскр"),
)
_BY_NAME = {name: number for number, names in enumerate(_WEEKDAYS) for name in names}
_MONTH_NAMES = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)
_MONTHS = {short: number for number, name in enumerate(_MONTH_NAMES, 1) for short in (name, name[:3])} | {"сент": 9}
_RELATIVE = {"сегодня": 0, "вчера": -1, "позавчера": -2, "завтра": 1, "послезавтра": 2}
_NEXT = ("след", "следующий", "следующую", "следующему", "следующего", "следующей", "следующ", "будущую")
_LESSON_WORDS = ("урок", "уроку", "урока", "разу", "раз", "занятию", "занятие")
_WEEK_WORDS = ("нед", "неделю", "неделе", "недели", "неделя")
_DAY_WORDS = ("числа", "число", "числу")
_FIRST_MONTH = 9


@dataclass(frozen=True, slots=True)
class Written:
    """A date as it was written. Exactly one of the fields says what; `next_week` goes with a weekday."""

    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    shift: int | None = None
    next_week: bool = False
    next_lesson: bool = False


def spot(tokens: Sequence[Token], index: int) -> tuple[Written, int] | None:
    """The date written at this token and the index after it."""
    written = _numeric(tokens, index) or _with_month(tokens, index) or _spoken(tokens, index)
    return written or _by_word(tokens, index) or _next(tokens, index)


def encode(written: Written) -> str:
    """A date as the value of an atom; `decode` reads it back."""
    values = (written.day, written.month, written.year, written.weekday, written.shift)
    numbers = ",".join("" if value is None else str(value) for value in values)
    return f"{numbers},{int(written.next_week)},{int(written.next_lesson)}"


def decode(value: str) -> Written:
    """What `encode` wrote."""
    *numbers, next_week, next_lesson = value.split(",")
    day, month, year, weekday, shift = (int(number) if number else None for number in numbers)
    return Written(day, month, year, weekday, shift, next_week == "1", next_lesson == "1")


def lesson_days(written: Written, today: date) -> list[date]:
    """The days that may be meant as the day of a lesson, the likeliest first; weekdays go back eight weeks."""
    if written.shift is not None:
        return [today + timedelta(days=written.shift)]
    if written.weekday is not None:
        latest = today - timedelta(days=(today.weekday() - written.weekday) % 7)
        return [latest - timedelta(weeks=weeks) for weeks in range(8)]
    found = _calendar_day(written, today)
    return [found] if found else []


def due_days(written: Written, today: date) -> list[date]:
    """The days that may be meant as the day for which homework is set: a weekday is the next such day."""
    if written.weekday is not None:
        coming = today + timedelta(days=(written.weekday - today.weekday() - 1) % 7 + 1)
        if not written.next_week:
            return [coming]
        following = _monday_after(today) + timedelta(days=written.weekday)
        return [following] if following == coming else [following, coming]
    return lesson_days(written, today)


def next_week(today: date) -> tuple[date, date]:
    """Monday and Sunday of the week after this day's."""
    monday = _monday_after(today)
    return monday, monday + timedelta(days=6)


def _monday_after(today: date) -> date:
    return today + timedelta(days=7 - today.weekday())


def _calendar_day(written: Written, today: date) -> date | None:
    """A day and a month fall into the school year of today; a day alone is of this month."""
    month = written.month or today.month
    year = written.year or _school_year_of(month, today)
    try:
        return date(year, month, written.day or 0)
    except ValueError:
        return None


def _school_year_of(month: int, today: date) -> int:
    begins = today.year if today.month >= _FIRST_MONTH - 1 else today.year - 1
    return begins if month >= _FIRST_MONTH - 1 else begins + 1


def _numeric(tokens: Sequence[Token], index: int) -> tuple[Written, int] | None:
    """«12.10», «12.10.26», «12/10»; «11.5-11.9» and «5.12(в» are no dates."""
    joined = "".join(token.text for token in _glued_run(tokens, index, limit=6))
    found = re.match(
        r"([0-9]{1,2})([./])([0-9]{1,2})(?:\2([0-9]{4}|[0-9]{2}))?(?:г\.?)?(?![0-9(])(?![-./,][0-9])", joined
    )
    if not found:
        return None
    day, month = int(found[1]), int(found[3])
    if not (1 <= day <= 31 and 1 <= month <= 12) or (found[2] == "/" and max(day, month) <= 5):
        return None
    year = int(found[4]) % 100 + 2000 if found[4] else None
    return Written(day=day, month=month, year=year), index + _count(tokens, index, len(found[0]))


def _glued_run(tokens: Sequence[Token], index: int, limit: int) -> list[Token]:
    run = [tokens[index]]
    for token in tokens[index + 1 : index + 1 + limit]:
        if not token.glued:
            break
        run.append(token)
    return run


def _count(tokens: Sequence[Token], index: int, length: int) -> int:
    taken = covered = 0
    while covered < length:
        covered += len(tokens[index + taken].text)
        taken += 1
    return taken


def _with_month(tokens: Sequence[Token], index: int) -> tuple[Written, int] | None:
    """«12 октября», «12-го октября»."""
    if tokens[index].kind is not TokenKind.NUMBER or not 1 <= len(tokens[index].text) <= 2:
        return None
    after = _past_ending(tokens, index + 1)
    word = tokens[after].norm if after < len(tokens) else ""
    day = int(tokens[index].text)
    if word in _MONTHS:
        return Written(day=day, month=_MONTHS[word]), _past_point(tokens, after + 1)
    if word in _DAY_WORDS:
        return Written(day=day), after + 1
    return (Written(day=day), after) if after > index + 1 else None


def _spoken(tokens: Sequence[Token], index: int) -> tuple[Written, int] | None:
    """«двенадцатого октября», «двенадцатого числа», «на двадцатое»."""
    found = spoken(tokens, index)
    if found is None:
        return None
    day, after = found
    word = tokens[after].norm if after < len(tokens) else ""
    if word in _MONTHS:
        return Written(day=day, month=_MONTHS[word]), _past_point(tokens, after + 1)
    if word in _DAY_WORDS:
        return Written(day=day), after + 1
    return (Written(day=day), after) if stands_alone(tokens, index, after) else None


def _past_ending(tokens: Sequence[Token], index: int) -> int:
    """Past «-го», «-е» of an ordinal."""
    ending = (
        index + 1 < len(tokens)
        and tokens[index].norm == "-"
        and tokens[index + 1].norm in ("го", "е", "ое", "му", "ому")
    )
    return index + 2 if ending else index


def _past_point(tokens: Sequence[Token], index: int) -> int:
    short = index < len(tokens) and tokens[index].text == "." and tokens[index].glued
    return index + 1 if short and len(tokens[index - 1].text) <= 4 else index


def _by_word(tokens: Sequence[Token], index: int) -> tuple[Written, int] | None:
    word = tokens[index].norm
    if word in _RELATIVE:
        return Written(shift=_RELATIVE[word]), index + 1
    if word in _BY_NAME:
        return Written(weekday=_BY_NAME[word]), index + 1
    return None


def _next(tokens: Sequence[Token], index: int) -> tuple[Written, int] | None:
    """«следующий урок», «след нед», «следующую среду»."""
    if tokens[index].norm not in _NEXT:
        return None
    after = _past_point(tokens, index + 1)
    word = tokens[after].norm if after < len(tokens) else ""
    if word in _LESSON_WORDS:
        return Written(next_lesson=True), after + 1
    if word in _WEEK_WORDS:
        return Written(next_week=True), _past_point(tokens, after + 1)
    if word in _BY_NAME:
        return Written(weekday=_BY_NAME[word], next_week=True), after + 1
    return None
