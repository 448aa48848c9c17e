"""/adoption: who is connected, against the school's targets, and whom to call (K01-K05)."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.common.menu import Open, Place
from bot.reporting.adoption_views import adoption_screen
from bot.reporting.calls_views import calls_screen
from bot.reporting.data import ShowCalls
from bot.reporting.desk import Reads, Reports
from bot.screens import Screen
from bot.updates.routing import Pressed
from core.ids import ClassId
from core.reporting.adoption import adoption
from core.reporting.calling import calls


def build_router() -> Router:
    """The screens; chats that speak for nobody who reads reports pass by."""
    router = Router(name="reporting")
    for observer in (router.message, router.callback_query):
        observer.filter(Reads())
    router.message.register(show, Command("adoption"))
    router.callback_query.register(open_adoption, Pressed(Open(place=Place.ADOPTION)))
    router.callback_query.register(show_calls, ShowCalls.filter())
    return router


async def show(message: Message, reports: Reports) -> None:
    """The school, or the own classes."""
    await (await _adoption(reports)).answer(message)


async def open_adoption(callback: CallbackQuery, reports: Reports) -> None:
    """The same by a button."""
    await (await _adoption(reports)).edit(callback)


async def show_calls(callback: CallbackQuery, callback_data: ShowCalls, reports: Reports) -> None:
    """A class and whom to call there."""
    found = await calls(reports.database, reports.actor, ClassId(callback_data.class_id), reports.now)
    await calls_screen(found, reports.texts).edit(callback)


async def _adoption(reports: Reports) -> Screen:
    return adoption_screen(await adoption(reports.database, reports.actor, reports.now), reports.texts)
