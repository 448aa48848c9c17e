"""peremena applications, as the operator calls it."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from core.applications.model import Application, Form, Relation, State
from core.ids import ApplicationId, SchoolId
from core.people.model import Name
from storage.database import Database
from tests.bot.cli.conftest import Call
from tests.contract.writing import address

NOW = datetime.now(UTC)
FORM = Form(Name("Ёлкин", "Пётр"), Name("Ёлкина", "Софья"), "5А", Relation.FATHER, "+79211234567", "2026-1", NOW)
DAYS = {1: (State.RECEIVED, 13), 2: (State.CHECKED, 3), 3: (State.REFUSED, 40)}
"""Number → the state and how many days ago it came; ten days are allowed."""


@pytest.fixture
def with_school(peremena: Call, school_sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Call:
    monkeypatch.setenv("PEREMENA_DATABASE__URL", school_sqlite_url)
    asyncio.run(_filled(school_sqlite_url))
    return peremena


async def _filled(url: str) -> None:
    database = Database.open(url)
    async with database.writing() as unit:
        (school,) = await unit.people.schools()
        chat = await unit.links.ensure_chat(address(700))
        made = Application(id=ApplicationId(0), school_id=SchoolId(school.id), chat_key=chat.key, changed_at=NOW)
        for number, (state, days) in DAYS.items():
            came = NOW - timedelta(days=days)
            one = replace(made, state=state, form=FORM, number=number, received_at=came)
            await unit.applications.add(replace(one, reason="duplicate" if state is State.REFUSED else None))
        await unit.commit()
    await database.close()


def _json(done: Any) -> Any:
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def test_what_waits_with_its_age(with_school: Call) -> None:
    found = _json(with_school("applications", "list", "--json"))["applications"]
    keys = ("number", "state", "age_days", "overdue_days")
    assert [tuple(one[key] for key in keys) for one in found] == [(1, "received", 13, 3), (2, "checked", 3, 0)]
    late = _json(with_school("applications", "list", "--overdue", "--json"))["applications"]
    assert [one["number"] for one in late] == [1]
    refused = _json(with_school("applications", "list", "--state", "refused", "--json"))["applications"]
    assert [(one["number"], one["overdue_days"]) for one in refused] == [(3, 0)]


def test_in_words_and_without_names(with_school: Call) -> None:
    said = with_school("applications", "list").stdout
    assert said.splitlines()[0] == "№ 1 · received · 5А · дней в школе: 13 · просрочено дней: 3"
    assert "Ёлкин" not in said + with_school("applications", "show", "1").stdout
    assert with_school("applications", "list", "--state", "connected").stdout == "Таких заявлений нет.\n"


def test_one_with_its_people(with_school: Call) -> None:
    shown = _json(with_school("applications", "show", "3", "--people", "--json"))
    assert (shown["state"], shown["applicant_name"], shown["reason"]) == ("refused", "Ёлкин Пётр", "duplicate")


def test_what_there_is_not(with_school: Call) -> None:
    done = with_school("applications", "show", "404")
    assert (done.exit_code, done.stderr) == (1, "Заявления № 404 в этой школе нет.\n")
    done = with_school("applications", "list", "--state", "filling")
    assert (done.exit_code, "filling" in done.stderr) == (2, True)
