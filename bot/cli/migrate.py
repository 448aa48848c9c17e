"""`peremena migrate`: the database at this program's revision."""

import typer

from bot.cli.frame import CommandError, finish
from bot.cli.opening import any_database, is_absent
from bot.config import Config
from storage.migrations import current, newest, upgrade


def migrate(config: Config, *, check: bool) -> None:
    """Create or upgrade the database and say what was done; with `check`, only say whether it is current."""
    finish(_check(config) if check else _migrate(config))


async def _check(config: Config) -> None:
    if is_absent(config):
        raise CommandError("Базы данных ещё нет. Создайте её: peremena migrate")
    async with any_database(config) as database:
        revision = await current(database.engine)
    if revision != newest():
        raise CommandError(f"База данных на версии {revision or '0000'}, нужна {newest()}. Выполните: peremena migrate")
    typer.echo(f"База данных на нужной версии: {revision}.")


async def _migrate(config: Config) -> None:
    async with any_database(config) as database:
        before = await current(database.engine)
        await upgrade(database.engine)
        after = await current(database.engine)
    typer.echo(_done(before, after))


def _done(before: str | None, after: str | None) -> str:
    if before is None:
        return f"База данных создана, версия {after}."
    if before == after:
        return f"База данных уже на нужной версии: {after}."
    return f"База данных обновлена с версии {before} до {after}."
