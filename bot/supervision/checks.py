"""/checks: the monthly check of the journal, class by class and page by page (F01, F03, F05)."""

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot.common.awaited import Awaited, await_words
from bot.common.menu import Open, Place
from bot.screens import Screen
from bot.supervision import checks_views as views
from bot.supervision.data import (
    CloseClean,
    ClosePage,
    OpenClassPages,
    OpenFinding,
    OpenMonth,
    OpenPage,
    SendAll,
    SendFinding,
    TypePaper,
    TypeRemark,
)
from bot.supervision.desk import CheckDesk, Checks
from bot.teachers.absences_data import day_of
from bot.updates.routing import Pressed
from core.ids import ClassId
from core.supervision import checking, closing, remarks, rules
from core.supervision.errors import CheckNothingError
from core.supervision.model import Finding, PageView
from core.supervision.remarks import Draft


class TypingCheck(StatesGroup):
    """Somebody is about to type a remark, or what the paper journal has; the button stands in the state's data."""

    remark = State()
    paper = State()


def build_router() -> Router:
    """The screens of checks; those who see no findings pass by."""
    router = Router(name="checks")
    for observer in (router.message, router.callback_query):
        observer.filter(Checks())
    router.message.register(show, Command("checks"))
    router.message.register(take_remark, StateFilter(TypingCheck.remark), F.text, ~F.text.startswith("/"), Awaited())
    router.message.register(take_paper, StateFilter(TypingCheck.paper), F.text, ~F.text.startswith("/"), Awaited())
    router.callback_query.register(open_due, Pressed(Open(place=Place.CHECKS)))
    router.callback_query.register(open_month, OpenMonth.filter())
    router.callback_query.register(open_class, OpenClassPages.filter())
    router.callback_query.register(close_clean, CloseClean.filter())
    router.callback_query.register(open_page, OpenPage.filter())
    router.callback_query.register(close_page, ClosePage.filter())
    router.callback_query.register(open_finding, OpenFinding.filter())
    router.callback_query.register(send_finding, SendFinding.filter())
    router.callback_query.register(send_all, SendAll.filter())
    router.callback_query.register(ask_remark, TypeRemark.filter())
    router.callback_query.register(ask_paper, TypePaper.filter())
    return router


async def show(message: Message, desk: CheckDesk, state: FSMContext) -> None:
    """The month whose check is due."""
    await state.clear()
    await (await _month(desk, 0)).answer(message)


async def open_due(callback: CallbackQuery, desk: CheckDesk, state: FSMContext) -> None:
    """The same by a button."""
    await state.clear()
    await (await _month(desk, 0)).edit(callback)


async def open_month(callback: CallbackQuery, callback_data: OpenMonth, desk: CheckDesk, state: FSMContext) -> None:
    """Another month."""
    await state.clear()
    await (await _month(desk, callback_data.month)).edit(callback)


async def open_class(callback: CallbackQuery, callback_data: OpenClassPages, desk: CheckDesk) -> None:
    """The subjects of a class."""
    await (await _class(desk, callback_data)).edit(callback)


async def close_clean(
    callback: CallbackQuery, callback_data: CloseClean, desk: CheckDesk, callback_answer: CallbackAnswer
) -> None:
    """What has no findings is checked at once."""
    month = OpenPage(class_id=callback_data.class_id, subject=0, month=callback_data.month).which().month
    done = await closing.close_clean(desk.database, desk.actor, ClassId(callback_data.class_id), month, desk.now)
    callback_answer.text = desk.texts.n("Проверен {n} предмет", "Проверено {n} предметов", done)
    await (await _class(desk, OpenClassPages(class_id=callback_data.class_id, month=callback_data.month))).edit(
        callback
    )


async def open_page(callback: CallbackQuery, callback_data: OpenPage, desk: CheckDesk, state: FSMContext) -> None:
    """A subject of a class."""
    await state.clear()
    await views.page_screen(await _page(desk, callback_data), desk.texts, callback_data.page).edit(callback)


async def close_page(
    callback: CallbackQuery, callback_data: ClosePage, desk: CheckDesk, callback_answer: CallbackAnswer
) -> None:
    """«Проверено»; who comes second sees who was first."""
    first = await closing.close(desk.database, desk.actor, callback_data.which(), desk.now)
    callback_answer.text = desk.texts.t("Проверено") if first else desk.texts.t("Этот предмет уже проверен коллегой")
    of = OpenClassPages(class_id=callback_data.class_id, month=callback_data.month)
    await (await _class(desk, of)).edit(callback)


async def open_finding(callback: CallbackQuery, callback_data: OpenFinding, desk: CheckDesk) -> None:
    """One finding; what is not so any more leads back to the page."""
    view = await _page(desk, callback_data)
    one = _finding(view, callback_data)
    told = one is None or view.told(one) is not None
    screen = views.page_screen(view, desk.texts) if one is None or told else views.finding_screen(view, one, desk.texts)
    await screen.edit(callback)


async def send_finding(
    callback: CallbackQuery, callback_data: SendFinding, desk: CheckDesk, callback_answer: CallbackAnswer
) -> None:
    """A remark about one finding."""
    view = await _page(desk, callback_data)
    one = _finding(view, callback_data)
    if one is None:
        raise CheckNothingError
    await _send(callback, desk, Draft(view.page, (one,), due=callback_data.due), callback_answer)


async def send_all(
    callback: CallbackQuery, callback_data: SendAll, desk: CheckDesk, callback_answer: CallbackAnswer
) -> None:
    """One remark to each teacher about everything that is found."""
    await _send(callback, desk, Draft(callback_data.which(), due=callback_data.due), callback_answer)


async def ask_remark(callback: CallbackQuery, callback_data: TypeRemark, desk: CheckDesk, state: FSMContext) -> None:
    """The next message is a remark."""
    rules.check_checks(desk.actor)
    view = await _page(desk, callback_data)
    await await_words(state, TypingCheck.remark, desk.now, about=callback_data.pack())
    await views.typing_screen(view, desk.texts).edit(callback)


async def take_remark(message: Message, desk: CheckDesk, state: FSMContext) -> None:
    """A remark in somebody's own words. What is refused is still awaited."""
    about = TypeRemark.unpack(str((await state.get_data())["about"]))
    one = None if about.whole else _finding(await _page(desk, about), about)
    draft = Draft(about.which(), (one,) if one else (), message.text or "")
    await remarks.send(desk.database, desk.actor, draft, desk.now)
    desk.wake()
    await views.page_screen(await _page(desk, about), desk.texts).answer(message)
    await state.clear()  # last: after a kill the same message comes again and needs what was kept


async def ask_paper(callback: CallbackQuery, callback_data: TypePaper, desk: CheckDesk, state: FSMContext) -> None:
    """The next message says what the paper journal has."""
    rules.check_checks(desk.actor)
    view = await _page(desk, callback_data)
    await await_words(state, TypingCheck.paper, desk.now, about=callback_data.pack())
    await views.paper_screen(view, desk.texts).edit(callback)


async def take_paper(message: Message, desk: CheckDesk, state: FSMContext) -> None:
    """Two numbers; other words are refused and still awaited."""
    about = TypePaper.unpack(str((await state.get_data())["about"]))
    await closing.put_paper(desk.database, desk.actor, about.which(), message.text or "", desk.now)
    await views.page_screen(await _page(desk, about), desk.texts).answer(message)
    await state.clear()


async def _send(callback: CallbackQuery, desk: CheckDesk, draft: Draft, callback_answer: CallbackAnswer) -> None:
    sent = await remarks.send(desk.database, desk.actor, draft, desk.now)
    desk.wake()
    callback_answer.text = desk.texts.n("Отправлено {n} замечание", "Отправлено {n} замечаний", len(sent))
    view = await checking.page(desk.database, desk.actor, draft.page, desk.now)
    await views.page_screen(view, desk.texts).edit(callback)


async def _month(desk: CheckDesk, ordinal: int) -> Screen:
    view = await checking.month(desk.database, desk.actor, desk.now, day_of(ordinal))
    return views.month_screen(view, desk.texts, checks=rules.checks(desk.actor))


async def _class(desk: CheckDesk, of: OpenClassPages) -> Screen:
    month = OpenPage(class_id=of.class_id, subject=0, month=of.month).which().month
    view = await checking.of_class(desk.database, desk.actor, ClassId(of.class_id), month, desk.now)
    return views.class_screen(view, desk.texts)


async def _page(desk: CheckDesk, of: OpenPage) -> PageView:
    return await checking.page(desk.database, desk.actor, of.which(), desk.now)


def _finding(view: PageView, data: OpenFinding) -> Finding | None:
    return next((one for one in view.findings if data.names(one)), None)
