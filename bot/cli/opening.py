"""Opening the database for a command: never by accident a new one, never one of another version of the program."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.cli.frame import CommandError
from bot.config import Config
from core.people.model import School
from core.unit_of_work import UnitOfWork
from storage.database import Database
from storage.migrations import current, newest, upgrade


def sqlite_file(config: Config) -> Path | None:
    """The file of an SQLite database, or None where the database is a server."""
    url = make_url(config.database.url.get_secret_value())
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def is_absent(config: Config) -> bool:
    """Whether the database is an SQLite file that is not there yet; connecting would create it."""
    file = sqlite_file(config)
    return file is not None and not file.exists()


@asynccontextmanager
async def any_database(config: Config) -> AsyncIterator[Database]:
    """The database in whatever state it is."""
    database = Database.open(config.database.url.get_secret_value())
    try:
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def opened(config: Config, *, create: bool = False) -> AsyncIterator[Database]:
    """The database at this program's revision. With `create`, a fresh SQLite file is made first.

    CommandError if there is none, or if it is at another revision.
    """
    if is_absent(config) and not create:
        raise CommandError(f"Базы данных {sqlite_file(config)} ещё нет: её создают peremena init и peremena import.")
    async with any_database(config) as database:
        revision = await current(database.engine)
        if revision is None and create and sqlite_file(config):
            await upgrade(database.engine)
        elif revision != newest():
            raise CommandError("База данных другой версии, чем программа. Выполните: peremena migrate")
        yield database


async def chosen_school(unit: UnitOfWork, config: Config, number: str | None) -> School:
    """The school that is named in the call, else in the configuration, else the only one. CommandError otherwise."""
    schools = await unit.people.schools()
    wanted = number or config.school.number
    fitting = [school for school in schools if wanted in (None, school.number)]
    if len(fitting) == 1:
        return fitting[0]
    if not schools:
        raise CommandError("В базе ещё нет школы. Загрузите её: peremena import ПУТЬ")
    numbers = ", ".join(school.number for school in schools)
    raise CommandError(f"Назовите школу ключом --school. В базе есть: {numbers}.")
