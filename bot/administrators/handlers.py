"""/school: what leaves for the messenger, and what families hear of when they chose nothing themselves."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.administrators import views
from bot.administrators.views import SetContent
from bot.common.menu import Open, Place
from bot.common.news_choices import HOURS, SetSchoolDigest, SetSchoolMode, SetSchoolQuiet
from bot.i18n import Texts
from bot.screens import Screen
from bot.updates.routing import Pressed
from core.clock import Clock
from core.errors import ForbiddenError
from core.people.links.model import Identity
from core.people.model import Actor
from core.settings.catalogue import CONTENT, DIGEST, NEWS, QUIET
from core.settings.model import CONTENT_MODES, lets_more_out
from core.settings.service import SEEING, change_settings, may_change, own_settings
from core.unit_of_work import Database


def build_router() -> Router:
    """The screens and their buttons."""
    router = Router(name="administrators")
    router.message.register(show, Command("school"))
    router.callback_query.register(open_screen, Pressed(Open(place=Place.SCHOOL)))
    router.callback_query.register(open_content, Pressed(Open(place=Place.CONTENT)))
    router.callback_query.register(set_content, SetContent.filter(F.mode.in_(set(CONTENT_MODES))))
    router.callback_query.register(set_mode, SetSchoolMode.filter())
    router.callback_query.register(set_quiet, SetSchoolQuiet.filter(F.start.in_(HOURS) & F.end.in_(HOURS)))
    router.callback_query.register(set_digest, SetSchoolDigest.filter(F.hour.in_(HOURS)))
    return router


async def show(message: Message, database: Database, identity: Identity, texts: Texts) -> None:
    """What holds at the school of whoever speaks here."""
    await (await _screen(database, _keeper(identity), texts)).answer(message)


async def open_screen(callback: CallbackQuery, database: Database, identity: Identity, texts: Texts) -> None:
    """The same by a button."""
    await (await _screen(database, _keeper(identity), texts)).edit(callback)


async def open_content(callback: CallbackQuery, database: Database, identity: Identity, texts: Texts) -> None:
    """What may leave for the messenger."""
    own = await own_settings(database, _administrator(identity))
    await views.content(texts, own).edit(callback)


async def set_content(
    callback: CallbackQuery,
    callback_data: SetContent,
    database: Database,
    identity: Identity,
    texts: Texts,
    clock: Clock,
) -> None:
    """Another content mode. Whether more should leave is asked first, and anew if the mode has changed meanwhile."""
    actor, mode = _administrator(identity), callback_data.mode
    own = await own_settings(database, actor)
    current = own.school.content_mode
    if lets_more_out(current, mode) and callback_data.sure_of != current:
        await views.sure(texts, own, mode).edit(callback)
        return
    screen = await _changed(database, actor, texts, clock, CONTENT, mode)
    await screen.edit(callback)


async def set_mode(
    callback: CallbackQuery,
    callback_data: SetSchoolMode,
    database: Database,
    identity: Identity,
    texts: Texts,
    clock: Clock,
) -> None:
    """A kind of news comes in another way."""
    key = f"{NEWS}.{callback_data.topic}"
    screen = await _changed(database, _keeper(identity), texts, clock, key, callback_data.mode)
    await screen.edit(callback)


async def set_quiet(
    callback: CallbackQuery,
    callback_data: SetSchoolQuiet,
    database: Database,
    identity: Identity,
    texts: Texts,
    clock: Clock,
) -> None:
    """Other quiet hours, or none."""
    value = f"{callback_data.start}:00-{callback_data.end}:00"
    await (await _changed(database, _keeper(identity), texts, clock, QUIET, value)).edit(callback)


async def set_digest(
    callback: CallbackQuery,
    callback_data: SetSchoolDigest,
    database: Database,
    identity: Identity,
    texts: Texts,
    clock: Clock,
) -> None:
    """Another hour of the digest."""
    value = f"{callback_data.hour}:00"
    await (await _changed(database, _keeper(identity), texts, clock, DIGEST, value)).edit(callback)


def _keeper(identity: Identity) -> Actor:
    """Who sees the settings, an administrator before a coordinator. ForbiddenError if nobody who speaks here does."""
    for role in SEEING:
        for actor in identity.actors:
            if actor.holds(role):
                return actor
    raise ForbiddenError


def _administrator(identity: Identity) -> Actor:
    """Who may say what leaves for the messenger. ForbiddenError."""
    actor = _keeper(identity)
    if not may_change(actor, CONTENT):
        raise ForbiddenError
    return actor


async def _changed(database: Database, actor: Actor, texts: Texts, clock: Clock, key: str, value: str) -> Screen:
    changes = await change_settings(database, actor, {key: value}, clock.now())
    return await _screen(database, actor, texts, key if changes else None)


async def _screen(database: Database, actor: Actor, texts: Texts, saved: str | None = None) -> Screen:
    own = await own_settings(database, actor)
    return views.settings(texts, own, administers=may_change(actor, CONTENT), saved=saved)
