"""One row under a header: each cell is read by the reader of its meaning, and every refusal is noted at its address."""

from collections.abc import Callable, Iterator
from typing import TypeVar, cast

from core.exchange.problems import Code, Place, Problems, UnreadableError
from core.exchange.reading.layout import Page
from core.exchange.reading.values import lines
from core.exchange.sheets import Row, address

T = TypeVar("T")

_EXCEL_ERRORS = frozenset({"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#Н/Д", "#ССЫЛКА!"})


class RowReader:
    """The cells of a row by column."""

    def __init__(self, page: Page, row: Row, problems: Problems) -> None:
        self._page = page
        self._row = row
        self._problems = problems
        self.sound = True

    @property
    def sheet(self) -> str:
        """The sheet's name."""
        return self._page.sheet

    @property
    def number(self) -> int:
        """The row's number in the sheet."""
        return self._row.number

    def need(self, column: str, read: Callable[[str], T]) -> T:
        """The value of a cell that must be filled.

        A refused cell gives nothing to build with, so what is built from a row that is not `sound` is thrown away:
        that way all the cells of a row are looked at, not only those up to the first bad one.
        """
        found = self.may(column, read)
        if not self._text(column):
            self.refuse(column, Code.VALUE_MISSING, column=column)
        return cast("T", found)

    def may(self, column: str, read: Callable[[str], T]) -> T | None:
        """The value of a cell, or None if it is blank or refused."""
        text = self._text(column)
        if not text:
            return None
        if text in _EXCEL_ERRORS:
            self.refuse(column, Code.VALUE_IS_ERROR, value=text)
            return None
        try:
            return read(text)
        except UnreadableError as error:
            self.refuse(column, error.code, **error.data)
            return None

    def refuse(self, column: str, code: Code, /, **data: object) -> None:
        """Note a problem at a cell."""
        self.warn(column, code, **data)
        self.sound = False

    def warn(self, column: str, code: Code, /, **data: object) -> None:
        """Note what does not stop the import."""
        place = self.place(column)
        self._problems.add(code, place.sheet, place.cell, **data)

    def place(self, column: str) -> Place:
        """Where a cell stands."""
        return Place(self._page.sheet, address(self._page.columns.get(column, 0), self._row.number))

    def _text(self, column: str) -> str:
        index = self._page.columns.get(column)
        return lines(self._row.cells[index]) if index is not None and index < len(self._row.cells) else ""


def each_row(page: Page | None, problems: Problems) -> Iterator[RowReader]:
    """The rows of a sheet; none if the file has no such sheet."""
    if page is not None:
        yield from (RowReader(page, row, problems) for row in page.rows)
