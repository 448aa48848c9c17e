"""The one configuration tree: `config.toml`, overridden by PEREMENA_SECTION__KEY variables of the environment.

Nothing is read at import. `load` reads the file, refuses unknown keys and placeholders by name, and checks values;
every refusal is a `ConfigError` that lists all problems of its kind, so that a person mends the file in one go.
"""

import difflib
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_core import PydanticCustomError

DEFAULT_FILE = Path("config.toml")
_FILE_VARIABLE = "PEREMENA_CONFIG"
_PREFIX = "PEREMENA_"
_TESTS_PREFIX = "PEREMENA_TEST_"  # addresses of the servers that the project's tests use; not settings
_PLACEHOLDER = re.compile(r"^\s*<?(вставьте|change[_-]?me)", re.IGNORECASE)
_DATABASES = ("sqlite+aiosqlite:///", "postgresql+asyncpg://")

Tree = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one key. `data` never holds the value itself, since it may be a secret."""

    code: str
    key: str
    data: Mapping[str, str] = field(default_factory=dict)


class ConfigError(Exception):
    """The configuration cannot be used. `str()` of it is for logs: codes and keys, no values."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(f"{problem.code}: {problem.key}" for problem in problems))
        self.problems = problems


def _database_url(url: SecretStr) -> SecretStr:
    if not url.get_secret_value().startswith(_DATABASES):
        raise PydanticCustomError("database_url", "unknown kind of database")
    return url


def _web_address(url: str) -> str:
    if not re.match(r"https?://[^/\s]+", url):
        raise PydanticCustomError("web_address", "not a web address")
    return url.rstrip("/")


def _redis_url(url: SecretStr) -> SecretStr:
    if not url.get_secret_value().startswith(("redis://", "rediss://", "unix://")):
        raise PydanticCustomError("redis_url", "not an address of Redis")
    return url


def _webhook_secret(secret: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret.get_secret_value()):
        raise PydanticCustomError("webhook_secret", "not a secret that Telegram takes")
    return secret


WebAddress = Annotated[str, AfterValidator(_web_address)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class BotSection(_Section):
    """The bots at the messenger. `token` is that of one; the file holds one in each line. `run` needs one of them."""

    token: SecretStr | None = None
    token_file: Path | None = None
    api_url: WebAddress = "https://api.telegram.org"
    proxy: SecretStr | None = None
    mode: Literal["polling", "webhook"] = "polling"

    def read_tokens(self) -> tuple[SecretStr, ...]:
        """The token of each bot, at least one, in the order of the file.

        ConfigError if none is given, the file cannot be read or holds none, or two of them are of one bot.
        """
        if self.token is not None:
            return (self.token,)
        if self.token_file is None:
            raise ConfigError(Problem("needed", "bot.token"))
        lines = _token_lines(_text(self.token_file, "bot.token_file"))
        if not lines:
            raise ConfigError(Problem("no_token", "bot.token_file", {"path": str(self.token_file)}))
        _refuse(_bots_named_twice(lines))
        return tuple(SecretStr(token) for token in lines.values())


def _token_lines(text: str) -> dict[int, str]:
    """The tokens of a file by the number of their line; empty lines and those that begin with «#» hold none."""
    numbered = enumerate(map(str.strip, text.splitlines()), start=1)
    return {number: line for number, line in numbered if line and not line.startswith("#")}


def _bots_named_twice(lines: Mapping[int, str]) -> Iterator[Problem]:
    """A token begins with the id of its bot: two senders of one bot would each take the whole of its pace."""
    first: dict[str, int] = {}
    for number, token in lines.items():
        earlier = first.setdefault(token.partition(":")[0], number)
        if earlier != number:
            code = "token_twice" if token == lines[earlier] else "bot_twice"
            yield Problem(code, "bot.token_file", {"first": str(earlier), "second": str(number)})


class WebhookSection(_Section):
    """Where Telegram reaches us in the mode «webhook»: the address, before each bot's id, and where we listen."""

    url: WebAddress | None = None
    host: str = "127.0.0.1"
    port: int = Field(8080, ge=1, le=65535)
    secret: Annotated[SecretStr, AfterValidator(_webhook_secret)] | None = None


class DatabaseSection(_Section):
    """The database as SQLAlchemy's address; a secret, because it may hold a password."""

    url: Annotated[SecretStr, AfterValidator(_database_url)] = SecretStr("sqlite+aiosqlite:///peremena.db")


class RedisSection(_Section):
    """Redis for the state of conversations, when more than one process serves the bot."""

    url: Annotated[SecretStr, AfterValidator(_redis_url)] | None = None


class SchoolSection(_Section):
    """The school that commands mean when none is named, and the language before a person chose one."""

    number: str | None = None
    language: Literal["ru", "en"] = "ru"


class DeliverySection(_Section):
    """How news go out: the grace time of a lesson, Telegram's pace, and how much is claimed for how long."""

    grace_seconds: int = Field(120, ge=0, le=86400)
    per_second: float = Field(30, gt=0, le=1000)
    per_chat_seconds: float = Field(1, ge=0, le=60)
    batch: int = Field(100, ge=1, le=1000)
    lease_seconds: int = Field(60, ge=5, le=3600)


class LinksSection(_Section):
    """One-time codes: how many days they live, and how many failed tries an hour allows."""

    code_days: int = Field(14, ge=1, le=365)
    tries_per_hour: int = Field(5, ge=1, le=100)


class CalendarSection(_Section):
    """Where telephones read calendars: the address for the world, and where we listen. Nowhere without an address."""

    url: WebAddress | None = None
    host: str = "127.0.0.1"
    port: int = Field(8081, ge=1, le=65535)


class MetricsSection(_Section):
    """Where Prometheus may read metrics and a watchdog ask for health; nowhere unless switched on."""

    enabled: bool = False
    host: str = "127.0.0.1"
    port: int = Field(9464, ge=1, le=65535)


class LogsSection(_Section):
    """How much is logged and in which form."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["json", "console"] = "console"


class Config(_Section):
    """Everything that a deployment sets."""

    bot: BotSection = BotSection()
    webhook: WebhookSection = WebhookSection()
    database: DatabaseSection = DatabaseSection()
    redis: RedisSection = RedisSection()
    school: SchoolSection = SchoolSection()
    delivery: DeliverySection = DeliverySection()
    links: LinksSection = LinksSection()
    calendar: CalendarSection = CalendarSection()
    metrics: MetricsSection = MetricsSection()
    logs: LogsSection = LogsSection()


def load(path: Path | None = None, environ: Mapping[str, str] = os.environ) -> Config:
    """Read the configuration: from `path`, else PEREMENA_CONFIG, else `config.toml` if it is here, else defaults.

    Raises ConfigError.
    """
    tree = _file(path, environ)
    _refuse(_unknown_keys(tree))
    _refuse(_overlay(tree, environ))
    _refuse(_placeholders(tree))
    config = _validated(tree)
    _refuse(_missing(config))
    return config


def location(path: Path | None = None, environ: Mapping[str, str] = os.environ) -> Path | None:
    """The file that `load` would read, or None where defaults are used."""
    named = path or (Path(environ[_FILE_VARIABLE]) if environ.get(_FILE_VARIABLE) else None)
    return named or (DEFAULT_FILE if DEFAULT_FILE.exists() else None)


def known_keys() -> tuple[str, ...]:
    """Every key as «section.key», in the order of the tree."""
    return tuple(
        f"{section}.{key}"
        for section, described in Config.model_fields.items()
        for key in described.default.__class__.model_fields
    )


def _refuse(problems: Iterator[Problem]) -> None:
    if found := tuple(problems):
        raise ConfigError(*found)


def _file(path: Path | None, environ: Mapping[str, str]) -> Tree:
    found = location(path, environ)
    if found is None:
        return {}
    try:
        return tomllib.loads(_text(found, str(found)))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise ConfigError(Problem("not_toml", str(found), {"line": line[1] if line else "?"})) from None


def _text(path: Path, key: str) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        raise ConfigError(Problem("no_file", key, {"path": str(path)})) from None
    except (OSError, UnicodeDecodeError):
        raise ConfigError(Problem("unreadable", key, {"path": str(path)})) from None


def _unknown_keys(tree: Tree) -> Iterator[Problem]:
    known = known_keys()
    sections = tuple(Config.model_fields)
    for section, values in tree.items():
        if section not in sections:
            yield _unknown(section, (*sections, *known))
        elif not isinstance(values, dict):
            yield Problem("not_section", section)
        else:
            yield from (_unknown(f"{section}.{key}", known) for key in values if f"{section}.{key}" not in known)


def _unknown(key: str, known: tuple[str, ...]) -> Problem:
    nearest = difflib.get_close_matches(key, known, n=1)
    return Problem("unknown_key", key, {"nearest": nearest[0]} if nearest else {})


def _overlay(tree: Tree, environ: Mapping[str, str]) -> Iterator[Problem]:
    """Put the environment's values into the tree; variables that mean nothing are problems."""
    known = {f"{_PREFIX}{key.replace('.', '__')}".upper(): key for key in known_keys()}
    for name, value in sorted(environ.items()):
        if not name.startswith(_PREFIX) or name == _FILE_VARIABLE or name.startswith(_TESTS_PREFIX):
            continue
        if name not in known:
            yield _unknown(name, tuple(known))
            continue
        section, key = known[name].split(".")
        tree.setdefault(section, {})[key] = value


def _placeholders(tree: Tree) -> Iterator[Problem]:
    for section, values in tree.items():
        for key, value in values.items():
            if isinstance(value, str) and _PLACEHOLDER.match(value):
                yield Problem("placeholder", f"{section}.{key}")


def _validated(tree: Tree) -> Config:
    try:
        return Config.model_validate(tree)
    except ValidationError as error:
        raise ConfigError(*_wrong_values(error)) from None  # the cause would show values


def _wrong_values(error: ValidationError) -> Iterator[Problem]:
    for wrong in error.errors(include_input=False, include_url=False):
        allowed = {name: str(value) for name, value in wrong.get("ctx", {}).items() if name != "error"}
        yield Problem("wrong_value", ".".join(map(str, wrong["loc"][:2])), {"rule": wrong["type"], **allowed})


def _missing(config: Config) -> Iterator[Problem]:
    if config.bot.mode == "webhook":
        for key in ("url", "secret"):
            if getattr(config.webhook, key) is None:
                yield Problem("needed", f"webhook.{key}")
