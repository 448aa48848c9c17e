"""init, migrate and doctor in an empty folder, and what they say when something is wrong."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.cli.doctor import examine
from bot.config import load
from playground import Playground
from tests.bot.cli.conftest import Call

TOKEN = "123456:" + "A" * 35


def test_init_writes_settings_and_a_database_and_names_the_next_step(peremena: Call, folder: Path) -> None:
    done = peremena("init")
    assert done.exit_code == 0
    assert load(folder / "config.toml", {}) == load(None, {})
    assert (folder / "peremena.db").exists()
    assert "peremena import" in done.stdout


def test_init_does_not_overwrite_settings_unless_forced(peremena: Call, folder: Path) -> None:
    (folder / "config.toml").write_text("[links]\ncode_days = 3\n", "utf-8")
    refused = peremena("init")
    assert refused.exit_code == 1
    assert "--force" in refused.stderr
    assert load(folder / "config.toml", {}).links.code_days == 3
    assert peremena("init", "--force").exit_code == 0
    assert load(folder / "config.toml", {}).links.code_days == 14


def test_migrate_creates_then_has_nothing_to_do(peremena: Call, folder: Path) -> None:
    assert "создана" in peremena("migrate").stdout
    assert "уже на нужной версии" in peremena("migrate").stdout
    assert peremena("migrate", "--check").exit_code == 0


def test_migrate_check_creates_nothing(peremena: Call, folder: Path) -> None:
    done = peremena("migrate", "--check")
    assert done.exit_code == 1
    assert "peremena migrate" in done.stderr
    assert not (folder / "peremena.db").exists()


@pytest.mark.postgres
def test_migrate_works_on_postgres(peremena: Call, empty_postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEREMENA_DATABASE__URL", empty_postgres_url)
    assert peremena("migrate", "--check").exit_code == 1
    assert peremena("migrate").exit_code == 0
    assert peremena("migrate", "--check").exit_code == 0


@pytest.mark.parametrize(
    "command", [["migrate"], ["run"], ["import", "x"], ["entry", "parse"], ["code", "issue", "--uid", "1"]]
)
def test_a_wrong_key_stops_every_command_with_its_name(peremena: Call, folder: Path, command: list[str]) -> None:
    (folder / "config.toml").write_text("[bot]\ntokken = 'x'\n[delivery]\n", "utf-8")
    done = peremena(*command)
    assert done.exit_code == 2
    assert done.stderr == "Неизвестный ключ «bot.tokken». Возможно, имелось в виду «bot.token».\n"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[delivery]\nbatch = 'много'\n", "Ключ «delivery.batch»: нужно целое число."),
        ("[delivery]\nbatch = 0\n", "Ключ «delivery.batch»: не меньше 1."),
        ("[metrics]\nenabled = 'да'\n", "Ключ «metrics.enabled»: нужно true или false."),
        ("[bot]\nmode = 'push'\n", "Ключ «bot.mode»: можно только 'polling' или 'webhook'."),
        ("[database]\nurl = 'mysql://x'\n", "Ключ «database.url»: нужен адрес вида sqlite+aiosqlite:///файл.db или "),
        ("[bot]\ntoken = 'CHANGE_ME'\n", "Ключ «bot.token» не заполнен: "),
        ("[bot]\nmode = 'webhook'\n", "Не задан ключ «webhook.url»: "),
        ("[bot\n", "В файле config.toml ошибка в строке 1: "),
        ("bot = 1\n", "«bot» — это раздел: он пишется как [bot] на отдельной строке."),
    ],
)
def test_each_problem_has_its_sentence(peremena: Call, folder: Path, text: str, sentence: str) -> None:
    (folder / "config.toml").write_text(text, "utf-8")
    done = peremena("migrate")
    assert done.exit_code == 2
    assert sentence in done.stderr


def test_a_settings_file_that_is_not_there_is_named(peremena: Call) -> None:
    done = peremena("migrate", "--config", "none.toml")
    assert done.exit_code == 2
    assert done.stderr == "Файла none.toml нет.\n"


def test_a_database_that_does_not_answer(peremena: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEREMENA_DATABASE__URL", "postgresql+asyncpg://nobody@127.0.0.1:1/none")
    done = peremena("migrate")
    assert done.exit_code == 1
    assert done.stderr.startswith("База данных занята или не отвечает.")


def _doctor(peremena: Call, *arguments: str) -> tuple[int, dict[str, str]]:
    done = peremena("doctor", "--json", *arguments)
    return done.exit_code, {finding["name"]: finding["state"] for finding in json.loads(done.stdout)}


def test_doctor_in_an_empty_folder_says_what_to_do(peremena: Call, folder: Path) -> None:
    done = peremena("doctor")
    assert done.exit_code == 1
    assert "→ Не задан ключ «bot.token»" in done.stdout
    assert "→ Выполните: peremena migrate" in done.stdout
    assert not (folder / "peremena.db").exists()


def test_doctor_is_content_with_a_token_and_a_database(peremena: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    peremena("init")
    monkeypatch.setenv("PEREMENA_BOT__TOKEN", TOKEN)
    assert _doctor(peremena) == (
        0,
        {
            "Настройки": "ok",
            "Токен": "ok",
            "База данных": "ok",
            "Запись в базу": "ok",
            "Школа": "warning",
            "Очередь": "ok",
            "Тексты": "ok",
        },
    )


def test_doctor_names_wrong_settings_alone(peremena: Call, folder: Path) -> None:
    (folder / "config.toml").write_text("[bot]\ntokken = 'x'\n", "utf-8")
    assert _doctor(peremena) == (1, {"Настройки": "error"})


def test_doctor_finds_a_token_that_is_none(peremena: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEREMENA_BOT__TOKEN", "@my_school_bot")
    assert _doctor(peremena)[1]["Токен"] == "error"


def test_doctor_finds_a_database_that_does_not_answer(peremena: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEREMENA_DATABASE__URL", "postgresql+asyncpg://nobody:hunter2@127.0.0.1:1/none")
    done = peremena("doctor")
    assert done.exit_code == 1
    assert "✗ База данных: Не отвечает." in done.stdout
    assert "hunter2" not in done.output


def test_doctor_finds_a_bot_api_that_does_not_answer(peremena: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEREMENA_BOT__TOKEN", TOKEN)
    monkeypatch.setenv("PEREMENA_BOT__API_URL", "http://127.0.0.1:1")
    assert _doctor(peremena, "--online")[1]["Связь с Telegram"] == "error"
    assert TOKEN not in peremena("doctor", "--online").output


@pytest.fixture
async def telegram() -> AsyncIterator[Playground]:
    playground = Playground()
    await playground.start()
    yield playground
    await playground.stop()


async def test_doctor_asks_the_bot_api_who_the_bot_is(
    telegram: Playground, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEREMENA_BOT__API_URL", telegram.url)
    for token, state in ((telegram.token, "ok"), (TOKEN, "error")):
        monkeypatch.setenv("PEREMENA_BOT__TOKEN", token)
        found = {finding.name: finding for finding in await examine(None, online=True)}
        assert found["Связь с Telegram"].state == state, found["Связь с Telegram"]
        assert found["Токен"].state == "ok"


async def test_doctor_looks_at_every_token(telegram: Playground, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "tokens").write_text(f"{telegram.token}\n{TOKEN}\n@my_school_bot\n", "utf-8")
    monkeypatch.setenv("PEREMENA_BOT__TOKEN_FILE", "tokens")
    monkeypatch.setenv("PEREMENA_BOT__API_URL", telegram.url)
    found = {finding.name: finding for finding in await examine(None, online=True)}
    assert [found[f"Токен {number}"].state for number in (1, 2, 3)] == ["ok", "ok", "error"]
    assert [found[f"Связь с Telegram {number}"].state for number in (1, 2, 3)] == ["ok", "error", "error"]
    assert found["Связь с Telegram 1"].text == f"Отвечает, это бот @{telegram.bot.username}."


@pytest.mark.usefixtures("logging_as_before")
def test_doctor_and_run_name_two_tokens_of_one_bot(
    peremena: Call, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "tokens").write_text(f"{TOKEN}\n{TOKEN.replace('A', 'B')}\n", "utf-8")
    monkeypatch.setenv("PEREMENA_BOT__TOKEN_FILE", "tokens")
    said = "Ключ «bot.token_file»: в строках 1 и 2 файла два токена одного бота."
    assert said in peremena("doctor").stdout
    refused = peremena("run")
    assert (refused.exit_code, said in refused.stderr) == (2, True)
    assert TOKEN not in refused.output


@pytest.mark.redis
def test_doctor_asks_redis_if_there_is_one(peremena: Call, redis_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEREMENA_REDIS__URL", redis_url)
    assert _doctor(peremena)[1]["Redis"] == "ok"
    monkeypatch.setenv("PEREMENA_REDIS__URL", "redis://127.0.0.1:1/0")
    assert _doctor(peremena)[1]["Redis"] == "error"


@pytest.mark.usefixtures("logging_as_before")
def test_run_without_a_token_names_the_key(peremena: Call) -> None:
    done = peremena("run")
    assert done.exit_code == 2
    assert done.stderr.startswith("Не задан ключ «bot.token»")


@pytest.mark.usefixtures("logging_as_before")
def test_run_without_a_database_says_how_to_make_one(
    peremena: Call, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEREMENA_BOT__TOKEN", TOKEN)
    done = peremena("run")
    assert done.exit_code == 1
    assert "peremena migrate" in done.stderr
    assert TOKEN not in done.output


@pytest.mark.usefixtures("logging_as_before")
def test_run_with_a_token_that_is_none_says_where_to_get_one(peremena: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEREMENA_BOT__TOKEN", "@my_school_bot")
    done = peremena("run")
    assert done.exit_code == 1
    assert "@BotFather" in done.stderr


def test_code_issue_needs_to_know_to_whom(peremena: Call) -> None:
    done = peremena("code", "issue")
    assert done.exit_code == 2
    assert "--class" in done.stderr
