"""What a handler answers with: a text and its buttons, sent anew or put in the place of the screen before."""

from dataclasses import dataclass

from aiogram import Bot
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

UNCHANGED = "message is not modified"


@dataclass(frozen=True, slots=True)
class Screen:
    """A message of the bot: its text as HTML, and the buttons under it."""

    text: str
    keyboard: InlineKeyboardMarkup | None = None

    async def answer(self, message: Message) -> int:
        """Send it to the chat of a message; its id there."""
        sent = await message.answer(self.text, parse_mode=ParseMode.HTML, reply_markup=self.keyboard)
        return sent.message_id

    async def put(self, message: Message, place: int | None) -> int:
        """Put it in the place of an earlier screen in the chat of a message, or below if there is none; its id."""
        if place is None:
            return await self.answer(message)
        try:
            await bot_of(message).edit_message_text(
                self.text, None, message.chat.id, place, parse_mode=ParseMode.HTML, reply_markup=self.keyboard
            )
        except TelegramBadRequest as error:
            return place if UNCHANGED in error.message else await self.answer(message)
        return place

    async def edit(self, callback: CallbackQuery) -> None:
        """Put it in the place of the screen whose button was pressed.

        A screen which the messenger no longer lets us change, or which was deleted, is sent anew below.
        """
        if not await self._replaced(callback):
            await self.below(callback)

    async def below(self, callback: CallbackQuery) -> None:
        """Send it to who pressed a button."""
        await bot_of(callback).send_message(
            callback.from_user.id, self.text, parse_mode=ParseMode.HTML, reply_markup=self.keyboard
        )

    async def _replaced(self, callback: CallbackQuery) -> bool:
        if not isinstance(callback.message, Message):
            return False
        try:
            await callback.message.edit_text(self.text, parse_mode=ParseMode.HTML, reply_markup=self.keyboard)
        except TelegramBadRequest as error:
            return UNCHANGED in error.message
        return True


def bot_of(event: CallbackQuery | Message) -> Bot:
    """The bot through which it came."""
    if event.bot is None:
        raise RuntimeError("an update comes through a bot")
    return event.bot
