"""A small school with two families, staff of every function that matters here, and a second school."""

import secrets
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from core.ids import ClassId, PersonId, SchoolId
from core.people.links.codes import issue_codes
from core.people.links.model import Address, CodeRequest, OnePerson, Slip
from core.people.model import Actor, console
from storage.database import Database
from storage.schema import metadata

NOW = datetime(2026, 10, 13, 12, tzinfo=UTC)
DAY = NOW.date()
FROM = date(2026, 9, 1)

ADMINISTRATOR, COORDINATOR, CLASS_TEACHER, TEACHER = map(PersonId, (1, 2, 3, 4))
IRINA, RASHID, SVETLANA = map(PersonId, (11, 12, 13))
TIMUR, AMINA, SARANA = map(PersonId, (21, 22, 23))
IRINA_ELSEWHERE = PersonId(31)
CLASS_5A, CLASS_6B, CLASS_ELSEWHERE = map(ClassId, (1, 2, 3))
SCHOOL, ELSEWHERE = SchoolId(1), SchoolId(2)
UIDS = {IRINA: "7800102866", RASHID: "7800102903", SVETLANA: "7800102940", IRINA_ELSEWHERE: "7800102866"}

CHAT = Address("telegram", "1", "100")
OTHER_CHAT = replace(CHAT, chat="200")
THIRD_CHAT = replace(CHAT, chat="300")

_NAMES = {
    ADMINISTRATOR: ("Орлов", "Пётр", "Ильич"),
    COORDINATOR: ("Гусева", "Анна", "Юрьевна"),
    CLASS_TEACHER: ("Смирнова", "Ольга", "Викторовна"),
    TEACHER: ("Фёдорова", "Нина", "Львовна"),
    IRINA: ("Алиева", "Ирина", "Сергеевна"),
    RASHID: ("Алиев", "Рашид", "Сергеевич"),
    SVETLANA: ("Бадмаева", "Светлана", "Ивановна"),
    TIMUR: ("Алиев", "Тимур", "Рашид оглы"),
    AMINA: ("Алиева", "Амина", "Рашид кызы"),
    SARANA: ("Бадмаева", "Сарана", "Баировна"),
}


@dataclass(frozen=True)
class World:
    """The database with this school, and shortcuts."""

    database: Database

    async def actor(self, person_id: PersonId | None) -> Actor:
        """The actor of today; None is the console."""
        async with self.database.reading() as unit:
            if person_id is None:
                return console(await unit.people.school(SCHOOL))
            return await unit.people.actor(person_id, DAY)

    async def issue(self, request: CodeRequest, by: PersonId | None = None, now: datetime = NOW) -> tuple[Slip, ...]:
        """Issue codes for two weeks."""
        return await issue_codes(self.database, await self.actor(by), request, now, source=secrets, days=14)

    async def code(self, person_id: PersonId, now: datetime = NOW) -> str:
        """A new code for a person, issued at the console."""
        return (await self.issue(OnePerson(person_id), now=now))[0].code

    async def rows(self, table: str) -> list[dict[str, Any]]:
        """All rows of a table, oldest first, read in a session of their own."""
        async with self.database.reading() as unit:
            found = await unit.connection.execute(metadata.tables[table].select().order_by("id"))
            return [dict(row._mapping) for row in found]

    async def actions(self) -> list[str]:
        """What the audit log tells."""
        return [row["action"] for row in await self.rows("audit_entry")]


async def filled(database: Database) -> World:
    """Put the school into a fresh database."""
    async with database.writing() as unit:
        for table, rows in _tables().items():
            await unit.connection.execute(metadata.tables[table].insert(), rows)
        await unit.connection.commit()
    return World(database)


def _tables() -> dict[str, list[dict[str, Any]]]:
    return {
        "region": [{"id": 1, "name": "Город"}],
        "municipality": [{"id": 1, "region_id": 1, "name": "Район"}],
        "school": [_school(SCHOOL, "900"), _school(ELSEWHERE, "901")],
        "person": [*(_person(key, SCHOOL, *name) for key, name in _NAMES.items()), _twin()],
        "school_year": [_year(SCHOOL), _year(ELSEWHERE)],
        "school_class": [
            _class(CLASS_5A, SCHOOL, 5, "А"),
            _class(CLASS_6B, SCHOOL, 6, "Б"),
            _class(CLASS_ELSEWHERE, ELSEWHERE, 5, "А"),
        ],
        "enrolment": [_enrolled(TIMUR, CLASS_5A), _enrolled(AMINA, CLASS_6B), _enrolled(SARANA, CLASS_5A)],
        "guardianship": [
            _guards(IRINA, TIMUR),
            _guards(IRINA, AMINA),
            _guards(RASHID, TIMUR),
            _guards(SVETLANA, SARANA),
        ],
        "staff": [_staff(key) for key in (ADMINISTRATOR, COORDINATOR, CLASS_TEACHER, TEACHER)],
        "role_grant": [
            _grant(ADMINISTRATOR, "administrator"),
            _grant(COORDINATOR, "coordinator"),
            _grant(CLASS_TEACHER, "class_teacher", CLASS_5A),
            _grant(TEACHER, "teacher"),
        ],
    }


def _school(key: SchoolId, number: str) -> dict[str, Any]:
    names = {"short_name": f"Школа {number}", "full_name": f"Школа № {number}"}
    return {
        "id": key,
        "municipality_id": 1,
        "number": number,
        **names,
        "time_zone": "Europe/Moscow",
        "profile": "spb-2018",
    }


def _person(key: PersonId, school: SchoolId, surname: str, given: str, patronymic: str) -> dict[str, Any]:
    names = {"surname": surname, "given_name": given, "patronymic": patronymic}
    return {"id": key, "school_id": school, **names, "uid": UIDS.get(key)}


def _twin() -> dict[str, Any]:
    return _person(IRINA_ELSEWHERE, ELSEWHERE, "Алиева", "Ирина", "Сергеевна")


def _year(school: SchoolId) -> dict[str, Any]:
    return {"id": school, "school_id": school, "name": "2026/27", "from_day": FROM, "to_day": date(2027, 8, 31)}


def _class(key: ClassId, school: SchoolId, grade: int, letter: str) -> dict[str, Any]:
    return {"id": key, "school_id": school, "year_id": school, "grade": grade, "letter": letter}


def _enrolled(pupil: PersonId, class_id: ClassId) -> dict[str, Any]:
    return {"school_id": SCHOOL, "class_id": class_id, "pupil_id": pupil, "from_day": FROM}


def _guards(guardian: PersonId, pupil: PersonId) -> dict[str, Any]:
    return {"school_id": SCHOOL, "guardian_id": guardian, "pupil_id": pupil, "legal": True, "from_day": FROM}


def _staff(key: PersonId) -> dict[str, Any]:
    return {"school_id": SCHOOL, "person_id": key, "position": "сотрудник", "from_day": FROM}


def _grant(key: PersonId, role: str, class_id: ClassId | None = None) -> dict[str, Any]:
    return {"school_id": SCHOOL, "person_id": key, "role": role, "class_id": class_id, "from_day": FROM}
