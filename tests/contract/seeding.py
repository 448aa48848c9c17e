"""The made-up school as rows of the schema."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from core.ids import ClassId
from storage.database import Database
from storage.schema import calendar, journal, people
from tests.fakes.directories import Days, Directories, Year

Row = dict[str, Any]
Rows = Iterator[tuple[sa.Table, list[Row]]]


async def seed(database: Database, directories: Directories) -> None:
    """Insert all directories, targets before those who refer to them."""
    async with database.writing() as unit:
        for table, rows in (*_of_schools(directories), *_of_people(directories), *_of_teaching(directories)):
            if rows:
                await unit.connection.execute(table.insert(), rows)
        if unit.connection.dialect.name == "postgresql":
            await unit.connection.execute(_GO_ON)
        await unit.connection.commit()


_GO_ON = sa.select(sa.func.setval("person_id_seq", sa.func.max(people.person.c.id))).select_from(people.person)
"""The keys above were chosen here: who is added later gets the next one."""


def _of_schools(of: Directories) -> Rows:
    yield people.region, [{"id": 1, "name": "Край"}]
    yield people.municipality, [{"id": 1, "region_id": 1, "name": "Город"}]
    names = ("id", "number", "short_name", "full_name", "time_zone", "profile", "content_mode", "profile_overrides")
    yield people.school, [_fields(one, *names, municipality_id=1) for one in of.schools]
    years = [(one, str(one.days.first)) for one in of.years]
    yield people.school_year, [_fields(one, "id", "school_id", name=name, **_days(one.days)) for one, name in years]
    classes = [_fields(one.school_class, "id", "grade", "letter") | _year(one.year) for one in of.classes]
    yield people.school_class, classes
    yield calendar.subject, [_fields(one, "id", "name", "aliases", school_id=own) for own, one in of.subjects]
    groups = [_fields(one, "id", "class_id", "subject_id", "title") for one in of.groups]
    yield people.class_group, groups
    kinds = [_fields(one, "name", "weight", "aliases", school_id=own) for own, one in of.control_kinds]
    yield journal.control_kind, kinds


def _of_people(of: Directories) -> Rows:
    yield people.person, [_person(of, one.id) for one in of.people.values()]
    yield (
        people.staff,
        [
            _fields(one, "person_id", "school_id", "number", position="учитель", **_days(one.days))
            for one in of.employments
        ],
    )
    yield (
        people.role_grant,
        [
            _fields(one.grant, "role", "class_id", school_id=of.school_of(one.person_id), person_id=one.person_id)
            | _days(one.days)
            for one in of.functions
        ],
    )
    yield (
        people.enrolment,
        [
            _fields(one, "pupil_id", "class_id", school_id=of.school_of(one.pupil_id), **_days(one.days))
            for one in of.enrolments
        ],
    )
    yield (
        people.guardianship,
        [
            _fields(one, "guardian_id", "pupil_id", "consent_on", school_id=of.school_of(one.pupil_id), legal=True)
            | _days(one.days)
            for one in of.guardianships
        ],
    )
    yield people.group_member, [_fields(one, "pupil_id", "group_id", **_days(one.days)) for one in of.group_days]


def _of_teaching(of: Directories) -> Rows:
    span, grades = ("from_day", "to_day"), ("from_grade", "to_grade")
    load = ("teacher_id", "class_id", "subject_id", "group_id")
    loads = [_fields(one, *load, hours=1) | _school(of, one.class_id) | _days(one.days) for one in of.loads]
    yield calendar.teaching_load, loads
    terms = [_fields(one, "name", "kind", *span, *grades) | _year(year) for year, one in of.terms]
    yield calendar.term, terms
    bell = ("number", "starts", "ends", *grades)
    bells = [(own, one, {"set_name": "", "weekdays": sorted(one.weekdays)}) for own, one in of.bells]
    yield calendar.bell, [_fields(one, *bell, school_id=own, **more) for own, one, more in bells]
    slot = ("class_id", "group_id", "subject_id", "teacher_id", "weekday", "number", "week")
    entries = [_fields(one, *slot, *span) | _school(of, one.class_id) for one in of.entries]
    yield calendar.timetable_entry, entries
    item = ("class_id", "subject_id", "position", "topic", "homework")
    yield calendar.plan_item, [_fields(one, *item) for one in of.plan]


def _fields(value: object, *names: str, **more: Any) -> Row:
    return {name: getattr(value, name) for name in names} | more


def _days(days: Days) -> Row:
    return {"from_day": days.first, "to_day": days.last}


def _person(of: Directories, person_id: Any) -> Row:
    person = of.people[person_id]
    name = {"surname": person.name.surname, "given_name": person.name.given, "patronymic": person.name.patronymic}
    return _fields(person, "id", "school_id", "uid", language=of.languages.get(person_id)) | name


def _year(year: Year) -> Row:
    return {"school_id": year.school_id, "year_id": year.id}


def _school(of: Directories, class_id: ClassId) -> Row:
    return {"school_id": next(one.year.school_id for one in of.classes if one.school_class.id == class_id)}
