"""Schools of a thousand and of ten thousand pupils on SQLite, with all that a year leaves in a journal.

Written past the use cases, which would take hours: classes of 25, six lessons a day; in each lesson five get a mark and
one is absent.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from tests.tools import databases

SCHOOL, YEAR = 1, 1
BEGAN, ENDS = date(2026, 9, 1), date(2027, 5, 31)
TODAY = date(2027, 4, 16)
"""A Friday of the fourth quarter."""

NOW = datetime(2027, 4, 16, 15, 30, tzinfo=UTC)
BOT, FIRST_CHAT = "4200000001", 1000
CLASS, LESSONS, MARKED = 25, 6, 5
QUARTERS = (
    (date(2026, 9, 1), date(2026, 10, 23)),
    (date(2026, 11, 2), date(2026, 12, 25)),
    (date(2027, 1, 11), date(2027, 3, 19)),
    (date(2027, 3, 29), date(2027, 5, 28)),
)
SUBJECTS = (
    "Математика", "Русский язык", "Литература", "Английский язык", "История", "География",
    "Биология", "Физика", "Химия", "Информатика", "Музыка", "Физкультура",
)  # fmt: skip
Rows = Iterable[tuple[Any, ...]]


@dataclass(frozen=True)
class BigSchool:
    """The keys of its people: teachers of the classes first, then pupils, then a guardian of each."""

    pupils: int

    @property
    def classes(self) -> int:
        return self.pupils // CLASS

    def pupil(self, number: int) -> int:
        return self.classes + 1 + number

    def guardian(self, number: int) -> int:
        return self.classes + 1 + self.pupils + number

    def write(self, folder: Path) -> str:
        """The address of a database with the whole year."""
        path = databases.sqlite_template(folder)
        with sqlite3.connect(path) as connection:
            for pragma in ("foreign_keys=OFF", "synchronous=OFF", "cache_size=-200000"):
                connection.execute(f"PRAGMA {pragma}")
            self._people(connection)
            self._plan(connection)
            self._journal(connection)
            connection.commit()
            connection.execute("ANALYZE")
        connection.close()
        return databases.sqlite_url(path)

    def _people(self, to: sqlite3.Connection) -> None:
        pupils, guardians = range(self.pupils), range(self.pupils)
        _insert(to, "region", "id name", [(1, "Р")])
        _insert(to, "municipality", "id region_id name", [(1, 1, "М")])
        named = (1, 1, "1", "Школа 1", "Школа № 1", "Europe/Moscow", "spb-2018", "{}", "full")
        columns = "id municipality_id number short_name full_name time_zone profile profile_overrides content_mode"
        _insert(to, "school", columns, [named])
        _insert(to, "school_year", "id school_id name from_day to_day", [(YEAR, SCHOOL, "2026/27", BEGAN, ENDS)])
        people = [(one + 1, "Учитель", f"Имя{one}") for one in range(self.classes)]
        people += [(self.pupil(one), f"Фамилия{one % 900}", f"Имя{one % 70}") for one in pupils]
        people += [(self.guardian(one), f"Фамилия{one % 900}", "Мария") for one in guardians]
        _insert(to, "person", "id surname given_name school_id", ((*one, SCHOOL) for one in people))
        classes = ((one + 1, SCHOOL, YEAR, 5 + one % 5, f"{one // 5}") for one in range(self.classes))
        _insert(to, "school_class", "id school_id year_id grade letter", classes)
        own = ((SCHOOL, one // CLASS + 1, self.pupil(one), BEGAN) for one in pupils)
        _insert(to, "enrolment", "school_id class_id pupil_id from_day", own)
        families = ((SCHOOL, self.guardian(one), self.pupil(one), True, BEGAN) for one in guardians)
        _insert(to, "guardianship", "school_id guardian_id pupil_id legal from_day", families)
        chats = ((one + 1, "telegram", BOT, str(FIRST_CHAT + one)) for one in guardians)
        _insert(to, "chat", "id channel bot address", chats)
        _insert(
            to,
            "account_link",
            "chat_id person_id linked_at",
            ((n + 1, self.guardian(n), _at(BEGAN)) for n in guardians),
        )

    def _plan(self, to: sqlite3.Connection) -> None:
        subjects = ((place + 1, SCHOOL, name, "[]") for place, name in enumerate(SUBJECTS))
        _insert(to, "subject", "id school_id name aliases", subjects)
        terms = (
            (SCHOOL, YEAR, f"{place} четверть", "четверть", *days, 1, 11) for place, days in enumerate(QUARTERS, 1)
        )
        _insert(to, "term", "school_id year_id name kind from_day to_day from_grade to_grade", terms)
        bells = (
            (SCHOOL, "О", n, f"{8 + n:02}:00:00.000000", f"{8 + n:02}:40:00.000000", 1, 11, "[0, 1, 2, 3, 4]")
            for n in range(1, 7)
        )
        _insert(to, "bell", "school_id set_name number starts ends from_grade to_grade weekdays", bells)
        loads = (
            (SCHOOL, of, of, subject, 3, BEGAN) for of in self._class_ids() for subject in range(1, len(SUBJECTS) + 1)
        )
        _insert(to, "teaching_load", "school_id teacher_id class_id subject_id hours from_day", loads)
        weekly = (
            (SCHOOL, of, _subject(day, n), of, day, n, BEGAN, ENDS)
            for of in self._class_ids()
            for day in range(5)
            for n in range(1, LESSONS + 1)
        )
        columns = "school_id class_id subject_id teacher_id weekday number from_day to_day"
        _insert(to, "timetable_entry", columns, weekly)
        _insert(to, "control_kind", "school_id name weight aliases", [(SCHOOL, "Контрольная работа", 1.5, "[]")])

    def _journal(self, to: sqlite3.Connection) -> None:
        lessons = [*self._lessons()]
        _insert(to, "lesson", "id school_id class_id subject_id teacher_id day number", lessons)
        entries = ((one[0], one[0], "record", one[4], one[4], _at(one[5])) for one in lessons)
        _insert(to, "entry", "id lesson_id kind author_id typed_by_id at", entries)
        texts = ((one[0], one[0], "topic", "Решение задач на движение", None) for one in lessons)
        _insert(to, "lesson_text", "lesson_id entry_id kind text due", texts)
        tasks = ((one[0], one[0], "homework", "№ 301, 302, 305", one[5] + timedelta(days=2)) for one in lessons)
        _insert(to, "lesson_text", "lesson_id entry_id kind text due", tasks)
        controls = ((one[0], one[0], one[0], 1 if one[0] % 4 else 1.5) for one in lessons)
        _insert(to, "control", "id lesson_id entry_id weight", controls)
        marks = (
            (one[0], self._one(one, n * 5), one[0], str(2 + (one[0] + n) % 4), one[5], one[5])
            for one in lessons
            for n in range(MARKED)
        )
        _insert(to, "mark", "control_id pupil_id entry_id value work_day announced_on", marks)
        away = ((one[0], self._one(one, 7), one[0], "absent", "Б") for one in lessons)
        _insert(to, "attendance", "lesson_id pupil_id entry_id kind reason", away)

    def _lessons(self) -> Iterator[tuple[Any, ...]]:
        """Each lesson of the year up to today."""
        keys = count(1)
        for of in self._class_ids():
            for first, last in QUARTERS:
                for day in _school_days(first, min(last, TODAY)):
                    for n in range(1, LESSONS + 1):
                        yield next(keys), SCHOOL, of, _subject(day.weekday(), n), of, day, n

    def _one(self, lesson: tuple[Any, ...], place: int) -> int:
        """A pupil of the lesson's class, another one each time."""
        return self.pupil((lesson[2] - 1) * CLASS + (lesson[0] + place) % CLASS)

    def _class_ids(self) -> range:
        return range(1, self.classes + 1)


def _subject(weekday: int, number: int) -> int:
    return (weekday * LESSONS + number) % len(SUBJECTS) + 1


def _school_days(first: date, last: date) -> Iterator[date]:
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return (day for day in days if day.weekday() < 5)


def _at(day: date) -> str:
    return f"{day} 12:00:00.000000"


def _insert(to: sqlite3.Connection, table: str, columns: str, rows: Rows) -> None:
    names = columns.split()
    places = ", ".join("?" * len(names))
    plain = (tuple(str(one) if isinstance(one, date) else one for one in row) for row in rows)
    to.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})", plain)  # noqa: S608 - our own words
