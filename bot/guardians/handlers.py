"""/notifications: what is told at once, in the evening or not at all; quiet hours; the hour of the digest."""

from datetime import time

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.common.menu import Open, Place
from bot.common.news_choices import HOURS, SetDigest, SetMode, SetQuiet
from bot.guardians import views
from bot.i18n import Texts
from bot.screens import Screen
from bot.updates.routing import Pressed
from core.notifications import choosing
from core.people.links.model import Identity
from core.people.model import Actor
from core.people.pupils import is_only_pupil
from core.unit_of_work import Database


def build_router() -> Router:
    """The screen and its buttons."""
    router = Router(name="guardians")
    router.message.register(show, Command("notifications"))
    router.callback_query.register(open_screen, Pressed(Open(place=Place.NOTIFICATIONS)))
    router.callback_query.register(set_mode, SetMode.filter())
    router.callback_query.register(set_quiet, SetQuiet.filter(F.start.in_(HOURS) & F.end.in_(HOURS)))
    router.callback_query.register(set_digest, SetDigest.filter(F.hour.in_(HOURS)))
    return router


async def show(message: Message, database: Database, identity: Identity, texts: Texts) -> None:
    """What holds for the guardian or the pupil who speaks here."""
    await (await _screen(database, identity, texts)).answer(message)


async def open_screen(callback: CallbackQuery, database: Database, identity: Identity, texts: Texts) -> None:
    """The same by a button."""
    await (await _screen(database, identity, texts)).edit(callback)


async def set_mode(
    callback: CallbackQuery, callback_data: SetMode, database: Database, identity: Identity, texts: Texts
) -> None:
    """A kind of news comes in another way."""
    await choosing.choose_mode(database, _told(identity), callback_data.topic, callback_data.mode)
    await (await _screen(database, identity, texts)).edit(callback)


async def set_quiet(
    callback: CallbackQuery, callback_data: SetQuiet, database: Database, identity: Identity, texts: Texts
) -> None:
    """Other quiet hours, or none."""
    start, end = time(callback_data.start), time(callback_data.end)
    await choosing.choose_quiet_hours(database, _told(identity), start, end)
    await (await _screen(database, identity, texts)).edit(callback)


async def set_digest(
    callback: CallbackQuery, callback_data: SetDigest, database: Database, identity: Identity, texts: Texts
) -> None:
    """Another hour of the digest."""
    await choosing.choose_digest_time(database, _told(identity), time(callback_data.hour))
    await (await _screen(database, identity, texts)).edit(callback)


def _told(identity: Identity) -> tuple[Actor, ...]:
    """All who hear of pupils here: what is chosen in a chat is meant for all that comes there."""
    return tuple(actor for actor in identity.actors if actor.holds(*choosing.TOLD))


async def _screen(database: Database, identity: Identity, texts: Texts) -> Screen:
    told = _told(identity)
    if not told:
        return views.not_for_you(texts)
    pupil = all(is_only_pupil(actor) for actor in told)
    return views.preferences(texts, await choosing.own_settings(database, told[0]), pupil=pupil)
