"""The first screen of some work, which a command and a button of the menu open; what was being typed is dropped."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.common.menu import Open, Place
from bot.screens import Screen
from bot.updates.routing import Pressed


def register_first(
    router: Router, command: str, place: Place, first: Callable[[Any], Awaitable[Screen]], *filters: Any, desk: str
) -> None:
    """Let both open it: `first` makes it of the desk that the router's filters, or these, lay under this name."""

    async def say(message: Message, state: FSMContext, **means: Any) -> None:
        await state.clear()
        await (await first(means[desk])).answer(message)

    async def open_place(callback: CallbackQuery, state: FSMContext, **means: Any) -> None:
        await state.clear()
        await (await first(means[desk])).edit(callback)

    router.message.register(say, Command(command), *filters)
    router.callback_query.register(open_place, Pressed(Open(place=place)), *filters)
