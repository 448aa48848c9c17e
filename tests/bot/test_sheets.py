"""What all workbooks have in common."""

from openpyxl import Workbook

from bot.sheets import print_ready


def test_widths_go_on_past_the_twenty_sixth_column() -> None:
    sheet = Workbook().worksheets[0]
    sheet.append(["Школа"])
    sheet.append([f"Столбец {number}" for number in range(30)])
    print_ready(sheet, [10 + number for number in range(30)], ())
    widths = {letters: sheet.column_dimensions[letters].width for letters in ("A", "Z", "AA", "AD")}
    assert widths == {"A": 10, "Z": 35, "AA": 36, "AD": 39}
