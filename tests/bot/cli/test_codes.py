"""peremena code issue, as the operator calls it."""

import asyncio
import json
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.cli.codes import withdraw
from bot.cli.frame import CommandError
from bot.config import load
from core.people.links import service
from playground import Playground
from storage.database import Database
from tests.bot.cli.conftest import Call
from tests.core.people.links.world import CHAT, CLASS_TEACHER, IRINA, NOW, UIDS, World, filled

SECOND = "4200000002:a-second-playground-token-no-secret"


@pytest.fixture
def school(folder: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> World:
    """The small school, in the database of the settings."""
    monkeypatch.setenv("PEREMENA_DATABASE__URL", sqlite_url)
    monkeypatch.setenv("PEREMENA_SCHOOL__NUMBER", "900")
    return World(asyncio.run(_filled(sqlite_url)))


async def _filled(url: str) -> Database:
    database = Database.open(url)
    await filled(database)
    await database.close()
    return database


@pytest.mark.parametrize("title", ["5А", "5 а", "5-A"])
def test_codes_for_a_class_as_json(peremena: Call, school: World, title: str) -> None:
    done = peremena("code", "issue", "--class", title, "--json")
    answer = json.loads(done.stdout)
    assert done.exit_code == 0
    assert [code["uid"] for code in answer["codes"]] == [UIDS[IRINA], "7800102903", "7800102940"]
    assert answer["codes"][0]["children"] == [{"name": "Алиев Тимур Рашид оглы", "class": "5А"}]
    assert answer["codes"][0]["link"] is None
    assert "QR" in done.stderr


def test_a_code_for_an_employee_as_text(peremena: Call, school: World) -> None:
    done = peremena("code", "issue", "--staff", "Смирнова Ольга Викторовна")
    assert done.stdout.startswith("Смирнова Ольга Викторовна · UID — · ")
    assert [row["person_id"] for row in asyncio.run(school.rows("link_code"))] == [CLASS_TEACHER]


@pytest.fixture
async def two_bots(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """A messenger that knows the two bots of the settings."""
    playground = Playground(username="first_bot")
    playground.add_bot(SECOND, "Second_Bot", "Вторая")
    await playground.start()
    (folder / "tokens").write_text(f"{playground.token}\n{SECOND}\n", "utf-8")
    monkeypatch.setenv("PEREMENA_BOT__TOKEN_FILE", "tokens")
    monkeypatch.setenv("PEREMENA_BOT__API_URL", playground.url)
    yield
    await playground.stop()


@pytest.mark.usefixtures("two_bots")
@pytest.mark.parametrize(
    ("named", "link", "said"),
    [
        ([], "https://t.me/first_bot?start=", "ведут к боту @first_bot"),
        (["--bot", "@second_bot"], "https://t.me/Second_Bot?start=", ""),
    ],
)
async def test_of_several_bots_links_lead_to_the_first_or_to_the_named_one(
    peremena: Call, school: World, named: list[str], link: str, said: str
) -> None:
    done = await asyncio.to_thread(peremena, "code", "issue", "--uid", UIDS[IRINA], "--json", *named)
    assert json.loads(done.stdout)["codes"][0]["link"].startswith(link)
    assert said in done.stderr


@pytest.mark.usefixtures("two_bots")
async def test_a_bot_that_is_not_configured_costs_no_codes(peremena: Call, school: World) -> None:
    done = await asyncio.to_thread(peremena, "code", "issue", "--uid", UIDS[IRINA], "--bot", "third_bot")
    assert done.exit_code == 1
    assert "Есть: @first_bot, @Second_Bot." in done.stderr
    assert await school.rows("link_code") == []


def test_slips_are_written_for_their_owner_only(peremena: Call, school: World, folder: Path) -> None:
    (folder / "slips.pdf").touch(mode=0o644)
    done = peremena("code", "issue", "--uid", UIDS[IRINA], "--out", "slips.pdf")
    assert done.exit_code == 0
    assert "slips.pdf" in done.stdout
    assert (folder / "slips.pdf").read_bytes().startswith(b"%PDF")
    assert stat.S_IMODE((folder / "slips.pdf").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (["--class", "9Я"], "Класса «9Я» в этом учебном году нет. Есть: 5А, 6Б."),
        (["--staff", "Никто"], "Такого человека в школе нет"),
        (["--uid", "1"], "Такого человека в школе нет"),
        (["--uid", UIDS[IRINA], "--school", "77"], "В базе есть: 900, 901."),
        (["--uid", UIDS[IRINA], "--out", "none/slips.pdf"], "Не удалось записать none/slips.pdf."),
    ],
)
def test_what_cannot_be_done_is_said(peremena: Call, school: World, wanted: list[str], sentence: str) -> None:
    done = peremena("code", "issue", *wanted)
    assert done.exit_code == 1
    assert sentence in done.stderr


def test_access_is_taken_back(peremena: Call, school: World, capsys: pytest.CaptureFixture[str]) -> None:
    peremena("code", "issue", "--uid", UIDS[IRINA])
    withdraw(load(None), uid=UIDS[IRINA], school=None, as_json=False)
    assert capsys.readouterr().out == "Доступ закрыт. Отключено чатов: 0, отменено кодов: 1.\n"
    assert [row["revoked_at"] is None for row in asyncio.run(school.rows("link_code"))] == [False]


def test_access_of_nobody_cannot_be_taken_back(school: World) -> None:
    with pytest.raises(CommandError):
        withdraw(load(None), uid="1", school=None, as_json=False)


def test_one_choice_is_wanted(peremena: Call, school: World) -> None:
    assert peremena("code", "issue").exit_code == 2
    assert peremena("code", "issue", "--class", "5А", "--uid", "1").exit_code == 2


def test_who_is_linked_is_listed_and_only_the_others_get_slips(peremena: Call, school: World) -> None:
    async def link() -> None:
        await service.link_by_code(school.database, CHAT, await school.code(IRINA), NOW)

    asyncio.run(link())
    listed = json.loads(peremena("code", "list", "--class", "5А", "--json").stdout)["people"]
    assert [(one["uid"], one["access"]) for one in listed] == [
        (UIDS[IRINA], "linked"),
        ("7800102903", "none"),
        ("7800102940", "none"),
    ]
    done = peremena("code", "issue", "--class", "5А", "--missing", "--language", "en", "--json")
    assert [code["uid"] for code in json.loads(done.stdout)["codes"]] == ["7800102903", "7800102940"]
    shown = peremena("code", "list", "--class", "5А").stdout
    assert shown.startswith(
        "Алиева Ирина Сергеевна · UID 7800102866 · подключён 1 чат · Код выдан 13 октября, использован"
    )
    assert peremena("code", "list", "--class", "5А", "--staff").exit_code == 2
    assert "Есть: ru" in peremena("code", "issue", "--class", "5А", "--language", "xx").stderr
