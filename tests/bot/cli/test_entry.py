"""entry parse: a line for a line, with no settings, and nothing written."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.bot.cli.conftest import Call

SAMPLE = Path(__file__).parents[2] / "data/school-sample/школа-900.xlsx"
LINE = {"text": "5А дз §12 №123-125; 5 Белов", "teacher": "T1", "at": "2026-10-13T15:30"}


@pytest.fixture
def school(peremena: Call, folder: Path) -> Path:
    """The folder with the sample school imported."""
    assert peremena("import", str(SAMPLE)).exit_code == 0
    return folder


def _said(*lines: object) -> str:
    return "".join(f"{line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)}\n" for line in lines)


def _answers(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_message_is_read_in_the_form_of_the_examples(peremena: Call, school: Path) -> None:
    done = peremena("entry", "parse", said=_said(LINE, {**LINE, "teacher": "Смирнова Ольга Викторовна"}))
    assert done.exit_code == 0, done.output
    by_number, by_name = _answers(done.stdout)
    assert by_number == by_name
    assert (by_number["class"], by_number["homework"], by_number["homework_due"]) == (
        "5А",
        "§12 №123-125",
        "2026-10-14",
    )
    assert by_number["marks"] == [{"pupil": "Белов Кирилл", "value": "5", "control": None}]


def test_programs_have_full_names_whatever_goes_to_the_messenger(peremena: Call, school: Path) -> None:
    assert peremena("school", "set", "content=discreet").exit_code == 0
    (answer,) = _answers(peremena("entry", "parse", said=_said(LINE)).stdout)
    assert answer["marks"] == [{"pupil": "Белов Кирилл", "value": "5", "control": None}]


def test_nothing_is_written(peremena: Call, school: Path) -> None:
    peremena("entry", "parse", said=_said(LINE))
    with sqlite3.connect(school / "peremena.db") as connection:
        for table in ("draft", "lesson", "entry"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)  # noqa: S608


def test_a_bad_line_is_answered_in_its_place(peremena: Call, school: Path) -> None:
    bad = [
        "не JSON",
        "[1]",
        {"text": "5А"},
        {**LINE, "text": 5},
        {**LINE, "at": "вчера"},
        {**LINE, "teacher": "Никто"},
        {**LINE, "text": "а" * 6000},
    ]
    done = peremena("entry", "parse", said=_said(LINE, *bad, LINE))
    answers = _answers(done.stdout)
    assert done.exit_code == 1
    assert ["error" in answer for answer in answers] == [False, *([True] * len(bad)), False]


def test_blank_lines_and_a_byte_order_mark_are_no_messages(peremena: Call, school: Path) -> None:
    done = peremena("entry", "parse", said=b"\xef\xbb\xbf" + _said(LINE, "", "  ").encode())
    assert done.exit_code == 0
    assert len(_answers(done.stdout)) == 1


def test_without_a_database_it_says_how_to_make_one(peremena: Call, folder: Path) -> None:
    done = peremena("entry", "parse", said=_said(LINE))
    assert done.exit_code == 1
    assert "peremena import" in done.stderr
    assert [*folder.iterdir()] == []


def test_without_a_school_it_says_how_to_load_one(peremena: Call, folder: Path) -> None:
    peremena("migrate")
    done = peremena("entry", "parse", said=_said(LINE))
    assert done.exit_code == 1
    assert "peremena import" in done.stderr


def test_a_school_that_is_not_there_is_named_beside_those_that_are(peremena: Call, school: Path) -> None:
    done = peremena("entry", "parse", "--school", "1", said=_said(LINE))
    assert done.exit_code == 1
    assert "900" in done.stderr
