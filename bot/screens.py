"""What a handler answers with: a text and its buttons, sent anew or put in the place of the screen before."""

from dataclasses import dataclass

from aiogram import Bot
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

_UNCHANGED = "message is not modified"


@dataclass(frozen=True, slots=True)
class Screen:
    """A message of the bot: its text as HTML, and the buttons under it."""

    text: str
    keyboard: InlineKeyboardMarkup | None = None

    async def answer(self, message: Message) -> None:
        """Send it to the chat of a message."""
        await message.answer(self.text, parse_mode=ParseMode.HTML, reply_markup=self.keyboard)

    async def edit(self, callback: CallbackQuery) -> None:
        """Put it in the place of the screen whose button was pressed.

        A screen which the messenger no longer lets us change, or which was deleted, is sent anew below.
        """
        if not await self._replaced(callback):
            await _bot(callback).send_message(
                callback.from_user.id, self.text, parse_mode=ParseMode.HTML, reply_markup=self.keyboard
            )

    async def _replaced(self, callback: CallbackQuery) -> bool:
        if not isinstance(callback.message, Message):
            return False
        try:
            await callback.message.edit_text(self.text, parse_mode=ParseMode.HTML, reply_markup=self.keyboard)
        except TelegramBadRequest as error:
            return _UNCHANGED in error.message
        return True


def _bot(callback: CallbackQuery) -> Bot:
    if callback.bot is None:
        raise RuntimeError("a press comes through a bot")
    return callback.bot
