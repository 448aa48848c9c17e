"""The log tells what happened, and never to whom, in which words or with which token."""

import ast
import asyncio
import json
import logging
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import structlog

from bot.config import LogsSection
from bot.logs import ALLOWED, HIDDEN, chat_tag, configure

TOKEN = "123456:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
BOT = Path(__file__).parents[2] / "bot"
LOGGING_CALLS = {f"log.{level}" for level in ("debug", "info", "warning", "error", "exception", "bind")} | {
    "structlog.contextvars.bound_contextvars"
}
SAID = "Мой сын Белов Артём заболел"


pytestmark = pytest.mark.usefixtures("logging_as_before")


class Log:
    """What came out."""

    def __init__(self, section: LogsSection) -> None:
        self._stream = StringIO()
        configure(section, self._stream)

    @property
    def text(self) -> str:
        return self._stream.getvalue()

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]


@pytest.fixture
def log() -> Log:
    return Log(LogsSection(format="json"))


def _fail() -> None:
    words = SAID
    raise RuntimeError(f"POST https://api.telegram.org/bot{TOKEN}/sendMessage: {words}")


def _failed() -> RuntimeError:
    try:
        _fail()
    except RuntimeError as error:
        return error
    raise AssertionError


def test_a_line_keeps_what_is_allowed_and_hides_the_rest(log: Log) -> None:
    structlog.get_logger().info("sent", count=3, kind="mark", surname="Белов", text=SAID)
    line = log.lines()[0]
    assert (line["event"], line["level"], line["count"], line["kind"]) == ("sent", "info", 3, "mark")
    assert (line["surname"], line["text"]) == (HIDDEN, HIDDEN)


def test_an_exception_is_its_type_and_places(log: Log) -> None:
    try:
        _fail()
    except RuntimeError:
        structlog.get_logger().exception("broke")
    text = log.text
    line = json.loads(text)
    assert line["error"] == "RuntimeError"
    assert line["where"][-1].startswith("tests/bot/test_logs.py:")
    assert line["where"][-1].endswith(" _fail")
    assert TOKEN not in text
    assert "Белов" not in text


def test_of_a_group_the_first_exception_is_told(log: Log) -> None:
    structlog.get_logger().error("broke", exc_info=ExceptionGroup(SAID, [_failed(), ValueError(SAID)]))
    assert log.lines()[0]["error"] == "RuntimeError"
    assert "Белов" not in log.text


def test_a_librarys_record_shows_neither_token_nor_words(log: Log) -> None:
    library = logging.getLogger("aiogram.event")
    error = _failed()
    library.error("Cause exception while process update id=%d by bot id=%d\n%s: %s", 7, 1, "RuntimeError", error)
    library.error(f"Failed to fetch updates - {error}")
    library.error("Request to %s failed", f"https://api.telegram.org/bot{TOKEN}/getMe", exc_info=error)
    library.warning(error)
    library.warning("Wrong values: %(said)s", {"said": SAID})
    text = log.text
    assert TOKEN not in text
    assert "Белов" not in text
    lines = [json.loads(line) for line in text.splitlines()]
    assert [line["logger"] for line in lines] == ["aiogram.event"] * 5
    assert lines[0]["event"].startswith("Cause exception while process update")
    assert lines[1]["event"] == HIDDEN
    assert lines[2]["error"] == "RuntimeError"


def test_extra_values_of_a_library_do_not_pass(log: Log) -> None:
    logging.getLogger("sqlalchemy.engine.Engine").warning("%s", SAID, extra={"parameters": SAID})
    assert "Белов" not in log.text


async def test_one_update_is_followed_through_its_tasks(log: Log) -> None:
    async def handle(update: int) -> None:
        with structlog.contextvars.bound_contextvars(update=update):
            await asyncio.sleep(0)
            structlog.get_logger().info("handled")

    await asyncio.gather(handle(1), handle(2))
    structlog.get_logger().info("idle")
    lines = log.lines()
    assert [line.get("update") for line in lines] == [1, 2, None]


def test_the_level_holds_for_libraries_too() -> None:
    log = Log(LogsSection(level="warning", format="json"))
    logging.getLogger("aiogram").info("%d", 1)
    structlog.get_logger().info("quiet")
    logging.getLogger("aiogram").warning("%d", 1)
    assert len(log.lines()) == 1


def test_the_console_hides_as_much() -> None:
    log = Log(LogsSection(format="console"))
    try:
        _fail()
    except RuntimeError:
        structlog.get_logger().exception("broke", said=SAID)
    shown = log.text
    assert "broke" in shown
    assert "RuntimeError" in shown
    assert TOKEN not in shown
    assert "Белов" not in shown


def test_a_record_that_cannot_be_written_is_not_shown() -> None:
    class Unprintable:
        def __repr__(self) -> str:
            raise ValueError(SAID)

    log = Log(LogsSection(format="console"))
    structlog.get_logger().info("broke", reason=Unprintable())
    assert "Белов" not in log.text


def test_no_line_of_the_bot_uses_a_key_that_would_be_hidden() -> None:
    hidden = {
        f"{path.name}:{call.lineno} {key.arg}"
        for path in BOT.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func) in LOGGING_CALLS
        for key in call.keywords
        if key.arg not in ALLOWED | {"exc_info"}
    }
    assert hidden == set()


def test_a_chat_has_a_tag_that_is_not_its_number() -> None:
    assert chat_tag("5550001") == chat_tag("5550001") != chat_tag("5550002")
    assert "5550001" not in chat_tag("5550001")
