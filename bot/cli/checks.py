"""What `peremena doctor` looks at. A check never raises: what goes wrong is its answer, with what to do."""

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import sqlalchemy as sa
from pydantic import SecretStr

from bot.cli.config_texts import sentences
from bot.cli.messenger import SECONDS, NoAnswerError, bot_name
from bot.cli.opening import any_database, is_absent, sqlite_file
from bot.clock import SystemClock
from bot.config import Config, ConfigError
from bot.i18n import LANGUAGES, texts
from core.errors import StorageError, StorageReadOnlyError
from core.notifications.model import Backlog
from core.notifications.watching import amount, late
from core.people.model import School
from storage.database import Database
from storage.migrations import current, newest


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the answer: what was looked at, how it is, and what to do where it is not well."""

    name: str
    state: Literal["ok", "warning", "error"]
    text: str
    advice: str = ""


def check_tokens(config: Config) -> list[Finding]:
    """Whether there are tokens, one for each bot, and each looks like one."""
    try:
        tokens = config.bot.read_tokens()
    except ConfigError as error:
        text = "Не задан или задан неверно: бот не запустится."
        return [Finding("Токен", "error", text, " ".join(sentences(error)))]
    return [_likely(name, token) for name, token in _named("Токен", tokens)]


def _named(what: str, tokens: tuple[SecretStr, ...]) -> Iterator[tuple[str, SecretStr]]:
    """Each token with the name of what is looked at: numbered in the order of the file where there are several."""
    for number, token in enumerate(tokens, start=1):
        yield (what if len(tokens) == 1 else f"{what} {number}"), token


def _likely(name: str, token: SecretStr) -> Finding:
    if re.fullmatch(r"\d{5,}:[\w-]{30,}", token.get_secret_value(), re.ASCII):
        return Finding(name, "ok", "Похож на настоящий.")
    return Finding(
        name, "error", "Не похож на токен Telegram.", "Скопируйте его у @BotFather целиком: цифры, двоеточие, буквы."
    )


async def check_telegram(config: Config) -> list[Finding]:
    """Whether the Bot API answers getMe with each token."""
    try:
        tokens = config.bot.read_tokens()
    except ConfigError:
        return []  # the check of the tokens says it
    return [await _answering(config, name, token) for name, token in _named("Связь с Telegram", tokens)]


async def _answering(config: Config, name: str, token: SecretStr) -> Finding:
    try:
        username = await bot_name(config.bot, token)
    except NoAnswerError as error:
        if error.token_refused:
            return Finding(name, "error", "Bot API не принимает токен.", "Получите новый токен у @BotFather.")
        return Finding(name, "error", "Bot API не отвечает.", "Проверьте сеть, bot.api_url и bot.proxy.")
    return Finding(name, "ok", f"Отвечает, это бот @{username}.")


def check_webhook(config: Config) -> Finding | None:
    """Whether the public address is one that Telegram would call; nothing to say when polling."""
    if config.bot.mode != "webhook" or config.webhook.url is None:
        return None
    if config.webhook.url.startswith("https://"):
        return Finding("Вебхук", "ok", "Адрес защищён (https).")
    return Finding("Вебхук", "warning", "Адрес без https.", "Telegram приходит только на https: поправьте webhook.url.")


async def check_database(config: Config) -> AsyncIterator[Finding]:
    """Whether the database answers, is current, can be written and holds a school."""
    if is_absent(config):
        yield Finding("База данных", "error", f"Файла {sqlite_file(config)} нет.", "Выполните: peremena migrate")
        return
    try:
        async with any_database(config) as database:
            revision = await current(database.engine)
            yield _revision(revision)
            if revision == newest():
                yield await _writable(database)
                for finding in [*await _schools(database), *await _queue(database, config)]:
                    yield finding
    except StorageError:
        yield Finding("База данных", "error", "Не отвечает.", "Проверьте database.url и работает ли сервер базы.")


def _revision(revision: str | None) -> Finding:
    if revision == newest():
        return Finding("База данных", "ok", f"Отвечает, версия {revision}.")
    return Finding(
        "База данных", "error", f"Версия {revision or 'пустая'}, нужна {newest()}.", "Выполните: peremena migrate"
    )


async def _writable(database: Database) -> Finding:
    try:
        async with database.writing() as unit:  # never committed
            await unit.connection.execute(sa.text("UPDATE alembic_version SET version_num = version_num"))
    except StorageReadOnlyError:
        return Finding("Запись в базу", "error", "База только для чтения.", "Проверьте права и свободное место.")
    return Finding("Запись в базу", "ok", "Можно записывать.")


async def _schools(database: Database) -> list[Finding]:
    async with database.reading() as unit:
        schools = await unit.people.schools()
    if not schools:
        return [Finding("Школа", "warning", "Школы ещё нет.", "Загрузите её: peremena import ПУТЬ")]
    return [_zone(school) for school in schools]


def _zone(school: School) -> Finding:
    try:
        ZoneInfo(school.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return Finding(
            "Школа", "error", f"№ {school.number}: нет пояса {school.time_zone}.", "Установите пакет tzdata."
        )
    return Finding("Школа", "ok", f"№ {school.number}, часовой пояс {school.time_zone}.")


async def _queue(database: Database, config: Config) -> list[Finding]:
    now = SystemClock().now()
    async with database.reading() as unit:
        backlog = await unit.outbox.backlog(now)
        delayed = [
            (part.oldest, await unit.people.school(part.school_id)) for part in late(backlog, now) if part.oldest
        ]
    stranded = _stranded(backlog, config)
    if not delayed:
        return [Finding("Очередь", "ok", f"Ждут отправки: {amount(part.waiting for part in backlog)}."), *stranded]
    return [_delayed(delayed, now), *stranded]


def _stranded(backlog: tuple[Backlog, ...], config: Config) -> list[Finding]:
    """News for chats of a bot whose token is not configured: nobody will send it."""
    try:
        served = {token.get_secret_value().partition(":")[0] for token in config.bot.read_tokens()}
    except ConfigError:
        return []  # the check of the tokens says it
    advice = "Верните токен этого бота в bot.token_file или попросите семьи подключиться в другом боте."
    text = "Извещений для чатов бота {bot}, чьего токена в настройках нет: {count}."
    lost = sorted({part.bot for part in backlog} - served)
    counts = [(bot, amount(part.waiting for part in backlog if part.bot == bot)) for bot in lost]
    return [Finding("Очередь", "warning", text.format(bot=bot, count=count), advice) for bot, count in counts]


def _delayed(delayed: list[tuple[datetime, School]], now: datetime) -> Finding:
    since, school = min(delayed, key=lambda pair: pair[0])
    minutes = int((now - since).total_seconds() // 60)
    return Finding(
        "Очередь",
        "warning",
        f"Извещения задерживаются: самое старое (школа № {school.number}) ждёт {minutes} мин.",
        "Проверьте, работает ли бот и есть ли связь: peremena doctor --online. Строки: peremena outbox list.",
    )


def check_catalogues() -> Finding:
    """Whether the texts of every language are compiled."""
    try:
        for language in LANGUAGES:
            texts(language)
    except (OSError, ValueError):
        return Finding(
            "Тексты", "error", "Переводы не собраны.", "Установите программу заново (в исходниках: make messages)."
        )
    return Finding("Тексты", "ok", f"Языки: {', '.join(LANGUAGES.values())}.")


async def check_redis(config: Config) -> Finding | None:
    """Whether Redis answers; nothing to say when there is none."""
    if config.redis.url is None:
        return None
    from redis.asyncio import Redis
    from redis.exceptions import RedisError

    client = Redis.from_url(config.redis.url.get_secret_value(), socket_connect_timeout=SECONDS)
    try:
        await client.ping()
    except (RedisError, OSError):
        return Finding("Redis", "error", "Не отвечает.", "Проверьте redis.url и работает ли Redis.")
    finally:
        await client.aclose()
    return Finding("Redis", "ok", "Отвечает.")
