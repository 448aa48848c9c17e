"""/audit: the log of actions, for those who may read it (L10)."""

from dataclasses import dataclass

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.administrators import audit_views as views
from bot.administrators.audit_views import DAYS, PickPerson, ShowLog
from bot.common.desk import Desk, Holds
from bot.common.first_screen import register_first
from bot.common.menu import Place
from bot.screens import Screen
from core.audit import reading
from core.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class Reader(Desk):
    """Who reads the log, the moment, and the means."""

    async def screen(self, wish: ShowLog) -> Screen:
        """The lines that are wished for. NotFoundError for a span that no button has."""
        if wish.days not in DAYS:
            raise NotFoundError
        page = await reading.read(self.database, self.actor, wish.filter_of(), self.now)
        return views.log_screen(page, wish, self.texts)


class Reading(Holds):
    """Lets pass the chats that speak for somebody who reads the log."""

    wanted = (reading.READERS,)
    laid = Reader
    name = "reader"


def build_router() -> Router:
    """The screens; chats that speak for nobody who reads the log pass by."""
    router = Router(name="audit")
    for observer in (router.message, router.callback_query):
        observer.filter(Reading())
    register_first(router, "audit", Place.AUDIT, _latest, desk="reader")
    router.callback_query.register(show_lines, ShowLog.filter())
    router.callback_query.register(pick_person, PickPerson.filter())
    return router


async def _latest(reader: Reader) -> Screen:
    return await reader.screen(ShowLog())


async def show_lines(callback: CallbackQuery, callback_data: ShowLog, reader: Reader) -> None:
    """Other lines."""
    await (await reader.screen(callback_data)).edit(callback)


async def pick_person(callback: CallbackQuery, callback_data: PickPerson, reader: Reader) -> None:
    """Whose lines."""
    staff = await reading.people(reader.database, reader.actor, reader.now)
    await views.people_screen(staff, callback_data, reader.texts).edit(callback)
