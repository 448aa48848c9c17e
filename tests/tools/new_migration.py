"""A migration from what the schema says now: `python -m tests.tools.new_migration "what changes"`.

A temporary SQLite database is brought up to the newest revision and compared with `storage.schema`; the difference is
written beside the other migrations under the next number. Read what was written: a renamed column looks like one that
went and one that came, existing rows need values, and triggers are not compared at all.
"""

import argparse
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import sqlalchemy as sa
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.operations.ops import DowngradeOps, MigrationScript, UpgradeOps
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.dialects.postgresql import JSONB

from storage import migrations
from storage.schema import metadata as schema
from storage.schema.base import Moment
from tests.tools import databases

HOME = Path(migrations.__file__).parent
OPTIONS = {"compare_type": True, "compare_server_default": True}


def write(message: str, metadata: sa.MetaData = schema, home: Path = HOME) -> Path | None:
    """Write the migration from the newest revision to these tables; None where nothing differs."""
    with TemporaryDirectory() as folder:
        script = _difference(metadata, databases.sqlite_template(Path(folder)))
    if script.upgrade_ops is None or script.upgrade_ops.is_empty():
        return None
    number = f"{int(migrations.newest() or 0) + 1:04}"
    up, down = _code(script.upgrade_ops), _code(script.downgrade_ops)
    imports = "from sqlalchemy.dialects import postgresql" if "postgresql." in up + down else ""
    config = migrations.configuration()
    config.set_main_option("script_location", str(home))
    directory = ScriptDirectory.from_config(config)
    directory.messaging_opts = {"quiet": True}
    directory.generate_revision(number, message, upgrades=up, downgrades=down, imports=imports)
    path = next((home / "versions").glob(f"{number}_*.py"))
    _format(path)
    return path


def _difference(metadata: sa.MetaData, database: Path) -> MigrationScript:
    engine = sa.create_engine(f"sqlite:///{database}")
    try:
        with engine.connect() as connection:
            return produce_migrations(MigrationContext.configure(connection, opts=OPTIONS), metadata)
    finally:
        engine.dispose()


def _code(operations: UpgradeOps | DowngradeOps | None) -> str:
    if operations is None:
        return ""
    code = render_python_code(operations, render_as_batch=True, render_item=_own_types)
    return "\n".join(line for line in code.splitlines() if not line.lstrip().startswith("# ###")).strip()


def _own_types(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """A migration tells what the database has; it must not change when the code does."""
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, JSONB):
        return "postgresql.JSONB()"
    return False


def _format(path: Path) -> None:
    for command in (["check", "--select=I", "--fix"], ["format"]):
        subprocess.run([sys.executable, "-m", "ruff", *command, "--quiet", path], check=True)  # noqa: S603 - our file


def main() -> int:
    """The command: 0 if a migration was written, 1 if the migrations lead to the schema already."""
    parser = argparse.ArgumentParser(description="Создать миграцию по отличиям схемы от последней версии базы.")
    parser.add_argument("message", help="что меняется, по-английски, в несколько слов")
    path = write(parser.parse_args().message)
    sys.stdout.write(f"Создан файл {path}. Прочитайте его.\n" if path else "Отличий нет.\n")
    return 0 if path else 1


if __name__ == "__main__":
    sys.exit(main())
