"""Excel workbooks, read without trusting them: archives that unfold without end, formulas, numbers for text."""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from core.exchange.problems import Code, Problems
from core.exchange.sheets import MOST_COLUMNS, MOST_ROWS, Row, Sheet, address
from core.exchange.source import SourceFile

MOST_UNPACKED = 200 * 1024 * 1024
"""Bytes of the unpacked archive: ten times the largest file that is taken."""

_FORMULA = re.compile(rb"<f[ />]")

_BROKEN = (
    # What the library lets through from an archive, its XML and its values when a file is damaged.
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    SyntaxError,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)


def read_workbook(file: SourceFile, problems: Problems) -> tuple[Sheet, ...]:
    """The sheets of a workbook. Formulas count with the value that was saved with them."""
    try:
        if _unpacked(file.content) > MOST_UNPACKED:
            problems.add(Code.FILE_TOO_LARGE, file.name, most_megabytes=MOST_UNPACKED // 1024 // 1024)
            return ()
        return _read(file, problems)
    except _BROKEN:
        problems.add(Code.FILE_UNREADABLE, file.name)
        return ()


def _unpacked(content: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return sum(part.file_size for part in archive.infolist())


def _read(file: SourceFile, problems: Problems) -> tuple[Sheet, ...]:
    formulas = _formulas(file.content)
    sheets, left = [], MOST_ROWS
    with _opened(file.content, values=True) as book:
        for sheet in book.worksheets:
            taken = tuple(islice(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), left + 1))
            if len(taken) > left:
                problems.add(Code.ROWS_TOO_MANY, file.name, most=MOST_ROWS)
                return ()
            left -= len(taken)
            _note_uncalculated(sheet.title, taken, formulas, problems)
            sheets.append(Sheet(sheet.title, _rows(taken)))
    return tuple(sheets)


def _rows(lines: Iterable[tuple[Any, ...]]) -> tuple[Row, ...]:
    numbered = (Row(number, tuple(as_text(value) for value in line)) for number, line in enumerate(lines, 1))
    return tuple(row for row in numbered if not row.is_blank)


@contextmanager
def _opened(content: bytes, *, values: bool) -> Iterator[Any]:
    """The workbook. With `values`, a formula gives what was last calculated, otherwise itself."""
    with warnings.catch_warnings():
        # The library warns of styles and validations that it drops; they are of no account here.
        warnings.simplefilter("ignore")
        with closing(openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=values)) as book:
            for sheet in book.worksheets:
                # Some programs write a wrong size of the sheet, and the library would believe it.
                sheet.reset_dimensions()
            yield book


def _formulas(content: bytes) -> Mapping[str, tuple[tuple[int, int], ...]]:
    """Row and column, both from 1, of every formula by sheet. The file is read anew only if it has a formula at all."""
    if not _has_formulas(content):
        return {}
    with _opened(content, values=False) as book:
        return {sheet.title: tuple(_formula_cells(sheet)) for sheet in book.worksheets}


def _has_formulas(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = (part for part in archive.namelist() if part.startswith("xl/worksheets/") and part.endswith(".xml"))
        return any(_FORMULA.search(archive.read(part)) for part in parts)


def _formula_cells(sheet: Any) -> Iterator[tuple[int, int]]:
    for row in sheet.iter_rows(max_col=MOST_COLUMNS, max_row=MOST_ROWS):
        yield from ((cell.row, cell.column) for cell in row if getattr(cell, "data_type", None) == "f")


def _note_uncalculated(
    name: str,
    lines: tuple[tuple[Any, ...], ...],
    formulas: Mapping[str, tuple[tuple[int, int], ...]],
    problems: Problems,
) -> None:
    """A formula that no program has calculated is not an empty cell: someone meant something by it."""
    for row, column in formulas.get(name, ()):
        line = lines[row - 1] if row <= len(lines) else ()
        if column > len(line) or line[column - 1] is None:
            problems.add(Code.FORMULA_WITHOUT_VALUE, name, address(column - 1, row))


def as_text(value: Any) -> str:
    """A cell as a person reads it: 301.0 is «301», a day is «14.07.2015», a clock time is «08:30»."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime) and value.time() != time(0):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    return _clock(value) if isinstance(value, time | timedelta) else str(value)


def _clock(value: time | timedelta) -> str:
    minutes = value.hour * 60 + value.minute if isinstance(value, time) else int(value.total_seconds()) // 60
    return f"{minutes // 60:02}:{minutes % 60:02}"
