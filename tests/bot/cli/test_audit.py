"""peremena audit verify, on both engines."""

import asyncio
import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from storage.database import Database
from storage.schema.audit import audit_entry
from tests.bot.cli.conftest import Call
from tests.core.people.links.world import SCHOOL, filled

OPEN_THE_LOG = {
    "sqlite": "DROP TRIGGER audit_entry_no_update",
    "postgresql": "ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only",
}


@pytest.fixture
def logged(peremena: Call, database_url: str, monkeypatch: pytest.MonkeyPatch, folder: Path) -> str:
    """Two schools with three lines and one."""
    monkeypatch.setenv("PEREMENA_DATABASE__URL", database_url)
    asyncio.run(_filled(database_url))
    peremena("school", "set", "content=initials", "digest=18:00", "quiet=off", "--school", "900")
    peremena("school", "set", "digest=18:00", "--school", "901")
    return database_url


async def _filled(url: str) -> None:
    database = Database.open(url)
    await filled(database)
    await database.close()


async def _tamper(url: str, number: int) -> None:
    """What somebody with the database's password can do."""
    database = Database.open(url)
    line = (audit_entry.c.school_id == SCHOOL) & (audit_entry.c.number == number)
    async with database.engine.begin() as connection:
        await connection.execute(sa.text(OPEN_THE_LOG[database.engine.dialect.name]))
        await connection.execute(audit_entry.update().where(line).values(data={"old": "18:00", "new": "19:00"}))
    await database.close()


def test_a_sound_log_is_said_to_be_sound(peremena: Call, logged: str) -> None:
    done = peremena("audit", "verify")
    assert done.exit_code == 0
    assert [line.rpartition(",")[0] for line in done.stdout.splitlines()] == [
        "Школа 900: журнал действий цел, записей 3",
        "Школа 901: журнал действий цел, записей 1",
    ]
    (only,) = json.loads(peremena("audit", "verify", "--school", "901", "--json").stdout)["schools"]
    assert (only["school"], only["lines"], only["broken"], len(only["head"])) == ("901", 1, None, 64)


def test_the_first_broken_line_is_named(peremena: Call, logged: str) -> None:
    asyncio.run(_tamper(logged, 2))
    done = peremena("audit", "verify")
    assert done.exit_code == 1
    assert done.stdout.splitlines()[0] == "Школа 900: журнал действий нарушен, первая неверная запись — 2."
    as_json = peremena("audit", "verify", "--json", "--school", "900")
    assert as_json.exit_code == 1
    (only,) = json.loads(as_json.stdout)["schools"]
    assert (only["lines"], only["broken"]) == (1, 2)
    assert peremena("audit", "verify", "--school", "901").exit_code == 0


def test_an_empty_database_has_nothing_to_verify(
    peremena: Call, sqlite_url: str, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setenv("PEREMENA_DATABASE__URL", sqlite_url)
    assert peremena("audit", "verify").stdout == "В базе ещё нет школы.\n"
