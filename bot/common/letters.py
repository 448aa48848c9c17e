"""/write: letters between families and staff; a reply to a letter in the chat is an answer to it (H01-H07)."""

from datetime import time
from typing import Any

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.common import complaints, letters_files, letters_first
from bot.common import letters_thread_views as thread_views
from bot.common import letters_views as views
from bot.common.awaited import Awaited
from bot.common.letters_awaited import Answering, Writing, await_letter
from bot.common.letters_data import (
    AskBlock,
    AskDirector,
    Begin,
    Block,
    ChooseChild,
    Mute,
    OpenThread,
    SetDesk,
    Welcome,
    WriteHere,
)
from bot.common.menu import Open, Place
from bot.common.post import AtPost, Post
from bot.screens import Screen
from bot.updates.routing import Pressed
from core.correspondence import rules, service
from core.correspondence.model import Desk
from core.ids import PersonId, ThreadId
from core.people.model import Role

_TYPED = F.text & ~F.text.startswith("/")


def build_router() -> Router:
    """The screens of correspondence; chats that correspond with nobody pass by."""
    router = Router(name="letters")
    router.message.register(show, Command("write"), AtPost())
    router.message.register(take, F.reply_to_message, _TYPED, AtPost(), Answering())
    router.message.register(take_announced, Writing.awaited, _TYPED, AtPost(), Awaited())
    router.callback_query.register(open_list, Pressed(Open(place=Place.LETTERS)), AtPost())
    router.callback_query.register(open_thread, OpenThread.filter(), AtPost())
    router.callback_query.register(write_here, WriteHere.filter(), AtPost())
    router.callback_query.register(mute, Mute.filter(), AtPost())
    router.callback_query.register(ask_block, AskBlock.filter(), AtPost())
    router.callback_query.register(block, Block.filter(), AtPost())
    router.callback_query.register(choose_child, ChooseChild.filter(), AtPost())
    router.callback_query.register(ask_director, AskDirector.filter(), AtPost())
    router.callback_query.register(begin, Begin.filter(), AtPost())
    router.callback_query.register(set_desk, SetDesk.filter(), AtPost())
    router.callback_query.register(welcome, Welcome.filter(), AtPost())
    router.include_router(letters_first.build_router())
    router.include_router(letters_files.build_router())
    router.include_router(complaints.build_router())
    return router


async def show(message: Message, post: Post, state: FSMContext) -> None:
    """The list of threads."""
    await state.clear()
    await (await post.mailbox()).answer(message)


async def open_list(callback: CallbackQuery, post: Post, state: FSMContext) -> None:
    """The same by a button."""
    await state.clear()
    await (await post.mailbox()).edit(callback)


async def open_thread(callback: CallbackQuery, callback_data: OpenThread, post: Post, state: FSMContext) -> None:
    """A page of a thread."""
    await state.clear()
    page = await post.page(callback_data.thread, callback_data.page)
    await _shown(callback, thread_views.thread_screen(page, post.texts), fresh=callback_data.fresh)


async def write_here(callback: CallbackQuery, callback_data: WriteHere, post: Post, state: FSMContext) -> None:
    """The next message is a letter; a thread that is closed says so instead."""
    page = await post.page(callback_data.thread)
    if page.closed or page.card.thread.blocked_at is not None:
        await _shown(callback, thread_views.thread_screen(page, post.texts), fresh=callback_data.fresh)
        return
    await await_letter(state, page.card.thread.id, post.now)
    await _shown(callback, thread_views.typing_screen(page, post.texts), fresh=callback_data.fresh)


async def take(message: Message, thread: int, post: Post, state: FSMContext) -> None:
    """A letter. What is refused leaves the state as it was: the next message may be the letter again."""
    sent = await post.send(thread, message.text or "")
    await state.clear()
    await thread_views.sent_screen(sent, post.texts).answer(message)


async def take_announced(message: Message, step: dict[str, Any], post: Post, state: FSMContext) -> None:
    """A letter after «Написать»."""
    await take(message, int(step["thread"]), post, state)


async def mute(callback: CallbackQuery, callback_data: Mute, post: Post) -> None:
    """Letters of this thread come into the chat, or not."""
    actor, thread_id = await post.actor(callback_data.thread), ThreadId(callback_data.thread)
    page = await service.mute(post.database, actor, thread_id, muted=callback_data.muted, now=post.now)
    await thread_views.thread_screen(page, post.texts).edit(callback)


async def ask_block(callback: CallbackQuery, callback_data: AskBlock, post: Post) -> None:
    """Why should the thread be closed?"""
    await thread_views.block_screen(await post.page(callback_data.thread), post.texts).edit(callback)


async def block(callback: CallbackQuery, callback_data: Block, post: Post) -> None:
    """Closed, or open again."""
    actor, thread_id = await post.actor(callback_data.thread), ThreadId(callback_data.thread)
    reason = callback_data.reason if callback_data.reason in rules.REASONS else None
    page = await service.block(post.database, actor, thread_id, reason, post.now)
    await thread_views.thread_screen(page, post.texts).edit(callback)


async def choose_child(callback: CallbackQuery, callback_data: ChooseChild, post: Post, state: FSMContext) -> None:
    """Whom to write to about this child."""
    await state.clear()
    actor, pupil_id = await post.guardian(callback_data.pupil), PersonId(callback_data.pupil)
    found = await service.correspondents(post.database, actor, pupil_id, post.now)
    async with post.database.reading() as unit:
        school = await unit.people.school(actor.school_id)
    screen = views.correspondents_screen(found, pupil_id, school, post.texts)
    await _shown(callback, screen, fresh=callback_data.fresh)


async def ask_director(callback: CallbackQuery, callback_data: AskDirector, post: Post) -> None:
    """Is it really for the director?"""
    await views.director_screen(callback_data.pupil, callback_data.staff, post.texts).edit(callback)


async def begin(callback: CallbackQuery, callback_data: Begin, post: Post, state: FSMContext) -> None:
    """The next message is a letter to this one; what was written before is one button away."""
    actor = await post.guardian(callback_data.pupil)
    pupil_id, staff_id = PersonId(callback_data.pupil), PersonId(callback_data.staff)
    page = await service.begin(post.database, actor, pupil_id, staff_id, post.now)
    if page.card.thread.blocked_at is not None:
        await thread_views.thread_screen(page, post.texts).edit(callback)
        return
    await await_letter(state, page.card.thread.id, post.now)
    await thread_views.typing_screen(page, post.texts).edit(callback)


async def set_desk(callback: CallbackQuery, callback_data: SetDesk, post: Post) -> None:
    """Letters are taken, or not, and in other hours."""
    desk = Desk(callback_data.accepts, time(callback_data.opens), time(callback_data.closes))
    for actor in post.identity.actors:
        if actor.holds(*rules.RECEIVING):
            await service.set_desk(post.database, actor, desk, post.now)
    await (await post.mailbox()).edit(callback)


async def welcome(callback: CallbackQuery, callback_data: Welcome, post: Post) -> None:
    """Teachers of subjects may write first, or not."""
    for actor in post.identity.actors:
        if actor.holds(Role.GUARDIAN):
            await service.welcome(post.database, actor, welcomes=callback_data.welcomes, now=post.now)
    await (await post.mailbox()).edit(callback)


async def _shown(callback: CallbackQuery, screen: Screen, *, fresh: bool) -> None:
    """In the place of the screen before, or below a letter that is to stay."""
    if fresh and isinstance(callback.message, Message):
        await screen.answer(callback.message)
    else:
        await screen.edit(callback)
