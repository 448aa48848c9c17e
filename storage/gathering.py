"""Many rows as one value, in and out of the database.

SQLite's driver lets go of the interpreter at every row, and a busy event loop then keeps it for a while; SQLAlchemy
binds the parameters of every row anew. Where hundreds of rows are read or written at a time, one text costs half.
"""

import json
from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema.base import Moment

Query = sa.Select[Any] | sa.CompoundSelect[Any]
_Converter = tuple[int, Callable[[Any], Any]]

_SQLITE = sqlite.dialect()


async def gathered(connection: AsyncConnection, query: Query, parameters: Mapping[str, Any]) -> Sequence[Any]:
    """The rows of a query that does not change, in the order of their first column, which is a key."""
    if connection.dialect.name != "sqlite":
        rows = (await connection.execute(query, parameters)).all()
        return sorted(rows, key=itemgetter(0))
    whole, row_type, converters = _as_one(query)
    found = sorted(json.loads(await connection.scalar(whole, parameters)), key=itemgetter(0))
    for row in found:
        for place, convert in converters:
            row[place] = convert(row[place])
    return [row_type(row) for row in found]


@cache
def _as_one(query: Query) -> tuple[sa.Select[Any], Callable[[Sequence[Any]], Any], tuple[_Converter, ...]]:
    """The query as a single JSON text, the type of its rows, and what makes Python values of some of their columns."""
    columns = query.subquery().c
    row = sa.func.json_array(*(sa.type_coerce(column, sa.Text) for column in columns))
    converters = ((place, _converter(column)) for place, column in enumerate(columns))
    known = tuple((place, convert) for place, convert in converters if convert)
    names = [column.key for column in columns]
    row_type: Any = namedtuple("Row", names)  # type: ignore[misc]
    return sa.select(sa.func.json_group_array(row)), row_type._make, known


def _converter(column: sa.ColumnElement[Any]) -> Callable[[Any], Any] | None:
    return column.type.dialect_impl(_SQLITE).result_processor(_SQLITE, None)


class Listed:
    """A parameter that is a list of rows: what a statement for many rows binds once.

    `columns` are those of tables whose kinds of values the places of a row have.
    """

    def __init__(self, name: str, *columns: sa.Column[Any]) -> None:
        self._given = sa.bindparam(name, type_=sa.Text)
        self._columns = columns

    def of(self, dialect: str) -> tuple[sa.ColumnElement[Any], ...]:
        """The places of a row in a statement; with them the statement has the list to read from."""
        if dialect == "sqlite":
            value = sa.func.json_each(self._given).table_valued("value").c.value
            return tuple(sa.func.json_extract(value, f"$[{place}]") for place in range(len(self._columns)))
        rows = sa.func.jsonb_array_elements(sa.cast(self._given, JSONB)).table_valued(sa.column("value", JSONB))
        return tuple(_typed(rows.c.value[place].astext, one.type) for place, one in enumerate(self._columns))


def listed(rows: Iterable[Sequence[Any]]) -> str:
    """Rows of plain values, moments and facts (as of a JSON column) as the parameter of a `Listed`."""
    return json.dumps([[_plain(value) for value in row] for row in rows], ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value


def _typed(text: sa.ColumnElement[str], kind: sa.types.TypeEngine[Any]) -> sa.ColumnElement[Any]:
    match kind:
        case Moment():
            return sa.func.timezone("UTC", sa.cast(text, sa.DateTime))
        case sa.Text():
            return text
        case _:
            return sa.cast(text, kind)
