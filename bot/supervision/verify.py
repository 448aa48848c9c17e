"""/verify: the diary compared with the paper journal, by teachers and class teachers; deputies look on (G01-G04)."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot.common.awaited import Awaited, await_words
from bot.common.menu import Place
from bot.screens import Screen
from bot.supervision import verify_views as views
from bot.supervision.data import ListVerified, OpenScope, ReportScope, SignScope
from bot.supervision.desk import CheckDesk, Concerned
from bot.supervision.listing import register_list
from core.supervision import verifying


class TypingMismatch(StatesGroup):
    """Somebody is about to type what is wrong; the button stands in the state's data."""

    awaited = State()


def build_router() -> Router:
    """The screens of the verification."""
    router = Router(name="verify")
    for observer in (router.message, router.callback_query):
        observer.filter(Concerned())
    register_list(router, "verify", Place.VERIFY, ListVerified, listed)
    router.message.register(take_error, StateFilter(TypingMismatch.awaited), F.text, ~F.text.startswith("/"), Awaited())
    router.callback_query.register(open_scope, OpenScope.filter())
    router.callback_query.register(sign, SignScope.filter())
    router.callback_query.register(ask_error, ReportScope.filter())
    return router


async def listed(desk: CheckDesk, data: ListVerified) -> Screen:
    """What is to be verified, a page of it."""
    sheet = await verifying.listed(desk.database, desk.actor, desk.now)
    return views.list_screen(sheet, desk.texts, data.page)


async def open_scope(callback: CallbackQuery, callback_data: OpenScope, desk: CheckDesk, state: FSMContext) -> None:
    """One course or class."""
    await state.clear()
    card = await verifying.card(desk.database, desk.actor, callback_data.scope(), desk.now)
    await views.card_screen(card, desk.texts).edit(callback)


async def sign(
    callback: CallbackQuery, callback_data: SignScope, desk: CheckDesk, callback_answer: CallbackAnswer
) -> None:
    """«Верно»."""
    await verifying.sign(desk.database, desk.actor, callback_data.scope(), desk.now)
    callback_answer.text = desk.texts.t("Сверка записана")
    await (await listed(desk, ListVerified())).edit(callback)


async def ask_error(callback: CallbackQuery, callback_data: ReportScope, desk: CheckDesk, state: FSMContext) -> None:
    """The next message says what is wrong."""
    card = await verifying.card(desk.database, desk.actor, callback_data.scope(), desk.now)
    await await_words(state, TypingMismatch.awaited, desk.now, about=callback_data.pack())
    await views.typing_screen(card, desk.texts).edit(callback)


async def take_error(message: Message, desk: CheckDesk, state: FSMContext) -> None:
    """What is wrong. Words that are too long are refused and still awaited."""
    scope = ReportScope.unpack(str((await state.get_data())["about"])).scope()
    await verifying.report(desk.database, desk.actor, scope, message.text or "", desk.now)
    desk.wake()
    card = await verifying.card(desk.database, desk.actor, scope, desk.now)
    await views.card_screen(card, desk.texts).answer(message)
    await state.clear()  # last: after a kill the same message comes again and needs what was kept
