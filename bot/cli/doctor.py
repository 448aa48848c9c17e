"""`peremena doctor`: is everything ready, and what to do where it is not."""

from dataclasses import asdict
from pathlib import Path

import typer

from bot.cli import checks
from bot.cli.checks import Finding
from bot.cli.config_texts import sentences
from bot.cli.frame import FAILED, finish, print_json
from bot.config import Config, ConfigError, load, location

_SIGNS = {"ok": "✓", "warning": "!", "error": "✗"}
_COLOURS = {"ok": typer.colors.GREEN, "warning": typer.colors.YELLOW, "error": typer.colors.RED}


def doctor(path: Path | None, *, online: bool, as_json: bool) -> None:
    """Print what every check found; exit code 1 if one is an error."""
    found = finish(examine(path, online=online))
    if as_json:
        print_json([asdict(finding) for finding in found])
    else:
        for finding in found:
            _print(finding)
    if any(finding.state == "error" for finding in found):
        raise typer.Exit(FAILED)


async def examine(path: Path | None, *, online: bool) -> list[Finding]:
    """What every check finds. With a configuration that is refused, that alone."""
    try:
        config = load(path)
    except ConfigError as error:
        return [Finding("Настройки", "error", sentence, "Исправьте и повторите.") for sentence in sentences(error)]
    read = location(path)
    text = f"Прочитаны из {read}." if read else "Файла нет, действуют значения по умолчанию."
    return [Finding("Настройки", "ok", text), *await _deeper(config, online=online)]


async def _deeper(config: Config, *, online: bool) -> list[Finding]:
    found = [
        *checks.check_tokens(config),
        *(await checks.check_telegram(config) if online else []),
        checks.check_webhook(config),
        *[finding async for finding in checks.check_database(config)],
        await checks.check_redis(config),
        checks.check_catalogues(),
    ]
    return [finding for finding in found if finding is not None]


def _print(finding: Finding) -> None:
    sign = typer.style(_SIGNS[finding.state], fg=_COLOURS[finding.state])
    typer.echo(f"{sign} {finding.name}: {finding.text}")
    if finding.advice:
        typer.echo(f"    → {finding.advice}")
