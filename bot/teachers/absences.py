"""/absences: a class teacher's day. Who is away, since when, why; reasons are given and notes withdrawn here (B09)."""

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot.common.menu import Open, Place
from bot.screens import Screen
from bot.teachers import absences_views as views
from bot.teachers.absences_views import AskDays, GiveReason, ShowPupil, WithdrawNote
from bot.teachers.desk import Desk, Teaching
from bot.updates.routing import Pressed
from core.errors import NotFoundError
from core.ids import NoteId, PersonId
from core.journal.notes import service
from core.journal.notes.model import Away, ClassDay
from core.journal.notes.reading import read_note
from core.people.model import Role


class TypingDays(StatesGroup):
    """A class teacher who is about to type the days of a note; the pupil is kept in the state's data."""

    awaited = State()


def build_router() -> Router:
    """The screen of class teachers; it stands before the reading of entries, for typed days are none."""
    router = Router(name="absences")
    for observer in (router.message, router.callback_query):
        observer.filter(Teaching())
    router.message.register(show, Command("absences"))
    router.message.register(take_days, StateFilter(TypingDays.awaited), F.text, ~F.text.startswith("/"))
    router.callback_query.register(open_class, Pressed(Open(place=Place.ABSENCES)))
    router.callback_query.register(show_pupil, ShowPupil.filter())
    router.callback_query.register(give_reason, GiveReason.filter())
    router.callback_query.register(ask_days, AskDays.filter())
    router.callback_query.register(withdraw, WithdrawNote.filter())
    return router


async def show(message: Message, desk: Desk, state: FSMContext) -> None:
    """Who of the own class is away today."""
    await state.clear()
    await (await _class_screen(desk)).answer(message)


async def open_class(callback: CallbackQuery, desk: Desk, state: FSMContext) -> None:
    """The same by a button."""
    await state.clear()
    await (await _class_screen(desk)).edit(callback)


async def show_pupil(callback: CallbackQuery, callback_data: ShowPupil, desk: Desk, state: FSMContext) -> None:
    """One pupil; who is away no more leads back to the class."""
    await state.clear()
    await (await _pupil_screen(desk, PersonId(callback_data.pupil))).edit(callback)


async def give_reason(
    callback: CallbackQuery, callback_data: GiveReason, desk: Desk, callback_answer: CallbackAnswer
) -> None:
    """Why the pupil is away today; families who were alerted see it in that message."""
    pupil_id = PersonId(callback_data.pupil)
    await service.give_reason(desk.database, desk.actor, pupil_id, callback_data.reason, desk.now, desk.grace)
    desk.wake()
    callback_answer.text = desk.texts.t("Причина внесена")
    await (await _pupil_screen(desk, pupil_id)).edit(callback)


async def ask_days(callback: CallbackQuery, callback_data: AskDays, desk: Desk, state: FSMContext) -> None:
    """From which day to which: the next message says it."""
    found = _find(await _days(desk), PersonId(callback_data.pupil))
    if found is None:
        raise NotFoundError
    await state.set_state(TypingDays.awaited)
    await state.set_data({"pupil": callback_data.pupil})
    await views.days_screen(found[1], desk.texts).edit(callback)


async def take_days(message: Message, desk: Desk, state: FSMContext) -> None:
    """The days of a note. What was not read is said, and the days are still awaited."""
    found = _find(await _days(desk), PersonId(int((await state.get_data())["pupil"])))
    if found is None:
        await state.clear()
        raise NotFoundError
    day, away = found
    stated = read_note(message.text or "", away.pupil, day.day)
    await service.add_note(desk.database, desk.actor, stated, desk.now, desk.grace)
    desk.wake()
    await (await _pupil_screen(desk, away.pupil.id)).answer(message)
    await state.clear()  # last: after a kill the same message comes again and needs what was kept


async def withdraw(
    callback: CallbackQuery, callback_data: WithdrawNote, desk: Desk, callback_answer: CallbackAnswer
) -> None:
    """The note is not valid: what it explained waits for a reason again."""
    await service.withdraw_note(desk.database, desk.actor, NoteId(callback_data.note), desk.now, desk.grace)
    desk.wake()
    callback_answer.text = desk.texts.t("Записка больше не действует")
    await (await _pupil_screen(desk, PersonId(callback_data.pupil))).edit(callback)


async def _days(desk: Desk) -> tuple[ClassDay, ...]:
    """The own classes today."""
    led = [one.class_id for one in desk.actor.grants if one.role is Role.CLASS_TEACHER and one.class_id is not None]
    return tuple([await service.class_day(desk.database, desk.actor, one, desk.now) for one in sorted(led)])


async def _class_screen(desk: Desk) -> Screen:
    days = await _days(desk)
    return views.class_days(days, desk.texts) if days else views.not_for_you(desk.texts)


async def _pupil_screen(desk: Desk, pupil_id: PersonId) -> Screen:
    days = await _days(desk)
    found = _find(days, pupil_id)
    if found is None:
        return views.class_days(days, desk.texts) if days else views.not_for_you(desk.texts)
    return views.pupil_screen(*found, desk.texts)


def _find(days: tuple[ClassDay, ...], pupil_id: PersonId) -> tuple[ClassDay, Away] | None:
    found = ((day, day.pupil(pupil_id)) for day in days)
    return next(((day, away) for day, away in found if away is not None), None)
