"""Who of the staff is away and who stands in, behind an employee in /staff (N01, B18)."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.administrators import staff_leaves_views as views
from bot.administrators.staff_data import Away, Back, PickDays, PickDeputy
from bot.administrators.staff_office import Keeping, Office, day, moment
from core.deadlines.model import Leave
from core.errors import NotFoundError
from core.ids import PersonId
from core.people.staff import leaves
from core.people.staff.days import read_days
from core.people.staff.errors import DaysNotReadError
from core.people.staff.rules import check_term


class TypingDays(StatesGroup):
    """Who is about to type when somebody is away; the state's data name the employee."""

    awaited = State()


def build_router() -> Router:
    """The screens; chats that speak for nobody who sees the staff pass by."""
    router = Router(name="staff_leaves")
    for observer in (router.message, router.callback_query):
        observer.filter(Keeping())
    router.message.register(take_days, StateFilter(TypingDays.awaited), F.text, ~F.text.startswith("/"))
    router.callback_query.register(pick_days, PickDays.filter())
    router.callback_query.register(pick_deputy, PickDeputy.filter())
    router.callback_query.register(away, Away.filter())
    router.callback_query.register(back, Back.filter())
    return router


async def pick_days(callback: CallbackQuery, callback_data: PickDays, office: Office, state: FSMContext) -> None:
    """From when to when; typed days come as the next message."""
    card = await office.card(callback_data.person)
    if not callback_data.typed:
        await views.days_screen(card, office.texts).edit(callback)
        return
    await state.set_state(TypingDays.awaited)
    await state.set_data({"person": callback_data.person})
    await views.typing_screen(card, office.texts).edit(callback)


async def take_days(message: Message, office: Office, state: FSMContext) -> None:
    """The days; then who stands in. Days that are not understood, or have no end, are still awaited."""
    card = await office.card(int((await state.get_data())["person"]))
    term = read_days(message.text or "", card.today)
    if term.to_day is None:
        raise DaysNotReadError
    check_term(term, card.today)
    data = PickDeputy(person=card.employee.person.id, first=term.from_day.toordinal(), last=term.to_day.toordinal())
    await views.deputies_screen(card, await office.staff(), data, office.texts).answer(message)
    await state.clear()


async def pick_deputy(callback: CallbackQuery, callback_data: PickDeputy, office: Office) -> None:
    """Who stands in."""
    card = await office.card(callback_data.person)
    await views.deputies_screen(card, await office.staff(), callback_data, office.texts).edit(callback)


async def away(callback: CallbackQuery, callback_data: Away, office: Office) -> None:
    """Somebody is away, if the question was put just now; else it is put."""
    data, card = callback_data, await office.card(callback_data.person)
    deputy = (await office.card(data.deputy)).employee if data.deputy else None
    leave = Leave(PersonId(data.person), day(data.first), day(data.last), deputy.person.id if deputy else None)
    if not office.agreed(data.at):
        await views.away_question(card, leave, deputy, office.now, office.texts).edit(callback)
        return
    await leaves.add_leave(office.database, office.actor, leave, moment(data.at), office.now)
    await (await office.done(data.person, office.texts.h("✅ Отсутствие записано."))).edit(callback)


async def back(callback: CallbackQuery, callback_data: Back, office: Office) -> None:
    """An absence is none, if the question was put just now; else it is put."""
    data, card = callback_data, await office.card(callback_data.person)
    first = day(data.first)
    leave = next((one for one, _ in card.leaves if one.from_day == first), None)
    if leave is None:
        raise NotFoundError
    if not office.agreed(data.at):
        await views.back_question(card, leave, office.now, office.texts).edit(callback)
        return
    await leaves.end_leave(office.database, office.actor, leave.person_id, first, moment(data.at), office.now)
    await (await office.done(data.person, office.texts.h("✅ Отсутствие отменено."))).edit(callback)
