"""The migrations lead to the tables of the schema, both ways, and the audit log refuses change, on both engines."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from core.errors import DomainError
from storage import migrations
from storage.database import Database
from storage.schema import metadata

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
