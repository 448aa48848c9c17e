"""`column IN (many values)` in a statement that stays the same however many there are.

SQLAlchemy writes a statement anew for each length of a list, and PostgreSQL has to read and plan it anew. Here the
list is one parameter: an array for PostgreSQL, a JSON text for SQLite.
"""

import json
from collections.abc import Iterable
from typing import Any, Self

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine


def among(column: sa.ColumnElement[Any], name: str) -> sa.ColumnElement[bool]:
    """Whether the column has one of the values of the parameter `name`: numbers or texts, as many as there are."""
    return _Among(column, sa.bindparam(name, type_=_Several(column.type)))


class _Several(TypeDecorator[Iterable[Any]]):
    impl = sa.Text
    cache_ok = True

    def __init__(self, kind: TypeEngine[Any]) -> None:
        super().__init__()
        self.kind = kind

    def load_dialect_impl(self, dialect: sa.Dialect) -> TypeEngine[Any]:
        several = ARRAY(self.kind) if dialect.name == "postgresql" else sa.Text()
        return dialect.type_descriptor(several)

    def process_bind_param(self, value: Iterable[Any] | None, dialect: sa.Dialect) -> Any:
        values = [*(value or ())]
        return values if dialect.name == "postgresql" else json.dumps(values)


class _Among(FunctionElement[bool]):
    type = sa.Boolean()
    inherit_cache = True

    def self_group(self, against: Any = None) -> Self:  # noqa: ARG002
        """It is a condition already: «IN (…) = 1», as SQLAlchemy writes a function for SQLite, uses no index."""
        return self


@compiles(_Among, "postgresql")
def _in_array(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, several = (compiler.process(one, **options) for one in element.clauses)
    return f"{column} = ANY ({several})"


@compiles(_Among, "sqlite")
def _in_json(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, several = (compiler.process(one, **options) for one in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({several}))"  # noqa: S608 - both are SQLAlchemy's words
