"""The sample school and a made-up one, as contexts for reading messages."""

import csv
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path

from core.calendar.model import Bell, Calendar, Subject, Term, TermKind, TimetableEntry
from core.calendar.rules import slots_between
from core.ids import ClassId, GroupId, PersonId, SchoolId, SubjectId
from core.journal.controls import DEFAULT_CONTROL_KINDS
from core.journal.quick_entry.model import ClassList, EntryContext, PlanItem
from core.people.model import Enrolled, Group, Membership, Name, Person, SchoolClass
from tests.core.journal.quick_entry import gymnasium

DATA = Path(__file__).parents[3] / "data"
SAMPLE = DATA / "school-sample"
SCHOOL = SchoolId(1)
WEEKDAYS = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
YEAR = (date(2026, 9, 1), date(2027, 5, 31))

Row = Mapping[str, str]


class SampleSchool:
    """A school read from the tables that a school imports."""

    def __init__(self, tables: Mapping[str, Iterable[Row]]) -> None:
        rows = {name: list(table) for name, table in tables.items()}
        self.subjects = [
            Subject(SubjectId(number), row["Название"], _listed(row["Сокращения"]))
            for number, row in enumerate(rows["Предметы"], 1)
        ]
        self.staff = [
            Person(PersonId(1000 + number), SCHOOL, _name(row), row["UID"])
            for number, row in enumerate(rows["Сотрудники"], 1)
        ]
        self.staff_numbers = {
            person.id: row["Табельный номер"] for person, row in zip(self.staff, rows["Сотрудники"], strict=True)
        }
        titles = dict.fromkeys(row["Класс"] for row in (*rows["Ученики"], *rows["Расписание"]))
        self.classes = {title: _class(number, title) for number, title in enumerate(titles, 1)}
        self.groups = self._groups(rows["Расписание"])
        self.pupils = self._pupils(rows["Ученики"])
        self.calendar = self._calendar(rows)
        self.plan = [self._plan_item(row) for row in rows["Планы"]]

    def _subject(self, name: str) -> Subject:
        return next(one for one in self.subjects if one.name == name)

    def teacher(self, key: str) -> Person:
        """By staff number or full name."""
        return next(one for one in self.staff if key in (self.staff_numbers[one.id], one.name.full))

    def _groups(self, rows: Iterable[Row]) -> dict[tuple[str, str, str], Group]:
        keys = dict.fromkeys((row["Класс"], row["Предмет"], row["Группа"]) for row in rows if row["Группа"])
        return {
            key: Group(GroupId(number), self.classes[key[0]].id, self._subject(key[1]).id, key[2])
            for number, key in enumerate(keys, 1)
        }

    def _pupils(self, rows: Iterable[Row]) -> dict[str, list[Enrolled]]:
        found: dict[str, list[Enrolled]] = {title: [] for title in self.classes}
        for number, row in enumerate(rows, 1):
            pupil = Person(PersonId(number), SCHOOL, _name(row), row["UID"])
            day = _day(row["Дата зачисления"])
            found[row["Класс"]].append(Enrolled(pupil, day, None, self._memberships(row, day)))
        return found

    def _memberships(self, row: Row, day: date) -> tuple[Membership, ...]:
        pairs = (part.split(":") for part in row["Группа"].split(";") if part.strip())
        keys = ((row["Класс"], subject.strip(), title.strip()) for subject, title in pairs)
        return tuple(Membership(self.groups[key].id, day, None) for key in keys)

    def _calendar(self, rows: Mapping[str, list[Row]]) -> Calendar:
        terms = tuple(
            Term(
                row["Название"], TermKind(row["Вид"]), _day(row["Начало"]), _day(row["Конец"]), *_grades(row["Классы"])
            )
            for row in rows["Периоды"]
        )
        bells = tuple(
            Bell(int(row["Урок"]), time.fromisoformat(row["Начало"]), time.fromisoformat(row["Конец"]),
                 *_grades(row["Классы"]), frozenset(range(6)))
            for row in rows["Звонки"]
        )  # fmt: skip
        return Calendar(*YEAR, terms, bells, tuple(self._entry(row) for row in rows["Расписание"]))

    def _entry(self, row: Row) -> TimetableEntry:
        school_class = self.classes[row["Класс"]]
        group = self.groups.get((row["Класс"], row["Предмет"], row["Группа"]))
        return TimetableEntry(
            school_class.id, school_class.grade, group.id if group else None, self._subject(row["Предмет"]).id,
            self.teacher(row["Учитель"]).id, WEEKDAYS.index(row["День"]), int(row["Урок"]), None, *YEAR,
        )  # fmt: skip

    def _plan_item(self, row: Row) -> PlanItem:
        return PlanItem(
            self.classes[row["Класс"]].id, self._subject(row["Предмет"]).id, int(row["№ урока"]), row["Тема"],
            row["Домашнее задание"] or None,
        )  # fmt: skip

    def context(self, teacher: str, at: str) -> EntryContext:
        """What the messages of this teacher (staff number or full name) are read against at this local time."""
        moment = datetime.fromisoformat(at)
        person = self.teacher(teacher)
        taught = {entry.class_id for entry in self.calendar.entries if entry.teacher_id == person.id}
        lists = tuple(self._list(title) for title, one in self.classes.items() if one.id in taught)
        slots = slots_between(self.calendar, moment.date() - timedelta(weeks=6), moment.date() + timedelta(weeks=5))
        return EntryContext(
            moment, person, lists, tuple(self.classes.values()), tuple(self.subjects), DEFAULT_CONTROL_KINDS,
            tuple(slot for slot in slots if slot.class_id in taught), tuple(self.staff), tuple(self.plan),
            staff_numbers=self.staff_numbers, terms=self.calendar.terms,
        )  # fmt: skip

    def _list(self, title: str) -> ClassList:
        groups = tuple(group for key, group in self.groups.items() if key[0] == title)
        return ClassList(self.classes[title], tuple(self.pupils[title]), groups)


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _name(row: Row) -> Name:
    return Name(row["Фамилия"], row["Имя"], row["Отчество"] or None)


def _class(number: int, title: str) -> SchoolClass:
    return SchoolClass(ClassId(number), int(title[:-1]), title[-1])


def _day(cell: str) -> date:
    day, month, year = map(int, cell.split("."))
    return date(year, month, day)


def _grades(cell: str) -> tuple[int, int]:
    first, last = map(int, cell.split("-"))
    return first, last


def _table(name: str) -> list[dict[str, str]]:
    with (SAMPLE / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@lru_cache(maxsize=1)
def sample_school() -> SampleSchool:
    """School № 900."""
    names = ("Предметы", "Сотрудники", "Ученики", "Расписание", "Периоды", "Звонки", "Планы")
    return SampleSchool({name: _table(name) for name in names})


_OTHER: Mapping[str, str] = {
    "Предметы": """Название;Сокращения
Математика;матем
Алгебра;алг
Геометрия;геом
Родной язык (татарский);тат
Физика;физ
Химия;хим""",
    "Сотрудники": """Фамилия;Имя;Отчество;Табельный номер;UID
Хабибуллина;Гүзәл;Ринатовна;17;1
Магомадов;Шамиль;Асланович;18;2
Цыренова;Дарима;Баировна;19;3""",
    "Ученики": """Фамилия;Имя;Отчество;Класс;Дата зачисления;Группа;UID
Гыйләҗев;Айнур;Рөстәмович;8В;01.09.2026;;11
Хәсәнова;Гөлназ;Илдаровна;8В;01.09.2026;;12
Дудаев;Зелимхан;Русланович;8В;01.09.2026;;13
Дудаева;Хеда;Руслановна;8В;01.09.2026;;14
Цыбенов;Баир;Дашиевич;8В;01.09.2026;;15
Цыбенова;Дулма;Баировна;8В;01.09.2026;;16
Цой;Ан;Сергеевич;8В;01.09.2026;;17
Ан;Виктория;Енсуевна;8В;01.09.2026;;18
Ли;Роман;Олегович;8В;01.09.2026;;19
Роман;Илья;Петрович;8В;01.09.2026;;20
Смирнова-Ли;Ева;Олеговна;8В;01.09.2026;;21
Оглы-Заде;Эмин;Фарид оглы;8В;01.09.2026;;22
Кузнецов;Иван;Петрович;8В;01.09.2026;;23
Кузнецов;Иван;Андреевич;8В;01.09.2026;;24
Музыка;Олеся;Ивановна;8В;01.09.2026;;25
Шевченко;Никита;Львович;8В;01.09.2026;;26
Белых;Софья;Ильинична;8В;01.09.2026;;27
Заяц;Лев;Маркович;8В;01.09.2026;;28
Ахмедов;Али;Саидович;8Г;01.09.2026;;31
Кузнецов;Пётр;Ильич;8Г;01.09.2026;;32""",
    "Расписание": """Класс;День;Урок;Предмет;Группа;Учитель
8В;пн;1;Алгебра;;Хабибуллина Гүзәл Ринатовна
8В;ср;1;Алгебра;;Хабибуллина Гүзәл Ринатовна
8В;ср;2;Геометрия;;Хабибуллина Гүзәл Ринатовна
8В;пт;3;Геометрия;;Хабибуллина Гүзәл Ринатовна
8В;вт;2;Физика;;Магомадов Шамиль Асланович
8В;чт;2;Физика;;Магомадов Шамиль Асланович
8В;чт;3;Физика;;Магомадов Шамиль Асланович
8Г;вт;4;Физика;;Магомадов Шамиль Асланович
8Г;ср;1;Химия;;Цыренова Дарима Баировна""",
    "Периоды": """Классы;Название;Начало;Конец;Вид
1-9;1 четверть;01.09.2026;25.10.2026;четверть
1-11;осенние каникулы;26.10.2026;03.11.2026;каникулы""",
    "Звонки": """Набор;Урок;Начало;Конец;Классы
основной;1;08:30;09:10;1-11
основной;2;09:20;10:00;1-11
основной;3;10:20;11:00;1-11
основной;4;11:10;11:50;1-11""",
    "Планы": "Класс;Предмет;№ урока;Тема;Домашнее задание",
}


def _typed(tables: Mapping[str, str]) -> SampleSchool:
    return SampleSchool({name: list(csv.DictReader(text.splitlines(), delimiter=";")) for name, text in tables.items()})


@lru_cache(maxsize=1)
def other_school() -> SampleSchool:
    """A made-up school with names of several peoples, a double surname and full namesakes."""
    return _typed(_OTHER)


@lru_cache(maxsize=1)
def gymnasium_school() -> SampleSchool:
    """A made-up school with classes from 1А to 11М."""
    return _typed(gymnasium.TABLES)


SCHOOLS = {"sample": sample_school, "other": other_school, "gymnasium": gymnasium_school}
