"""/adoption: who is connected, against the school's targets, and whom to call (K01-K05)."""

import asyncio

from aiogram import Bot, Router
from aiogram.types import BufferedInputFile, CallbackQuery

from bot.common.first_screen import register_first
from bot.common.menu import Place
from bot.reporting.adoption_views import adoption_screen
from bot.reporting.calls_views import calls_screen
from bot.reporting.contest_views import contest_screen
from bot.reporting.data import HandOver, MakeSheet, ShowAdoption, ShowCalls, ShowContest, ShowUnreached, ShowWeekly
from bot.reporting.desk import Reads, Reports
from bot.reporting.unreached_views import unreached_screen
from bot.reporting.weekly_sheet import workbook
from bot.reporting.weekly_views import weekly_screen
from bot.screens import Screen
from core.deadlines.model import About
from core.errors import NotFoundError
from core.ids import ClassId
from core.reporting.adoption import adoption
from core.reporting.calling import calls
from core.reporting.contest import contest
from core.reporting.unreached import unreached
from core.reporting.weekly import handed_over, weekly


def build_router() -> Router:
    """The screens; chats that speak for nobody who reads reports pass by."""
    router = Router(name="reporting")
    for observer in (router.message, router.callback_query):
        observer.filter(Reads())
    register_first(router, "adoption", Place.ADOPTION, _adoption, desk="reports")
    router.callback_query.register(turn_adoption, ShowAdoption.filter())
    router.callback_query.register(show_calls, ShowCalls.filter())
    router.callback_query.register(show_unreached, ShowUnreached.filter())
    router.callback_query.register(show_weekly, ShowWeekly.filter())
    router.callback_query.register(send_sheet, MakeSheet.filter())
    router.callback_query.register(hand_over, HandOver.filter())
    router.callback_query.register(show_contest, ShowContest.filter())
    return router


async def turn_adoption(callback: CallbackQuery, callback_data: ShowAdoption, reports: Reports) -> None:
    """The same with another page of the classes."""
    await (await _adoption(reports, callback_data.page)).edit(callback)


async def show_calls(callback: CallbackQuery, callback_data: ShowCalls, reports: Reports) -> None:
    """A class and whom to call there."""
    found = await calls(reports.database, reports.actor, ClassId(callback_data.class_id), reports.now)
    await calls_screen(found, reports.texts).edit(callback)


async def show_unreached(callback: CallbackQuery, callback_data: ShowUnreached, reports: Reports) -> None:
    """Whom messages do not reach."""
    found = await unreached(reports.database, reports.actor, reports.now)
    await unreached_screen(found, reports.actor, callback_data.page, reports.texts).edit(callback)


async def show_weekly(callback: CallbackQuery, reports: Reports) -> None:
    """The week's report."""
    await weekly_screen(await weekly(reports.database, reports.actor, reports.now), reports.texts).edit(callback)


async def send_sheet(callback: CallbackQuery, reports: Reports, bot: Bot) -> None:
    """The same as a workbook."""
    found = await weekly(reports.database, reports.actor, reports.now)
    name = reports.texts.t("Дневник {day}.xlsx", day=found.figures.today.isoformat())
    file = await asyncio.to_thread(workbook, found.figures, reports.texts)
    await bot.send_document(callback.from_user.id, BufferedInputFile(file, name))


async def hand_over(callback: CallbackQuery, callback_data: HandOver, reports: Reports) -> None:
    """The report was sent; what does not wait any more is shown as it stands."""
    duty, about = callback_data.duty, About(code=callback_data.code)
    try:
        found = await handed_over(reports.database, reports.actor, duty, about, reports.now)
    except NotFoundError:
        found = await weekly(reports.database, reports.actor, reports.now)
    await weekly_screen(found, reports.texts).edit(callback)


async def show_contest(callback: CallbackQuery, callback_data: ShowContest, reports: Reports) -> None:
    """The contest of classes."""
    found = await contest(reports.database, reports.actor, reports.now)
    await contest_screen(found, callback_data.page, reports.texts).edit(callback)


async def _adoption(reports: Reports, page: int = 0) -> Screen:
    return adoption_screen(await adoption(reports.database, reports.actor, reports.now), reports.texts, page)
