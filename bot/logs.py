"""The log of the program's work: events, counts and reasons, never people, texts, addresses or tokens.

A key that is not in `ALLOWED` is hidden, so that a forgetful line cannot leak; an exception is logged by its type and
the places that it passed, without its message. Records of libraries (aiogram, SQLAlchemy, aiohttp…) carry free text
with addresses and tokens: of them the logger's name and the call's own constant text remain, without its arguments.
"""

import hashlib
import logging
import sys
import traceback
from collections.abc import Iterator, MutableMapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.config import LogsSection

ALLOWED = frozenset(
    {
        "event",
        "level",
        "timestamp",
        "logger",
        "update",
        "bot",
        "chat",
        "kind",
        "state",
        "handler",
        "job",
        "role",
        "code",
        "reason",
        "outcome",
        "method",
        "row",
        "rows",
        "count",
        "seconds",
        "attempt",
        "version",
        "error",
        "where",
    }
)
"""The keys of a line. `chat` is a `chat_tag`; `error` and `where` are made of exceptions here."""

HIDDEN = "‹скрыто›"
_PROJECT = Path(__file__).parents[1]
_DEPTH = 12


def configure(section: LogsSection, stream: TextIO) -> None:
    """Send every line, ours and the libraries', to `stream` (standard error) through the same processors."""
    handler = _Quiet(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[_library_record, *_shared()],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _only_allowed,
                _renderer(section, stream),
            ],
            use_get_message=False,
            pass_foreign_args=True,
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(section.level.upper())
    structlog.configure(
        processors=[*_shared(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(section.level.upper())),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )


class _Quiet(logging.StreamHandler[TextIO]):
    """The ordinary handler prints a record that it cannot write to standard error, arguments and all."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name of logging
        with suppress(OSError, ValueError):
            self.stream.write(f"log line lost: {record.name}:{record.lineno}\n")


def chat_tag(address: str) -> str:
    """A short name for a chat, the same each time, that does not tell whose it is."""
    return hashlib.sha256(address.encode()).hexdigest()[:8]


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _exception,
    ]


def _renderer(section: LogsSection, stream: TextIO) -> Processor:
    if section.format == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(colors=stream.isatty())


def _library_record(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Keep what the library's author wrote, and not the arguments: people and addresses are in these."""
    event["logger"] = event["_record"].name
    if not event.pop("positional_args"):
        event["event"] = HIDDEN  # it may be an f-string: there is no telling what is in it
    event.pop("stack_info", None)
    return event


def _exception(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Replace an exception by its type and where it passed: its message and locals may hold anything."""
    error = _raised(event.pop("exc_info", None))
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]  # what made a group of tasks fall; the others fell with it
    if error is not None:
        event["error"] = type(error).__qualname__
        event["where"] = [*_places(error.__traceback__)]
    return event


def _raised(exc_info: Any) -> BaseException | None:
    if isinstance(exc_info, BaseException):
        return exc_info
    if isinstance(exc_info, tuple):
        return exc_info[1] if isinstance(exc_info[1], BaseException) else None
    return sys.exc_info()[1] if exc_info else None


def _places(passed: TracebackType | None) -> Iterator[str]:
    for frame, line in [*traceback.walk_tb(passed)][-_DEPTH:]:
        code = frame.f_code
        yield f"{_short(code.co_filename)}:{line} {code.co_name}"


def _short(file: str) -> str:
    path = Path(file)
    return str(path.relative_to(_PROJECT)) if path.is_relative_to(_PROJECT) else "/".join(path.parts[-2:])


def _only_allowed(_logger: WrappedLogger, _method: str, event: EventDict) -> MutableMapping[str, Any]:
    return {key: value if key in ALLOWED else HIDDEN for key, value in event.items()}
