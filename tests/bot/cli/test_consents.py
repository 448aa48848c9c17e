"""peremena consents: the register with names."""

import json

import pytest

from tests.bot.cli.conftest import Call


@pytest.fixture
def with_school(peremena: Call, school_sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Call:
    monkeypatch.setenv("PEREMENA_DATABASE__URL", school_sqlite_url)
    return peremena


def test_the_register_is_listed(with_school: Call) -> None:
    facts = json.loads(with_school("consents", "list", "--json").stdout)
    standings = [one["standing"] for one in facts]
    assert (len(facts), standings.count("none")) == (111, 10)
    assert {one["way"] for one in facts if one["standing"] == "given"} == {"paper"}
    listed = with_school("consents", "list").stdout
    assert "Согласий дано: 101 из 111." in listed
    assert "Иванов Олег" in next(
        line for line in listed.splitlines() if "согласие не дано" in line and "Иванов Д" in line
    )
