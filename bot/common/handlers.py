"""/start, /help, /language, and what the messenger says about the chat itself."""

from aiogram import F, Router
from aiogram.enums import ChatMemberStatus
from aiogram.filters import Command, CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from bot import i18n
from bot.commands import own_menu
from bot.common import linking, views
from bot.common.menu import Open, Place, Speak
from bot.coordinators import handlers as coordinators
from bot.i18n import LANGUAGES, Texts
from bot.languages import answered_in, offered, with_machine_line
from bot.operators.views import left_screen
from bot.screens import Screen
from bot.updates.routing import Pressed
from core.clock import Clock
from core.journal.operators.leaving import leave
from core.people.links import service
from core.people.links.model import Address, Identity
from core.people.pupils import is_only_pupil
from core.people.roster.service import due
from core.unit_of_work import Database


def build_router() -> Router:
    """The common screens; behind their buttons, linking and the codes for families."""
    router = Router(name="common")
    router.message.register(start, CommandStart(deep_link=False, ignore_mention=True))
    router.message.register(show_help, Command("help"))
    router.message.register(show_languages, Command("language"))
    router.callback_query.register(go_home, Pressed(Open(place=Place.HOME)))
    router.callback_query.register(open_settings, Pressed(Open(place=Place.SETTINGS)))
    router.callback_query.register(open_help, Pressed(Open(place=Place.HELP)))
    router.callback_query.register(open_languages, Pressed(Open(place=Place.LANGUAGE)))
    router.callback_query.register(choose_language, Speak.filter(F.language.in_(set(LANGUAGES))))
    router.my_chat_member.register(membership_changed)
    router.include_routers(coordinators.build_router(), linking.build_router())
    return router


async def start(
    message: Message, database: Database, identity: Identity, texts: Texts, clock: Clock, state: FSMContext
) -> None:
    """Who speaks in this chat, or how to come in. Whoever writes has not blocked us, whatever was missed."""
    await state.clear()
    if identity.chat and identity.chat.blocked_at:
        await service.chat_unblocked(database, identity.address)
    elif left := await leave(database, identity.actors, clock.now()):
        await left_screen(left, texts).answer(message)
    await (await _home(database, identity, texts, clock)).answer(message)


async def go_home(
    callback: CallbackQuery, database: Database, identity: Identity, texts: Texts, clock: Clock, state: FSMContext
) -> None:
    """The same by a button."""
    await state.clear()
    await (await _home(database, identity, texts, clock)).edit(callback)


async def open_settings(
    callback: CallbackQuery, database: Database, identity: Identity, texts: Texts, clock: Clock
) -> None:
    """What is set up once."""
    await views.set_up(texts, await service.voices(database, identity, clock.now())).edit(callback)


async def show_help(message: Message, identity: Identity, texts: Texts) -> None:
    """What can be done here."""
    await _guide(identity, texts).answer(message)


async def open_help(callback: CallbackQuery, identity: Identity, texts: Texts) -> None:
    """The same by a button."""
    await _guide(identity, texts).edit(callback)


async def show_languages(message: Message, identity: Identity, texts: Texts) -> None:
    """The languages to choose from."""
    await views.languages(texts, offered(identity.actors)).answer(message)


async def open_languages(callback: CallbackQuery, identity: Identity, texts: Texts) -> None:
    """The same by a button."""
    await views.languages(texts, offered(identity.actors)).edit(callback)


async def choose_language(
    callback: CallbackQuery, callback_data: Speak, database: Database, identity: Identity, texts: Texts, clock: Clock
) -> None:
    """Remember the language of this chat and show the home screen in it."""
    chosen = answered_in(i18n.texts(callback_data.language, texts.zone), identity.actors)
    await service.set_language(database, identity.address, chosen.language)
    await with_machine_line(await _home(database, identity, chosen, clock), chosen).edit(callback)


async def membership_changed(event: ChatMemberUpdated, database: Database, address: Address, clock: Clock) -> None:
    """The person blocked the bot or let it in again."""
    if event.new_chat_member.status == ChatMemberStatus.KICKED:
        await service.chat_blocked(database, address, clock.now())
    else:
        await service.chat_unblocked(database, address)


def _guide(identity: Identity, texts: Texts) -> Screen:
    pupil = bool(identity.actors) and all(is_only_pupil(actor) for actor in identity.actors)
    return views.guide(own_menu(identity), texts, pupil=pupil)


async def _home(database: Database, identity: Identity, texts: Texts, clock: Clock) -> Screen:
    if identity.is_stranger:
        return views.stranger(texts)
    waiting = await due(database, identity.actors, clock.now())
    return views.home(texts, await service.voices(database, identity, clock.now()), waiting)
