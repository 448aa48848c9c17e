"""A list that a command, a button of the menu and the buttons of its pages open; what was being typed is dropped."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from aiogram import Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.common.menu import Open, Place
from bot.screens import Screen
from bot.supervision.desk import CheckDesk
from bot.updates.routing import Pressed

Data = TypeVar("Data", bound=CallbackData)


def register_list(
    router: Router, command: str, place: Place, data: type[Data], listed: Callable[[CheckDesk, Data], Awaitable[Screen]]
) -> None:
    """Let these open it: the command and the menu as `data` is without being told anything."""

    async def say(message: Message, desk: CheckDesk, state: FSMContext) -> None:
        await state.clear()
        await (await listed(desk, data())).answer(message)

    async def open_place(callback: CallbackQuery, desk: CheckDesk, state: FSMContext) -> None:
        await state.clear()
        await (await listed(desk, data())).edit(callback)

    async def turn(callback: CallbackQuery, callback_data: Data, desk: CheckDesk, state: FSMContext) -> None:
        await state.clear()
        await (await listed(desk, callback_data)).edit(callback)

    router.message.register(say, Command(command))
    router.callback_query.register(open_place, Pressed(Open(place=place)))
    router.callback_query.register(turn, data.filter())
