"""The migrations lead to the tables of the schema, both ways, and the audit log refuses change, on both engines."""

import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from core.errors import DomainError, StorageConflictError
from storage import migrations
from storage.database import Database
from storage.schema import metadata
from tests.tools import databases

REVISIONS = [script.revision for script in ScriptDirectory.from_config(migrations.configuration()).walk_revisions()]
STAIRS = REVISIONS[::-1]


@pytest.fixture
async def empty(empty_database_url: str) -> AsyncIterator[Database]:
    opened = Database.open(empty_database_url)
    yield opened
    await opened.close()


async def _tables(database: Database) -> set[str]:
    async with database.engine.connect() as connection:
        names = await connection.run_sync(lambda sync: sa.inspect(sync).get_table_names())
    return set(names) - {"alembic_version"}


async def test_each_step_goes_up_down_and_up_again(empty: Database) -> None:
    before = "base"
    for revision in STAIRS:
        await migrations.upgrade(empty.engine, revision)
        there = await _tables(empty)
        await migrations.downgrade(empty.engine, before)
        await migrations.upgrade(empty.engine, revision)
        assert await _tables(empty) == there
        before = revision
    assert await migrations.current(empty.engine) == migrations.newest()
    await migrations.downgrade(empty.engine, "base")
    assert await _tables(empty) == set()


async def test_a_database_in_use_goes_up_and_down_with_all_its_rows(tmp_path: Path) -> None:
    """A row in each table before each step, each referring to others: SQLite rebuilds the tables that steps change."""
    database = Database.open(databases.sqlite_url(tmp_path / "used.db"))

    @sa.event.listens_for(database.engine.sync_engine, "connect")
    def any_value(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA ignore_check_constraints=ON").close()

    for revision in STAIRS:
        await migrations.upgrade(database.engine, revision)
        async with database.engine.begin() as connection:
            await connection.run_sync(_fill)
    kept = await _tables(database)
    async with database.engine.connect() as connection:
        for name in kept:
            assert await connection.scalar(sa.text(f"SELECT count(*) FROM {name}")) == 1, name  # noqa: S608
        assert (await connection.exec_driver_sql("PRAGMA foreign_keys")).scalar() == 1, "on again"
    for revision in REVISIONS[1:]:
        await migrations.downgrade(database.engine, revision)
    await database.close()


async def test_a_step_that_would_lose_what_others_refer_to_is_not_written(tmp_path: Path) -> None:
    database = Database.open(databases.sqlite_url(tmp_path / "used.db"))
    await migrations.upgrade(database.engine)
    raw = sqlite3.connect(tmp_path / "used.db")
    raw.execute("INSERT INTO municipality (id, region_id, name) VALUES (1, 99, 'Район')")
    raw.commit()
    raw.close()
    with pytest.raises(StorageConflictError):
        await migrations.downgrade(database.engine, REVISIONS[1])
    assert await migrations.current(database.engine) == migrations.newest()
    await database.close()


def _fill(connection: sa.Connection) -> None:
    """One row into each table that has none."""
    reflected = sa.MetaData()
    reflected.reflect(connection)
    for table in reflected.sorted_tables:
        if table.name != "alembic_version" and not connection.scalar(sa.select(sa.func.count()).select_from(table)):
            connection.execute(table.insert().values({one.name: _any(one) for one in table.columns}))


def _any(column: sa.Column[Any]) -> object:
    """Something of the column's kind; keys and references are 1, unless the table refers to itself."""
    if any(one.column.table is column.table for one in column.foreign_keys) and column.nullable:
        return None
    return _VALUES[column.type.python_type]


_VALUES: dict[type, object] = {
    int: 1,
    float: 1.0,
    Decimal: Decimal(1),
    bool: True,
    str: "x",
    bytes: b"x",
    object: {},
    date: date(2026, 9, 1),
    time: time(9),
    datetime: datetime(2026, 9, 1),  # noqa: DTZ001 - as SQLite keeps it
}


async def test_migrations_equal_the_schema(database: Database) -> None:
    async with database.engine.connect() as connection:
        differences = await connection.run_sync(_differences)
    assert differences == []


def _differences(connection: sa.Connection) -> object:
    options = {"compare_type": True, "compare_server_default": True}
    return compare_metadata(MigrationContext.configure(connection, opts=options), metadata)


async def test_a_migrated_database_is_current(database: Database) -> None:
    assert await migrations.current(database.engine) == migrations.newest()


async def test_an_empty_database_has_no_revision(empty: Database) -> None:
    assert await migrations.current(empty.engine) is None


@pytest.mark.parametrize("change", ["UPDATE audit_entry SET action = 'other'", "DELETE FROM audit_entry"])
async def test_the_audit_log_refuses_change(database: Database, change: str) -> None:
    await _write_audit_entry(database)
    with pytest.raises((DomainError, sa.exc.DBAPIError)):
        async with database.writing() as unit:
            await unit.connection.execute(sa.text(change))
    async with database.reading() as unit:
        kept = await unit.connection.execute(sa.select(metadata.tables["audit_entry"].c.action))
        assert kept.scalars().all() == ["school.imported"]


@pytest.mark.postgres
async def test_the_audit_log_is_not_truncated(postgres_url: str) -> None:
    database = Database.open(postgres_url)
    with pytest.raises(DomainError):
        async with database.writing() as unit:
            await unit.connection.execute(sa.text("TRUNCATE audit_entry CASCADE"))
    await database.close()


async def _write_audit_entry(database: Database) -> None:
    rows = {
        "region": {"id": 1, "name": "Город"},
        "municipality": {"id": 1, "region_id": 1, "name": "Район"},
        "school": {
            "id": 1,
            "municipality_id": 1,
            "number": "900",
            "short_name": "Школа 900",
            "full_name": "Школа № 900",
            "time_zone": "Europe/Moscow",
            "profile": "spb-2018",
        },
        "audit_entry": {
            "school_id": 1,
            "number": 1,
            "at": datetime(2026, 9, 1, tzinfo=UTC),
            "action": "school.imported",
            "subject": "school:1",
            "data": {},
            "previous_hash": "",
            "hash": "0",
        },
    }
    async with database.writing() as unit:
        for table, row in rows.items():
            await unit.connection.execute(metadata.tables[table].insert().values(row))
        await unit.connection.commit()
