"""What every table shares: names of constraints, keys, UTC moments."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""A surrogate key: 64 bits on PostgreSQL, SQLite's own rowid there."""

Json = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
"""Nothing is NULL, as in every other column, and not the JSON text «null», which no `coalesce` passes over."""


class Moment(sa.TypeDecorator[datetime]):
    """A moment in UTC. Naive datetimes are refused, so that no local time slips in."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """To UTC; SQLite keeps it without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        """Back as an aware UTC moment."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def key() -> sa.Column[int]:
    """The surrogate key of a table."""
    return sa.Column("id", Key, primary_key=True, autoincrement=True)


def ref(name: str, target: str, *, nullable: bool = False, index: bool = False) -> sa.Column[int]:
    """A reference that keeps its target alive: nothing is deleted from under it."""
    return sa.Column(name, Key, sa.ForeignKey(f"{target}.id"), nullable=nullable, index=index)


def valid_days() -> tuple[sa.Column[Any], sa.Column[Any]]:
    """The days from which and to which a row holds, both included; open-ended where `to_day` is empty."""
    return sa.Column("from_day", sa.Date, nullable=False), sa.Column("to_day", sa.Date)
