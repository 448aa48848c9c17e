"""The templates: which sheets there are, their columns, and which of them a school cannot leave out."""

from dataclasses import dataclass

from core.exchange.problems import Code, Problems
from core.exchange.reading.values import folded
from core.exchange.sheets import Row, Sheet, address


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet of the template. `required` columns must be there; `optional` may."""

    name: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    needed: bool = False


SCHOOL = Layout("Школа", ("Поле", "Значение"), needed=True)
SUBJECTS = Layout("Предметы", ("Название",), ("Сокращения", "Ступень", "Оценивание"), needed=True)
ROOMS = Layout("Помещения", ("Номер",), ("Название", "Вместимость", "АРМ №"))
PUPILS = Layout(
    "Ученики",
    ("Фамилия", "Имя", "Класс"),
    ("Отчество", "Дата рождения", "Пол", "Дата зачисления", "№ приказа", "Группа", "UID"),
    needed=True,
)
STAFF = Layout(
    "Сотрудники",
    ("Фамилия", "Имя", "Должность"),
    ("Отчество", "Предметы", "Классное руководство", "Табельный номер", "Телефон", "E-mail", "UID"),
    needed=True,
)
GUARDIANS = Layout(
    "Родители",
    ("Фамилия", "Имя", "Законный представитель", "Ученик", "Класс ученика"),
    ("Отчество", "Степень родства", "Телефон", "E-mail", "Заявление №", "Согласие дата", "По дату", "UID"),
)
LOAD = Layout("Нагрузка", ("Учитель", "Класс", "Предмет", "Часов в неделю"), ("Группа",))
TIMETABLE = Layout(
    "Расписание",
    ("Класс", "День", "Урок", "Предмет"),
    ("Группа", "Учитель", "Кабинет", "Неделя", "С даты", "По дату"),
)
BELLS = Layout("Звонки", ("Набор", "Урок", "Начало", "Конец"), ("Классы", "Дни"))
TERMS = Layout("Периоды", ("Классы", "Название", "Начало", "Конец"), ("Вид",))
PLANS = Layout("Планы", ("Класс", "Предмет", "№ урока", "Тема"), ("Домашнее задание",))
SLOT_DAYS = ("Пн.", "Вт.", "Ср.", "Чт.", "Пт.", "Сб.")
SLOTS = Layout("Ввод данных", ("ФИО сотрудника",), (*SLOT_DAYS, "Примечание"))

LAYOUTS = (SCHOOL, SUBJECTS, ROOMS, PUPILS, STAFF, GUARDIANS, LOAD, TIMETABLE, BELLS, TERMS, PLANS, SLOTS)


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet whose columns are known: the header's name to its index, and the rows under it."""

    sheet: str
    columns: dict[str, int]
    rows: tuple[Row, ...]


def pages(source_name: str, sheets: tuple[Sheet, ...], problems: Problems) -> dict[Layout, Page]:
    """The sheets that the template knows; what is missing, repeated or unknown is noted."""
    known = {folded(layout.name): layout for layout in LAYOUTS}
    found: dict[Layout, Sheet] = {}
    for sheet in sheets:
        layout = known.get(folded(sheet.name))
        if layout is None:
            problems.add(Code.SHEET_UNKNOWN, sheet.name, expected=_names(LAYOUTS))
        elif layout in found:
            problems.add(Code.SHEET_REPEATED, sheet.name)
        else:
            found[layout] = sheet
    _note_missing(source_name, found, problems)
    read = {layout: _page(layout, sheet, problems) for layout, sheet in found.items()}
    return {layout: page for layout, page in read.items() if page is not None}


def _note_missing(source_name: str, found: dict[Layout, Sheet], problems: Problems) -> None:
    if not found:
        # A file that could not be read has been noted already, and nothing more can be said of it.
        if not problems.stopping:
            problems.add(Code.NOTHING_KNOWN, source_name, expected=_names(LAYOUTS))
        return
    for layout in LAYOUTS:
        if layout.needed and layout not in found:
            problems.add(Code.SHEET_MISSING, layout.name)


def _page(layout: Layout, sheet: Sheet, problems: Problems) -> Page | None:
    if len(sheet.rows) < 2:
        if layout.needed or not sheet.rows:
            problems.add(Code.SHEET_EMPTY, layout.name)
        return None
    header, *rows = sheet.rows
    columns = _columns(layout, header, problems)
    missing = [name for name in layout.required if name not in columns]
    for name in missing:
        problems.add(Code.COLUMN_MISSING, layout.name, address(0, header.number), column=name)
    return None if missing else Page(layout.name, columns, tuple(rows))


def _columns(layout: Layout, header: Row, problems: Problems) -> dict[str, int]:
    known = {_heading(name): name for name in (*layout.required, *layout.optional)}
    columns: dict[str, int] = {}
    for index, text in enumerate(header.cells):
        name = known.get(_heading(text))
        place = layout.name, address(index, header.number)
        if name is None:
            if text.strip():
                problems.add(Code.COLUMN_UNKNOWN, *place, column=text.strip(), expected=tuple(known.values()))
        elif name in columns:
            problems.add(Code.COLUMN_REPEATED, *place, column=name)
        else:
            columns[name] = index
    return columns


def _heading(text: str) -> str:
    """A column's name without the star of a required one and without a remark in brackets."""
    return folded(text.split("(")[0]).rstrip("*. ")


def _names(layouts: tuple[Layout, ...]) -> tuple[str, ...]:
    return tuple(layout.name for layout in layouts)
