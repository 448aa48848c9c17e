"""A class with families whose chats are linked, a teacher who records, and what became of the news."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from core.ids import ChatKey, ClassId, EntryId, LessonId, PersonId, SchoolId, SubjectId
from core.journal.attachments.model import Attachment
from core.journal.model import EntryKind, Homework, LessonKey, LessonRecord
from core.journal.ports import NewEntry, NewMark
from core.notifications.comparing import compare
from core.notifications.model import Kind, Planned, Priority
from core.notifications.planning import LessonChange
from core.notifications.service import announce
from playground import Person, Playground
from storage.database import Database
from storage.schema import metadata

DAY = date(2026, 10, 13)
NOW = datetime(2026, 10, 13, 9, tzinfo=UTC)
SCHOOL, TEACHER, CLASS, SUBJECT = SchoolId(1), PersonId(1), ClassId(1), SubjectId(1)
BOT = "123456"
NAMES = ("Софья", "Егор", "Артём", "Даниил", "Мария", "Тимур", "Алина", "Глеб")


class SchoolClock:
    """Runs from a school day on; tests push it forward."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self.ahead = timedelta()

    def now(self) -> datetime:
        return NOW + timedelta(seconds=time.monotonic() - self._begun) + self.ahead


@dataclass(frozen=True)
class Family:
    pupil_id: PersonId
    guardian_id: PersonId
    chat_key: ChatKey
    child: str


@dataclass
class School:
    """The school in a database, and the guardians in a playground."""

    database: Database
    clock: SchoolClock
    families: tuple[Family, ...]
    people: dict[ChatKey, Person] = field(default_factory=dict)

    async def record(
        self,
        marks: dict[Family, str],
        number: int = 2,
        homework: str | None = None,
        files: tuple[Attachment, ...] = (),
    ) -> None:
        """Record a lesson with marks and homework; families are told at once, without grace time."""
        async with self.database.writing() as unit:
            lesson_id = await unit.journal.ensure_lesson(key(number), TEACHER)
            before = await unit.journal.lesson_by_id(lesson_id)
            entry_id = await unit.journal.add_entry(self._entry(lesson_id, EntryKind.RECORD))
            new = tuple(NewMark(family.pupil_id, value, None, None, DAY) for family, value in marks.items())
            await unit.journal.add_marks(lesson_id, entry_id, new)
            if homework or files:
                await unit.journal.set_homework(lesson_id, entry_id, Homework(homework or "", attachments=files))
            await self._announce(unit, lesson_id, entry_id, before)
            await unit.commit()

    async def correct(self, family: Family, value: str | None, number: int = 2) -> None:
        """Correct the only mark of a child in a lesson, or take it back."""
        async with self.database.writing() as unit:
            lesson_id = await unit.journal.ensure_lesson(key(number), TEACHER)
            before = await unit.journal.lesson_by_id(lesson_id)
            (old,) = (mark for mark in before.marks if mark.pupil_id == family.pupil_id)
            entry_id = await unit.journal.add_entry(self._entry(lesson_id, EntryKind.CORRECTION))
            if value is None:
                await unit.journal.end_mark(old.id, entry_id)
            else:
                new = NewMark(family.pupil_id, value, None, None, DAY, replaces=old.id)
                await unit.journal.add_marks(lesson_id, entry_id, (new,))
            await self._announce(unit, lesson_id, entry_id, before)
            await unit.commit()

    async def set_homework(self, text: str, number: int = 2, files: tuple[Attachment, ...] = ()) -> None:
        """Correct the homework of a lesson."""
        async with self.database.writing() as unit:
            lesson_id = await unit.journal.ensure_lesson(key(number), TEACHER)
            before = await unit.journal.lesson_by_id(lesson_id)
            entry_id = await unit.journal.add_entry(self._entry(lesson_id, EntryKind.CORRECTION))
            await unit.journal.set_homework(lesson_id, entry_id, Homework(text, attachments=files))
            await self._announce(unit, lesson_id, entry_id, before)
            await unit.commit()

    async def tell(self, families: Iterable[Family], prefix: str, priority: Priority = Priority.NORMAL) -> None:
        """Put a row of plain news into the outbox for each family, in this order."""
        rows = tuple(planned(family, f"{prefix}{n}", self.clock.now(), priority) for n, family in enumerate(families))
        async with self.database.writing() as unit:
            await unit.outbox.enqueue(rows, self.clock.now())
            await unit.commit()

    async def rows(self, table: str = "outbox") -> list[dict[str, Any]]:
        """All rows of a table, oldest first, read in a session of their own."""
        async with self.database.reading() as unit:
            found = await unit.connection.execute(metadata.tables[table].select().order_by("id"))
            return [dict(row._mapping) for row in found]

    async def states(self) -> list[str]:
        return [row["state"] for row in await self.rows()]

    async def join(self, playground: Playground) -> None:
        """Let every guardian press Start."""
        for family in self.families:
            person = playground.person(family.child, user_id=chat_id(family.chat_key))
            await person.start()
            self.people[family.chat_key] = person

    def guardian(self, family: Family) -> Person:
        return self.people[family.chat_key]

    def texts(self, family: Family) -> list[str]:
        """What the bot wrote to a guardian, oldest first."""
        return [message.text for message in self.guardian(family).messages if message.from_bot]

    def _entry(self, lesson_id: LessonId, kind: EntryKind) -> NewEntry:
        return NewEntry(lesson_id, kind, TEACHER, TEACHER, self.clock.now())

    async def _announce(
        self,
        unit: Any,
        lesson_id: LessonId,
        entry_id: EntryId,
        before: LessonRecord,
    ) -> None:
        after = await unit.journal.lesson_by_id(lesson_id)
        pupils = tuple(family.pupil_id for family in self.families)
        change = LessonChange(SCHOOL, lesson_id, entry_id, TEACHER, *compare(before, after, pupils))
        await announce(unit, change, await unit.people.school(SCHOOL), self.clock.now(), timedelta())


def key(number: int) -> LessonKey:
    return LessonKey(SCHOOL, CLASS, None, SUBJECT, DAY, number)


def chat_id(chat_key: ChatKey) -> int:
    return 700000 + chat_key


def planned(family: Family, who: str, at: datetime, priority: Priority = Priority.NORMAL) -> Planned:
    """News that names `who`: each different, so that a test knows them apart."""
    content = {"event": "guardian_chat", "who": who, "children": family.child}
    return Planned(
        SCHOOL, family.chat_key, family.guardian_id, Kind.LINK, f"test:{who}", at, priority=priority, content=content
    )


async def filled(database: Database, families: int = 3, content_mode: str = "full") -> School:
    """Put a school with so many families into a fresh database."""
    members = tuple(_family(n) for n in range(families))
    async with database.writing() as unit:
        for table, rows in (*_directories(content_mode).items(), *_families(members).items()):
            await unit.connection.execute(metadata.tables[table].insert(), rows)
        await unit.commit()
    return School(database, SchoolClock(), members)


def _family(n: int) -> Family:
    return Family(PersonId(100 + n), PersonId(1000 + n), ChatKey(1 + n), NAMES[n % len(NAMES)])


def _directories(content_mode: str) -> dict[str, list[dict[str, Any]]]:
    school = {"id": 1, "municipality_id": 1, "number": "1", "short_name": "Школа", "full_name": "Школа № 1"}
    school |= {"time_zone": "Europe/Moscow", "profile": "spb-2010", "content_mode": content_mode}
    year = {"id": 1, "school_id": 1, "name": "2026/27", "from_day": date(2026, 9, 1), "to_day": date(2027, 5, 31)}
    return {
        "region": [{"id": 1, "name": "Край"}],
        "municipality": [{"id": 1, "region_id": 1, "name": "Город"}],
        "school": [school],
        "person": [{"id": TEACHER, "school_id": 1, "surname": "Смирнова", "given_name": "Ольга"}],
        "school_year": [year],
        "school_class": [{"id": CLASS, "school_id": 1, "year_id": 1, "grade": 5, "letter": "А"}],
        "subject": [{"id": SUBJECT, "school_id": 1, "name": "Математика", "aliases": []}],
    }


def _families(members: tuple[Family, ...]) -> dict[str, list[dict[str, Any]]]:
    tables: dict[str, list[dict[str, Any]]] = {"person": [], "chat": [], "account_link": [], "guardianship": []}
    for member in members:
        tables["person"] += [_person(member.pupil_id, member.child), _person(member.guardian_id, "Ирина")]
        address = {"channel": "telegram", "bot": BOT, "address": str(chat_id(member.chat_key))}
        tables["chat"].append({"id": member.chat_key, **address})
        link = {"chat_id": member.chat_key, "person_id": member.guardian_id, "linked_at": NOW}
        tables["account_link"].append(link)
        guardianship = {"guardian_id": member.guardian_id, "pupil_id": member.pupil_id, "legal": True}
        tables["guardianship"].append({"school_id": 1, "from_day": date(2026, 9, 1), **guardianship})
    return tables


def _person(person_id: PersonId, given: str) -> dict[str, Any]:
    return {"id": person_id, "school_id": 1, "surname": "Ёлкина", "given_name": given}
