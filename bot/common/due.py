"""/due, «Что сделать»: what is due of whoever asks, each behind one tap; reminders can be put off."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, time

from aiogram import F, Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, TelegramObject

from bot.common.due_data import ByHand, ChooseHour, ShowLeft, Snooze
from bot.common.due_views import HOURS, hand_screen, hours_screen, left_screen, todo_screen
from bot.common.first_screen import register_first
from bot.common.menu import Place
from bot.i18n import Texts
from bot.screens import Screen
from core.clock import Clock
from core.deadlines import hours, service
from core.deadlines.service import Left, Todo
from core.deadlines.staffing import STAFF
from core.errors import NotFoundError
from core.ids import PersonId
from core.people.links.model import Identity
from core.people.model import Actor
from core.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class Pile:
    """The staff for whom this chat speaks, and what their lists are made with."""

    staff: Sequence[Actor]
    database: Database
    texts: Texts
    now: datetime

    async def found(self) -> list[Todo]:
        """The list of each."""
        return [await service.todo(self.database, actor, self.now) for actor in self.staff]

    async def screen(self) -> Screen:
        """All of them on one screen."""
        return todo_screen(await self.found(), self.texts)


class Working(Filter):
    """Lets through chats that speak for staff."""

    async def __call__(
        self,
        event: TelegramObject,  # noqa: ARG002
        identity: Identity,
        database: Database,
        texts: Texts,
        clock: Clock,
    ) -> bool | dict[str, object]:
        """Their pile; others pass by."""
        staff = [actor for actor in identity.actors if actor.holds(*STAFF)]
        return {"pile": Pile(staff, database, texts, clock.now())} if staff else False


def build_router() -> Router:
    """The list and what stands behind its buttons."""
    router = Router(name="due")
    for observer in (router.message, router.callback_query):
        observer.filter(Working())
    register_first(router, "due", Place.DUE, Pile.screen, desk="pile")
    router.callback_query.register(put_off, Snooze.filter())
    router.callback_query.register(finish, ByHand.filter(F.sure))
    router.callback_query.register(ask, ByHand.filter())
    router.callback_query.register(show_left, ShowLeft.filter())
    router.callback_query.register(choose_hour, ChooseHour.filter())
    return router


async def put_off(callback: CallbackQuery, callback_data: Snooze, pile: Pile) -> None:
    """Reminders of what is due now come later."""
    found = [await service.snooze(pile.database, actor, callback_data.days, pile.now) for actor in pile.staff]
    await todo_screen(found, pile.texts).edit(callback)


async def ask(callback: CallbackQuery, callback_data: ByHand, pile: Pile) -> None:
    """Whether something is done of which only its person knows; what is none any more leads back to the list."""
    found = await pile.found()
    matter = (callback_data.duty, callback_data.about())
    line = next((line for one in found for line in one.lines if (line.duty, line.about) == matter), None)
    screen = hand_screen(line, callback_data, pile.texts) if line is not None else todo_screen(found, pile.texts)
    await screen.edit(callback)


async def finish(callback: CallbackQuery, callback_data: ByHand, pile: Pile) -> None:
    """«Сделано»; a second tap finds it done."""
    for actor in pile.staff:
        with suppress(NotFoundError):
            await service.close(pile.database, actor, callback_data.duty, callback_data.about(), pile.now)
    await (await pile.screen()).edit(callback)


async def show_left(callback: CallbackQuery, callback_data: ShowLeft, pile: Pile) -> None:
    """What a colleague left for too long; where that is done by now, the list."""
    found: tuple[Left, ...] = ()
    duty, person = callback_data.duty, PersonId(callback_data.person)
    for actor in pile.staff:
        with suppress(NotFoundError):
            found = found or await service.left_by(pile.database, actor, duty, person, pile.now)
    await (left_screen(found, pile.texts) if found else await pile.screen()).edit(callback)


async def choose_hour(callback: CallbackQuery, callback_data: ChooseHour, pile: Pile) -> None:
    """When the evening's message comes."""
    hour = time(callback_data.hour) if callback_data.hour in HOURS else None
    chosen, *_ = [await hours.evening(pile.database, actor, hour) for actor in pile.staff]
    await hours_screen(*chosen, pile.texts).edit(callback)
