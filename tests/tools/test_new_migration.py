"""A migration that is generated leads from the newest revision to the tables it was made from."""

import runpy
import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext

from storage import migrations
from storage.schema import metadata as schema
from storage.schema.base import Json, Moment, key, ref
from tests.tools import databases, new_migration


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return Path(shutil.copytree(new_migration.HOME, tmp_path / "migrations"))


@pytest.fixture
def wished() -> sa.MetaData:
    """The schema with one table and one column more."""
    metadata = sa.MetaData(naming_convention=schema.naming_convention)
    for table in schema.tables.values():
        table.to_metadata(metadata)
    metadata.tables["chat"].append_column(sa.Column("example_moment", Moment))
    sa.Table("example", metadata, key(), ref("lesson_id", "lesson"), sa.Column("data", Json, nullable=False))
    return metadata


def test_what_is_written_leads_to_the_tables(home: Path, wished: sa.MetaData, tmp_path: Path) -> None:
    path = new_migration.write("An example", wished, home)

    assert path is not None
    written = runpy.run_path(str(path))
    assert written["down_revision"] == migrations.newest()
    engine = sa.create_engine(f"sqlite:///{databases.sqlite_template(tmp_path)}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=new_migration.OPTIONS)
        with Operations.context(context):
            written["upgrade"]()
            assert compare_metadata(context, wished) == []
            written["downgrade"]()
            assert compare_metadata(context, schema) == []
    engine.dispose()


def test_nothing_is_written_where_nothing_differs(home: Path) -> None:
    before = sorted((home / "versions").iterdir())

    assert new_migration.write("Nothing", home=home) is None
    assert sorted((home / "versions").iterdir()) == before
