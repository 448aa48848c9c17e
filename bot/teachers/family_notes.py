"""Notes that families said: the class teacher confirms them, or refuses with a reason (B09, P01)."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot.teachers import family_notes_views as views
from bot.teachers.certificate_buttons import AcceptCertificate, OpenCertificate
from bot.teachers.desk import Desk, Leading
from bot.teachers.family_notes_views import (
    AskRefusal,
    ConfirmNote,
    RefuseNote,
    ShowWaiting,
)
from core.errors import NotFoundError
from core.ids import ClassId, NoteId
from core.journal.notes import certificates, confirming
from core.journal.notes.errors import NoteSettledError
from core.people.links.model import Identity


class TypingRefusal(StatesGroup):
    """A class teacher who may type why a note is refused; the note is kept in the state's data."""

    awaited = State()


def build_router() -> Router:
    """The list, and the buttons under messages about notes."""
    router = Router(name="family_notes")
    for observer in (router.message, router.callback_query):
        observer.filter(Leading())
    router.message.register(take_refusal, StateFilter(TypingRefusal.awaited), F.text, ~F.text.startswith("/"))
    router.callback_query.register(show_waiting, ShowWaiting.filter())
    router.callback_query.register(confirm, ConfirmNote.filter())
    router.callback_query.register(ask_refusal, AskRefusal.filter())
    router.callback_query.register(open_certificate, OpenCertificate.filter())
    router.callback_query.register(accept_certificate, AcceptCertificate.filter())
    router.callback_query.register(refuse, RefuseNote.filter())
    return router


async def show_waiting(callback: CallbackQuery, callback_data: ShowWaiting, desk: Desk, state: FSMContext) -> None:
    """What waits in the own class."""
    await state.clear()
    class_id = ClassId(callback_data.class_id)
    found = await confirming.waiting(desk.database, desk.actor, class_id, desk.now)
    await views.waiting_screen(class_id, found, desk.texts).edit(callback)


async def confirm(
    callback: CallbackQuery, callback_data: ConfirmNote, desk: Desk, callback_answer: CallbackAnswer
) -> None:
    """The family's word is taken; one that was decided meanwhile is shown as it stands."""
    note_id = NoteId(callback_data.note)
    try:
        said = await confirming.confirm(desk.database, desk.actor, note_id, desk.now)
        callback_answer.text = desk.texts.t("Записка подтверждена")
    except NoteSettledError:
        said = await confirming.look(desk.database, desk.actor, note_id, desk.now)
    desk.wake()
    await views.note_screen(said, desk.texts).edit(callback)


async def open_certificate(
    callback: CallbackQuery,  # noqa: ARG001 - the screen stays as it is
    callback_data: OpenCertificate,
    desk: Desk,
    identity: Identity,
    callback_answer: CallbackAnswer,
) -> None:
    """Its pages, into this chat."""
    if identity.chat is None:
        raise NotFoundError
    note_id = NoteId(callback_data.note)
    await certificates.show(desk.database, desk.actor, note_id, identity.chat.key, desk.now)
    desk.wake()
    callback_answer.text = desk.texts.t("Справка придёт отдельным сообщением")


async def accept_certificate(callback: CallbackQuery, callback_data: AcceptCertificate, desk: Desk) -> None:
    """It is taken."""
    said = await certificates.accept(desk.database, desk.actor, NoteId(callback_data.note), desk.now)
    await views.note_screen(said, desk.texts).edit(callback)


async def ask_refusal(callback: CallbackQuery, callback_data: AskRefusal, desk: Desk, state: FSMContext) -> None:
    """Why not? The next message may say it."""
    said = await confirming.look(desk.database, desk.actor, NoteId(callback_data.note), desk.now)
    if not said.note.waits:
        await views.note_screen(said, desk.texts).edit(callback)
        return
    await state.set_state(TypingRefusal.awaited)
    await state.set_data({"note": callback_data.note})
    await views.refusal_screen(said, desk.texts).edit(callback)


async def refuse(callback: CallbackQuery, callback_data: RefuseNote, desk: Desk, state: FSMContext) -> None:
    """One of the usual reasons; a note that was decided meanwhile is shown as it stands."""
    await state.clear()
    note_id = NoteId(callback_data.note)
    try:
        said = await confirming.refuse(
            desk.database, desk.actor, note_id, callback_data.why.value, desk.now, desk.grace
        )
    except NoteSettledError:
        said = await confirming.look(desk.database, desk.actor, note_id, desk.now)
    desk.wake()
    await views.note_screen(said, desk.texts).edit(callback)


async def take_refusal(message: Message, desk: Desk, state: FSMContext) -> None:
    """Own words. What is too long is refused and still awaited."""
    note_id = NoteId(int((await state.get_data())["note"]))
    try:
        said = await confirming.refuse(desk.database, desk.actor, note_id, message.text or "", desk.now, desk.grace)
    except NoteSettledError:
        said = await confirming.look(desk.database, desk.actor, note_id, desk.now)
    desk.wake()
    await views.note_screen(said, desk.texts).answer(message)
    await state.clear()  # last: after a kill the same message comes again and needs what was kept
