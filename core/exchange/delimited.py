"""Comma-separated text in any of the shapes that spreadsheets save it in."""

import csv
import io
from pathlib import PurePath

from core.exchange.problems import Code, Problems
from core.exchange.sheets import MOST_COLUMNS, MOST_ROWS, Row, Sheet
from core.exchange.source import SourceFile

_DELIMITERS = (";", ",", "\t")
_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def read_delimited(file: SourceFile, problems: Problems) -> tuple[Sheet, ...]:
    """The one sheet of a csv; it is called as the file is."""
    text = _decode(file.content)
    if text is None:
        problems.add(Code.ENCODING_UNKNOWN, file.name)
        return ()
    try:
        rows = _rows(text)
    except csv.Error:
        problems.add(Code.FILE_UNREADABLE, file.name)
        return ()
    if len(rows) > MOST_ROWS:
        problems.add(Code.ROWS_TOO_MANY, file.name, most=MOST_ROWS)
        return ()
    return (Sheet(PurePath(file.name).stem, rows),)


def _decode(content: bytes) -> str | None:
    """By byte order mark, else UTF-8, else windows-1251: Cyrillic in that code is never valid UTF-8 by chance."""
    marked = next((name for mark, name in _BYTE_ORDER_MARKS.items() if content.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "windows-1251"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _rows(text: str) -> tuple[Row, ...]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    numbered = (Row(number, tuple(cells[:MOST_COLUMNS])) for number, cells in enumerate(reader, 1))
    return tuple(row for row in numbered if not row.is_blank)


def _delimiter(text: str) -> str:
    """The one that cuts the first written line into the most cells."""
    header = text.lstrip().split("\n", 1)[0]
    return max(_DELIMITERS, key=lambda mark: len(next(csv.reader([header], delimiter=mark), [])))
