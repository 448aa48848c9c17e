"""/notice and /notices: a notice is typed, aimed, looked at and sent; what became of it (H05, N14)."""

from typing import Any

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.common.awaited import Awaited, await_words
from bot.common.menu import Open, Place
from bot.common.notice_data import (
    Discard,
    ListNotices,
    NewNotice,
    Reword,
    ShowNotice,
    TurnNotices,
)
from bot.notices import aiming, files, rewording, sent, timing, writing_views
from bot.notices.desk import NoticeDesk, Writes
from bot.notices.entities import words_of
from bot.updates.routing import Pressed
from core.ids import NoticeId
from core.notices import composing
from core.notices.errors import NoticeTextError
from core.notices.model import Words
from core.people.links.model import Address


class TypingNotice(StatesGroup):
    """Somebody who is about to type a notice; other words of a draft name it in the state's data."""

    awaited = State()


def build_router() -> Router:
    """The screens of notices."""
    router = Router(name="notices")
    for observer in (router.message, router.callback_query):
        observer.filter(Writes())
    router.message.register(begin, Command("notice"))
    router.message.register(show_list, Command("notices"))
    awaited = StateFilter(TypingNotice.awaited)
    router.message.register(take, awaited, F.text, ~F.text.startswith("/"), Awaited())
    router.message.register(take_with_file, awaited, files.IS_FILE, Awaited())
    router.callback_query.register(open_list, Pressed(Open(place=Place.NOTICES)))
    router.callback_query.register(open_list, ListNotices.filter())
    router.callback_query.register(turn, TurnNotices.filter())
    router.callback_query.register(ask_words, NewNotice.filter())
    router.callback_query.register(ask_other_words, Reword.filter())
    router.callback_query.register(show, ShowNotice.filter())
    router.callback_query.register(discard, Discard.filter())
    router.include_routers(*(part.build_router() for part in (aiming, rewording, sent, files, timing)))
    return router


async def begin(message: Message, desk: NoticeDesk, state: FSMContext) -> None:
    """The next message is a notice."""
    await await_words(state, TypingNotice.awaited, desk.now)
    await writing_views.typing_screen(desk.actor, desk.texts).answer(message)


async def show_list(message: Message, desk: NoticeDesk, state: FSMContext) -> None:
    """Own drafts and what was sent."""
    await state.clear()
    await (await desk.listed()).answer(message)


async def open_list(callback: CallbackQuery, desk: NoticeDesk, state: FSMContext) -> None:
    """The same by a button."""
    await state.clear()
    await (await desk.listed()).edit(callback)


async def turn(callback: CallbackQuery, callback_data: TurnNotices, desk: NoticeDesk) -> None:
    """Another page."""
    await (await desk.listed(callback_data.page)).edit(callback)


async def ask_words(callback: CallbackQuery, desk: NoticeDesk, state: FSMContext) -> None:
    """The next message is a notice."""
    await await_words(state, TypingNotice.awaited, desk.now)
    await writing_views.typing_screen(desk.actor, desk.texts).edit(callback)


async def ask_other_words(callback: CallbackQuery, callback_data: Reword, desk: NoticeDesk, state: FSMContext) -> None:
    """The next message are other words of this draft, or of what was sent."""
    notice = await desk.notice(callback_data.notice)
    await await_words(state, TypingNotice.awaited, desk.now, notice=notice.id)
    await writing_views.rewording_screen(notice, desk.texts).edit(callback)


async def take(message: Message, desk: NoticeDesk, step: dict[str, Any], state: FSMContext) -> None:
    """The words. Of what was sent they are shown first; a refused text has to be asked for anew."""
    words, known = words_of(message), step.get("notice")
    try:
        if known is None:
            known = await composing.begin(desk.database, desk.actor, words, desk.now)
        elif not await rewording.take(message, NoticeId(int(known)), words, desk, state):
            return
    except NoticeTextError:
        await _refuse(message, known, desk, state)
        return
    await (await desk.shown(int(known))).answer(message)
    await state.clear()  # last: after a kill the same message comes again and needs what was kept


async def take_with_file(
    message: Message, desk: NoticeDesk, step: dict[str, Any], state: FSMContext, address: Address
) -> None:
    """The words under a photo or a document, with it; others of its album follow. For other words the words suffice."""
    if step.get("notice") is not None:
        await take(message, desk, step, state)
        return
    file = files.file_of(message, address)
    try:
        notice_id = await composing.begin(desk.database, desk.actor, words_of(message), desk.now, file=file)
    except NoticeTextError:
        await _refuse(message, None, desk, state)
        return
    await (await desk.shown(notice_id)).answer(message)
    await files.expect(state, desk, notice_id, message.media_group_id, None)


async def _refuse(message: Message, notice: int | None, desk: NoticeDesk, state: FSMContext) -> None:
    """The step ends: a messenger cuts a long text in parts, and its tail must not be taken for the whole."""
    length = Words(words_of(message).text.strip()).length
    await writing_views.refused_screen(notice, length, desk.texts).answer(message)
    await state.clear()


async def show(callback: CallbackQuery, callback_data: ShowNotice, desk: NoticeDesk, state: FSMContext) -> None:
    """The draft with its audience, or the report."""
    await state.clear()
    await (await desk.shown(callback_data.notice)).edit(callback)


async def discard(callback: CallbackQuery, callback_data: Discard, desk: NoticeDesk) -> None:
    """A draft is deleted after a question."""
    if not callback_data.sure:
        await writing_views.discard_screen(await desk.page(callback_data.notice), desk.texts).edit(callback)
        return
    await composing.discard(desk.database, desk.actor, NoticeId(callback_data.notice))
    await (await desk.listed()).edit(callback)
