"""/periods: marks of a quarter, a half-year and the year, course by course; and a class's marks by subjects (B23)."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot.common.menu import Open, Place
from bot.screens import Screen
from bot.teachers import period_fixing
from bot.teachers.class_marks_views import class_screen, closing_screen
from bot.teachers.desk import Desk, Teaching
from bot.teachers.period_taps import (
    AcceptProposed,
    AskClosing,
    ClosePeriod,
    Confirm,
    OpenClassMarks,
    OpenPeriod,
    OpenPeriodPupil,
    OpenSheet,
)
from bot.teachers.periods_views import list_screen, pupil_screen, sheet_screen
from bot.updates.routing import Pressed
from core.errors import NotFoundError
from core.ids import ClassId
from core.journal.periods import confirming, overview, own, service, shutting
from core.journal.periods.confirming import Confirmed
from core.people.model import Role

SEEING = (Role.TEACHER, Role.CLASS_TEACHER, Role.DEPUTY, Role.DIRECTOR)
"""Who has this screen: those who give marks, and those who look at whole classes."""


def build_router() -> Router:
    """The screens of period marks."""
    router = Router(name="periods")
    for observer in (router.message, router.callback_query):
        observer.filter(Teaching(*SEEING))
    router.message.register(show, Command("periods"))
    router.callback_query.register(open_current, Pressed(Open(place=Place.PERIODS)))
    router.callback_query.register(open_period, OpenPeriod.filter())
    router.callback_query.register(open_sheet, OpenSheet.filter())
    router.callback_query.register(open_pupil, OpenPeriodPupil.filter())
    period_fixing.register(router)
    router.callback_query.register(accept, AcceptProposed.filter())
    router.callback_query.register(confirm, Confirm.filter())
    router.callback_query.register(open_class, OpenClassMarks.filter())
    router.callback_query.register(ask_closing, AskClosing.filter())
    router.callback_query.register(close, ClosePeriod.filter())
    return router


async def show(message: Message, desk: Desk, state: FSMContext) -> None:
    """The own courses for the period that is being closed."""
    await state.clear()
    await (await _list(desk, None)).answer(message)


async def open_current(callback: CallbackQuery, desk: Desk) -> None:
    """The same by a button."""
    await (await _list(desk, None)).edit(callback)


async def open_period(callback: CallbackQuery, callback_data: OpenPeriod, desk: Desk) -> None:
    """The same for another period."""
    await (await _list(desk, callback_data.code)).edit(callback)


async def open_sheet(callback: CallbackQuery, callback_data: OpenSheet, desk: Desk, state: FSMContext) -> None:
    """The pupils of an own course."""
    await state.clear()
    shown = await service.sheet(desk.database, desk.actor, callback_data.key, desk.now)
    await sheet_screen(shown, callback_data.page, desk.texts).edit(callback)


async def open_pupil(callback: CallbackQuery, callback_data: OpenPeriodPupil, desk: Desk, state: FSMContext) -> None:
    """One pupil of it. NotFoundError for who is not on the list any more."""
    await state.clear()
    shown = await service.sheet(desk.database, desk.actor, callback_data.key, desk.now)
    line = next((one for one in shown.lines if one.pupil.id == callback_data.pupil), None)
    if line is None:
        raise NotFoundError
    await pupil_screen(shown, line, callback_data.page, desk.texts).edit(callback)


async def accept(callback: CallbackQuery, callback_data: AcceptProposed, desk: Desk) -> None:
    """What is proposed for all who have nothing yet."""
    shown = await service.accept(desk.database, desk.actor, callback_data.key, desk.now)
    await sheet_screen(shown, callback_data.page, desk.texts).edit(callback)


async def confirm(callback: CallbackQuery, callback_data: Confirm, desk: Desk, callback_answer: CallbackAnswer) -> None:
    """«Подтвердить»: the marks are in the journal."""
    done = await confirming.confirm(desk.database, desk.actor, callback_data.key, desk.now, desk.grace)
    desk.wake()
    callback_answer.text = desk.texts.t("Отметки выставлены")
    await sheet_screen(done.sheet, callback_data.page, desk.texts, done=_done(done, desk)).edit(callback)


async def open_class(callback: CallbackQuery, callback_data: OpenClassMarks, desk: Desk) -> None:
    """A class by subjects."""
    class_id, code = ClassId(callback_data.of), callback_data.code or None
    found = await overview.class_marks(desk.database, desk.actor, class_id, code, desk.now)
    await class_screen(found, desk.texts).edit(callback)


async def ask_closing(callback: CallbackQuery, callback_data: AskClosing, desk: Desk) -> None:
    """«Закрыть период»: what it means."""
    class_id = ClassId(callback_data.of)
    found = await overview.class_marks(desk.database, desk.actor, class_id, callback_data.code, desk.now)
    await closing_screen(found, desk.texts).edit(callback)


async def close(callback: CallbackQuery, callback_data: ClosePeriod, desk: Desk) -> None:
    """The period is closed for the whole school."""
    class_id, code = ClassId(callback_data.of), callback_data.code
    await shutting.close_period(desk.database, desk.actor, class_id, code, desk.now)
    found = await overview.class_marks(desk.database, desk.actor, class_id, code, desk.now)
    await class_screen(found, desk.texts).edit(callback)


def _done(done: Confirmed, desk: Desk) -> str:
    recorded = desk.texts.n("Выставлена {n} отметка.", "Выставлено {n} отметок.", done.recorded)
    told = [desk.texts.n("Об этом узнает {n} чат.", "Об этом узнают {n} чатов.", done.told)] if done.told else []
    fixing = desk.texts.t("В первые минуты отметку можно исправить: нажмите на ученика и подтвердите снова.")
    return " ".join((recorded, *told, fixing))


async def _list(desk: Desk, code: str | None) -> Screen:
    found = await own.own_periods(desk.database, desk.actor, code, desk.now)
    classes = await overview.readable_classes(desk.database, desk.actor, desk.now)
    return list_screen(found, classes, desk.texts)
