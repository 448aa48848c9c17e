"""Made-up schools as sheets of text, and sheets as the files that schools save them in."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import openpyxl

from core.exchange.source import Source, SourceFile

Cells = Sequence[object]
Sheets = Mapping[str, Sequence[Cells]]

SCHOOL: Sequence[Cells] = (
    ("Поле", "Значение"),
    ("Полное наименование", "Школа № 5 Лесного района"),
    ("Краткое наименование", "Школа № 5"),
    ("Номер", "5"),
    ("Район", "Лесной"),
    ("Часовой пояс", "Europe/Moscow"),
    ("Профиль регламента", "spb-2018"),
    ("Учебный год", "2026/2027"),
)


@dataclass(frozen=True)
class Book:
    """A small school: two classes, two teachers, a family of two children and a boy whose patronymic is two words."""

    sheets: Sheets = field(
        default_factory=lambda: {
            "Школа": SCHOOL,
            "Предметы": (
                ("Название", "Сокращения", "Ступень", "Оценивание"),
                ("Математика", "матем; мат", "5-11", "5-балл"),
                ("Английский язык", "англ", "5-11", "5-балл"),
            ),
            "Помещения": (("Номер", "Название", "Вместимость", "АРМ №"), ("23", "математика", "30", "1")),
            "Ученики": (
                ("Фамилия", "Имя", "Отчество", "Дата рождения", "Пол", "Класс", "Дата зачисления", "Группа", "UID"),
                ("Алиев", "Тимур", "Рашид оглы", "14.07.2015", "м", "5А", "01.09.2026", "Английский язык: 1", "101"),
                ("Ёлкина", "Софья", "Дмитриевна", "03.04.2015", "ж", "5А", "01.09.2026", "Английский язык: 2", "102"),
                ("Ёлкин", "Пётр", "Дмитриевич", "03.04.2013", "м", "7Б", "01.09.2026", "", "103"),
            ),
            "Сотрудники": (
                ("Фамилия", "Имя", "Отчество", "Должность", "Классное руководство", "UID"),
                ("Смирнова", "Ольга", "Викторовна", "учитель", "5А", "201"),
                ("Ли", "Мария", "Андреевна", "учитель", "", "202"),
                ("Орехова", "Татьяна", "Николаевна", "директор", "", "203"),
            ),
            "Родители": (
                ("Фамилия", "Имя", "Отчество", "Законный представитель", "Ученик", "Класс ученика", "UID"),
                ("Ёлкина", "Анна", "Петровна", "да", "Ёлкина Софья Дмитриевна", "5А", "301"),
                ("Ёлкина", "Анна", "Петровна", "да", "Ёлкин Пётр Дмитриевич", "7Б", "301"),
                ("Алиев", "Рашид", "", "да", "Алиев Тимур Рашид оглы", "5А", "302"),
            ),
            "Нагрузка": (
                ("Учитель", "Класс", "Группа", "Предмет", "Часов в неделю"),
                ("Смирнова Ольга Викторовна", "5А", "", "Математика", "5"),
                ("Ли Мария Андреевна", "5А", "1", "Английский язык", "2,5"),
            ),
            "Расписание": (
                ("Класс", "День", "Урок", "Предмет", "Группа", "Учитель", "Кабинет"),
                ("5А", "пн", "1", "Математика", "", "", "23"),
                ("5А", "вт", "2", "Английский язык", "1", "Ли Мария Андреевна", ""),
            ),
        }
    )

    def with_sheet(self, name: str, *rows: Cells) -> "Book":
        """The same book with a sheet replaced or added."""
        return replace(self, sheets={**self.sheets, name: rows})

    def without(self, name: str) -> "Book":
        """The same book without a sheet."""
        return replace(self, sheets={key: rows for key, rows in self.sheets.items() if key != name})

    def with_cell(self, address: str, value: object) -> "Book":
        """The same book with one cell changed, «Ученики!F2»."""
        sheet, _, cell = address.partition("!")
        column, row = ord(cell[0]) - ord("A"), int(cell[1:]) - 1
        rows = [list(cells) for cells in self.sheets[sheet]]
        rows[row][column] = value
        return self.with_sheet(sheet, *rows)

    def with_row(self, sheet: str, *cells: object) -> "Book":
        """The same book with a row more."""
        return self.with_sheet(sheet, *self.sheets[sheet], cells)

    def without_row(self, sheet: str, number: int) -> "Book":
        """The same book without a row, counted as the spreadsheet does."""
        rows = self.sheets[sheet]
        return self.with_sheet(sheet, *rows[: number - 1], *rows[number:])

    def folder(self, encoding: str = "utf-8-sig", delimiter: str = ";") -> Source:
        """As a folder of csv."""
        files = (SourceFile(f"{name}.csv", csv_bytes(rows, encoding, delimiter)) for name, rows in self.sheets.items())
        return Source("школа", tuple(files))

    def workbook(self) -> Source:
        """As an Excel workbook."""
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for name, rows in self.sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(list(row))
        return Source("школа.xlsx", (SourceFile("школа.xlsx", saved(book)),))


def csv_bytes(rows: Sequence[Cells], encoding: str = "utf-8-sig", delimiter: str = ";") -> bytes:
    """Rows as a spreadsheet would save them."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue().encode(encoding)


def saved(book: openpyxl.Workbook) -> bytes:
    """A workbook's bytes."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
