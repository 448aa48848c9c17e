"""Help answers at once: nothing heavy is imported for it."""

import subprocess
import sys

import pytest

HEAVY = {"aiogram", "sqlalchemy", "telegram", "pydantic", "alembic", "structlog", "babel", "aiohttp", "bot.config"}
PROGRAM = """
import sys
from bot.cli.main import app
try:
    app(sys.argv[1:])
except SystemExit as done:
    code = done.code
print("modules:", *sys.modules)
sys.exit(code)
"""
COMMANDS = [
    "run",
    "demo",
    "init",
    "import",
    "migrate",
    "doctor",
    "entry",
    "code",
    "outbox",
    "school",
    "audit",
    "applications",
]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        *([command] for command in COMMANDS),
        ["entry", "parse"],
        ["code", "issue"],
        ["code", "list"],
        ["code", "withdraw"],
        *(["outbox", command] for command in ("list", "show", "retry", "purge")),
        *(["school", command] for command in ("show", "set", "reset")),
        ["audit", "verify"],
        *(["applications", command] for command in ("list", "show")),
    ],
)
def test_help_is_russian_and_imports_nothing_heavy(arguments: list[str]) -> None:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", PROGRAM, *arguments, "--help"], capture_output=True, text=True, timeout=60, check=True
    )
    shown, _, modules = done.stdout.partition("modules:")
    # typer itself uses pydantic for the options of a command
    assert (HEAVY - {"pydantic"} if arguments else HEAVY).isdisjoint(modules.split())
    assert any("а" <= letter <= "я" for letter in shown)
    if not arguments:
        assert all(command in shown for command in COMMANDS)
