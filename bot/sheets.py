"""What all workbooks need."""

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

_FORMULA_SIGNS = ("=", "+", "-", "@")


def plain(value: object) -> object:
    """A text that a spreadsheet would take for a formula stays a text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_SIGNS) else value


def table(title: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[object]]) -> bytes:
    """A workbook of one sheet: headings with the widths of their columns, and a line for each row."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    sheet.append([label for label, _ in columns])
    for row in rows:
        sheet.append([plain(value) for value in row])
    for number, (_, width) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
