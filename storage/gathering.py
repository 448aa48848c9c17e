"""Many rows as one value, in and out of the database.

SQLite's driver lets go of the interpreter at every row, and a busy event loop then keeps it for a while; SQLAlchemy
binds the parameters of every row anew. Where hundreds of rows are read or written at a time, one text costs half.
"""

import json
from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache, partial
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.elements import KeyedColumnElement

from storage.schema.base import Moment

Query = sa.Select[Any] | sa.CompoundSelect[Any]
_Columns = Iterable[KeyedColumnElement[Any]]
_Converter = tuple[int, Callable[[Any], Any]]

_SQLITE = sqlite.dialect()


async def gathered(connection: AsyncConnection, query: Query, parameters: Mapping[str, Any]) -> Sequence[Any]:
    """The rows of a query that does not change, in the order of their first column, which is a key."""
    (rows,) = await gathered_together(connection, (query,), parameters)
    return rows


async def gathered_together(
    connection: AsyncConnection, queries: tuple[Query, ...], parameters: Mapping[str, Any]
) -> list[Sequence[Any]]:
    """The rows of several such queries, by one statement: each way to PostgreSQL waits for a turn of the event loop."""
    whole, made = _as_one(queries, connection.dialect.name)
    texts = (await connection.execute(whole, parameters)).one()
    return [make(text) for make, text in zip(made, texts, strict=True)]


@cache
def _as_one(queries: tuple[Query, ...], dialect: str) -> tuple[sa.Select[Any], tuple[Callable[[str], list[Any]], ...]]:
    """The queries as a JSON text each, and what makes rows of these texts."""
    found = [query.subquery() for query in queries]
    texts = (sa.select(_as_text(one.c, dialect)).select_from(one).scalar_subquery() for one in found)
    return sa.select(*texts), tuple(partial(_rows, *_shape(one.c, dialect)) for one in found)


def _as_text(columns: _Columns, dialect: str) -> sa.ColumnElement[str]:
    plain = [sa.type_coerce(column, sa.Text) for column in columns]
    if dialect == "sqlite":
        return sa.func.json_group_array(sa.func.json_array(*plain))
    return sa.cast(sa.func.json_agg(sa.func.json_build_array(*plain)), sa.Text)


def _shape(columns: _Columns, dialect: str) -> tuple[Callable[[Sequence[Any]], Any], tuple[_Converter, ...]]:
    """The type of a row, and what makes Python values of some of its columns."""
    of_kind = _of_sqlite if dialect == "sqlite" else _of_postgres
    converters = ((place, of_kind(column.type)) for place, column in enumerate(columns))
    row_type: Any = namedtuple("Row", [column.key for column in columns])  # type: ignore[misc]
    return row_type._make, tuple((place, convert) for place, convert in converters if convert)


def _rows(make: Callable[[Sequence[Any]], Any], converters: tuple[_Converter, ...], text: str | None) -> list[Any]:
    found = sorted(json.loads(text or "[]"), key=itemgetter(0))
    for row in found:
        for place, convert in converters:
            row[place] = convert(row[place])
    return [make(row) for row in found]


def _of_sqlite(kind: sa.types.TypeEngine[Any]) -> Callable[[Any], Any] | None:
    return kind.dialect_impl(_SQLITE).result_processor(_SQLITE, None)


def _of_postgres(kind: sa.types.TypeEngine[Any]) -> Callable[[Any], Any] | None:
    match kind:
        case Moment():
            return lambda text: text and datetime.fromisoformat(text).astimezone(UTC)
        case sa.Date():
            return lambda text: text and date.fromisoformat(text)
        case sa.Integer() | sa.Text() | sa.String() | sa.Boolean() | sa.JSON():
            return None  # in JSON as they are
        case _:
            raise TypeError(f"no way back from JSON for {kind!r}")


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
