"""Names of people by their keys."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.people.model import Name
from storage.among import among
from storage.schema.people import person

NAMES = sa.select(person.c.id, person.c.surname, person.c.given_name, person.c.patronymic).where(
    among(person.c.id, "people")
)


async def names_of(connection: AsyncConnection, people: Iterable[int]) -> dict[int, Name]:
    """Person → name: one statement."""
    return names_in(await connection.execute(NAMES, {"people": people}))


def names_in(rows: Iterable[Any]) -> dict[int, Name]:
    """The same from the rows of `NAMES`."""
    return {row.id: to_name(row) for row in rows}


def to_name(row: Any) -> Name:
    """A name from a row that has its three parts."""
    return Name(row.surname, row.given_name, row.patronymic)
