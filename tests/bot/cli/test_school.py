"""peremena school, as the operator calls it."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from bot.cli.school_texts import MEANINGS
from core.audit.model import ChainedLine
from core.settings.catalogue import SETTINGS
from storage.database import Database
from tests.bot.cli.conftest import Call
from tests.core.people.links.world import SCHOOL, filled


class School:
    """Two schools, 900 by default."""

    def __init__(self, url: str, peremena: Call) -> None:
        self._url = url
        self._peremena = peremena

    def __call__(self, *arguments: str) -> Result:
        return self._peremena("school", *arguments)

    def json(self, *arguments: str) -> Any:
        done = self(*arguments, "--json")
        assert done.exit_code == 0, done.stderr
        return json.loads(done.stdout)

    def value(self, key: str, *arguments: str) -> tuple[str, str]:
        held = self.json("show", *arguments)["settings"][key]
        return held["value"], held["from"]

    def audit(self) -> tuple[ChainedLine, ...]:
        return asyncio.run(self._audit())

    async def _audit(self) -> tuple[ChainedLine, ...]:
        database = Database.open(self._url)
        async with database.reading() as unit:
            lines = await unit.audit.lines(SCHOOL)
        await database.close()
        return lines


@pytest.fixture
def school(peremena: Call, sqlite_url: str, monkeypatch: pytest.MonkeyPatch, folder: Path) -> School:
    monkeypatch.setenv("PEREMENA_DATABASE__URL", sqlite_url)
    monkeypatch.setenv("PEREMENA_SCHOOL__NUMBER", "900")
    asyncio.run(_filled(sqlite_url))
    return School(sqlite_url, peremena)


async def _filled(url: str) -> None:
    database = Database.open(url)
    await filled(database)
    await database.close()


def test_every_key_is_shown_with_its_value_its_origin_and_its_meaning(school: School) -> None:
    lines = school("show").stdout.splitlines()
    assert [line.split()[0] for line in lines] == [*SETTINGS] == [*MEANINGS]
    shown = {line.split()[0]: " ".join(line.split()[1:]) for line in lines}
    assert shown["content"].startswith("full как обычно что уходит")
    assert shown["profile.grace_days"].startswith("3 по профилю сколько дней")
    assert shown["name"].startswith("Школа 900 задано у школы")
    assert school.json("show")["school"] == "900"


def test_settings_are_changed_shown_and_logged(school: School) -> None:
    done = school("set", "content=initials", "profile.grace_days=5", "news.mark=digest", "quiet=23:00-6:30")
    assert done.stdout.splitlines() == [
        "content: full → initials (задано у школы)",
        "profile.grace_days: 3 → 5 (задано у школы)",
        "news.mark: now → digest (задано у школы)",
        "quiet: 22:00-07:00 → 23:00-06:30 (задано у школы)",
    ]
    assert school.value("content") == ("initials", "here")
    lines = [chained.line for chained in school.audit()]
    assert [line.subject for line in lines] == [
        "setting:content", "setting:profile.grace_days", "setting:news.mark", "setting:quiet",
    ]  # fmt: skip
    assert all(line.actor_id is None and line.data["old"] != line.data["new"] for line in lines)
    assert school("set", "content=initials").stdout == "Всё так и есть: менять нечего.\n"


def test_a_key_goes_back_to_what_is_usual(school: School) -> None:
    school("set", "digest=18:00", "profile.correction=forbid")
    assert school.json("reset", "digest", "profile.correction") == {
        "changed": [
            {"key": "digest", "old": "18:00", "new": "19:00", "from": "usual"},
            {"key": "profile.correction", "old": "forbid", "new": "request_approve", "from": "profile"},
        ]
    }


def test_the_school_that_is_named_is_changed_and_no_other(school: School) -> None:
    assert school("set", "news.remark=off", "--school", "901").exit_code == 0
    assert school.value("news.remark", "--school", "901") == ("off", "here")
    assert school.value("news.remark") == ("now", "usual")
    missing = school("set", "news.remark=off", "--school", "902")
    assert (missing.exit_code, missing.stderr) == (1, "Назовите школу ключом --school. В базе есть: 900, 901.\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["set", "content=all"], "content: «all» здесь не бывает. Можно: full, initials, discreet."),
        (["set", "colour=red"], "Настройки «colour» нет. Есть: name, full_name, time_zone, content,"),
        (["set", "colour"], "Настройки «colour» нет."),
        (["set", "quiet"], "«quiet» — не настройка. Напишите ключ и значение: quiet=…"),
        (["set", "quiet=ночью"], "quiet: «ночью» здесь не бывает. Напишите начало и конец так: 22:00-07:00;"),
        (["set", "digest=вечером"], "digest: «вечером» здесь не бывает. Напишите время так: 19:00."),
        (["set", "time_zone=MSK+4"], "time_zone: «MSK+4» здесь не бывает. Напишите часовой пояс так:"),
        (["set", "profile.grace_days=1000"], "profile.grace_days: «1000» здесь не бывает. Можно целое число от 0 до"),
        (["set", "name="], "name: «» здесь не бывает. Нужна непустая строка"),
        (["reset", "name"], "У «name» нет обычного значения. Задайте своё: peremena school set name=…"),
        (["reset", "digest", "colour"], "Настройки «colour» нет."),
    ],
)
def test_a_wrong_call_is_explained_and_changes_nothing(school: School, arguments: list[str], sentence: str) -> None:
    school("set", "digest=18:00")
    done = school(*arguments)
    assert done.exit_code == 2
    assert done.stderr.startswith(sentence)
    assert len(school.audit()) == 1


def test_all_that_is_wrong_is_said_at_once(school: School) -> None:
    done = school("set", "content=all", "news.mark=off", "digest=25:00")
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == ["content", "digest"]
    assert school.value("news.mark") == ("now", "usual")
