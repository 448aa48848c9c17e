from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest

from core.exchange.keys import ClassKey, GroupKey, PersonKey, SubjectKey
from core.exchange.problems import MOST_PROBLEMS, Code, Problems
from core.exchange.reading.file import SchoolFile, read_school
from core.exchange.source import Source
from core.people.model import Name, Role
from tests.core.exchange.sheets import SCHOOL, Book

A5 = ClassKey("2026/2027", 5, "А")
ENGLISH = SubjectKey("английский язык")


def read(source: Source) -> tuple[SchoolFile | None, Problems]:
    problems = Problems()
    return read_school(source, problems, lambda _: None), problems


def sound(book: Book) -> SchoolFile:
    file, problems = read(book.folder())
    assert [problem.code for problem in problems.found] == []
    assert file is not None
    return file


def found(book: Book) -> list[tuple[Code, str]]:
    _, problems = read(book.folder())
    return [(problem.code, str(problem.place)) for problem in problems.found]


def test_csv_and_workbook_say_the_same() -> None:
    from_csv, from_book = sound(Book()), read(Book().workbook())[0]

    assert from_book is not None
    assert from_csv.data == from_book.data


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1251", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_every_encoding_and_delimiter_says_the_same(encoding: str, delimiter: str) -> None:
    file, problems = read(Book().folder(encoding, delimiter))

    assert problems.found == ()
    assert file == sound(Book())


def test_names_stay_as_the_school_has_them() -> None:
    names = {person.uid: person.name for person in sound(Book()).data.people}

    assert names["101"] == Name("Алиев", "Тимур", "Рашид оглы")
    assert names["302"] == Name("Алиев", "Рашид", None)


def test_one_uid_on_several_rows_is_one_guardian_of_several_children() -> None:
    data = sound(Book()).data

    pairs = {(row.guardian.text, row.pupil.text) for row in data.guardianships}
    assert pairs == {("uid:301", "uid:102"), ("uid:301", "uid:103"), ("uid:302", "uid:101")}
    assert sum(person.uid == "301" for person in data.people) == 1


def test_an_employee_may_be_a_guardian() -> None:
    book = Book().with_row("Родители", "Ли", "Мария", "Андреевна", "да", "Алиев Тимур Рашид оглы", "5А", "202")

    assert sum(person.uid == "202" for person in sound(book).data.people) == 1


def test_guardians_without_uid_are_one_by_telephone() -> None:
    head = ("Фамилия", "Имя", "Отчество", "Законный представитель", "Ученик", "Класс ученика", "Телефон")
    book = Book().with_sheet(
        "Родители",
        head,
        ("Ёлкина", "Анна", "Петровна", "да", "Ёлкина Софья Дмитриевна", "5А", "8 (911) 111-22-33"),
        ("Ёлкина", "Анна", "Петровна", "да", "Ёлкин Пётр Дмитриевич", "7Б", "+79111112233"),
    )

    assert len({row.guardian for row in sound(book).data.guardianships}) == 1


def test_positions_and_classes_bring_functions() -> None:
    position = "ответственный за сервис «Электронный дневник»; заместитель директора по УВР; администратор"
    grants = sound(Book().with_cell("Сотрудники!D4", position)).data.grants

    assert {(grant.person.text, grant.role, grant.school_class) for grant in grants} == {
        ("uid:201", Role.TEACHER, None),
        ("uid:201", Role.CLASS_TEACHER, A5),
        ("uid:202", Role.TEACHER, None),
        ("uid:203", Role.COORDINATOR, None),
        ("uid:203", Role.DEPUTY, None),
        ("uid:203", Role.ADMINISTRATOR, None),
    }
    assert {grant.from_day for grant in grants} == {date(2026, 9, 1)}


def test_groups_come_from_the_pupils() -> None:
    data = sound(Book()).data

    assert {row.group for row in data.groups} == {GroupKey(A5, ENGLISH, "1"), GroupKey(A5, ENGLISH, "2")}
    assert [(row.pupil.text, row.group.title) for row in data.members] == [("uid:101", "1"), ("uid:102", "2")]
    assert data.loads[1].group == GroupKey(A5, ENGLISH, "1")
    assert data.loads[1].hours == Decimal("2.5")


def test_a_lesson_without_a_teacher_has_the_one_of_the_load_and_lasts_the_year() -> None:
    lesson = sound(Book()).data.lessons[0]

    assert lesson.teacher == PersonKey("uid:201")
    assert (lesson.from_day, lesson.to_day) == (date(2026, 9, 1), date(2027, 5, 31))


def test_the_year_lasts_as_long_as_its_lessons_but_not_its_holidays() -> None:
    head = ("Классы", "Название", "Начало", "Конец", "Вид")
    terms = (
        ("1-9", "4 четверть", "01.04.2027", "05.06.2027", ""),
        ("1-11", "летние каникулы", "06.06.2027", "31.08.2027", ""),
    )

    assert sound(Book().with_sheet("Периоды", head, *terms)).data.years[0].to_day == date(2027, 6, 5)


def test_bells_hold_for_everyone_unless_said() -> None:
    head = ("Набор", "Урок", "Начало", "Конец", "Классы", "Дни")
    rows = (("основной", "1", "8.30", "9:10", "", ""), ("сб", "1", "0,375", "09:30:00", "5-11", "Сб."))
    first, second = sound(Book().with_sheet("Звонки", head, *rows)).data.bells

    assert (first.starts, first.from_grade, first.to_grade, first.weekdays) == (time(8, 30), 1, 11, (0, 1, 2, 3, 4, 5))
    assert (second.starts, second.from_grade, second.weekdays) == (time(9), 5, (5,))


def test_places_of_data_entry_keep_their_cells() -> None:
    head = ("ФИО сотрудника", "Пн.", "Вт.", "Ср.", "Чт.", "Пт.", "Сб.", "Примечание")
    row = ("Смирнова Ольга Викторовна", "АРМ1 (каб.23) 15:00-16:00", "", "постоянно", "", "", "", "")
    (slot,) = sound(Book().with_sheet("Ввод данных", head, row)).data.slots

    assert slot.cells == (("пн", "АРМ1 (каб.23) 15:00-16:00"), ("ср", "постоянно"))


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("Нагрузка!A2", "Смирнова\u00a0Ольга  Викторовна"),
        ("Нагрузка!A2", "смирнова ольга викторовна"),
        ("Нагрузка!A2", "201"),
        ("Нагрузка!B2", "5 a"),
        ("Нагрузка!B2", "5-А кл."),
        ("Нагрузка!D2", "МАТЕМ"),
        ("Нагрузка!E2", "5.0"),
        ("Родители!E2", "Елкина Софья Дмитриевна"),
        ("Родители!D2", "ДА"),
        ("Ученики!D2", "42199"),
        ("Ученики!D2", "2015-07-14"),
        ("Ученики!D2", "2015-07-14 00:00:00"),
        ("Ученики!D2", "14.07.2015 г."),
        ("Ученики!I2", "101.0"),
        ("Ученики!E2", "муж."),
        ("Расписание!B2", "Понедельник"),
        ("Расписание!G2", "23.0"),
        ("Помещения!A2", 23.0),
        ("Школа!A4", "номер *"),
        ("Школа!B8", "2026-2027"),
    ],
)
def test_what_means_the_same_is_the_same(address: str, value: object) -> None:
    assert sound(Book().with_cell(address, value)).data == sound(Book()).data


@pytest.mark.parametrize(
    ("address", "value", "code"),
    [
        ("Ученики!A2", "", Code.VALUE_MISSING),
        ("Ученики!D2", "31.02.2015", Code.BAD_DATE),
        ("Ученики!D2", "14.07.15", Code.BAD_DATE),
        ("Ученики!D2", "14/07/2015", Code.BAD_DATE),
        ("Ученики!E2", "да", Code.BAD_CHOICE),
        ("Ученики!F4", "5", Code.BAD_CLASS),
        ("Ученики!F4", "12А", Code.BAD_CLASS),
        ("Ученики!H2", "Английский язык", Code.BAD_GROUP),
        ("Ученики!H2", "Музыка: 1", Code.UNKNOWN_SUBJECT),
        ("Ученики!I2", "7,8E+09", Code.BAD_UID),
        ("Ученики!I2", "#N/A", Code.VALUE_IS_ERROR),
        ("Ученики!I3", "101", Code.DUPLICATE_UID),
        ("Сотрудники!E2", "11Я", Code.UNKNOWN_CLASS),
        ("Сотрудники!F4", "103", Code.UID_OF_ANOTHER),
        ("Родители!D2", "может быть", Code.BAD_CHOICE),
        ("Родители!E2", "Ёлкина Софья", Code.UNKNOWN_PUPIL),
        ("Родители!E2", "Ёлкин Пётр Дмитриевич", Code.UNKNOWN_PUPIL),
        ("Родители!F2", "8Б", Code.UNKNOWN_CLASS),
        ("Нагрузка!A2", "Смирнова О. В.", Code.UNKNOWN_TEACHER),
        ("Нагрузка!C3", "3", Code.UNKNOWN_GROUP),
        ("Нагрузка!D2", "Пение", Code.UNKNOWN_SUBJECT),
        ("Нагрузка!E2", "много", Code.BAD_NUMBER),
        ("Нагрузка!E2", "0", Code.BAD_NUMBER),
        ("Нагрузка!E2", "NaN", Code.BAD_NUMBER),
        ("Расписание!B2", "пт-пн", Code.BAD_WEEKDAYS),
        ("Расписание!C2", "99", Code.BAD_NUMBER),
        ("Расписание!G2", "99", Code.UNKNOWN_ROOM),
        ("Предметы!C2", "11-5", Code.BAD_GRADES),
        ("Предметы!D2", "10-балл", Code.BAD_CHOICE),
        ("Помещения!C2", "много", Code.BAD_NUMBER),
        ("Школа!B6", "Луна/Кратер", Code.UNKNOWN_TIME_ZONE),
        ("Школа!B6", "../etc/passwd", Code.UNKNOWN_TIME_ZONE),
        ("Школа!B7", "spb-1999", Code.UNKNOWN_PROFILE),
        ("Школа!B8", "2026/2028", Code.BAD_YEAR),
        ("Школа!B4", "", Code.VALUE_MISSING),
    ],
)
def test_each_mistake_is_named_at_its_cell(address: str, value: str, code: Code) -> None:
    assert (code, address) in found(Book().with_cell(address, value))


def test_one_mistake_is_one_problem() -> None:
    assert found(Book().with_cell("Ученики!D2", "вчера")) == [(Code.BAD_DATE, "Ученики!D2")]


def test_every_mistake_is_told_at_once() -> None:
    book = Book().with_cell("Ученики!D2", "вчера").with_cell("Ученики!E2", "?").with_cell("Школа!B7", "никакой")
    book = book.with_cell("Нагрузка!D2", "Пение").with_cell("Расписание!C3", "x")

    assert [place for _, place in found(book)] == [
        "Школа!B7",
        "Ученики!D2",
        "Ученики!E2",
        "Нагрузка!D2",
        "Расписание!C3",
    ]


def test_problems_are_bounded_and_the_rest_counted() -> None:
    book = Book()
    for _ in range(MOST_PROBLEMS + 5):
        book = book.with_row("Нагрузка", "Никто", "5А", "", "Математика", "1")
    _, problems = read(book.folder())

    assert (len(problems.found), problems.hidden) == (MOST_PROBLEMS, 5)


def test_namesakes_are_told_apart_by_uid_only() -> None:
    book = Book().with_row("Сотрудники", "Ли", "Мария", "Андреевна", "учитель", "", "204")

    assert (Code.NAMESAKES, "Нагрузка!A3") in found(book)
    fixed = book.with_cell("Нагрузка!A3", "204").with_cell("Расписание!F3", "204")
    assert sound(fixed).data.loads[1].teacher == PersonKey("uid:204")


def test_among_namesakes_the_letter_yo_decides() -> None:
    book = Book().with_row("Ученики", "Елкина", "Софья", "Дмитриевна", "", "", "5А", "", "", "109")

    pairs = {(row.guardian.text, row.pupil.text) for row in sound(book).data.guardianships}
    assert {("uid:301", "uid:102"), ("uid:301", "uid:103")} < pairs


@pytest.mark.parametrize("sheet", ["Школа", "Предметы", "Ученики", "Сотрудники"])
def test_a_missing_sheet_is_the_only_problem_named(sheet: str) -> None:
    assert found(Book().without(sheet)) == [(Code.SHEET_MISSING, sheet)]


def test_without_a_sheet_of_rooms_the_timetable_names_them() -> None:
    assert [row.number for row in sound(Book().without("Помещения")).data.rooms] == ["23"]


def test_a_missing_column_is_named() -> None:
    rows = [row[1:] for row in Book().sheets["Сотрудники"]]

    assert found(Book().with_sheet("Сотрудники", *rows)) == [(Code.COLUMN_MISSING, "Сотрудники!A1")]


def test_an_unknown_column_is_a_warning() -> None:
    file, problems = read(Book().with_sheet("Помещения", ("Номер", "Этаж"), ("23", "2")).folder())

    assert [(problem.code, problem.stops) for problem in problems.found] == [(Code.COLUMN_UNKNOWN, False)]
    assert file is not None


def test_an_unknown_sheet_and_a_plain_position_are_warnings() -> None:
    book = Book().with_sheet("Лист1", ("а",)).with_cell("Сотрудники!D3", "повар")

    assert found(book) == [(Code.SHEET_UNKNOWN, "Лист1"), (Code.POSITION_WITHOUT_ROLE, "Сотрудники!D3")]


def test_a_sheet_without_rows_and_a_file_of_something_else() -> None:
    assert found(Book().with_sheet("Ученики", Book().sheets["Ученики"][0])) == [(Code.SHEET_EMPTY, "Ученики")]
    assert found(Book(sheets={"Меню": (("Суп", "Каша"),)})) == [
        (Code.SHEET_UNKNOWN, "Меню"),
        (Code.NOTHING_KNOWN, "школа"),
    ]


def test_an_unreadable_file_is_not_also_called_unknown() -> None:
    source = Book().workbook()
    broken = replace(source, files=(replace(source.files[0], content=b"PK broken"),))

    assert [problem.code for problem in read(broken)[1].found] == [Code.FILE_UNREADABLE]


def test_repeated_sheets_columns_rows_and_fields() -> None:
    twice = Book().with_sheet("предметы", ("Название",), ("Физика",))
    assert (Code.SHEET_REPEATED, "предметы") in found(twice)
    assert (Code.COLUMN_REPEATED, "Помещения!B1") in found(
        Book().with_sheet("Помещения", ("Номер", "Номер"), ("1", "2"))
    )
    assert (Code.DUPLICATE_ROW, "Помещения!A3") in found(Book().with_row("Помещения", "23.0"))
    assert (Code.DUPLICATE_ROW, "Школа!A9") in found(Book().with_row("Школа", "Номер", "6"))
    assert (Code.DUPLICATE_ROW, "Родители!E5") in found(Book().with_row("Родители", *Book().sheets["Родители"][1]))


def test_missing_and_unknown_fields_of_the_school() -> None:
    assert (Code.FIELD_MISSING, "Школа") in found(Book().with_sheet("Школа", *SCHOOL[:-1]))
    assert found(Book().with_row("Школа", "Девиз", "Знание")) == [(Code.FIELD_UNKNOWN, "Школа!A9")]


def test_reversed_days_and_times() -> None:
    head = ("Класс", "День", "Урок", "Предмет", "С даты", "По дату")
    lesson = Book().with_sheet("Расписание", head, ("5А", "пн", "1", "Математика", "01.12.2026", "01.11.2026"))
    assert found(lesson) == [(Code.DATES_REVERSED, "Расписание!F2")]
    bell = Book().with_sheet("Звонки", ("Набор", "Урок", "Начало", "Конец"), ("а", "1", "09:10", "08:30"))
    assert found(bell) == [(Code.TIMES_REVERSED, "Звонки!D2")]


def test_a_lesson_whose_teacher_nobody_names() -> None:
    book = Book().with_row("Расписание", "7Б", "пн", "1", "Математика", "", "", "")

    assert found(book) == [(Code.TEACHER_MISSING, "Расписание!F4")]


def test_rows_beyond_the_last_column_and_blank_rows_are_nothing() -> None:
    book = Book().with_row("Ученики", *[""] * 9, " ").with_row("Ученики", "\u00a0")

    assert sound(book).data == sound(Book()).data


def test_formulas_of_text_are_data() -> None:
    head = ("Класс", "Предмет", "№ урока", "Тема", "Домашнее задание")
    (plan,) = sound(Book().with_sheet("Планы", head, ("5А", "Математика", "1", "=1+1", "@§5\n№ 22.0"))).data.plans

    assert (plan.topic, plan.homework) == ("=1+1", "@§5\n№ 22.0")
