"""What every command shares: its configuration, its errors as sentences, and its exit code.

Exit codes: 0 the command did what was asked; 1 it could not, and the reason is in standard error; 2 the call or the
configuration is wrong. Only plain modules are imported here, so that help is quick.
"""

import asyncio
import json
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from core.errors import DomainError, StorageBusyError, StorageReadOnlyError
from core.people.pupils import PupilsKeptOutError

if TYPE_CHECKING:
    from bot.config import Config

FAILED = 1
WRONG_CALL = 2

T = TypeVar("T")

_SENTENCES: dict[type[DomainError], str] = {
    StorageReadOnlyError: "В базу данных нельзя записать: проверьте права на файл и свободное место на диске.",
    PupilsKeptOutError: (
        "Ученикам дневник в этой школе не открыт, поэтому кодов для них нет. Открыть:"
        " peremena school set profile.pupil_access=read."
    ),
    StorageBusyError: "База данных занята или не отвечает. Подождите и повторите; если не поможет: peremena doctor.",
}


class CommandError(Exception):
    """A command gives up: a sentence for the person who called it, and the exit code."""

    def __init__(self, sentence: str, exit_code: int = FAILED) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.exit_code = exit_code


def configuration(path: Path | None) -> "Config":
    """The configuration of a command. CommandError with exit code 2 names every key that is wrong."""
    from bot.config import ConfigError, load

    try:
        return load(path)
    except ConfigError as error:
        raise _config_refused(error) from None


def finish(work: Coroutine[Any, Any, T], loop: Callable[[], asyncio.AbstractEventLoop] | None = None) -> T:
    """Run the body of a command to its end; what the core or the configuration refuses becomes a sentence.

    `loop` makes the event loop, if not the usual one.
    """
    from bot.config import ConfigError

    try:
        with asyncio.Runner(loop_factory=loop) as runner:
            return runner.run(work)
    except ConfigError as error:
        raise _config_refused(error) from None
    except DomainError as error:
        raise CommandError(_sentence(error)) from error


def print_json(value: object) -> None:
    """One JSON document on one line, for programs."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def _config_refused(error: Any) -> CommandError:
    from bot.cli.config_texts import sentences

    return CommandError("\n".join(sentences(error)), WRONG_CALL)


def _sentence(error: DomainError) -> str:
    for kind, sentence in _SENTENCES.items():
        if isinstance(error, kind):
            return sentence
    return f"Не получилось (код «{error.code}»). Что проверить, скажет peremena doctor."
