"""/roster: the monthly check of the class list; coordinators see how far the checks of all classes are (A22, N23)."""

from datetime import date

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot.common.first_screen import register_first
from bot.common.menu import Place
from bot.screens import Screen
from bot.teachers import roster_views as views
from bot.teachers.absences_data import day_of
from bot.teachers.desk import Desk, Listing
from bot.teachers.roster_views import Confirm, ReportError, ShowHistory, ShowRoster, ShowStates
from core.ids import ClassId
from core.people.roster import service
from core.people.roster.rules import SEEING


class TypingError(StatesGroup):
    """A class teacher who is about to type what is wrong with the list; the class is kept in the state's data."""

    awaited = State()


def build_router() -> Router:
    """The screens of the check."""
    router = Router(name="roster")
    for observer in (router.message, router.callback_query):
        observer.filter(Listing())
    register_first(router, "roster", Place.ROSTER, _own, desk="desk")
    router.message.register(take_error, StateFilter(TypingError.awaited), F.text, ~F.text.startswith("/"))
    router.callback_query.register(show_class, ShowRoster.filter())
    router.callback_query.register(confirm, Confirm.filter())
    router.callback_query.register(ask_error, ReportError.filter())
    router.callback_query.register(show_history, ShowHistory.filter())
    router.callback_query.register(show_states, ShowStates.filter())
    return router


async def show_class(callback: CallbackQuery, callback_data: ShowRoster, desk: Desk, state: FSMContext) -> None:
    """The list of one class."""
    await state.clear()
    await (await _class(desk, callback_data.class_id)).edit(callback)


async def confirm(callback: CallbackQuery, callback_data: Confirm, desk: Desk, callback_answer: CallbackAnswer) -> None:
    """«Всё верно»."""
    month = day_of(callback_data.month) or date.min
    await service.confirm(desk.database, desk.actor, ClassId(callback_data.class_id), month, desk.now)
    callback_answer.text = desk.texts.t("Сверка сделана")
    await (await _class(desk, callback_data.class_id)).edit(callback)


async def ask_error(callback: CallbackQuery, callback_data: ReportError, desk: Desk, state: FSMContext) -> None:
    """«Есть ошибка»: the next message says what is wrong."""
    sheet = await service.sheet(desk.database, desk.actor, ClassId(callback_data.class_id), desk.now)
    await state.set_state(TypingError.awaited)
    await state.set_data({"class_id": callback_data.class_id})
    await views.typing_screen(sheet, desk.texts).edit(callback)


async def take_error(message: Message, desk: Desk, state: FSMContext) -> None:
    """What is wrong. Words that are too long are refused and still awaited."""
    class_id = ClassId(int((await state.get_data())["class_id"]))
    await service.report(desk.database, desk.actor, class_id, message.text or "", desk.now)
    desk.wake()
    await (await _class(desk, class_id)).answer(message)
    await state.clear()  # last: after a kill the same message comes again and needs what was kept


async def show_history(callback: CallbackQuery, callback_data: ShowHistory, desk: Desk) -> None:
    """The earlier checks."""
    sheet = await service.sheet(desk.database, desk.actor, ClassId(callback_data.class_id), desk.now)
    await views.history_screen(sheet, desk.texts).edit(callback)


async def show_states(callback: CallbackQuery, desk: Desk) -> None:
    """How far the checks of all classes are, for who leads a class too."""
    await (await _states(desk)).edit(callback)


async def _states(desk: Desk) -> Screen:
    return views.states_screen(await service.all_states(desk.database, desk.actor, desk.now), desk.texts)


async def _own(desk: Desk) -> Screen:
    led = desk.actor.led
    if led:
        return await _class(desk, led[0])
    if desk.actor.holds(*SEEING):
        return await _states(desk)
    return views.not_for_you(desk.texts)


async def _class(desk: Desk, class_id: int) -> Screen:
    sheet = await service.sheet(desk.database, desk.actor, ClassId(class_id), desk.now)
    return views.sheet_screen(sheet, desk.actor, desk.texts)
