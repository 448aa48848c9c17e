"""Rows of the directories as the core's values."""

from typing import Any

import sqlalchemy as sa

from core.ids import PersonId, SchoolId
from core.people.model import Name, Person, School
from storage.schema.people import person, school

PERSON_COLUMNS = (
    person.c.id,
    person.c.school_id,
    person.c.surname,
    person.c.given_name,
    person.c.patronymic,
    person.c.uid,
)


def person_columns(alias: sa.FromClause, prefix: str) -> tuple[sa.Label[Any], ...]:
    """The columns of a person under labels with a prefix, for a join with several people."""
    return tuple(alias.c[column.name].label(f"{prefix}_{column.name}") for column in PERSON_COLUMNS)


def by_name(people: sa.FromClause) -> tuple[sa.ColumnElement[Any], ...]:
    """The order of a Russian list of people: ё stands with е, which no binary collation does; namesakes by key."""
    return without_yo(people.c.surname), without_yo(people.c.given_name), people.c.id


def without_yo(column: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
    """A word of a name with е for ё, as people write it."""
    return sa.func.replace(sa.func.replace(column, "Ё", "Е"), "ё", "е")


def to_person(row: Any, prefix: str = "") -> Person:
    """A person from a row of `PERSON_COLUMNS`, or of `person_columns` with its prefix."""
    values = row._mapping
    start = f"{prefix}_" if prefix else ""
    name = Name(values[f"{start}surname"], values[f"{start}given_name"], values[f"{start}patronymic"])
    return Person(PersonId(values[f"{start}id"]), SchoolId(values[f"{start}school_id"]), name, values[f"{start}uid"])


def to_school(row: Any) -> School:
    """A school from its row."""
    return School(
        SchoolId(row.id),
        row.number,
        row.short_name,
        row.full_name,
        row.time_zone,
        row.profile,
        row.content_mode,
        row.profile_overrides,
    )


def holds_on(table: sa.FromClause, day: Any) -> sa.ColumnElement[bool]:
    """Whether a row with days of validity holds on this day."""
    return sa.and_(table.c.from_day <= day, table.c.to_day.is_(None) | (table.c.to_day >= day))


SCHOOL_COLUMNS = (
    school.c.id,
    school.c.number,
    school.c.short_name,
    school.c.full_name,
    school.c.time_zone,
    school.c.profile,
    school.c.content_mode,
    school.c.profile_overrides,
)
