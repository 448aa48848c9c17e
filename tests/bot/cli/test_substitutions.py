"""peremena substitutions: the journal of a month as a file."""

import json
from pathlib import Path

import openpyxl
import pytest

from tests.bot.cli.conftest import Call


@pytest.fixture
def with_school(peremena: Call, school_sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Call:
    monkeypatch.setenv("PEREMENA_DATABASE__URL", school_sqlite_url)
    return peremena


def test_the_month_is_written_as_a_workbook(with_school: Call, folder: Path) -> None:
    done = with_school("substitutions", "замены.xlsx", "--month", "2026-10", "--json")
    assert json.loads(done.stdout) == {"file": "замены.xlsx", "month": "2026-10", "lines": 0}
    sheet = openpyxl.load_workbook(folder / "замены.xlsx").worksheets[0]
    assert "Журнал замен, октябрь 2026" in str(sheet["A1"].value)


def test_what_is_no_month_is_said_to_be_none(with_school: Call, folder: Path) -> None:
    done = with_school("substitutions", "замены.xlsx", "--month", "октябрь")
    assert (done.exit_code, "не месяц" in done.stderr) == (2, True)
    assert not (folder / "замены.xlsx").exists()


def test_a_file_that_cannot_be_written_is_named(with_school: Call) -> None:
    done = with_school("substitutions", "нет/замены.xlsx")
    assert (done.exit_code, "нет/замены.xlsx" in done.stderr) == (1, True)
