"""`peremena init`: a commented config.toml and an empty database in the current folder."""

from importlib import resources
from pathlib import Path

import typer

from bot.cli.frame import CommandError, configuration
from bot.cli.migrate import migrate
from bot.config import DEFAULT_FILE

NEXT = (
    "Дальше: впишите токен от @BotFather в config.toml, загрузите школу (peremena import ПУТЬ), "
    "проверьте всё (peremena doctor) и запустите бота (peremena run)."
)


def init(*, force: bool) -> None:
    """Write config.toml, create the database, name the next step. CommandError if config.toml is there already."""
    if DEFAULT_FILE.exists() and not force:
        raise CommandError("config.toml уже есть и не изменён. Заменить его: peremena init --force")
    try:
        DEFAULT_FILE.write_text(example(), "utf-8")
    except OSError as error:
        raise CommandError("В эту папку нельзя записать config.toml: проверьте права и место на диске.") from error
    typer.echo("Создан config.toml.")
    migrate(configuration(DEFAULT_FILE), check=False)
    typer.echo(NEXT)


def example() -> str:
    """The commented example: inside an installed package, at the root of a checkout."""
    packaged = resources.files("bot") / "config.example.toml"
    source = packaged if packaged.is_file() else Path(__file__).parents[2] / "config.example.toml"
    return source.read_text("utf-8")
