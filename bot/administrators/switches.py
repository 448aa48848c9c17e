"""«Регламент» behind /school: the switches of the profile, changed after a fresh question (domain.md §5, L09)."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.administrators import switches_views as views
from bot.administrators.staff_office import Keeping, Office
from bot.administrators.switch_words import SWITCHES
from bot.administrators.switches_views import SetSwitch, ShowSwitch, ShowSwitches, key_of
from bot.common.menu import Open, Place
from bot.screens import Screen
from bot.updates.routing import Pressed
from core.errors import ForbiddenError, NotFoundError
from core.settings.catalogue import CONTENT, canonical, setting, standing
from core.settings.forms import Clock, Day, OneOf, Whole
from core.settings.model import Held, Own
from core.settings.service import change_settings, may_change, own_settings


class TypingValue(StatesGroup):
    """Who is about to type the value of a switch; the state's data name it."""

    awaited = State()


def build_router() -> Router:
    """The screens; chats that speak for nobody who keeps the school pass by."""
    router = Router(name="switches")
    for observer in (router.message, router.callback_query):
        observer.filter(Keeping())
    router.message.register(take_value, StateFilter(TypingValue.awaited), F.text, ~F.text.startswith("/"))
    router.callback_query.register(open_list, Pressed(Open(place=Place.SWITCHES)))
    router.callback_query.register(turn, ShowSwitches.filter())
    router.callback_query.register(show, ShowSwitch.filter())
    router.callback_query.register(put, SetSwitch.filter())
    return router


async def open_list(callback: CallbackQuery, office: Office, state: FSMContext) -> None:
    """All switches."""
    await state.clear()
    await views.list_screen(_switches(await _own(office)), 0, office.texts).edit(callback)


async def turn(callback: CallbackQuery, callback_data: ShowSwitches, office: Office) -> None:
    """Another page."""
    await views.list_screen(_switches(await _own(office)), callback_data.page, office.texts).edit(callback)


async def show(callback: CallbackQuery, callback_data: ShowSwitch, office: Office, state: FSMContext) -> None:
    """One switch; the next message is its value, if it is one that is typed."""
    held = _held(await _own(office), callback_data.name)
    await state.clear()
    if isinstance(setting(held.key).form, _TYPED):
        await state.set_state(TypingValue.awaited)
        await state.set_data({"name": callback_data.name})
    await views.switch_screen(held, office.texts).edit(callback)


async def take_value(message: Message, office: Office, state: FSMContext) -> None:
    """A typed value; then the question. One that is not possible is still awaited."""
    name = str((await state.get_data())["name"])
    value = canonical(key_of(name), message.text or "")
    await (await _question(office, name, value)).answer(message)
    await state.clear()


async def put(callback: CallbackQuery, callback_data: SetSwitch, office: Office) -> None:
    """Another value, if the question was put just now; else it is put."""
    name, value = callback_data.name, callback_data.value.replace("~", ":")
    if not office.agreed(callback_data.at):
        await (await _question(office, name, value)).edit(callback)
        return
    own = await _own(office)
    key = _held(own, name).key
    await change_settings(office.database, office.actor, {key: value or None}, office.now)
    done = office.texts.h("✅ Сохранено.")
    await views.list_screen(_switches(await _own(office)), 0, office.texts, done).edit(callback)


_TYPED = (Whole, Clock, Day)


async def _own(office: Office) -> Own:
    """ForbiddenError for a coordinator, a deputy and everybody who may not change them."""
    if not may_change(office.actor, CONTENT):
        raise ForbiddenError
    return await own_settings(office.database, office.actor)


async def _question(office: Office, name: str, value: str) -> Screen:
    own = await _own(office)
    held = _held(own, name)
    one = setting(held.key)
    becomes = one.held(one.changed(own, canonical(held.key, value) if value else None))
    return views.question(held, becomes, name, value.replace(":", "~"), office.now, office.texts)


def _switches(own: Own) -> tuple[Held, ...]:
    return tuple(one for one in standing(own) if one.key in SWITCHES and isinstance(setting(one.key).form, _SHOWN))


_SHOWN = (OneOf, *_TYPED)
"""Lists of dates and targets are set at the server: nobody types them in a chat without a mistake."""


def _held(own: Own, name: str) -> Held:
    """What holds under a switch. NotFoundError for another key."""
    found = next((one for one in _switches(own) if one.key == key_of(name)), None)
    if found is None:
        raise NotFoundError
    return found
