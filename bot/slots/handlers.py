"""/slots: the data-entry schedule, own or of the whole school, and changing it (I01-I05)."""

from dataclasses import dataclass
from typing import Any

from aiogram import Bot, F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from bot.common.awaited import Awaited, await_words
from bot.common.desk import Desk, Holds
from bot.common.first_screen import register_first
from bot.common.menu import Place
from bot.screens import Screen
from bot.slots import views
from bot.slots.data import AskDay, AskNote, Download, ListPeople, PutDay, ShowDay, ShowTroubles, ShowWeek, Undo
from bot.slots.sheet import TITLE, workbook
from bot.updates.routing import Pressed
from core.calendar.entry import service
from core.calendar.entry.model import WEEKDAYS, Schedule, Week
from core.calendar.entry.rules import ENTERING, SEEING
from core.errors import NotFoundError
from core.ids import PersonId

DAYS = range(len(WEEKDAYS))


class Typing(StatesGroup):
    """Somebody is about to type cells, or a note; whose and of which day is kept in the state's data."""

    awaited = State()


@dataclass(frozen=True, slots=True)
class SlotDesk(Desk):
    """Who looks, the moment and the means."""

    async def all(self) -> Schedule:
        """The whole schedule."""
        return await service.schedule(self.database, self.actor, self.now)

    async def week(self, person: int) -> Week:
        """Somebody's row."""
        return await service.week(self.database, self.actor, PersonId(person), self.now)

    async def first(self) -> Screen:
        """The own time; for who sees all of it, that."""
        if self.actor.holds(*SEEING):
            return views.schedule_screen(await self.all(), 0, self.texts)
        return views.own_screen(await service.own(self.database, self.actor), self.texts)


class Enters(Holds):
    """Lets pass the chats that speak for who enters data, or sees the schedule; the latter go first."""

    wanted = (SEEING, ENTERING)
    laid = SlotDesk


def build_router() -> Router:
    """The screens; other chats pass by."""
    router = Router(name="slots")
    for observer in (router.message, router.callback_query):
        observer.filter(Enters())
    register_first(router, "slots", Place.SLOTS, SlotDesk.first, desk="desk")
    router.message.register(take, StateFilter(Typing.awaited), F.text, ~F.text.startswith("/"), Awaited())
    router.callback_query.register(list_people, ListPeople.filter())
    router.callback_query.register(show_day, ShowDay.filter(F.weekday.in_(DAYS)))
    router.callback_query.register(show_troubles, ShowTroubles.filter())
    router.callback_query.register(show_week, ShowWeek.filter())
    router.callback_query.register(ask_day, AskDay.filter())
    router.callback_query.register(put_day, PutDay.filter(F.weekday.in_(DAYS)))
    router.callback_query.register(ask_note, AskNote.filter())
    router.callback_query.register(undo, Undo.filter())
    router.callback_query.register(download, Pressed(Download()))
    return router


async def list_people(callback: CallbackQuery, callback_data: ListPeople, desk: SlotDesk, state: FSMContext) -> None:
    """Everybody with their days."""
    await state.clear()
    await views.schedule_screen(await desk.all(), callback_data.page, desk.texts).edit(callback)


async def show_day(callback: CallbackQuery, callback_data: ShowDay, desk: SlotDesk) -> None:
    """Who sits where."""
    await views.day_screen(await desk.all(), callback_data.weekday, callback_data.page, desk.texts).edit(callback)


async def show_troubles(callback: CallbackQuery, callback_data: ShowTroubles, desk: SlotDesk) -> None:
    """What is to be mended."""
    await views.troubles_screen(await desk.all(), callback_data.page, desk.texts).edit(callback)


async def show_week(callback: CallbackQuery, callback_data: ShowWeek, desk: SlotDesk, state: FSMContext) -> None:
    """A person's row."""
    await state.clear()
    await views.week_screen(await desk.week(callback_data.person), desk.texts).edit(callback)


async def ask_day(callback: CallbackQuery, callback_data: AskDay, desk: SlotDesk, state: FSMContext) -> None:
    """The next message says what is to stand there."""
    week = await _kept(desk, callback_data.person)
    weekday = callback_data.weekday if callback_data.weekday in DAYS else None
    await await_words(state, Typing.awaited, desk.now, person=callback_data.person, weekday=weekday)
    await views.asking_screen(week, callback_data.weekday, desk.texts).edit(callback)


async def ask_note(callback: CallbackQuery, callback_data: AskNote, desk: SlotDesk, state: FSMContext) -> None:
    """The next message is the note."""
    week = await _kept(desk, callback_data.person)
    await await_words(state, Typing.awaited, desk.now, person=callback_data.person, note=True)
    await views.note_screen(week, desk.texts).edit(callback)


async def take(message: Message, desk: SlotDesk, state: FSMContext, step: dict[str, Any]) -> None:
    """The words. What is refused is still awaited."""
    person, text = PersonId(step["person"]), message.text or ""
    if step.get("note"):
        week = await service.annotate(desk.database, desk.actor, person, text, desk.now)
    else:
        week = await service.put(desk.database, desk.actor, person, text, desk.now, step["weekday"])
    await views.week_screen(week, desk.texts, saved=True).answer(message)
    await state.clear()


async def put_day(callback: CallbackQuery, callback_data: PutDay, desk: SlotDesk, state: FSMContext) -> None:
    """The same as on another day, or nothing."""
    week = await _kept(desk, callback_data.person)
    cell = week.row.cells.get(WEEKDAYS[callback_data.like], "-") if callback_data.like in DAYS else "-"
    weekday = callback_data.weekday
    week = await service.put(desk.database, desk.actor, week.person.id, cell, desk.now, weekday)
    await state.clear()
    await views.week_screen(week, desk.texts, saved=True).edit(callback)


async def undo(callback: CallbackQuery, callback_data: Undo, desk: SlotDesk) -> None:
    """What stood before."""
    week = await service.undo(desk.database, desk.actor, PersonId(callback_data.person), desk.now)
    await views.week_screen(week, desk.texts, saved=True).edit(callback)


async def download(callback: CallbackQuery, desk: SlotDesk, bot: Bot) -> None:
    """The form, to be printed or loaded again."""
    file = BufferedInputFile(workbook(await desk.all()), f"{TITLE}.xlsx")
    await bot.send_document(callback.from_user.id, file)


async def _kept(desk: SlotDesk, person: int) -> Week:
    week = await desk.week(person)
    if not week.keeps:
        raise NotFoundError
    return week
