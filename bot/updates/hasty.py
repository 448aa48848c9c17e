"""Somebody hammers at one button: what one press has done is not done over and over."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiogram import BaseMiddleware
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, TelegramObject

from bot.screens import bot_of
from bot.updates.context import Handler

MOST = 5
"""Presses of one button, each right after the last, that are handled; a mark that taps go round needs some of them."""
PAUSE = 1.0
"""Seconds after which a press is a new one, counted from the end of the last."""
LONGER_PAUSE = 3.0
"""The same for a button that sends something below: one file is enough however often it is pressed."""
REMEMBERED = 10_000
"""Chats whose last press is remembered."""


@dataclass
class _Run:
    """Presses of one button, each right after the last."""

    button: tuple[object, str | None]
    press: str
    count: int
    at: float


class Hasty(BaseMiddleware):
    """Handles the first presses of a run, and lets the others only be answered. `once` are buttons that send
    something new each time, a file or a keyboard.

    An update that is tried anew is the same press, and no new one.
    """

    def __init__(self, *once: type[CallbackData], clock: Callable[[], float] = time.monotonic) -> None:
        self._once = frozenset(one.__prefix__ for one in once)
        self._clock = clock
        self._runs: OrderedDict[tuple[int, int], _Run] = OrderedDict()

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Hand the press on, unless it is one too many."""
        if not isinstance(event, CallbackQuery):
            return await handler(event, data)
        run = self._counted(event)
        try:
            return await handler(event, data) if run.count <= (1 if self._sends_below(event) else MOST) else None
        finally:
            run.at = self._clock()

    def _counted(self, event: CallbackQuery) -> _Run:
        button = (event.message.message_id if event.message else event.inline_message_id, event.data)
        pause = LONGER_PAUSE if self._sends_below(event) else PAUSE
        chat = bot_of(event).id, event.from_user.id
        run = self._runs.pop(chat, None)
        if run is None or run.button != button or self._clock() - run.at > pause:
            run = _Run(button, event.id, 1, 0.0)
        elif run.press != event.id:
            run.press, run.count = event.id, run.count + 1
        self._runs[chat] = run
        if len(self._runs) > REMEMBERED:
            self._runs.popitem(last=False)
        return run

    def _sends_below(self, event: CallbackQuery) -> bool:
        return (event.data or "").partition(":")[0] in self._once
