"""Complaints about a thread: made by one of its sides, judged by a coordinator or the director."""

from dataclasses import dataclass

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.common import complaints_views as views
from bot.common.desk import Desk, Holds
from bot.common.first_screen import register_first
from bot.common.letters_data import (
    AskComplain,
    CloseComplaint,
    Complain,
    LiftBlock,
    OpenComplaint,
    PassOn,
    ReadOutcome,
)
from bot.common.menu import Place
from bot.common.post import AtPost, Post
from bot.screens import Screen
from core.correspondence import reporting
from core.errors import NotFoundError
from core.ids import ReportId, ThreadId


class TypingOutcome(StatesGroup):
    """Who is about to type what a complaint came to; it is kept in the state's data."""

    awaited = State()


@dataclass(frozen=True, slots=True)
class Bench(Desk):
    """Who judges complaints in this chat, the moment, and the means."""

    async def list(self) -> Screen:
        """What there is to judge."""
        return views.list_screen(*await reporting.listed(self.database, self.actor, self.now), self.texts)

    async def close(self, report: int, outcome: str) -> Screen:
        """Closed with a word."""
        page = await reporting.close(self.database, self.actor, ReportId(report), outcome, self.now)
        self.wake()
        return views.complaint_screen(page, self.texts)


class Judging(Holds):
    """Lets pass the chats that speak for a coordinator or the director."""

    wanted = (reporting.JUDGES,)
    laid = Bench
    name = "bench"


def build_router() -> Router:
    """Making a complaint, and judging one."""
    router = Router(name="complaints")
    register_first(router, "complaints", Place.COMPLAINTS, Bench.list, Judging(), desk="bench")
    router.message.register(
        take_outcome, StateFilter(TypingOutcome.awaited), F.text, ~F.text.startswith("/"), Judging()
    )
    router.callback_query.register(ask_complain, AskComplain.filter(), AtPost())
    router.callback_query.register(complain, Complain.filter(), AtPost())
    router.callback_query.register(read_outcome, ReadOutcome.filter(), AtPost())
    router.callback_query.register(open_complaint, OpenComplaint.filter(), Judging())
    router.callback_query.register(close, CloseComplaint.filter(), Judging())
    router.callback_query.register(pass_on, PassOn.filter(), Judging())
    router.callback_query.register(lift_block, LiftBlock.filter(), Judging())
    return router


async def ask_complain(callback: CallbackQuery, callback_data: AskComplain, post: Post) -> None:
    """What the coordinator will read is said first."""
    await post.actor(callback_data.thread)
    await views.asked_screen(callback_data.thread, post.texts).edit(callback)


async def complain(callback: CallbackQuery, callback_data: Complain, post: Post) -> None:
    """The last letters go to the coordinators."""
    actor, thread_id = await post.actor(callback_data.thread), ThreadId(callback_data.thread)
    told = await reporting.complain(post.database, actor, thread_id, callback_data.reason, post.now)
    post.wake()
    await views.made_screen(callback_data.thread, told, post.texts).edit(callback)


async def read_outcome(callback: CallbackQuery, callback_data: ReadOutcome, post: Post) -> None:
    """What an own complaint came to."""
    for actor in post.identity.actors:
        try:
            outcome = await reporting.outcome_of(post.database, actor, ReportId(callback_data.report))
        except NotFoundError:
            continue
        await views.outcome_screen(outcome, post.texts).edit(callback)
        return
    raise NotFoundError


async def open_complaint(
    callback: CallbackQuery, callback_data: OpenComplaint, bench: Bench, state: FSMContext
) -> None:
    """The letters of which somebody complained."""
    await state.clear()
    page = await reporting.read(bench.database, bench.actor, ReportId(callback_data.report), bench.now)
    await views.complaint_screen(page, bench.texts).edit(callback)


async def close(callback: CallbackQuery, callback_data: CloseComplaint, bench: Bench, state: FSMContext) -> None:
    """Closed with a usual word; or the next message is the word."""
    if callback_data.outcome in views.OUTCOMES:
        await state.clear()
        await (await bench.close(callback_data.report, callback_data.outcome)).edit(callback)
        return
    await state.set_state(TypingOutcome.awaited)
    await state.set_data({"report": callback_data.report})
    await views.words_screen(callback_data.report, bench.texts).edit(callback)


async def take_outcome(message: Message, bench: Bench, state: FSMContext) -> None:
    """Own words. What is too long is refused and still awaited."""
    screen = await bench.close(int((await state.get_data())["report"]), message.text or "")
    await screen.answer(message)
    await state.clear()  # last: after a kill the same message comes again and needs what was kept


async def pass_on(callback: CallbackQuery, callback_data: PassOn, bench: Bench) -> None:
    """The director judges it too."""
    page, _ = await reporting.pass_on(bench.database, bench.actor, ReportId(callback_data.report), bench.now)
    bench.wake()
    await views.complaint_screen(page, bench.texts).edit(callback)


async def lift_block(callback: CallbackQuery, callback_data: LiftBlock, bench: Bench) -> None:
    """The two may write to each other again."""
    page = await reporting.lift(bench.database, bench.actor, ReportId(callback_data.report), bench.now)
    await views.complaint_screen(page, bench.texts).edit(callback)
