"""The sheet «Школа»: a field and its value in each row (A07)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from core.exchange.model import SchoolRecord, TermRecord, YearRecord
from core.exchange.problems import Code, Problems, UnreadableError
from core.exchange.reading.layout import SCHOOL, Page
from core.exchange.reading.rows import RowReader, each_row
from core.exchange.reading.values import folded, label, line, year_name

T = TypeVar("T")

PROFILES = ("spb-2010", "spb-2018", "pyatigorsk-2012", "zabaykalye-2012")

_VALUE = "Значение"
_FIELDS = (
    "Полное наименование",
    "Краткое наименование",
    "Номер",
    "Район",
    "Часовой пояс",
    "Профиль регламента",
    "Учебный год",
)
_NAMES = {folded(name): name for name in _FIELDS}


@dataclass(frozen=True, slots=True)
class SchoolPage:
    """The school and the name of the year that the file is about."""

    school: SchoolRecord
    year: str


def read_school_page(page: Page | None, problems: Problems) -> SchoolPage | None:
    """The school, or None where a field is missing or refused."""
    if page is None:
        return None
    fields = _Fields(page, problems)
    school = SchoolRecord(
        municipality=fields.need("Район", line),
        number=fields.need("Номер", label),
        short_name=fields.need("Краткое наименование", line),
        full_name=fields.need("Полное наименование", line),
        time_zone=fields.need("Часовой пояс", _time_zone),
        profile=fields.need("Профиль регламента", _profile),
    )
    year = fields.need("Учебный год", year_name)
    return SchoolPage(school, year) if fields.sound else None


def school_year(name: str, terms: tuple[TermRecord, ...]) -> YearRecord:
    """From 1 September to 31 May, or later if lessons go on into June."""
    first = int(name[:4])
    last = date(first + 1, 5, 31)
    return YearRecord(name, date(first, 9, 1), max([last, *(t.to_day for t in terms if t.kind != "каникулы")]))


class _Fields:
    """The rows of the sheet by the name of their field."""

    def __init__(self, page: Page, problems: Problems) -> None:
        self._problems = problems
        self._rows: dict[str, RowReader] = {}
        self._missing = False
        for row in each_row(page, problems):
            self._add(row)

    @property
    def sound(self) -> bool:
        """Whether every field was read."""
        return not self._missing and all(row.sound for row in self._rows.values())

    def need(self, name: str, read: Callable[[str], T]) -> T:
        """A field that must be there. As in a row, what is built from unsound fields is thrown away."""
        if name not in self._rows:
            self._missing = True
            self._problems.add(Code.FIELD_MISSING, SCHOOL.name, field=name)
            return None  # type: ignore[return-value]
        return self._rows[name].need(_VALUE, read)

    def _add(self, row: RowReader) -> None:
        written = row.need("Поле", line)
        name = _NAMES.get(folded(written or "").rstrip("*: "))
        if name is None:
            row.warn("Поле", Code.FIELD_UNKNOWN, field=written, expected=_FIELDS)
        elif name in self._rows:
            row.refuse("Поле", Code.DUPLICATE_ROW, first_row=self._rows[name].number)
        self._rows.setdefault(name or f"?{row.number}", row)


def _time_zone(text: str) -> str:
    name = line(text)
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UnreadableError(Code.UNKNOWN_TIME_ZONE, value=name) from error
    return name


def _profile(text: str) -> str:
    name = line(text).lower()
    if name not in PROFILES:
        raise UnreadableError(Code.UNKNOWN_PROFILE, value=line(text), expected=PROFILES)
    return name
