"""The sections of the configuration: every key with its kind and what is usual."""

import ipaddress
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr
from pydantic_core import PydanticCustomError

from bot.config.problems import ConfigError, Problem, refuse, text_of

_DATABASES = ("sqlite+aiosqlite:///", "postgresql+asyncpg://")


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


def _network(network: object) -> object:
    try:
        return ipaddress.ip_network(str(network))
    except ValueError:
        raise PydanticCustomError("network", "not an address of a network") from None


Network = ipaddress.IPv4Network | ipaddress.IPv6Network
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
        lines = _token_lines(text_of(self.token_file, "bot.token_file"))
        if not lines:
            raise ConfigError(Problem("no_token", "bot.token_file", {"path": str(self.token_file)}))
        refuse(_bots_named_twice(lines))
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
    """Where telephones read calendars: the address for the world, and where we listen. Nowhere without an address.

    `web_server` is from where the server before us asks; only what it says of who asked it is believed.
    """

    url: WebAddress | None = None
    host: str = "127.0.0.1"
    port: int = Field(8081, ge=1, le=65535)
    web_server: Annotated[Network, BeforeValidator(_network)] = ipaddress.ip_network("127.0.0.0/8")


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
