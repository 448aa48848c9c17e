"""/applications: a clerk receives, checks and registers applications, a coordinator connects (E01-E08)."""

import secrets
from dataclasses import dataclass

from aiogram import Bot, F, Router
from aiogram.filters import Command, CommandObject, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from bot.common.application_words import REFUSALS
from bot.common.desk import Desk, Holds
from bot.common.menu import Open, Place
from bot.coordinators import applications_views as views
from bot.coordinators.applications_data import (
    AskConnection,
    AskRefusal,
    Connect,
    OpenCase,
    Passport,
    PrintCase,
    Refuse,
    Register,
    TypePaper,
    TypeRefusal,
    TypeUid,
)
from bot.guardians.application import put_question, send_page
from bot.screens import Screen
from bot.slips import sheet
from bot.updates.routing import Pressed
from core.applications import filling, service
from core.applications.connecting import Codes, connect
from core.applications.model import Case
from core.applications.rules import CLERKS, CONNECTORS
from core.errors import NotFoundError
from core.ids import ApplicationId, PersonId
from core.people.links.model import Address, Slip


class TypingReason(StatesGroup):
    """A clerk who is about to type why an application is refused; which one is kept in the state's data."""

    awaited = State()


class TypingUid(StatesGroup):
    """A clerk who is about to type an applicant's UID; whose is kept in the state's data."""

    awaited = State()


@dataclass(frozen=True, slots=True)
class Reception(Desk):
    """Who receives applications, the moment, and the means."""

    async def case(self, application: int) -> Case:
        """One application."""
        return await service.case(self.database, self.actor, ApplicationId(application), self.now)

    async def shown(self, case: Case) -> Screen:
        """Its screen."""
        async with self.database.reading() as unit:
            school = await unit.people.school(self.actor.school_id)
        connects = self.actor.holds(*CONNECTORS)
        return views.case_screen(case, school.today(self.now), self.texts, connects=connects)

    async def desk(self) -> Screen:
        """What waits."""
        return views.desk_screen(await service.desk(self.database, self.actor, self.now), self.texts)

    async def refuse(self, application: int, reason: str) -> Screen:
        """Refused; the applicant is told."""
        one = ApplicationId(application)
        case = await service.refuse(self.database, self.actor, one, reason, self.now)
        self.wake()
        return await self.shown(case)


class Receiving(Holds):
    """Lets pass the chats that speak for somebody who receives applications; who connects guardians goes first."""

    wanted = (CONNECTORS, CLERKS)
    laid = Reception
    name = "reception"


def build_router() -> Router:
    """The screens; chats that speak for nobody who receives applications pass by."""
    router = Router(name="applications")
    for observer in (router.message, router.callback_query):
        observer.filter(Receiving())
    router.message.register(show, Command("applications"))
    router.message.register(take_reason, StateFilter(TypingReason.awaited), F.text & ~F.text.startswith("/"))
    router.message.register(take_uid, StateFilter(TypingUid.awaited), F.text & ~F.text.startswith("/"))
    router.callback_query.register(open_desk, Pressed(Open(place=Place.APPLICATIONS)))
    router.callback_query.register(open_case, OpenCase.filter())
    router.callback_query.register(type_paper, Pressed(TypePaper()))
    router.callback_query.register(check_passport, Passport.filter())
    router.callback_query.register(register, Register.filter())
    router.callback_query.register(ask_connection, AskConnection.filter())
    router.callback_query.register(connect_both, Connect.filter())
    router.callback_query.register(ask_refusal, AskRefusal.filter())
    router.callback_query.register(refuse, Refuse.filter(F.reason.in_(set(REFUSALS))))
    router.callback_query.register(type_refusal, TypeRefusal.filter())
    router.callback_query.register(print_case, PrintCase.filter())
    router.callback_query.register(type_uid, TypeUid.filter())
    return router


async def show(message: Message, command: CommandObject, reception: Reception, state: FSMContext) -> None:
    """What waits; with a number or the beginning of a name, what is meant by it."""
    await state.clear()
    wanted = (command.args or "").strip()
    if not wanted:
        await (await reception.desk()).answer(message)
        return
    found = await service.find(reception.database, reception.actor, wanted)
    await views.found_screen(found, wanted, reception.texts).answer(message)


async def open_desk(callback: CallbackQuery, reception: Reception, state: FSMContext) -> None:
    """The same by a button."""
    await state.clear()
    await (await reception.desk()).edit(callback)


async def open_case(callback: CallbackQuery, callback_data: OpenCase, reception: Reception, state: FSMContext) -> None:
    """One application."""
    await state.clear()
    await (await reception.shown(await reception.case(callback_data.application))).edit(callback)


async def type_paper(callback: CallbackQuery, reception: Reception, address: Address, state: FSMContext) -> None:
    """The same form, for one that was brought on paper."""
    actor = reception.actor
    form = await filling.begin(reception.database, address, actor.school_id, reception.now, clerk=actor)
    await put_question(callback, form, reception.database, reception.texts, state)


async def check_passport(callback: CallbackQuery, callback_data: Passport, reception: Reception) -> None:
    """«Паспорт предъявлен»; nothing of it is kept."""
    one = ApplicationId(callback_data.application)
    case = await service.check_passport(reception.database, reception.actor, one, reception.now)
    reception.wake()
    await (await reception.shown(case)).edit(callback)


async def register(callback: CallbackQuery, callback_data: Register, reception: Reception) -> None:
    """Into the register."""
    one = ApplicationId(callback_data.application)
    case = await service.register(reception.database, reception.actor, one, reception.now)
    reception.wake()
    await (await reception.shown(case)).edit(callback)


async def ask_connection(callback: CallbackQuery, callback_data: AskConnection, reception: Reception) -> None:
    """Who will see whose diary?"""
    case = await reception.case(callback_data.application)
    pupil = next((one for one in case.found.pupils if one.person.id == callback_data.pupil), None)
    guardian = next((one for one in case.found.guardians if one.person.id == callback_data.guardian), None)
    if pupil is None or (callback_data.guardian and guardian is None):
        raise NotFoundError
    waits = case.application.waiting
    screen = views.connection_screen(case, pupil, guardian, reception.texts) if waits else await reception.shown(case)
    await screen.edit(callback)


async def connect_both(callback: CallbackQuery, callback_data: Connect, reception: Reception, bot: Bot) -> None:
    """Access is given; for a paper one a slip with a code comes as a file."""
    done = await connect(
        reception.database,
        reception.actor,
        ApplicationId(callback_data.application),
        PersonId(callback_data.pupil),
        PersonId(callback_data.guardian) if callback_data.guardian else None,
        reception.now,
        Codes(secrets, reception.settings.links.code_days),
    )
    reception.wake()
    if done.slip is not None:
        await _send_slip(callback, done.case, done.slip, reception, bot)
    await (await reception.shown(done.case)).edit(callback)


async def ask_refusal(callback: CallbackQuery, callback_data: AskRefusal, reception: Reception) -> None:
    """Why? One that was decided already is shown instead."""
    case = await reception.case(callback_data.application)
    waits = case.application.waiting
    screen = views.refusal_screen(case, reception.texts) if waits else await reception.shown(case)
    await screen.edit(callback)


async def refuse(callback: CallbackQuery, callback_data: Refuse, reception: Reception) -> None:
    """Refused for a common reason."""
    await (await reception.refuse(callback_data.application, callback_data.reason)).edit(callback)


async def type_refusal(
    callback: CallbackQuery, callback_data: TypeRefusal, reception: Reception, state: FSMContext
) -> None:
    """The next message is the reason."""
    case = await reception.case(callback_data.application)
    await state.set_state(TypingReason.awaited)
    await state.set_data({"application": callback_data.application})
    await views.typing_screen(case, reception.texts).edit(callback)


async def take_reason(message: Message, reception: Reception, state: FSMContext) -> None:
    """Refused with these words."""
    data = await state.get_data()
    await state.clear()
    await (await reception.refuse(int(data["application"]), message.text or "")).answer(message)


async def print_case(callback: CallbackQuery, callback_data: PrintCase, reception: Reception, bot: Bot) -> None:
    """A page to be signed in the presence of an employee (E03, E04)."""
    case = await reception.case(callback_data.application)
    async with reception.database.reading() as unit:
        school = await unit.people.school(reception.actor.school_id)
    await send_page(callback, case.application, school, reception.texts, bot)


async def type_uid(callback: CallbackQuery, callback_data: TypeUid, reception: Reception, state: FSMContext) -> None:
    """The next message is the UID."""
    case = await reception.case(callback_data.application)
    await state.set_state(TypingUid.awaited)
    await state.set_data({"application": callback_data.application})
    await views.uid_screen(case, reception.texts).edit(callback)


async def take_uid(message: Message, reception: Reception, state: FSMContext) -> None:
    """Kept with the application; a wrong one is asked for again."""
    one = ApplicationId(int((await state.get_data())["application"]))
    case = await service.enter_uid(reception.database, reception.actor, one, message.text or "", reception.now)
    await state.clear()
    await (await reception.shown(case)).answer(message)


async def _send_slip(callback: CallbackQuery, case: Case, slip: Slip, reception: Reception, bot: Bot) -> None:
    async with reception.database.reading() as unit:
        school = await unit.people.school(reception.actor.school_id)
    pdf = sheet((slip,), school, reception.texts, (await bot.me()).username)
    name = reception.texts.t("Код к заявлению {number}.pdf", number=case.application.number)
    await bot.send_document(callback.from_user.id, BufferedInputFile(pdf, name))
