"""Which presses of a run of presses are handled."""

import ast
import importlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from aiogram import Bot
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Chat, Message, User

import bot
from bot.front import SENDING_BELOW
from bot.updates.hasty import LONGER_PAUSE, MOST, PAUSE, Hasty

BOT = Bot("1:token")
NUMBERS = count(1)


class File(CallbackData, prefix="file"):
    """A button that sends a file."""


class Someone:
    """A person in front of buttons; how often they were handled, each in half a second."""

    def __init__(self) -> None:
        self.now = 0.0
        self.handled = 0
        self.hasty = Hasty(File, clock=lambda: self.now)

    async def press(self, data: str, message: int = 1, user: int = 7, query: str | None = None) -> None:
        chat = Chat(id=user, type="private")
        shown = Message(message_id=message, date=datetime.now(UTC), chat=chat)
        who = User(id=user, is_bot=False, first_name="А")
        event = CallbackQuery(
            id=query or str(next(NUMBERS)), from_user=who, chat_instance="1", data=data, message=shown
        )
        await self.hasty(self._handle, event.as_(BOT), {})

    async def _handle(self, *_: object) -> None:
        self.handled += 1
        self.now += 0.5


async def test_of_a_run_the_first_are_handled() -> None:
    one = Someone()
    for _ in range(30):
        await one.press("tick:1")
    assert one.handled == MOST


async def test_a_file_is_sent_once() -> None:
    one = Someone()
    for _ in range(30):
        await one.press(File().pack())
    assert one.handled == 1
    one.now += LONGER_PAUSE + 0.1
    await one.press(File().pack())
    assert one.handled == 2


async def test_other_buttons_messages_people_and_moments_are_no_run() -> None:
    one = Someone()
    for number in range(30):
        await one.press(f"tick:{number % 2}")
    assert one.handled == 30
    for number in range(30):
        await one.press("tick:1", message=number + 10)
        await one.press("tick:1", user=8 + number)
    assert one.handled == 90
    for _ in range(10):
        await one.press("tick:1")
        one.now += PAUSE + 0.1
    assert one.handled == 100


async def test_the_same_press_tried_anew_is_no_new_one() -> None:
    one = Someone()
    for _ in range(10):
        await one.press(File().pack(), query="same")
    assert one.handled == 10


_BUTTON = re.compile(r"(\w+)\.filter\(|Pressed\((\w+)\(")


def test_every_button_that_makes_a_file_is_known_to_send_one() -> None:
    made = {*_buttons_of_files()}
    assert len(made) > 9
    assert made <= {*SENDING_BELOW}


def _buttons_of_files() -> Iterator[type[CallbackData]]:
    """The buttons whose handlers, or what these call in their module, send a document."""
    root = Path(bot.__file__).parents[1]
    for path in sorted(root.glob("bot/**/*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        sending = _sending(tree)
        for one in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and len(node.args) > 1):
            button = _BUTTON.search(ast.unparse(one.args[1]))
            if button is not None and _names(one.args[0]) & sending:
                module = importlib.import_module(".".join(path.relative_to(root).with_suffix("").parts))
                yield getattr(module, button[1] or button[2])


def _sending(tree: ast.Module) -> set[str]:
    functions = {one.name: _names(one) for one in tree.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)}
    found = {"send_document"}
    while more := {name for name, used in functions.items() if used & found} - found:
        found |= more
    return found


def _names(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)} | {
        one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute)
    }
