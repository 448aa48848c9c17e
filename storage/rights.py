"""Who writes news and who ends a right to be told take turns, school by school, on PostgreSQL.

There a transaction that has read the recipients does not see that a right ends before it commits, and the end of the
right does not see the rows that it is about to insert. So whoever is about to read recipients takes the turn of the
school with others, and whoever ends a right takes it alone, until their transactions end. SQLite has one writer.

To get into nobody's way both come before the lock of the school's row, which `locked_school` sees to: an audit line,
a change of the school and an import take a turn in the very statement that locks it.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from core.ids import PersonId, SchoolId
from storage.schema.people import person, school

_TURNS = 0x5045_0000_0000_0000
"""Apart from other locks that somebody may take in this database; the school's key is added."""


class _Turn(FunctionElement[Any]):
    """Wait for a turn in a school until the transaction ends; nothing on SQLite."""

    inherit_cache = True
    type = sa.types.NullType()


class together(_Turn):  # noqa: N801  # it is a function of the database, as `sa.func.count`
    """With all who tell: waits only while somebody ends a right there."""

    name = "together"
    inherit_cache = True


class alone(_Turn):  # noqa: N801
    """Waits for all who tell there, and lets them wait."""

    name = "alone"
    inherit_cache = True


@compiles(_Turn, "sqlite")
def _nothing(_element: _Turn, _compiler: Any, **_options: Any) -> str:
    return "NULL"


@compiles(together, "postgresql")
def _shared(element: together, compiler: Any, **options: Any) -> str:
    return f"pg_advisory_xact_lock_shared({_key(element, compiler, options)})"


@compiles(alone, "postgresql")
def _exclusive(element: alone, compiler: Any, **options: Any) -> str:
    return f"pg_advisory_xact_lock({_key(element, compiler, options)})"


def _key(element: _Turn, compiler: Any, options: dict[str, Any]) -> str:
    (school_id,) = element.clauses
    return f"{_TURNS} + {compiler.process(school_id, **options)}"


def locked_school(*columns: sa.ColumnElement[Any], turn: type[_Turn] = together) -> sa.Select[Any]:
    """Columns of schools whose rows are locked against other changes; rows that refer to a school may be added."""
    return sa.select(*columns, turn(school.c.id)).with_for_update(key_share=True, of=school)


async def tell_together(connection: AsyncConnection, pupil_ids: tuple[PersonId, ...]) -> None:
    """Before the recipients of news of these pupils, who are of one school, are read."""
    await _take(connection, together, pupil_ids)


async def tell_school_together(connection: AsyncConnection, school_id: SchoolId) -> None:
    """Before the recipients of what goes to many of this school are read."""
    await _take_in_school(connection, together, school_id)


async def end_school_alone(connection: AsyncConnection, school_id: SchoolId) -> None:
    """Before rights of many of this school end and what waits for them is superseded."""
    await _take_in_school(connection, alone, school_id)


async def end_alone(connection: AsyncConnection, person_id: PersonId) -> None:
    """Before a right of this person ends and what waits for them is superseded."""
    await _take(connection, alone, (person_id,))


async def _take(connection: AsyncConnection, turn: type[_Turn], people: tuple[PersonId, ...]) -> None:
    """A statement of its own: what is read in the same one would be read as it was before the wait."""
    if connection.dialect.name == "postgresql" and people:
        await connection.execute(sa.select(turn(person.c.school_id)).where(person.c.id == people[0]))


async def _take_in_school(connection: AsyncConnection, turn: type[_Turn], school_id: SchoolId) -> None:
    if connection.dialect.name == "postgresql":
        await connection.execute(sa.select(turn(sa.literal(school_id, sa.BigInteger))))
