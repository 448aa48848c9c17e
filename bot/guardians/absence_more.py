"""What a guardian adds to a note: a comment, the photo or PDF of a certificate (B09, P01)."""

from typing import Any

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot.common.awaited import Awaited, await_words
from bot.guardians import absence_views as views
from bot.guardians.absence_data import AddCertificate, CommentNote, EraseCertificate
from bot.guardians.absence_kin import Guarding, Kin
from bot.incoming import sent_file
from core.ids import NoteId
from core.journal.notes import certificates, family
from core.people.links.model import Address


class Adding(StatesGroup):
    """A guardian who is about to add something to a note, which is kept in the state's data."""

    comment = State()
    certificate = State()


def build_router() -> Router:
    """The buttons under a note, and what comes after them."""
    router, kin = Router(name="absence_more"), Guarding()
    router.message.register(take_comment, StateFilter(Adding.comment), F.text, ~F.text.startswith("/"), kin)
    router.message.register(take_page, StateFilter(Adding.certificate), F.photo | F.document, Awaited(), kin)
    router.callback_query.register(ask_comment, CommentNote.filter(), kin)
    router.callback_query.register(ask_certificate, AddCertificate.filter(), kin)
    router.callback_query.register(erase, EraseCertificate.filter(), kin)
    return router


async def ask_comment(callback: CallbackQuery, callback_data: CommentNote, kin: Kin, state: FSMContext) -> None:
    """The next message is a comment."""
    kin.of(callback_data.pupil)
    await state.set_state(Adding.comment)
    await state.set_data(callback_data.model_dump())
    await views.comment_screen(callback_data, kin.texts).edit(callback)


async def take_comment(message: Message, kin: Kin, state: FSMContext) -> None:
    """Words to a note. What is too long is refused and still awaited."""
    asked = CommentNote(**(await state.get_data()))
    actor = kin.of(asked.pupil)
    done = await family.add_comment(kin.database, actor, NoteId(asked.note), message.text or "", kin.now)
    kin.wake()
    await views.said_screen(done, kin.texts).answer(message)
    await state.clear()  # last: after a kill the same message comes again and needs what was kept


async def ask_certificate(callback: CallbackQuery, callback_data: AddCertificate, kin: Kin, state: FSMContext) -> None:
    """The next photos or files are pages of a certificate."""
    kin.of(callback_data.pupil)
    await await_words(state, Adding.certificate, kin.now, **callback_data.model_dump())
    await views.certificate_screen(callback_data, kin.texts).edit(callback)


async def take_page(message: Message, kin: Kin, address: Address, state: FSMContext, step: dict[str, Any]) -> None:
    """A page; further ones may follow, and those of an album are answered once."""
    sent = sent_file(message, address)
    if sent is None:
        return
    done = await certificates.attach(kin.database, kin.of(step["pupil"]), NoteId(step["note"]), sent, kin.now)
    kin.wake()
    if sent.album is None or step.get("pages") != sent.album:
        await views.certified_screen(done, kin.texts).answer(message)
        await state.update_data(pages=sent.album)


async def erase(
    callback: CallbackQuery,
    callback_data: EraseCertificate,
    kin: Kin,
    state: FSMContext,
    callback_answer: CallbackAnswer,
) -> None:
    """The certificate is taken back."""
    await state.clear()
    actor = kin.of(callback_data.pupil)
    done = await certificates.erase(kin.database, actor, NoteId(callback_data.note), kin.now)
    callback_answer.text = kin.texts.t("Справка удалена")
    await views.said_screen(done, kin.texts).edit(callback)
