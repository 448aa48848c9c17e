"""Files of a notice: the photos and documents that its author sends, one by one or as an album."""

from typing import Any

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.common.awaited import Awaited, await_words
from bot.common.notice_file_data import DropFile, ShowFiles
from bot.incoming import sent_file
from bot.notices import writing_views
from bot.notices.desk import NoticeDesk
from bot.notices.standing import as_it_stands
from core.errors import NotFoundError
from core.ids import AttachmentId, NoticeId
from core.journal.attachments.model import SentFile
from core.notices import files
from core.notices.errors import NoticeFilesError
from core.people.links.model import Address

IS_FILE = F.photo | F.document


class TypingFiles(StatesGroup):
    """Somebody who is about to send files of a notice; the notice, and the album that is coming in, are in the data."""

    awaited = State()


def build_router() -> Router:
    """Files; who may be here, the router around it says."""
    router = Router(name="notice_files")
    router.message.register(as_it_stands(take), StateFilter(TypingFiles.awaited), IS_FILE, Awaited())
    router.callback_query.register(show, ShowFiles.filter())
    router.callback_query.register(as_it_stands(drop), DropFile.filter())
    return router


async def show(callback: CallbackQuery, callback_data: ShowFiles, desk: NoticeDesk, state: FSMContext) -> None:
    """What there is; the next message is a file."""
    page = await desk.page(callback_data.notice)
    await await_words(state, TypingFiles.awaited, desk.now, notice=page.notice.id)
    await writing_views.files_screen(page, desk.texts).edit(callback)


async def take(message: Message, desk: NoticeDesk, step: dict[str, Any], state: FSMContext, address: Address) -> None:
    """A file; those of an album change one screen, and its excess is spoken of once."""
    notice_id, album = NoticeId(int(step["notice"])), message.media_group_id
    same = album is not None and step.get("album") == album
    try:
        await files.attach(desk.database, desk.actor, notice_id, file_of(message, address), desk.now)
    except NoticeFilesError:
        if same and step.get("full"):
            return
        await expect(state, desk, notice_id, album, step.get("place") if same else None, full=True)
        raise
    screen = writing_views.files_screen(await desk.page(notice_id), desk.texts)
    place = await screen.put(message, step.get("place") if same else None)
    await expect(state, desk, notice_id, album, place)


def file_of(message: Message, address: Address) -> SentFile:
    """The photo or document of a message. NotFoundError for what is neither."""
    file = sent_file(message, address)
    if file is None:
        raise NotFoundError
    return file


async def expect(
    state: FSMContext,
    desk: NoticeDesk,
    notice_id: NoticeId,
    album: str | None,
    place: int | None,
    *,
    full: bool = False,
) -> None:
    """Further files may come, of the same album too."""
    await await_words(state, TypingFiles.awaited, desk.now, notice=notice_id, album=album, place=place, full=full)


async def drop(callback: CallbackQuery, callback_data: DropFile, desk: NoticeDesk) -> None:
    """A file is taken off."""
    notice_id = NoticeId(callback_data.notice)
    await files.detach(desk.database, desk.actor, notice_id, AttachmentId(callback_data.file))
    await writing_views.files_screen(await desk.page(notice_id), desk.texts).edit(callback)
