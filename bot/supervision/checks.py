"""/checks: the monthly check of the journal, class by class and page by page (F01, F03, F05)."""

from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot.common.awaited import Awaited, await_words
from bot.common.menu import Place
from bot.screens import Screen
from bot.supervision import checks_views as views
from bot.supervision import writing_views
from bot.supervision.data import (
    ChooseTeacher,
    CloseClean,
    ClosePage,
    OpenClassPages,
    OpenFinding,
    OpenMonth,
    OpenPage,
    ReopenPage,
    SendAll,
    SendFinding,
    TypePaper,
    TypeRemark,
)
from bot.supervision.desk import CheckDesk, Checks
from bot.supervision.listing import register_list
from bot.teachers.absences_data import day_of
from core.ids import ClassId, GroupId
from core.supervision import checking, closing, remarks, rules
from core.supervision.errors import CheckNothingError
from core.supervision.model import Finding
from core.supervision.remarks import Draft
from core.supervision.views import PageView


class TypingCheck(StatesGroup):
    """Somebody is about to type a remark, or what the paper journal has; the button stands in the state's data."""

    remark = State()
    paper = State()


def build_router() -> Router:
    """The screens of checks; those who see no findings pass by."""
    router = Router(name="checks")
    for observer in (router.message, router.callback_query):
        observer.filter(Checks())
    register_list(router, "checks", Place.CHECKS, OpenMonth, month)
    router.message.register(take_remark, StateFilter(TypingCheck.remark), F.text, ~F.text.startswith("/"), Awaited())
    router.message.register(take_paper, StateFilter(TypingCheck.paper), F.text, ~F.text.startswith("/"), Awaited())
    router.callback_query.register(open_class, OpenClassPages.filter())
    router.callback_query.register(close_clean, CloseClean.filter())
    router.callback_query.register(open_page, OpenPage.filter())
    router.callback_query.register(close_page, ClosePage.filter())
    router.callback_query.register(reopen_page, ReopenPage.filter())
    router.callback_query.register(open_finding, OpenFinding.filter())
    router.callback_query.register(send_finding, SendFinding.filter())
    router.callback_query.register(send_all, SendAll.filter())
    router.callback_query.register(choose_teacher, ChooseTeacher.filter())
    router.callback_query.register(ask_remark, TypeRemark.filter())
    router.callback_query.register(ask_paper, TypePaper.filter())
    return router


async def month(desk: CheckDesk, data: OpenMonth) -> Screen:
    """A month of the school, a page of its classes."""
    view = await checking.month(desk.database, desk.actor, desk.now, day_of(data.month))
    return views.month_screen(view, desk.texts, data.page, checks=rules.checks(desk.actor))


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


async def reopen_page(
    callback: CallbackQuery, callback_data: ReopenPage, desk: CheckDesk, callback_answer: CallbackAnswer
) -> None:
    """It was checked in error."""
    await closing.reopen(desk.database, desk.actor, callback_data.which(), desk.now)
    callback_answer.text = desk.texts.t("Отметка о проверке снята")
    await views.page_screen(await _page(desk, callback_data), desk.texts).edit(callback)


async def open_finding(callback: CallbackQuery, callback_data: OpenFinding, desk: CheckDesk) -> None:
    """One finding; what is not so any more leads back to the page."""
    view = await _page(desk, callback_data)
    one = _finding(view, callback_data)
    if one is None or view.told(one) is not None:
        await views.page_screen(view, desk.texts).edit(callback)
    else:
        await writing_views.finding_screen(view, one, desk.texts).edit(callback)


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


async def choose_teacher(callback: CallbackQuery, callback_data: ChooseTeacher, desk: CheckDesk) -> None:
    """To whom a remark goes, where a page is of several teachers."""
    await writing_views.choosing_screen(await _page(desk, callback_data), desk.texts).edit(callback)


async def ask_remark(callback: CallbackQuery, callback_data: TypeRemark, desk: CheckDesk, state: FSMContext) -> None:
    """The next message is a remark."""
    view = await _page(desk, callback_data)
    draft = _draft(view, callback_data)
    await _await(desk, callback_data, state, TypingCheck.remark)
    await writing_views.typing_screen(view, draft, desk.texts).edit(callback)


async def take_remark(message: Message, desk: CheckDesk, state: FSMContext) -> None:
    """A remark in somebody's own words. What is refused is still awaited, also when its finding is gone meanwhile."""
    about = TypeRemark.unpack(str((await state.get_data())["about"]))
    draft = replace(_draft(await _page(desk, about), about), text=message.text or "")
    await remarks.send(desk.database, desk.actor, draft, desk.now)
    desk.wake()
    await views.page_screen(await _page(desk, about), desk.texts).answer(message)
    await state.clear()  # last: after a kill the same message comes again and needs what was kept


async def ask_paper(callback: CallbackQuery, callback_data: TypePaper, desk: CheckDesk, state: FSMContext) -> None:
    """The next message says what the paper journal has."""
    view = await _page(desk, callback_data)
    await _await(desk, callback_data, state, TypingCheck.paper)
    await writing_views.paper_screen(view, desk.texts).edit(callback)


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


async def _class(desk: CheckDesk, of: OpenClassPages) -> Screen:
    month = OpenPage(class_id=of.class_id, subject=0, month=of.month).which().month
    view = await checking.of_class(desk.database, desk.actor, ClassId(of.class_id), month, desk.now)
    return views.class_screen(view, desk.texts)


async def _page(desk: CheckDesk, of: OpenPage) -> PageView:
    return await checking.page(desk.database, desk.actor, of.which(), desk.now)


async def _await(desk: CheckDesk, of: OpenPage, state: FSMContext, step: State) -> None:
    """The next message of who checks the journal is about this page."""
    rules.check_checks(desk.actor)
    await await_words(state, step, desk.now, about=of.pack())


def _draft(view: PageView, about: TypeRemark) -> Draft:
    """The remark that is asked for, without its words. CheckNothingError if what was found is not so any more, or if
    it is not said to which of several teachers."""
    group_id = GroupId(about.group) if about.group else None
    one = None if about.whole else _finding(view, about)
    if (about.whole and view.addressee(group_id) is None) or (not about.whole and one is None):
        raise CheckNothingError
    return Draft(view.page, (one,) if one else (), group_id=group_id)


def _finding(view: PageView, data: OpenFinding) -> Finding | None:
    return next((one for one in view.findings if data.names(one)), None)
