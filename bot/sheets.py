"""What all workbooks need."""

import io
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

_FORMULA_SIGNS = ("=", "+", "-", "@")


def plain(value: object) -> object:
    """A text that a spreadsheet would take for a formula stays a text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_SIGNS) else value


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook: headings with the widths of their columns, and a line for each row."""

    title: str
    columns: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[object]]


def table(title: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[object]]) -> bytes:
    """A workbook of one sheet."""
    return book(Sheet(title, columns, rows))


def book(*sheets: Sheet) -> bytes:
    """A workbook of these sheets."""
    made = Workbook()
    for number, one in enumerate(sheets):
        _fill(made.create_sheet() if number else made.worksheets[0], one)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def _fill(sheet: Worksheet, of: Sheet) -> None:
    sheet.title = of.title
    sheet.append([label for label, _ in of.columns])
    for row in of.rows:
        sheet.append([plain(value) for value in row])
    widen(sheet, [width for _, width in of.columns])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"


def widen(sheet: Worksheet, widths: Sequence[int]) -> None:
    """Give the columns these widths, from the first on."""
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def print_ready(sheet: Worksheet, widths: Sequence[int], dates: Collection[int], *, long: bool = False) -> None:
    """Wide, headed on each page by the title and the names of columns, with dates as people write them.

    `dates` are columns from 1 on; with `long` texts in cells run over several lines.
    """
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "2:2"
    sheet.freeze_panes = "A3"
    widen(sheet, widths)
    for cell in (*sheet[1], *sheet[2]):
        cell.font = Font(bold=True)
    for cell in sheet[2]:
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    for row in sheet.iter_rows(min_row=3):
        for cell in row if long else ():
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        for place in dates:
            row[place - 1].number_format = "DD.MM.YYYY"
