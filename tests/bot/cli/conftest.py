"""The command line as people call it, in a folder of its own and without anyone's settings."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.main import app

Call = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder; settings of the environment are taken away."""
    for name in [name for name in os.environ if name.startswith("PEREMENA_") and "_TEST_" not in name]:
        monkeypatch.delenv(name)
    home = tmp_path / "school"
    home.mkdir()
    monkeypatch.chdir(home)
    return home


@pytest.fixture
def peremena(folder: Path) -> Call:
    """Call a command: `peremena("migrate", "--check")`."""

    def call(*arguments: str, said: str | bytes | None = None) -> Result:
        return CliRunner().invoke(app, arguments, input=said)

    return call
