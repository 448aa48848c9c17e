"""import: an empty folder and a file are enough; an existing school is not changed behind anyone's back."""

import json
import shutil
import sqlite3
from dataclasses import fields
from pathlib import Path

import pytest

from bot.cli import import_texts, importing
from core.exchange import model
from core.exchange.keys import Table
from core.exchange.problems import Code, Place, Problem
from core.exchange.records import DatedRecord, Record
from tests.bot.cli.conftest import Call

SAMPLE = Path(__file__).parents[2] / "data/school-sample"


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """The sample school as csv files that a test may change."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "Школа", ignore=shutil.ignore_patterns("*.xlsx")))


def _edit(school: Path, sheet: str, old: str, new: str) -> None:
    path = school / f"{sheet}.csv"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def _phones(folder: Path) -> set[str]:
    with sqlite3.connect(folder / "peremena.db") as connection:
        return {phone for (phone,) in connection.execute("SELECT phone FROM person WHERE phone IS NOT NULL")}


def test_a_workbook_is_imported_into_an_empty_folder_without_settings(peremena: Call, folder: Path) -> None:
    done = peremena("import", str(SAMPLE / "школа-900.xlsx"))
    assert done.exit_code == 0, done.output
    assert "загружено" in done.stdout
    assert [path.name for path in folder.iterdir()] == ["peremena.db"]


def test_the_same_school_again_changes_nothing_and_asks_nothing(peremena: Call, school: Path) -> None:
    peremena("import", str(school))
    done = peremena("import", str(school))
    assert done.exit_code == 0
    assert "изменений нет" in done.stdout


def test_a_dry_run_leaves_nothing_behind(peremena: Call, folder: Path, school: Path) -> None:
    done = peremena("import", str(school), "--dry-run", "--json")
    report = json.loads(done.stdout)
    assert done.exit_code == 0
    assert (report["written"], report["dry_run"], report["school"]) == (False, True, "900")
    assert report["counts"]["classes"]["added"] == 5
    assert [*folder.iterdir()] == []


def test_changes_of_an_existing_school_need_consent(peremena: Call, folder: Path, school: Path) -> None:
    peremena("import", str(school))
    _edit(school, "Сотрудники", "+79215556305", "+79215550000")
    refused = peremena("import", str(school))
    assert refused.exit_code == 1
    assert "--yes" in refused.stderr
    assert "+79215556305" in _phones(folder)

    seen = peremena("import", str(school), "--dry-run")
    assert "телефон «+79215556305» → «+79215550000»" in seen.stdout
    assert "+79215556305" in _phones(folder)

    done = peremena("import", str(school), "--yes")
    assert done.exit_code == 0
    assert "+79215550000" in _phones(folder)


@pytest.mark.parametrize(("answer", "phone"), [("y\n", "+79215550000"), ("n\n", "+79215556305")])
def test_in_a_terminal_differences_come_before_the_question(
    peremena: Call, folder: Path, school: Path, monkeypatch: pytest.MonkeyPatch, answer: str, phone: str
) -> None:
    peremena("import", str(school))
    _edit(school, "Сотрудники", "+79215556305", "+79215550000")
    monkeypatch.setattr(importing, "in_terminal", lambda: True)
    done = peremena("import", str(school), said=answer)
    assert done.stdout.index("→ «+79215550000»") < done.stdout.index("Внести эти изменения?")
    assert phone in _phones(folder)


def test_every_problem_is_told_with_its_cell_and_nothing_is_written(peremena: Call, folder: Path, school: Path) -> None:
    _edit(school, "Ученики", "14.07.2015", "32.07.2015")
    _edit(school, "Расписание", "Смирнова Ольга Викторовна", "Смирнова Ольга")
    done = peremena("import", str(school))
    assert done.exit_code == 1
    assert "Ученики!D2: «32.07.2015» — не дата." in done.stderr
    assert "Сотрудника «Смирнова Ольга» нет." in done.stderr
    assert "Ничего не записано" in done.stderr
    with sqlite3.connect(folder / "peremena.db") as connection:
        assert connection.execute("SELECT count(*) FROM school").fetchone() == (0,)


def test_a_path_that_is_not_there(peremena: Call) -> None:
    done = peremena("import", "нет.xlsx")
    assert done.exit_code == 1
    assert done.stderr == "Файла или папки нет.xlsx нет.\n"


def test_a_file_that_is_no_school(peremena: Call, folder: Path) -> None:
    (folder / "photo.jpg").write_bytes(b"\xff\xd8")
    done = peremena("import", "photo.jpg")
    assert done.exit_code == 1
    assert "Нужна книга .xlsx или папка с файлами .csv." in done.stderr


@pytest.mark.postgres
def test_import_into_postgres(peremena: Call, postgres_url: str, school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEREMENA_DATABASE__URL", postgres_url)
    assert peremena("import", str(school)).exit_code == 0
    assert "изменений нет" in peremena("import", str(school)).stdout


@pytest.mark.postgres
def test_a_server_without_tables_is_not_migrated_in_passing(
    peremena: Call, empty_postgres_url: str, school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEREMENA_DATABASE__URL", empty_postgres_url)
    done = peremena("import", str(school))
    assert done.exit_code == 1
    assert "peremena migrate" in done.stderr


def test_every_code_has_a_sentence_and_every_table_and_field_a_name() -> None:
    plain = [kind for kind in vars(model).values() if isinstance(kind, type) and issubclass(kind, Record)]
    plain = [kind for kind in plain if kind is not Record and not issubclass(kind, DatedRecord)]
    mended = {field.name for kind in plain for field in fields(kind) if field.name not in kind.KEY}
    assert len(plain) > 10
    assert set(import_texts.PROBLEMS) == set(Code)
    assert set(import_texts.TABLES) == set(Table)
    assert mended <= set(import_texts.FIELDS)


def test_a_sentence_names_many_choices_briefly() -> None:
    classes = tuple(f"{grade}А" for grade in range(1, 20))
    found = Problem(Code.UNKNOWN_CLASS, Place("Расписание", "A2"), {"value": "5Ж", "expected": classes})
    shown = import_texts.problem(found)
    assert shown.startswith("Расписание!A2: Класса 5Ж нет")
    assert shown.endswith("12А и ещё 7.")
