"""The configuration: what a person may write, and what is refused by name."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.cli.config_texts import sentences
from bot.config import Config, ConfigError, Problem, known_keys, load

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
TOKEN = "123456:" + "A" * 35
OTHER = "123457:" + "A" * 35


def _write(folder: Path, text: str) -> Path:
    path = folder / "settings.toml"
    path.write_text(text, "utf-8")
    return path


def _problems(path: Path | None, environ: dict[str, str] | None = None) -> tuple[Problem, ...]:
    with pytest.raises(ConfigError) as refused:
        load(path, environ or {})
    return refused.value.problems


def test_the_example_sets_what_the_defaults_are() -> None:
    assert load(EXAMPLE, {}) == Config()


def test_the_example_shows_every_key_with_a_comment_above() -> None:
    lines = EXAMPLE.read_text("utf-8").splitlines()
    shown = [line.removeprefix("# ") for line in lines if re.match(r"(# )?[a-z_]+ = |\[", line)]
    tree = tomllib.loads("\n".join(shown))
    assert {f"{section}.{key}" for section, values in tree.items() for key in values} == set(known_keys())
    for above, line in pairwise(lines):
        if re.match(r"(# )?[a-z_]+ = ", line):
            assert above.startswith("#"), line


def test_the_examples_placeholders_are_refused_by_name(tmp_path: Path) -> None:
    text = re.sub(r'(?m)^# (\w+ = "ВСТАВЬТЕ)', r"\1", EXAMPLE.read_text("utf-8"))
    assert _problems(_write(tmp_path, text)) == (
        Problem("placeholder", "bot.token"),
        Problem("placeholder", "webhook.secret"),
    )


@pytest.mark.parametrize("value", ["CHANGE_ME", "change-me", "<вставьте токен>", "ВСТАВЬТЕ ТОКЕН"])
def test_placeholders_of_the_environment_are_refused(value: str) -> None:
    assert _problems(None, {"PEREMENA_BOT__TOKEN": value}) == (Problem("placeholder", "bot.token"),)


def test_without_a_file_there_are_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load(environ={}) == Config()


def test_the_file_of_the_current_folder_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config.toml").write_text("[links]\ncode_days = 3\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert load(environ={}).links.code_days == 3


def test_the_named_file_comes_first_then_the_variable(tmp_path: Path) -> None:
    named = _write(tmp_path, "[links]\ncode_days = 3\n")
    other = tmp_path / "other.toml"
    other.write_text("[links]\ncode_days = 4\n", "utf-8")
    environ = {"PEREMENA_CONFIG": str(other)}
    assert load(None, environ).links.code_days == 4
    assert load(named, environ).links.code_days == 3


def test_a_named_file_must_be_there(tmp_path: Path) -> None:
    path = tmp_path / "none.toml"
    assert _problems(path) == (Problem("no_file", str(path), {"path": str(path)}),)


def test_the_environment_overrides_the_file(tmp_path: Path) -> None:
    path = _write(tmp_path, "[delivery]\nbatch = 5\nper_second = 1\n")
    delivery = load(path, {"PEREMENA_DELIVERY__BATCH": "7"}).delivery
    assert (delivery.batch, delivery.per_second) == (7, 1)


def test_a_typo_is_named_with_the_nearest_key(tmp_path: Path) -> None:
    path = _write(tmp_path, "[bot]\ntokken = 'x'\n[delivry]\nbatch = 1\n")
    assert _problems(path) == (
        Problem("unknown_key", "bot.tokken", {"nearest": "bot.token"}),
        Problem("unknown_key", "delivry", {"nearest": "delivery"}),
    )


def test_a_typo_in_a_variable_is_named(tmp_path: Path) -> None:
    path = _write(tmp_path, "")
    assert _problems(path, {"PEREMENA_BOT_TOKEN": TOKEN}) == (
        Problem("unknown_key", "PEREMENA_BOT_TOKEN", {"nearest": "PEREMENA_BOT__TOKEN"}),
    )


def test_variables_of_others_and_of_the_tests_are_let_be() -> None:
    assert load(EXAMPLE, {"PATH": "/bin", "PEREMENA_TEST_REDIS": "redis://"}) == Config()


def test_a_key_above_the_sections_is_named(tmp_path: Path) -> None:
    assert _problems(_write(tmp_path, "bot = 'x'\n")) == (Problem("not_section", "bot"),)


def test_broken_toml_is_named_with_its_line(tmp_path: Path) -> None:
    path = _write(tmp_path, "[bot]\ntoken = \n")
    assert _problems(path) == (Problem("not_toml", str(path), {"line": "2"}),)


def test_all_wrong_values_are_named_at_once_without_showing_them(tmp_path: Path) -> None:
    secret = "mysql://root:hunter2@host/db"
    path = _write(tmp_path, f"[delivery]\nbatch = 'много'\n[database]\nurl = '{secret}'\n[bot]\nmode = 'push'\n")
    with pytest.raises(ConfigError) as refused:
        load(path, {})
    assert [(problem.key, problem.data["rule"]) for problem in refused.value.problems] == [
        ("bot.mode", "literal_error"),
        ("database.url", "database_url"),
        ("delivery.batch", "int_parsing"),
    ]
    assert "hunter2" not in str(refused.value)
    assert "hunter2" not in repr(refused.value.problems)
    assert refused.value.__cause__ is None


def test_webhook_needs_its_address_and_secret() -> None:
    assert _problems(None, {"PEREMENA_BOT__MODE": "webhook"}) == (
        Problem("needed", "webhook.url"),
        Problem("needed", "webhook.secret"),
    )


def test_the_token_comes_from_the_key_or_its_file(tmp_path: Path) -> None:
    path = tmp_path / "token"
    path.write_text(f"{TOKEN}\n", "utf-8")
    assert _tokens(load(EXAMPLE, {"PEREMENA_BOT__TOKEN": TOKEN})) == [TOKEN]
    assert _tokens(load(EXAMPLE, {"PEREMENA_BOT__TOKEN_FILE": str(path)})) == [TOKEN]


def test_a_token_file_holds_a_token_in_each_line(tmp_path: Path) -> None:
    assert _tokens(_with_tokens(tmp_path, f"# школа 900\n{TOKEN}\n\n# школа 901\n  {OTHER} \n")) == [TOKEN, OTHER]


@pytest.mark.parametrize(
    ("second", "code"), [(TOKEN, "token_twice"), (TOKEN.replace("A", "B"), "bot_twice")], ids=["token", "bot"]
)
def test_two_tokens_of_one_bot_are_refused_by_their_lines(tmp_path: Path, second: str, code: str) -> None:
    with pytest.raises(ConfigError) as refused:
        _with_tokens(tmp_path, f"{TOKEN}\n{OTHER}\n\n{second}\n").bot.read_tokens()
    assert refused.value.problems == (Problem(code, "bot.token_file", {"first": "1", "second": "4"}),)
    (sentence,) = sentences(refused.value)
    assert "в строках 1 и 4" in sentence
    assert second.partition(":")[2] not in sentence


def test_a_token_file_without_a_token_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as refused:
        _with_tokens(tmp_path, "\n# школа 900\n").bot.read_tokens()
    assert [(problem.code, problem.key) for problem in refused.value.problems] == [("no_token", "bot.token_file")]
    assert "нет ни одного токена" in sentences(refused.value)[0]


def _with_tokens(folder: Path, text: str) -> Config:
    path = folder / "tokens"
    path.write_text(text, "utf-8")
    return load(EXAMPLE, {"PEREMENA_BOT__TOKEN_FILE": str(path)})


def _tokens(config: Config) -> list[str]:
    return [token.get_secret_value() for token in config.bot.read_tokens()]


def test_no_token_is_named() -> None:
    with pytest.raises(ConfigError) as refused:
        Config().bot.read_tokens()
    assert refused.value.problems == (Problem("needed", "bot.token"),)


def test_a_token_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    config = load(EXAMPLE, {"PEREMENA_BOT__TOKEN_FILE": str(tmp_path / "none")})
    with pytest.raises(ConfigError) as refused:
        config.bot.read_tokens()
    assert [(problem.code, problem.key) for problem in refused.value.problems] == [("no_file", "bot.token_file")]


def test_secrets_are_not_shown() -> None:
    config = load(EXAMPLE, {"PEREMENA_BOT__TOKEN": TOKEN, "PEREMENA_REDIS__URL": "redis://:hunter2@host/0"})
    assert TOKEN not in repr(config)
    assert "hunter2" not in repr(config)


def test_the_tree_does_not_change() -> None:
    with pytest.raises(ValidationError):
        Config().delivery.batch = 3  # type: ignore[misc]
