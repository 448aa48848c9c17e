"""Who waits for an answer longer than a moment sees that the bot is at work."""

import asyncio
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.enums import ChatAction
from aiogram.exceptions import AiogramError
from aiogram.types import Chat, TelegramObject

from bot.updates.context import Handler

AFTER = 1.0
"""Seconds without an answer until it is shown: most answers are there before."""
AGAIN = 4.5
"""Seconds until it is shown anew; the messenger takes it away after five, and when a message comes."""


class Working(BaseMiddleware):
    """Shows «печатает…» in the chat while a handler takes its time, a report of a big school say."""

    def __init__(self, after: float = AFTER, again: float = AGAIN) -> None:
        self._after, self._again = after, again

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """What the handler gives. A task is made only for those that take their time: most updates do not."""
        bot: Bot = data["bot"]
        chat: Chat = data["event_chat"]
        loop = asyncio.get_running_loop()
        showing: list[asyncio.Task[None]] = []
        timer = loop.call_later(self._after, lambda: showing.append(loop.create_task(self._show(bot, chat.id))))
        try:
            return await handler(event, data)
        finally:
            timer.cancel()
            for one in showing:
                one.cancel()
                await asyncio.wait([one])

    async def _show(self, bot: Bot, chat: int) -> None:
        """Until it is cancelled; one that the messenger does not take is no matter."""
        try:
            while True:
                await bot.send_chat_action(chat, ChatAction.TYPING)
                await asyncio.sleep(self._again)
        except AiogramError:
            return
