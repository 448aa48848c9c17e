"""/absences: a class teacher's day. Who is away, since when, why; reasons are given and notes withdrawn here (B09)."""

import html
from dataclasses import replace
from datetime import date, timedelta

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot.common.menu import Open, Place
from bot.deputies.school_day import school_screen
from bot.screens import Screen
from bot.teachers import absences_views as views
from bot.teachers.absences_data import (
    OPEN_END,
    TO_FRIDAY,
    WHOLE_DAY,
    AskDays,
    CloseNote,
    GiveReason,
    ShowClass,
    ShowList,
    ShowPupil,
    WithdrawNote,
    day_of,
)
from bot.teachers.closed_notes import answer_with_shut, shut_words
from bot.teachers.desk import Desk, Leading
from bot.teachers.note_views import days_screen, pupil_screen
from bot.updates.routing import Pressed
from core.classroom.days import class_day
from core.classroom.model import Away, ClassDay
from core.errors import NotFoundError
from core.ids import ClassId, NoteId, PersonId
from core.journal.notes import service
from core.journal.notes.errors import NoteNotReadError
from core.journal.notes.model import Source, Stated
from core.journal.notes.reading import read_back, read_note
from core.journal.notes.rules import READERS

_FRIDAY = 4


class TypingDays(StatesGroup):
    """A class teacher who is about to type the days of a note; the pupil is kept in the state's data."""

    awaited = State()


def build_router() -> Router:
    """The screens of class teachers; they stand before the reading of entries, for typed days are none."""
    router = Router(name="absences")
    for observer in (router.message, router.callback_query):
        observer.filter(Leading())
    router.message.register(show, Command("absences"))
    router.message.register(take_days, StateFilter(TypingDays.awaited), F.text, ~F.text.startswith("/"))
    router.callback_query.register(open_own, Pressed(Open(place=Place.ABSENCES)))
    router.callback_query.register(show_class, ShowClass.filter())
    router.callback_query.register(show_list, ShowList.filter())
    router.callback_query.register(show_pupil, ShowPupil.filter())
    router.callback_query.register(give_reason, GiveReason.filter())
    router.callback_query.register(ask_days, AskDays.filter())
    router.callback_query.register(close, CloseNote.filter())
    router.callback_query.register(withdraw, WithdrawNote.filter())
    return router


async def show(message: Message, desk: Desk, state: FSMContext) -> None:
    """Who of the own class is away today."""
    await state.clear()
    await (await _own(desk)).answer(message)


async def open_own(callback: CallbackQuery, desk: Desk, state: FSMContext) -> None:
    """The same by a button."""
    await state.clear()
    await (await _own(desk)).edit(callback)


async def show_class(callback: CallbackQuery, callback_data: ShowClass, desk: Desk, state: FSMContext) -> None:
    """A class on another day."""
    await state.clear()
    await (await _class(desk, callback_data.class_id, day_of(callback_data.day))).edit(callback)


async def show_list(callback: CallbackQuery, callback_data: ShowList, desk: Desk) -> None:
    """The whole list of the class."""
    day = await _day(desk, callback_data.class_id, day_of(callback_data.day))
    await views.list_screen(day, desk.texts).edit(callback)


async def show_pupil(callback: CallbackQuery, callback_data: ShowPupil, desk: Desk, state: FSMContext) -> None:
    """One pupil; who is on the list no more leads back to the class."""
    await state.clear()
    await (await _pupil(desk, callback_data)).edit(callback)


async def give_reason(
    callback: CallbackQuery, callback_data: GiveReason, desk: Desk, callback_answer: CallbackAnswer
) -> None:
    """Why the pupil is away; families who were alerted see it in that message."""
    kept = await service.give_reason(desk.database, desk.actor, _stated(callback_data), desk.now, desk.grace)
    desk.wake()
    answer_with_shut(callback_answer, desk.texts.t("Причина внесена"), kept.shut, desk.texts)
    await (await _class(desk, callback_data.class_id, day_of(callback_data.day))).edit(callback)


async def ask_days(callback: CallbackQuery, callback_data: AskDays, desk: Desk, state: FSMContext) -> None:
    """From which day to which: the next message says it."""
    day, away = await _found(desk, callback_data)
    await state.set_state(TypingDays.awaited)
    await state.set_data(callback_data.model_dump())
    await days_screen(day, away, desk.texts).edit(callback)


async def take_days(message: Message, desk: Desk, state: FSMContext) -> None:
    """The days of a note, or that the pupil is back. What was not read is said, and the days are still awaited."""
    asked = AskDays(**(await state.get_data()))
    try:
        day, away = await _found(desk, asked)
    except NotFoundError:
        await state.clear()
        raise
    shut = await _note_typed(desk, message.text or "", day, away)
    desk.wake()
    screen = await _pupil(desk, asked)
    left = html.escape(shut_words(shut, desk.texts), quote=False)
    await replace(screen, text=f"{left}\n\n{screen.text}" if left else screen.text).answer(message)
    await state.clear()  # last: after a kill the same message comes again and needs what was kept


async def close(callback: CallbackQuery, callback_data: CloseNote, desk: Desk, callback_answer: CallbackAnswer) -> None:
    """The pupil is back; the lessons from that day on expect them."""
    back = day_of(callback_data.day)
    if back is None:
        raise NotFoundError
    shut = await service.close_note(desk.database, desk.actor, NoteId(callback_data.note), back, desk.now, desk.grace)
    desk.wake()
    answer_with_shut(callback_answer, desk.texts.t("Записка закрыта"), shut, desk.texts)
    await (await _own(desk)).edit(callback)


async def withdraw(
    callback: CallbackQuery, callback_data: WithdrawNote, desk: Desk, callback_answer: CallbackAnswer
) -> None:
    """The note is not valid: what it explained waits for a reason again."""
    shut = await service.withdraw_note(desk.database, desk.actor, NoteId(callback_data.note), desk.now, desk.grace)
    desk.wake()
    answer_with_shut(callback_answer, desk.texts.t("Записка больше не действует"), shut, desk.texts)
    await (await _pupil(desk, callback_data)).edit(callback)


def _stated(said: GiveReason) -> Stated:
    """The note that the taps make."""
    first = day_of(said.day)
    if first is None:
        raise NotFoundError
    lessons = frozenset({int(said.span)}) if said.span.isdecimal() else frozenset[int]()
    return Stated(
        pupil_id=PersonId(said.pupil),
        first_day=first,
        last_day=_last(first, said.span),
        reason=said.reason,
        source=said.source,
        lessons=lessons,
    )


def _last(first: date, span: str) -> date | None:
    if span == OPEN_END:
        return None
    return first + timedelta(days=max(0, _FRIDAY - first.weekday())) if span == TO_FRIDAY else first


async def _note_typed(desk: Desk, text: str, day: ClassDay, away: Away) -> int:
    """How many absences are left as they are in a closed period."""
    back = read_back(text, away.pupil, day.today)
    if back is None:
        stated = read_note(text, away.pupil, day.today, day.day)
        return (await service.give_reason(desk.database, desk.actor, stated, desk.now, desk.grace)).shut
    if away.open_note is None:
        raise NoteNotReadError
    return await service.close_note(desk.database, desk.actor, away.open_note.id, back, desk.now, desk.grace)


async def _own(desk: Desk) -> Screen:
    led = desk.actor.led
    if not led and desk.actor.holds(*READERS):
        return await school_screen(desk, None)
    return await _class(desk, led[0], None) if led else views.not_for_you(desk.texts)


async def _class(desk: Desk, class_id: int, day: date | None) -> Screen:
    found = await _day(desk, class_id, day)
    return views.class_screen(found, desk.actor, desk.texts)


async def _day(desk: Desk, class_id: int, day: date | None) -> ClassDay:
    return await class_day(desk.database, desk.actor, ClassId(class_id), desk.now, day)


async def _found(desk: Desk, of: AskDays) -> tuple[ClassDay, Away]:
    """A pupil of the own class on a day. NotFoundError."""
    day = await _day(desk, of.class_id, day_of(of.day))
    away = day.pupil(PersonId(of.pupil))
    if away is None or not day.own:
        raise NotFoundError
    return day, away


async def _pupil(desk: Desk, of: ShowPupil | AskDays | WithdrawNote) -> Screen:
    day = await _day(desk, of.class_id, day_of(of.day))
    away = day.pupil(PersonId(of.pupil))
    if away is None or not day.own:
        return views.class_screen(day, desk.actor, desk.texts)
    span, source = (of.span, of.source) if isinstance(of, ShowPupil) else (WHOLE_DAY, Source.TEACHER)
    where = {"class_id": of.class_id, "pupil": of.pupil, "day": day.day.toordinal()}
    return pupil_screen(day, away, ShowPupil(**where, span=span, source=source), desk.texts)
