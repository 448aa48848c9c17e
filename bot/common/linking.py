"""Linking a chat and ending a link: the deep link of a slip, UID and code typed by hand, /unlink, /devices."""

from collections.abc import Callable

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.common import devices_views, views
from bot.common.consent_question import next_question
from bot.common.menu import AskUnlink, Open, Place, Unlink
from bot.config import Config
from bot.i18n import Texts
from bot.languages import answered_in, with_machine_line
from bot.screens import Screen
from bot.updates.routing import Pressed
from core.clock import Clock
from core.errors import DomainError, StorageError
from core.ids import LinkId
from core.people.links import rules, service
from core.people.links.devices import own_device, own_devices
from core.people.links.model import Address, Identity, Linked, Voice
from core.unit_of_work import Database


class Linking(StatesGroup):
    """A chat which is about to be linked; the part that came first is kept in the state's data."""

    awaited = State()


def build_router() -> Router:
    """Linking and unlinking."""
    router = Router(name="linking")
    router.message.register(follow_deep_link, CommandStart(deep_link=True, ignore_mention=True))
    router.message.register(ask_what_to_unlink, Command("unlink"))
    router.message.register(show_devices, Command("devices"), _is_linked)
    router.message.register(take_code, Linking.awaited, F.text, ~F.text.startswith("/"), _may_be_a_code)
    router.message.register(take_code, F.text, ~F.text.startswith("/"), _names_uid_and_code)
    router.message.register(take_code, F.text, _is_stranger)
    router.message.register(welcome, _is_stranger)
    router.callback_query.register(ask_for_another, Pressed(Open(place=Place.LINK)))
    router.callback_query.register(open_devices, Pressed(Open(place=Place.DEVICES)))
    router.callback_query.register(open_unlink, Pressed(Open(place=Place.UNLINK)))
    router.callback_query.register(ask_to_unlink, AskUnlink.filter())
    router.callback_query.register(unlink, Unlink.filter())
    return router


async def follow_deep_link(
    message: Message,
    command: CommandObject,
    database: Database,
    address: Address,
    texts: Texts,
    clock: Clock,
    settings: Config,
    state: FSMContext,
) -> None:
    """One tap on the link of a slip, or its QR code seen by the camera."""
    await state.clear()
    tries = settings.links.tries_per_hour
    linked = await service.link_by_code(
        database, address, command.args or "", clock.now(), language=texts.language, tries=tries
    )
    await (await _linked(database, address, linked, texts, clock)).answer(message)


async def take_code(
    message: Message,
    database: Database,
    address: Address,
    texts: Texts,
    clock: Clock,
    settings: Config,
    state: FSMContext,
) -> None:
    """UID and code in one message or in two; what is missing is asked for."""
    typed = rules.read(message.text or "")
    kept = await state.get_data()
    uid, code = typed.uid or kept.get("uid"), typed.code or kept.get("code")
    if uid is None or code is None:
        await _ask_for_the_rest(message, texts, state, uid, code)
        return
    tries = settings.links.tries_per_hour
    try:
        linked = await service.link_by_uid(
            database, address, uid, code, clock.now(), language=texts.language, tries=tries
        )
    except StorageError:
        raise
    except DomainError:
        await state.clear()
        raise
    await (await _linked(database, address, linked, texts, clock)).answer(message)
    await state.clear()  # last: after a kill the same message comes again and needs what was kept


async def welcome(message: Message, texts: Texts) -> None:
    """Whatever else a stranger sends, the way in is shown."""
    await views.stranger(texts).answer(message)


async def ask_for_another(callback: CallbackQuery, texts: Texts, state: FSMContext) -> None:
    """How this chat may speak for one person more."""
    await state.set_state(Linking.awaited)
    await views.another(texts).edit(callback)


async def ask_what_to_unlink(
    message: Message, database: Database, identity: Identity, texts: Texts, clock: Clock
) -> None:
    """/unlink: whom, if there are several, and whether they are sure."""
    await (await _unlink_screen(database, identity, texts, clock)).answer(message)


async def open_unlink(
    callback: CallbackQuery, database: Database, identity: Identity, texts: Texts, clock: Clock
) -> None:
    """The same by a button."""
    await (await _unlink_screen(database, identity, texts, clock)).edit(callback)


async def ask_to_unlink(
    callback: CallbackQuery,
    callback_data: AskUnlink,
    database: Database,
    identity: Identity,
    texts: Texts,
    clock: Clock,
) -> None:
    """Whether this link should really end. NotFoundError if it is not one of this chat or of its people's others."""
    for voice in await service.voices(database, identity, clock.now()):
        if voice.link.id == callback_data.link_id:
            await views.unlink_question(texts, voice).edit(callback)
            return
    own, device = await own_device(database, identity, LinkId(callback_data.link_id))
    await devices_views.question(own, device, texts).edit(callback)


async def unlink(
    callback: CallbackQuery,
    callback_data: Unlink,
    database: Database,
    address: Address,
    identity: Identity,
    texts: Texts,
    clock: Clock,
    wake: Callable[[], None],
) -> None:
    """End this link; the chat may still speak for others, and after another chat's the list is shown again."""
    await service.unlink(database, address, LinkId(callback_data.link_id), clock.now())
    wake()
    if all(link.id != callback_data.link_id for link in identity.links):
        await devices_views.screen(await own_devices(database, identity), texts).edit(callback)
        return
    voices = await _voices(database, address, clock)
    await (views.home(texts, voices) if voices else views.unlinked(texts)).edit(callback)


async def show_devices(message: Message, database: Database, identity: Identity, texts: Texts) -> None:
    """/devices: every chat of those who speak here."""
    await devices_views.screen(await own_devices(database, identity), texts).answer(message)


async def open_devices(callback: CallbackQuery, database: Database, identity: Identity, texts: Texts) -> None:
    """The same by a button."""
    await devices_views.screen(await own_devices(database, identity), texts).edit(callback)


def _is_stranger(_message: Message, identity: Identity) -> bool:
    return identity.is_stranger


def _is_linked(_message: Message, identity: Identity) -> bool:
    return not identity.is_stranger


def _may_be_a_code(message: Message, identity: Identity) -> bool:
    """A stranger's every word is looked at; a linked chat also writes lessons, which are no UID and no code."""
    return identity.is_stranger or rules.is_bare(message.text or "")


def _names_uid_and_code(message: Message) -> bool:
    """A linked chat may be linked once more without asking first; a teacher's lesson never looks like this."""
    return rules.names_both(message.text or "")


async def _ask_for_the_rest(
    message: Message, texts: Texts, state: FSMContext, uid: str | None, code: str | None
) -> None:
    if uid is None and code is None:
        await views.stranger(texts).answer(message)
        return
    await state.set_state(Linking.awaited)
    await state.set_data({"uid": uid, "code": code})
    await (views.code_wanted(texts, uid) if uid else views.uid_wanted(texts)).answer(message)


async def _linked(database: Database, address: Address, linked: Linked, texts: Texts, clock: Clock) -> Screen:
    voices = await _voices(database, address, clock)
    mine = next(voice for voice in voices if voice.link.id == linked.link_id)
    own = answered_in(texts, (voice.actor for voice in voices))
    asked = None if linked.again else await next_question(database, mine, own, clock.now())
    return with_machine_line(asked or views.linked(own, mine, again=linked.again), own)


async def _unlink_screen(database: Database, identity: Identity, texts: Texts, clock: Clock) -> Screen:
    voices = await service.voices(database, identity, clock.now())
    if not voices:
        return views.unlinked(texts)
    return views.unlink_question(texts, voices[0]) if len(voices) == 1 else views.unlink_choice(texts, voices)


async def _voices(database: Database, address: Address, clock: Clock) -> tuple[Voice, ...]:
    """Who speaks in the chat after what was just done, which the identity from before does not tell."""
    now = clock.now()
    identity = await service.identify(database, address, now)
    return await service.voices(database, identity, now)
