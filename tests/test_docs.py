"""The documents point at what is there: files that they link to and commands that they name."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.main import app

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
_FILE = re.compile(r"`((?:bot|core|storage|playground|tests|docs|locales|benchmarks)/[\w./]+)")
_NAMED = r"peremena ((?:(?:code|entry|outbox|school|audit) )?[a-z]+)"
_COMMAND = re.compile(rf"^(?:\.venv/bin/)?{_NAMED}(?=\s|$)|`{_NAMED}", re.MULTILINE)


def _commands() -> Iterator[tuple[str, ...]]:
    named = {one or other for page in PAGES for one, other in _COMMAND.findall(page.read_text("utf-8"))}
    for command in sorted(named):
        yield tuple(command.split())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_points_at_is_there(page: Path) -> None:
    text = page.read_text("utf-8")
    linked = [page.parent / target for target in _LINK.findall(text)]
    named = [ROOT / target for target in _FILE.findall(text) if not re.search(r"/0\d+_", target)]
    assert [str(path) for path in linked + named if not path.exists()] == []


@pytest.mark.parametrize("command", [*_commands()], ids=" ".join)
def test_commands_that_pages_name_exist(command: tuple[str, ...]) -> None:
    assert CliRunner().invoke(app, [*command, "--help"]).exit_code == 0
