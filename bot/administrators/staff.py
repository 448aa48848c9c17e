"""/staff: who works at the school, functions with their days, codes (A17, N01). Each change is agreed to afresh."""

import secrets

from aiogram import Bot, F, Router
from aiogram.filters import Command, CommandObject, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from bot.administrators import staff_views as views
from bot.administrators.staff_data import (
    Code,
    FindStaff,
    Give,
    PickFunction,
    PickHeld,
    PickTerm,
    ShowEmployee,
    ShowStaff,
    Take,
    TypeTerm,
)
from bot.administrators.staff_office import Keeping, Office, day, moment
from bot.common.menu import Open, Place
from bot.slips import sheet
from bot.updates.routing import Pressed
from core.errors import ForbiddenError
from core.ids import ClassId, GrantId, PersonId
from core.people.links.codes import issue_codes
from core.people.links.model import OnePerson
from core.people.model import FULL
from core.people.staff import granting
from core.people.staff.days import read_days
from core.people.staff.model import Term
from core.people.staff.rules import check_term


class Typing(StatesGroup):
    """Who is about to type a name to be found, or the days of a function that the state's data name."""

    name = State()
    term = State()


def build_router() -> Router:
    """The screens; chats that speak for nobody who sees the staff pass by."""
    router = Router(name="staff")
    for observer in (router.message, router.callback_query):
        observer.filter(Keeping())
    router.message.register(show, Command("staff"))
    router.message.register(take_name, StateFilter(Typing.name), F.text, ~F.text.startswith("/"))
    router.message.register(take_term, StateFilter(Typing.term), F.text, ~F.text.startswith("/"))
    router.callback_query.register(open_list, Pressed(Open(place=Place.STAFF)))
    router.callback_query.register(turn, ShowStaff.filter())
    router.callback_query.register(ask_name, FindStaff.filter())
    router.callback_query.register(show_employee, ShowEmployee.filter())
    router.callback_query.register(pick_function, PickFunction.filter())
    router.callback_query.register(pick_term, PickTerm.filter())
    router.callback_query.register(ask_term, TypeTerm.filter())
    router.callback_query.register(give, Give.filter())
    router.callback_query.register(pick_held, PickHeld.filter())
    router.callback_query.register(take, Take.filter())
    router.callback_query.register(issue_code, Code.filter())
    return router


async def show(message: Message, command: CommandObject, office: Office, state: FSMContext) -> None:
    """The list, or those whom the words after the command name."""
    await state.clear()
    found = await office.staff(command.args or "")
    screen = views.found_screen(found, office.texts) if command.args else views.list_screen(found, 0, office.texts)
    await screen.answer(message)


async def open_list(callback: CallbackQuery, office: Office, state: FSMContext) -> None:
    """The list by a button."""
    await state.clear()
    await views.list_screen(await office.staff(), 0, office.texts).edit(callback)


async def turn(callback: CallbackQuery, callback_data: ShowStaff, office: Office) -> None:
    """Another page."""
    await views.list_screen(await office.staff(), callback_data.page, office.texts).edit(callback)


async def ask_name(callback: CallbackQuery, office: Office, state: FSMContext) -> None:
    """The next message names somebody."""
    await state.set_state(Typing.name)
    await views.searching_screen(office.texts).edit(callback)


async def take_name(message: Message, office: Office) -> None:
    """Who answers to it; another name may follow."""
    await views.found_screen(await office.staff(message.text or ""), office.texts).answer(message)


async def show_employee(
    callback: CallbackQuery, callback_data: ShowEmployee, office: Office, state: FSMContext
) -> None:
    """One employee; what was being typed is forgotten."""
    await state.clear()
    await views.card_screen(await office.card(callback_data.person), office.texts).edit(callback)


async def pick_function(callback: CallbackQuery, callback_data: PickFunction, office: Office) -> None:
    """Which function."""
    card = await office.card(callback_data.person)
    _check_keeps(card.rights.functions)
    await views.functions_screen(card, office.texts).edit(callback)


async def pick_term(callback: CallbackQuery, callback_data: PickTerm, office: Office) -> None:
    """Of which class, then from when to when."""
    card = await office.card(callback_data.person)
    _check_keeps(card.rights.functions)
    of = granting.function(card.school, callback_data.key)
    if of.of_class and not callback_data.class_id:
        await views.classes_screen(card, of, office.texts).edit(callback)
        return
    await views.terms_screen(card, of, callback_data.class_id, office.texts).edit(callback)


async def ask_term(callback: CallbackQuery, callback_data: TypeTerm, office: Office, state: FSMContext) -> None:
    """The next message says the days."""
    card = await office.card(callback_data.person)
    _check_keeps(card.rights.functions)
    await state.set_state(Typing.term)
    await state.set_data(callback_data.model_dump())
    await views.typing_screen(card, office.texts).edit(callback)


async def take_term(message: Message, office: Office, state: FSMContext) -> None:
    """The days; then the question. Days that are not understood are still awaited."""
    data = await state.get_data()
    card = await office.card(int(data["person"]))
    term = read_days(message.text or "", card.today)
    check_term(term, card.today)
    of = granting.function(card.school, str(data["key"]))
    wanted = views.give(card, of, int(data["class_id"]), term)
    await views.give_question(card, of, wanted, term, office.now, office.texts).answer(message)
    await state.clear()


async def give(callback: CallbackQuery, callback_data: Give, office: Office) -> None:
    """A function is given, if the question was put just now; else it is put."""
    data, card = callback_data, await office.card(callback_data.person)
    _check_keeps(card.rights.functions)
    term = Term(day(data.first), day(data.last) if data.last else None)
    if not office.agreed(data.at):
        of = granting.function(card.school, data.key)
        await views.give_question(card, of, data, term, office.now, office.texts).edit(callback)
        return
    to, of_class = PersonId(data.person), ClassId(data.class_id) if data.class_id else None
    await granting.give(office.database, office.actor, to, data.key, of_class, term, moment(data.at), office.now)
    await (await office.done(data.person, office.texts.h("✅ Функция дана."))).edit(callback)


async def pick_held(callback: CallbackQuery, callback_data: PickHeld, office: Office) -> None:
    """Which function to take back."""
    card = await office.card(callback_data.person)
    _check_keeps(card.rights.functions)
    await views.held_screen(card, office.texts).edit(callback)


async def take(callback: CallbackQuery, callback_data: Take, office: Office) -> None:
    """A function is taken back, if the question was put just now; else it is put."""
    data, card = callback_data, await office.card(callback_data.person)
    _check_keeps(card.rights.functions)
    held = granting.held_of(card.employee, GrantId(data.grant))
    if not office.agreed(data.at):
        await views.take_question(card, held, office.now, office.texts).edit(callback)
        return
    of = PersonId(data.person)
    await granting.take_back(office.database, office.actor, of, held.id, moment(data.at), office.now)
    await (await office.done(data.person, office.texts.h("✅ Функция закрыта."))).edit(callback)


async def issue_code(callback: CallbackQuery, callback_data: Code, office: Office, bot: Bot) -> None:
    """A new code as a slip, if the question was put just now; else it is put."""
    card = await office.card(callback_data.person)
    _check_keeps(card.rights.functions and card.school.content_mode == FULL)
    if not office.agreed(callback_data.at):
        await views.code_question(card, office.now, office.texts).edit(callback)
        return
    wish = OnePerson(card.employee.person.id)
    slips = await issue_codes(
        office.database, office.actor, wish, office.now, source=secrets, days=office.settings.links.code_days
    )
    pdf = sheet(slips, card.school, office.texts, (await bot.me()).username)
    await bot.send_document(callback.from_user.id, BufferedInputFile(pdf, office.texts.t("Код сотрудника.pdf")))
    await (await office.done(callback_data.person, office.texts.h("✅ Код выдан: листок в файле."))).edit(callback)


def _check_keeps(allowed: bool) -> None:
    """Who only sees the staff is refused before any question, as the core would refuse the answer."""
    if not allowed:
        raise ForbiddenError
