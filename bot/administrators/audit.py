"""/audit: the log of actions, for those who may read it (L10)."""

from dataclasses import dataclass
from datetime import datetime

from aiogram import Router
from aiogram.filters import Command, Filter
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.administrators import audit_views as views
from bot.administrators.audit_views import DAYS, PickPerson, ShowLog
from bot.common.menu import Open, Place
from bot.i18n import Texts
from bot.screens import Screen
from bot.updates.routing import Pressed
from core.audit import reading
from core.clock import Clock
from core.errors import NotFoundError
from core.people.links.model import Identity
from core.people.model import Actor
from core.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads the log, the moment, and the means."""

    database: Database
    actor: Actor
    now: datetime
    texts: Texts

    async def screen(self, wish: ShowLog) -> Screen:
        """The lines that are wished for. NotFoundError for a span that no button has."""
        if wish.days not in DAYS:
            raise NotFoundError
        page = await reading.read(self.database, self.actor, wish.filter_of(), self.now)
        return views.log_screen(page, wish, self.texts)


class Reading(Filter):
    """Lets pass the chats that speak for somebody who reads the log."""

    async def __call__(
        self,
        event: TelegramObject,  # noqa: ARG002 - who speaks is known already
        identity: Identity,
        database: Database,
        clock: Clock,
        texts: Texts,
    ) -> bool | dict[str, Reader]:
        """Lay the desk."""
        actor = next((one for one in identity.actors if one.holds(*reading.READERS)), None)
        return {"reader": Reader(database, actor, clock.now(), texts)} if actor else False


def build_router() -> Router:
    """The screens; chats that speak for nobody who reads the log pass by."""
    router = Router(name="audit")
    for observer in (router.message, router.callback_query):
        observer.filter(Reading())
    router.message.register(show, Command("audit"))
    router.callback_query.register(open_log, Pressed(Open(place=Place.AUDIT)))
    router.callback_query.register(show_lines, ShowLog.filter())
    router.callback_query.register(pick_person, PickPerson.filter())
    return router


async def show(message: Message, reader: Reader) -> None:
    """The latest lines."""
    await (await reader.screen(ShowLog())).answer(message)


async def open_log(callback: CallbackQuery, reader: Reader) -> None:
    """The same by a button."""
    await (await reader.screen(ShowLog())).edit(callback)


async def show_lines(callback: CallbackQuery, callback_data: ShowLog, reader: Reader) -> None:
    """Other lines."""
    await (await reader.screen(callback_data)).edit(callback)


async def pick_person(callback: CallbackQuery, callback_data: PickPerson, reader: Reader) -> None:
    """Whose lines."""
    staff = await reading.people(reader.database, reader.actor, reader.now)
    await views.people_screen(staff, callback_data, reader.texts).edit(callback)
