"""/due, «Что сделать»: what is due of whoever asks, each behind one tap; reminders can be put off."""

from collections.abc import Sequence
from datetime import datetime

from aiogram import Router
from aiogram.filters import Command, Filter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.common.due_views import todo_screen
from bot.common.due_words import Snooze
from bot.common.menu import Open, Place
from bot.i18n import Texts
from bot.screens import Screen
from bot.updates.routing import Pressed
from core.clock import Clock
from core.deadlines import service
from core.deadlines.staffing import STAFF
from core.people.links.model import Identity
from core.people.model import Actor
from core.unit_of_work import Database


class Working(Filter):
    """Lets through chats that speak for staff, and names those for whom they do."""

    async def __call__(self, event: TelegramObject, identity: Identity) -> bool | dict[str, object]:  # noqa: ARG002
        """The staff of this chat; others pass by."""
        staff = [actor for actor in identity.actors if actor.holds(*STAFF)]
        return {"staff": staff} if staff else False


def build_router() -> Router:
    """The list and its two buttons."""
    router = Router(name="due")
    for observer in (router.message, router.callback_query):
        observer.filter(Working())
    router.message.register(show, Command("due"))
    router.callback_query.register(open_list, Pressed(Open(place=Place.DUE)))
    router.callback_query.register(put_off, Snooze.filter())
    return router


async def show(
    message: Message, staff: Sequence[Actor], database: Database, texts: Texts, clock: Clock, state: FSMContext
) -> None:
    """What is to be done."""
    await state.clear()
    await (await _screen(staff, database, texts, clock.now())).answer(message)


async def open_list(
    callback: CallbackQuery, staff: Sequence[Actor], database: Database, texts: Texts, clock: Clock, state: FSMContext
) -> None:
    """The same by a button."""
    await state.clear()
    await (await _screen(staff, database, texts, clock.now())).edit(callback)


async def put_off(
    callback: CallbackQuery,
    callback_data: Snooze,
    staff: Sequence[Actor],
    database: Database,
    texts: Texts,
    clock: Clock,
) -> None:
    """Reminders of what is due now come later."""
    found = [await service.snooze(database, actor, callback_data.days, clock.now()) for actor in staff]
    await todo_screen(found, texts).edit(callback)


async def _screen(staff: Sequence[Actor], database: Database, texts: Texts, now: datetime) -> Screen:
    return todo_screen([await service.todo(database, actor, now) for actor in staff], texts)
