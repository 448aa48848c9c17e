"""/notice and /notices: a notice is typed, aimed, looked at and sent; what became of it (H05, N14)."""

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.common.menu import Open, Place
from bot.common.notice_data import (
    AskReading,
    Discard,
    ListNotices,
    NewNotice,
    PickClasses,
    Reword,
    ShowNotice,
    Toggle,
    ToggleReader,
    TurnNotices,
)
from bot.notices import audience_views, choosing, sent, timing, writing_views
from bot.notices.desk import NoticeDesk, Writes
from bot.notices.entities import words_of
from bot.updates.routing import Pressed
from core.errors import NotFoundError
from core.ids import NoticeId
from core.notices import composing
from core.notices.model import Reader


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
    router.message.register(take, StateFilter(TypingNotice.awaited), F.text, ~F.text.startswith("/"))
    router.callback_query.register(open_list, Pressed(Open(place=Place.NOTICES)))
    router.callback_query.register(open_list, ListNotices.filter())
    router.callback_query.register(turn, TurnNotices.filter())
    router.callback_query.register(ask_words, NewNotice.filter())
    router.callback_query.register(ask_other_words, Reword.filter())
    router.callback_query.register(show, ShowNotice.filter())
    router.callback_query.register(toggle_reader, ToggleReader.filter())
    router.callback_query.register(toggle, Toggle.filter())
    router.callback_query.register(pick_classes, PickClasses.filter())
    router.callback_query.register(ask_reading, AskReading.filter())
    router.callback_query.register(discard, Discard.filter())
    router.include_router(sent.build_router())
    router.include_router(timing.build_router())
    return router


async def begin(message: Message, desk: NoticeDesk, state: FSMContext) -> None:
    """The next message is a notice."""
    await state.set_state(TypingNotice.awaited)
    await state.set_data({})
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
    await state.set_state(TypingNotice.awaited)
    await state.set_data({})
    await writing_views.typing_screen(desk.actor, desk.texts).edit(callback)


async def ask_other_words(callback: CallbackQuery, callback_data: Reword, desk: NoticeDesk, state: FSMContext) -> None:
    """The next message are other words of this draft, or of what was sent."""
    notice = await desk.notice(callback_data.notice)
    await state.set_state(TypingNotice.awaited)
    await state.set_data({"notice": notice.id})
    await writing_views.rewording_screen(notice, desk.texts).edit(callback)


async def take(message: Message, desk: NoticeDesk, state: FSMContext) -> None:
    """The words. What is refused is still awaited."""
    words, known = words_of(message), (await state.get_data()).get("notice")
    if known is None:
        known = await composing.begin(desk.database, desk.actor, words, desk.now)
    else:
        await desk.reword(NoticeId(int(known)), words)
    await (await desk.shown(int(known))).answer(message)
    await state.clear()  # last: after a kill the same message comes again and needs what was kept


async def show(callback: CallbackQuery, callback_data: ShowNotice, desk: NoticeDesk, state: FSMContext) -> None:
    """The draft with its audience, or the report."""
    await state.clear()
    await (await desk.shown(callback_data.notice)).edit(callback)


async def toggle_reader(callback: CallbackQuery, callback_data: ToggleReader, desk: NoticeDesk) -> None:
    """Readers are told, or not."""
    if callback_data.reader not in {*Reader}:
        raise NotFoundError
    page = await desk.page(callback_data.notice)
    audience = choosing.with_reader(page.notice.made.audience, Reader(callback_data.reader))
    await audience_views.audience_screen(await desk.aim(page, audience), desk.texts).edit(callback)


async def toggle(callback: CallbackQuery, callback_data: Toggle, desk: NoticeDesk) -> None:
    """Classes are chosen, or not."""
    page = await desk.page(callback_data.notice)
    page = await desk.aim(page, choosing.with_classes(page, callback_data))
    screen = audience_views.classes_screen if callback_data.stays else audience_views.audience_screen
    await screen(page, desk.texts).edit(callback)


async def pick_classes(callback: CallbackQuery, callback_data: PickClasses, desk: NoticeDesk) -> None:
    """The list of classes."""
    await audience_views.classes_screen(await desk.page(callback_data.notice), desk.texts).edit(callback)


async def ask_reading(callback: CallbackQuery, callback_data: AskReading, desk: NoticeDesk) -> None:
    """Readers are asked to say that they have read it, or not."""
    notice_id = NoticeId(callback_data.notice)
    await composing.ask(desk.database, desk.actor, notice_id, asks=callback_data.asks)
    await (await desk.shown(notice_id)).edit(callback)


async def discard(callback: CallbackQuery, callback_data: Discard, desk: NoticeDesk) -> None:
    """A draft is deleted after a question."""
    if not callback_data.sure:
        await writing_views.discard_screen(await desk.page(callback_data.notice), desk.texts).edit(callback)
        return
    await composing.discard(desk.database, desk.actor, NoticeId(callback_data.notice))
    await (await desk.listed()).edit(callback)
