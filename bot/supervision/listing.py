"""A list that a command, a button of the menu and the buttons of its pages open; what was being typed is dropped."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from bot.common.first_screen import register_first
from bot.common.menu import Place
from bot.screens import Screen
from bot.supervision.desk import CheckDesk

Data = TypeVar("Data", bound=CallbackData)


def register_list(
    router: Router, command: str, place: Place, data: type[Data], listed: Callable[[CheckDesk, Data], Awaitable[Screen]]
) -> None:
    """Let these open it: the command and the menu as `data` is without being told anything."""

    async def turn(callback: CallbackQuery, callback_data: Data, desk: CheckDesk, state: FSMContext) -> None:
        await state.clear()
        await (await listed(desk, callback_data)).edit(callback)

    register_first(router, command, place, lambda desk: listed(desk, data()), desk="desk")
    router.callback_query.register(turn, data.filter())
