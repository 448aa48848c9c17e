"""Draws pictures beside the event loop, and remembers what the messenger calls each of them."""

import asyncio
import hashlib
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor

from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, CallbackQuery, InlineKeyboardMarkup, InputMediaPhoto, Message

from bot.charts.model import Bars, Drawing
from bot.i18n import Html
from bot.screens import UNCHANGED, bot_of

REMEMBERED = 1000
"""Pictures that are sent again by the messenger's own name of them: who taps twice costs nothing."""

AT_ONCE = 2
"""Pictures that are drawn at a time, however many are asked for."""

Media = str | BufferedInputFile


class Gallery:
    """The pictures of one process. What it remembers are hashes: nothing of a child stays in memory."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="charts")
        self._known: OrderedDict[str, str] = OrderedDict()

    async def show(
        self, callback: CallbackQuery, what: Drawing | Bars, caption: Html, keyboard: InlineKeyboardMarkup
    ) -> None:
        """Put the picture in the place of the one whose button was pressed, or below a screen of words."""
        key = f"{bot_of(callback).id}:{hashlib.sha256(repr(what).encode()).hexdigest()}"
        if known := self._known.pop(key, None):
            try:
                await _put(callback, known, caption, keyboard)
            except TelegramBadRequest:  # the messenger has forgotten it
                known = None
        if known is None:
            drawn = await asyncio.get_running_loop().run_in_executor(self._threads, _drawn, what)
            known = _name(await _put(callback, BufferedInputFile(drawn, "chart.png"), caption, keyboard))
        self._remember(key, known)

    def _remember(self, key: str, name: str | None) -> None:
        if name is not None:
            self._known[key] = name
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)


def _drawn(what: Drawing | Bars) -> bytes:
    from bot.charts import columns, picture  # Pillow takes its time to load, and most starts draw nothing

    return picture.picture(what) if isinstance(what, Drawing) else columns.bars(what)


async def _put(callback: CallbackQuery, media: Media, caption: Html, keyboard: InlineKeyboardMarkup) -> Message | None:
    """The message with the picture; None where the messenger does not show it."""
    shown = callback.message
    if isinstance(shown, Message) and shown.photo:
        try:
            edited = await shown.edit_media(
                InputMediaPhoto(media=media, caption=caption, parse_mode=ParseMode.HTML), reply_markup=keyboard
            )
            return edited if isinstance(edited, Message) else None
        except TelegramBadRequest as error:
            if UNCHANGED in error.message:
                return shown
    return await bot_of(callback).send_photo(
        callback.from_user.id, media, caption=caption, parse_mode=ParseMode.HTML, reply_markup=keyboard
    )


def _name(message: Message | None) -> str | None:
    return message.photo[-1].file_id if message is not None and message.photo else None
