"""Files in letters: what comes after «Написать», as a reply, or behind the first file of an album (H01, H02)."""

from typing import Any

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot.common.album import FILE, Continuing, of_album
from bot.common.awaited import Awaited
from bot.common.letters_awaited import Answering, Writing
from bot.common.letters_data import ShowLetterFiles
from bot.common.letters_thread_views import sent_screen
from bot.common.post import AtPost, Post
from bot.incoming import sent_file
from core.correspondence.errors import TooManyLetterFilesError
from core.correspondence.files import show_files
from core.correspondence.model import Sent
from core.ids import LetterId, ThreadId
from core.people.links.model import Address

_KIND = "letter"


def build_router() -> Router:
    """Files; of what else a messenger can send it is said that it is no letter."""
    router = Router(name="letters_files")
    router.message.register(take_file, F.reply_to_message, FILE, AtPost(), Answering())
    router.message.register(take_announced, Writing.awaited, FILE, AtPost(), Awaited())
    router.message.register(take_further, F.media_group_id, FILE, AtPost(), Continuing(_KIND))
    router.message.register(refuse, F.reply_to_message, ~F.text, AtPost(), Answering())
    router.message.register(refuse, Writing.awaited, ~F.text, AtPost(), Awaited())
    router.callback_query.register(show, ShowLetterFiles.filter(), AtPost())
    return router


async def take_file(message: Message, thread: int, post: Post, address: Address, state: FSMContext) -> None:
    """A letter with a file; of an album one letter, answered once, and its excess is spoken of once."""

    async def send() -> Sent:
        return await post.send(thread, message.caption or "", sent_file(message, address))

    sent = await of_album(message, state, _KIND, send, lambda _: thread, TooManyLetterFilesError)
    if sent is not None:
        await sent_screen(sent, post.texts).answer(message)


async def take_announced(
    message: Message, step: dict[str, Any], post: Post, address: Address, state: FSMContext
) -> None:
    """A letter with a file after «Написать»."""
    await take_file(message, int(step["thread"]), post, address, state)


async def take_further(message: Message, to: int, post: Post, address: Address, state: FSMContext) -> None:
    """A further file of an album."""
    await take_file(message, to, post, address, state)


async def refuse(message: Message, post: Post) -> None:
    """Stickers, films, places: a letter is words and files."""
    await message.answer(
        post.texts.t("Сюда можно отправить текст, фото, документ или голосовое сообщение. Это не отправлено.")
    )


async def show(
    callback: CallbackQuery,  # noqa: ARG001 - the page stays as it is
    callback_data: ShowLetterFiles,
    post: Post,
    callback_answer: CallbackAnswer,
) -> None:
    """The files of a letter, into this chat."""
    actor, thread_id = await post.actor(callback_data.thread), ThreadId(callback_data.thread)
    letter_id = LetterId(callback_data.letter)
    await show_files(post.database, actor, post.chat_key, thread_id, letter_id, post.now)
    post.wake()
    callback_answer.text = post.texts.t("Вложения придут отдельным сообщением")
