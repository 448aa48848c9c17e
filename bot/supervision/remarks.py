"""/remarks: what was remarked about the journal: to be mended, to be looked at again (F02, F04)."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from aiogram import Bot, F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import BufferedInputFile, CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot.common.awaited import Awaited, await_words
from bot.common.menu import Place
from bot.screens import Screen
from bot.supervision import remarks_views as views
from bot.supervision.data import Act, ActOnRemark, ListRemarks, OpenRemark, SendSheet
from bot.supervision.desk import CheckDesk, Concerned
from bot.supervision.listing import register_list
from bot.supervision.sheet import workbook
from bot.teachers.absences_data import day_of
from core.ids import RemarkId
from core.people.model import Actor
from core.supervision import remarks, rules
from core.supervision.errors import RemarkSettledError
from core.supervision.views import Story
from core.unit_of_work import Database

_STEPS: dict[Act, Callable[[Database, Actor, RemarkId, datetime], Awaitable[Story]]] = {
    Act.FIXED: remarks.fixed,
    Act.ACCEPT: remarks.accept,
    Act.SURE: remarks.withdraw,
}


class TypingWords(StatesGroup):
    """Somebody is about to type an answer, or what is still wrong; the button stands in the state's data."""

    awaited = State()


def build_router() -> Router:
    """The screens of remarks; who neither writes nor gets them passes by."""
    router = Router(name="remarks")
    for observer in (router.message, router.callback_query):
        observer.filter(Concerned())
    register_list(router, "remarks", Place.REMARKS, ListRemarks, listed)
    router.message.register(take_words, StateFilter(TypingWords.awaited), F.text, ~F.text.startswith("/"), Awaited())
    router.callback_query.register(open_remark, OpenRemark.filter())
    router.callback_query.register(ask_words, ActOnRemark.filter(F.act.in_({Act.ANSWER, Act.RETURN})))
    router.callback_query.register(ask_withdrawal, ActOnRemark.filter(F.act == Act.WITHDRAW))
    router.callback_query.register(act, ActOnRemark.filter())
    router.callback_query.register(send_sheet, SendSheet.filter())
    return router


async def listed(desk: CheckDesk, data: ListRemarks) -> Screen:
    """The open remarks, a page of them."""
    found, today = await remarks.listed(desk.database, desk.actor, desk.now)
    return views.list_screen(found, today, desk.texts, checks=rules.checks(desk.actor), place=data.page)


async def open_remark(callback: CallbackQuery, callback_data: OpenRemark, desk: CheckDesk, state: FSMContext) -> None:
    """One of them."""
    await state.clear()
    await views.story_screen(await _story(desk, callback_data.remark), desk.texts).edit(callback)


async def ask_words(callback: CallbackQuery, callback_data: ActOnRemark, desk: CheckDesk, state: FSMContext) -> None:
    """The next message are the words of this step."""
    story = await _story(desk, callback_data.remark)
    if not story.remark.open:
        await views.story_screen(story, desk.texts).edit(callback)
        return
    about = {"remark": callback_data.remark, "act": callback_data.act.value}
    await await_words(state, TypingWords.awaited, desk.now, **about)
    await views.typing_screen(story, callback_data.act, desk.texts).edit(callback)


async def take_words(message: Message, desk: CheckDesk, state: FSMContext) -> None:
    """An answer, or what is still wrong. Words that are too long are refused and still awaited."""
    data = await state.get_data()
    step = remarks.answer if Act(data["act"]) is Act.ANSWER else remarks.give_back
    story = await step(desk.database, desk.actor, RemarkId(int(data["remark"])), message.text or "", desk.now)
    desk.wake()
    await views.story_screen(story, desk.texts).answer(message)
    await state.clear()  # last: after a kill the same message comes again and needs what was kept


async def ask_withdrawal(callback: CallbackQuery, callback_data: ActOnRemark, desk: CheckDesk) -> None:
    """Whether it is to be taken back."""
    await views.withdrawing_screen(await _story(desk, callback_data.remark), desk.texts).edit(callback)


async def act(callback: CallbackQuery, callback_data: ActOnRemark, desk: CheckDesk) -> None:
    """«Исправлено», «Принято», «Отозвать»; who comes second sees how it stands."""
    remark_id = RemarkId(callback_data.remark)
    try:
        story = await _STEPS[callback_data.act](desk.database, desk.actor, remark_id, desk.now)
    except RemarkSettledError:
        story = await _story(desk, callback_data.remark)
    desk.wake()
    await views.story_screen(story, desk.texts).edit(callback)


async def send_sheet(
    callback: CallbackQuery, callback_data: SendSheet, desk: CheckDesk, bot: Bot, callback_answer: CallbackAnswer
) -> None:
    """The remarks of a month as a file."""
    month = day_of(callback_data.month) or desk.now.date()
    found = await remarks.of_month(desk.database, desk.actor, month, desk.now)
    if not found.stories:
        callback_answer.text = desk.texts.t("Замечаний за этот месяц нет.")
        return
    name = desk.texts.t("Замечания {month}.xlsx", month=f"{month:%Y-%m}")
    await bot.send_document(callback.from_user.id, BufferedInputFile(workbook(found, desk.texts), name))


async def _story(desk: CheckDesk, remark: int) -> Story:
    return await remarks.story(desk.database, desk.actor, RemarkId(remark), desk.now)
