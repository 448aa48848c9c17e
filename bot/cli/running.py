"""`peremena run`: the bot until it is told to stop."""

import sys

import structlog

from bot.cli.frame import CommandError, finish
from bot.config import Config, ConfigError
from bot.logs import configure
from bot.roles import Role
from core.errors import DomainError

log = structlog.get_logger()

_NOT_READY = {
    "token": "Токен не похож на токен Telegram. Скопируйте его у @BotFather целиком и проверьте: peremena doctor",
    "metrics": "Адрес из раздела [metrics] занят или недоступен. Назовите другой порт: metrics.port",
    "calendar": "Адрес из раздела [calendar] занят или недоступен. Назовите другой порт: calendar.port",
    "migrations": "Базы данных нет, или она другой версии, чем программа. Выполните: peremena migrate",
}


def run(config: Config, role: Role) -> None:
    """Run the bot, or a part of it. CommandError says why it cannot start."""
    import uvloop  # a loop in C: the cost of a message falls by a quarter

    configure(config.logs, sys.stderr)
    finish(_run(config, role), uvloop.new_event_loop)


async def _run(config: Config, role: Role) -> None:
    config.bot.read_tokens()  # before the messenger's library, which takes seconds to import
    from bot.app import NotReadyError
    from bot.app import run as body

    try:
        await body(config, role=role)
    except NotReadyError as error:
        raise CommandError(_NOT_READY[error.code]) from None
    except (DomainError, ConfigError):
        raise
    except Exception:
        log.exception("crashed")  # not a traceback: that would show what is in the messages of errors
        raise CommandError("Бот остановился из-за ошибки; её место — в последней строке журнала.") from None
