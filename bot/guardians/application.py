"""/apply: a form for access to a child's diary, question by question, and what became of it (E02, E09)."""

from datetime import timedelta

from aiogram import Bot, F, Router
from aiogram.filters import Command, Filter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot.common.menu import Open, Place
from bot.guardians import application_views as views
from bot.guardians.application_data import Anew, AskAgain, AskWithdrawal, Begin, Choose, Print, Resume, Send, Withdraw
from bot.i18n import Texts, whole
from bot.screens import Screen
from bot.slips.application import printed
from bot.updates.routing import Pressed
from core.applications import filling
from core.applications.errors import PhoneNotReadError
from core.applications.model import Application, Question
from core.clock import Clock
from core.ids import ApplicationId, SchoolId
from core.people.links import rules as codes
from core.people.links.model import Address, Identity
from core.people.model import School
from core.unit_of_work import Database

REMEMBERED = timedelta(days=1)
"""So long a text is the answer to what was asked last."""


class Applying(StatesGroup):
    """A chat in which a form is being filled; the form itself stands in the database."""

    awaited = State()


class Answering(Filter):
    """Lets pass what answers the question of a form that is being filled in the chat, also after a restart."""

    async def __call__(
        self,
        message: Message,
        identity: Identity,
        database: Database,
        clock: Clock,
        raw_state: str | None = None,
    ) -> bool | dict[str, Application]:
        """The form, for its handler."""
        # Who is connected answers at the step where they stand, and a chat that nobody knows has no form.
        if raw_state != Applying.awaited.state and (raw_state or identity.actors or identity.chat is None):
            return False
        form = await filling.form_of(database, identity.address, clock.now())
        return {"form": form} if form is not None and not _is_a_code(message.text or "") else False


def build_router() -> Router:
    """The form and what was sent."""
    router = Router(name="application")
    router.message.register(show, Command("apply"))
    router.message.register(take_contact, F.contact, Answering())
    router.message.register(take_answer, F.text & ~F.text.startswith("/"), Answering())
    router.callback_query.register(open_own, Pressed(Open(place=Place.APPLY)))
    router.callback_query.register(begin, Begin.filter())
    router.callback_query.register(resume, Resume.filter())
    router.callback_query.register(anew, Anew.filter())
    router.callback_query.register(ask_again, AskAgain.filter())
    router.callback_query.register(choose, Choose.filter())
    router.callback_query.register(send, Send.filter())
    router.callback_query.register(ask_withdrawal, AskWithdrawal.filter())
    router.callback_query.register(withdraw, Withdraw.filter())
    router.callback_query.register(send_print, Print.filter())
    return router


async def show(
    message: Message, database: Database, address: Address, texts: Texts, clock: Clock, state: FSMContext
) -> None:
    """What this chat applied for."""
    await state.clear()
    await views.own_screen(await filling.own(database, address, clock.now()), texts).answer(message)


async def open_own(
    callback: CallbackQuery, database: Database, address: Address, texts: Texts, clock: Clock, state: FSMContext
) -> None:
    """The same by a button."""
    await state.clear()
    await views.own_screen(await filling.own(database, address, clock.now()), texts).edit(callback)


async def begin(
    callback: CallbackQuery,
    callback_data: Begin,
    database: Database,
    address: Address,
    texts: Texts,
    clock: Clock,
    state: FSMContext,
) -> None:
    """The first question, or where it was left."""
    form = await filling.begin(database, address, SchoolId(callback_data.school), clock.now())
    await put_question(callback, form, database, texts, state)


async def resume(
    callback: CallbackQuery, database: Database, address: Address, texts: Texts, clock: Clock, state: FSMContext
) -> None:
    """The question at which it was left; the summary, if all are answered."""
    own = await filling.own(database, address, clock.now())
    if own.form is None:
        await views.own_screen(own, texts).edit(callback)
        return
    form = await filling.ask(database, address, own.form.asked, clock.now())
    await put_question(callback, form, database, texts, state)


async def anew(
    callback: CallbackQuery, database: Database, address: Address, texts: Texts, clock: Clock, state: FSMContext
) -> None:
    """Drop what was answered and show how to begin."""
    await state.clear()
    await filling.anew(database, address, clock.now())
    await views.own_screen(await filling.own(database, address, clock.now()), texts).edit(callback)


async def ask_again(
    callback: CallbackQuery,
    callback_data: AskAgain,
    database: Database,
    address: Address,
    texts: Texts,
    clock: Clock,
    state: FSMContext,
) -> None:
    """«✏️» and «Назад»."""
    form = await filling.ask(database, address, callback_data.question, clock.now())
    await put_question(callback, form, database, texts, state)


async def choose(
    callback: CallbackQuery,
    callback_data: Choose,
    database: Database,
    address: Address,
    texts: Texts,
    clock: Clock,
    state: FSMContext,
) -> None:
    """An answer by a button."""
    form = await filling.choose(database, address, callback_data.question, callback_data.value, clock.now())
    await put_question(callback, form, database, texts, state)


async def take_answer(
    message: Message, form: Application, database: Database, address: Address, texts: Texts, clock: Clock
) -> None:
    """An answer that was typed; a wrong one is asked for again and loses nothing.

    After a day nobody remembers the question: what is typed then is no answer until the form is taken up again.
    """
    if clock.now() - form.changed_at > REMEMBERED:
        await views.own_screen(await filling.own(database, address, clock.now()), texts).answer(message)
        return
    await _answer(message, form, message.text or "", database, address, texts, clock)


async def take_contact(
    message: Message, form: Application, database: Database, address: Address, texts: Texts, clock: Clock
) -> None:
    """The person's own number by the button. PhoneNotReadError for somebody else's contact."""
    contact = message.contact
    if contact is None or message.from_user is None or contact.user_id != message.from_user.id:
        raise PhoneNotReadError
    if form.asked is not Question.PHONE:
        raise PhoneNotReadError
    number = "+" + contact.phone_number.removeprefix("+")
    await _answer(message, form, number, database, address, texts, clock)


async def send(
    callback: CallbackQuery, database: Database, address: Address, texts: Texts, clock: Clock, state: FSMContext
) -> None:
    """The form gets its number."""
    done = await filling.send(database, address, clock.now(), texts.language)
    await state.clear()
    await views.sent_screen(done, texts).edit(callback)


async def ask_withdrawal(
    callback: CallbackQuery, callback_data: AskWithdrawal, database: Database, address: Address, texts: Texts
) -> None:
    """Is it meant? NotFoundError for one of another chat."""
    one, _ = await filling.sent(database, address, ApplicationId(callback_data.application))
    await views.withdrawal_screen(one, texts).edit(callback)


async def withdraw(
    callback: CallbackQuery, callback_data: Withdraw, database: Database, address: Address, texts: Texts, clock: Clock
) -> None:
    """It is not considered any more."""
    await filling.withdraw(database, address, ApplicationId(callback_data.application), clock.now())
    await views.own_screen(await filling.own(database, address, clock.now()), texts).edit(callback)


async def send_print(
    callback: CallbackQuery, callback_data: Print, database: Database, address: Address, texts: Texts, bot: Bot
) -> None:
    """A page to be signed; what is handed in at the school is in a language that the school reads."""
    one, school = await filling.sent(database, address, ApplicationId(callback_data.application))
    await send_page(callback, one, school, texts, bot)


async def send_page(callback: CallbackQuery, one: Application, school: School, texts: Texts, bot: Bot) -> None:
    """The page of an application as a file."""
    name = texts.t("Заявление {number}.pdf", number=one.number)
    await bot.send_document(callback.from_user.id, BufferedInputFile(printed(one, school, whole(texts)), name))


async def put_question(
    callback: CallbackQuery, form: Application, database: Database, texts: Texts, state: FSMContext
) -> None:
    """Show what is asked next in the place of the screen whose button was pressed."""
    await state.set_state(Applying.awaited)
    await (await _screen(form, database, texts)).edit(callback)
    if form.asked is Question.PHONE and not form.on_paper and isinstance(callback.message, Message):
        hint = texts.t("Номер можно отправить кнопкой под полем ввода.")
        await callback.message.answer(hint, reply_markup=_contact_button(texts))


async def _answer(
    message: Message,
    form: Application,
    text: str,
    database: Database,
    address: Address,
    texts: Texts,
    clock: Clock,
) -> None:
    done = await filling.answer(database, address, text, clock.now())
    if form.asked is Question.PHONE and not form.on_paper:
        noted = texts.t("Телефон записан: {phone}", phone=done.form.phone)
        await message.answer(noted, reply_markup=ReplyKeyboardRemove())
    await (await _screen(done, database, texts)).answer(message)


async def _screen(form: Application, database: Database, texts: Texts) -> Screen:
    async with database.reading() as unit:
        school = await unit.people.school(form.school_id)
    return views.question_screen(form, school.short_name, texts)


def _contact_button(texts: Texts) -> ReplyKeyboardMarkup:
    own = KeyboardButton(text=texts.t("Отправить мой номер"), request_contact=True)
    return ReplyKeyboardMarkup(keyboard=[[own]], resize_keyboard=True, one_time_keyboard=True)


def _is_a_code(text: str) -> bool:
    """A code from school may come in the middle of a form."""
    return codes.names_both(text) or (codes.is_bare(text) and codes.read(text).code is not None)
