"""The form of the schedule as a workbook: its eight columns, which the import of a school reads again (I02)."""

import io
from collections import Counter

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from bot.sheets import plain
from core.calendar.entry.model import WEEKDAYS, Schedule
from core.journal.quick_entry.naming import colleague
from core.people.model import FULL, Person

TITLE = "Ввод данных"
HEADINGS = ("ФИО сотрудника", "Пн.", "Вт.", "Ср.", "Чт.", "Пт.", "Сб.", "Примечание")
"""In Russian whatever the language of the chat: it is the form of the regulation, and the import knows it by these."""
_WIDTHS = (34, 20, 20, 20, 20, 20, 20, 30)


def workbook(found: Schedule) -> bytes:
    """A row for each person of the schedule, in the order of names."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = TITLE
    sheet.append([*HEADINGS])
    same = Counter(one.name.full for one in found.people.values())
    for row in found.rows:
        person = found.people[row.person_id]
        cells = (row.cells.get(day) for day in WEEKDAYS)
        sheet.append([plain(value) for value in (_who(person, same, found.school.content_mode), *cells, row.note)])
    for letter, width in zip("ABCDEFGH", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for line in sheet.iter_rows():
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation = "landscape"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _who(person: Person, same: Counter[str], content_mode: str) -> str:
    """The full name; of namesakes the UID, by which the import tells them apart."""
    if content_mode == FULL and same[person.name.full] > 1 and person.uid:
        return person.uid
    return colleague(person, content_mode)
