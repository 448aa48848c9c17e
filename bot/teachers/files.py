"""Photos, files and voice messages of teachers: they become attachments of homework."""

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.errors import sentence
from bot.incoming import sent_file
from bot.screens import Screen
from bot.teachers.albums import answered, show_cards
from bot.teachers.desk import Desk, Teaching
from bot.teachers.files_views import caption_aside, files_screen, lesson_question
from bot.teachers.taps import AttachTo, OpenFiles, TakeOff
from core.ids import AttachmentId, DraftId
from core.journal import drafts
from core.journal.attachments import service
from core.journal.attachments.errors import FileTooBigError, FileTypeError, TooManyFilesError
from core.journal.attachments.model import SentFile
from core.journal.attachments.service import Taken
from core.journal.ports import StoredDraft
from core.journal.taps.lessons import own_day
from core.people.links.model import Address

_FILE = F.photo | F.document | F.voice | F.audio


def build_router() -> Router:
    """The handlers of teachers' files; chats that speak for no teacher pass by."""
    router = Router(name="files")
    for observer in (router.message, router.edited_message, router.callback_query):
        observer.filter(Teaching())
    router.message.register(take, _FILE)
    router.edited_message.register(read_again, _FILE, F.caption)
    router.callback_query.register(attach, AttachTo.filter())
    router.callback_query.register(show, OpenFiles.filter())
    router.callback_query.register(take_off, TakeOff.filter())
    return router


async def take(message: Message, desk: Desk, address: Address, state: FSMContext) -> None:
    """With words a file is part of their entry; without, or if they are none, it goes to the draft at hand."""
    sent = sent_file(message, address)
    if sent is None:
        return
    if message.caption and await _with_words(message, desk, sent, state):
        return
    try:
        taken = await service.take(desk.database, desk.actor, sent, min(message.date, desk.now))
    except TooManyFilesError as error:
        await _too_many(message, desk, sent, error, state)
        return
    if message.caption:
        await desk.answer(message, caption_aside(desk.texts))
    await _show(message, desk, sent, taken, state)


async def read_again(message: Message, desk: Desk, address: Address, state: FSMContext) -> None:
    """Edited words under a file are read anew; the file stays the one that came first."""
    sent = sent_file(message, address)
    if sent is not None and not await _with_words(message, desk, sent, state):
        await caption_aside(desk.texts).answer(message)


async def attach(callback: CallbackQuery, callback_data: AttachTo, desk: Desk) -> None:
    """The lesson of a file was chosen."""
    file_id = AttachmentId(callback_data.file)
    draft = await service.attach_to_lesson(desk.database, desk.actor, file_id, callback_data.ref(), desk.now)
    await desk.edit(callback, await desk.screen(draft))


async def show(callback: CallbackQuery, callback_data: OpenFiles, desk: Desk) -> None:
    """What is attached; of a draft that is closed, how it stands."""
    draft = await drafts.show(desk.database, desk.actor, DraftId(callback_data.draft))
    await desk.edit(callback, await _files(draft, desk))


async def take_off(callback: CallbackQuery, callback_data: TakeOff, desk: Desk) -> None:
    """A file is attached no more; where it was the last one the card comes back."""
    draft_id, file_id = DraftId(callback_data.draft), AttachmentId(callback_data.file)
    draft = await service.detach(desk.database, desk.actor, draft_id, file_id, desk.now)
    await desk.edit(callback, await _files(draft, desk))


async def _files(draft: StoredDraft, desk: Desk) -> Screen:
    is_list = draft.state == "open" and bool(draft.taps.files)
    return files_screen(draft, desk.texts) if is_list else await desk.screen(draft)


async def _with_words(message: Message, desk: Desk, sent: SentFile, state: FSMContext) -> bool:
    """Whether the words under a file were an entry. A file that is refused costs the words nothing."""
    text, written = message.caption or "", min(message.date, desk.now)
    try:
        stored = await drafts.interpret_message(desk.database, desk.actor, text, sent.source, written, sent)
    except (FileTooBigError, FileTypeError, TooManyFilesError) as error:
        await message.answer(sentence(error, desk.texts))
        stored = await drafts.interpret_message(desk.database, desk.actor, text, sent.source, written)
        await show_cards(message, desk, None, stored, state)
        return True
    await show_cards(message, desk, sent.album, stored, state)
    return bool(stored)


async def _show(message: Message, desk: Desk, sent: SentFile, taken: Taken, state: FSMContext) -> None:
    """The cards that have the file now, else the question for its lesson; an album is asked about once."""
    if taken.drafts:
        await show_cards(message, desk, sent.album, taken.drafts, state)
        return
    before = await answered(state, sent.album)
    if not before.asked:
        today = await own_day(desk.database, desk.actor, None, desk.now)
        await desk.answer(message, lesson_question(taken, today, desk.texts))
        await before.keep(state, asked=True)


async def _too_many(message: Message, desk: Desk, sent: SentFile, error: TooManyFilesError, state: FSMContext) -> None:
    """Said once for an album, however many files of it are too many."""
    before = await answered(state, sent.album)
    if not before.full:
        await message.answer(sentence(error, desk.texts))
        await before.keep(state, full=True)
