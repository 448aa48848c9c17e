"""/absence: a guardian says why a child is away; the same by one tap under the push about an absence (B09, P01)."""

from datetime import date

from aiogram import Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot.common.menu import Open, Place
from bot.guardians import absence_more
from bot.guardians import absence_views as views
from bot.guardians.absence_data import (
    OPEN_END,
    AskBack,
    CallMe,
    Form,
    FormDays,
    FormPart,
    OneTap,
    SayBack,
    SendForm,
    ShowNote,
    TakeBack,
    day_of,
)
from bot.guardians.absence_days_views import calendar_screen, part_screen
from bot.guardians.absence_kin import Guarding, Kin
from bot.i18n import Texts
from bot.screens import Screen
from bot.updates.routing import Pressed
from core.ids import NoteId, PersonId
from core.journal.notes import family
from core.journal.notes.family import Excused
from core.journal.notes.model import Source, Stated


def build_router() -> Router:
    """The screens, and the buttons under pushes."""
    router = Router(name="absence")
    kin = Guarding()
    router.message.register(show, Command("absence"), kin)
    press = router.callback_query.register
    press(open_form, Pressed(Open(place=Place.ABSENCE)), kin)
    press(change_form, Form.filter(), kin)
    press(choose_days, FormDays.filter(), kin)
    press(choose_part, FormPart.filter(), kin)
    press(send, SendForm.filter(), kin)
    press(one_tap, OneTap.filter(), kin)
    press(call_me, CallMe.filter(), kin)
    press(show_note, ShowNote.filter(), kin)
    press(take_back, TakeBack.filter(), kin)
    press(ask_back, AskBack.filter(), kin)
    press(say_back, SayBack.filter(), kin)
    router.include_router(absence_more.build_router())
    return router


async def show(message: Message, kin: Kin, state: FSMContext) -> None:
    """The form, for today."""
    await state.clear()
    await (await kin.form(Form())).answer(message)


async def open_form(callback: CallbackQuery, kin: Kin, state: FSMContext) -> None:
    """The same by a button."""
    await state.clear()
    await (await kin.form(Form())).edit(callback)


async def change_form(callback: CallbackQuery, callback_data: Form, kin: Kin, state: FSMContext) -> None:
    """Another child, or other days."""
    await state.clear()
    await (await kin.form(callback_data)).edit(callback)


async def choose_days(callback: CallbackQuery, callback_data: FormDays, kin: Kin) -> None:
    """The first day, then the last."""
    await calendar_screen(await kin.overview(callback_data.pupil), callback_data, kin.texts).edit(callback)


async def choose_part(callback: CallbackQuery, callback_data: FormPart, kin: Kin) -> None:
    """Lessons of one day."""
    await part_screen(await kin.overview(callback_data.pupil), callback_data, kin.texts).edit(callback)


async def send(callback: CallbackQuery, callback_data: SendForm, kin: Kin, callback_answer: CallbackAnswer) -> None:
    """The note goes to the class teacher."""
    done = await kin.excuse(callback_data.pupil, _stated(callback_data, kin))
    callback_answer.text = _sent(done, kin.texts)
    await views.said_screen(done, kin.texts).edit(callback)


async def one_tap(callback: CallbackQuery, callback_data: OneTap, kin: Kin, callback_answer: CallbackAnswer) -> None:
    """«Болеет» under a push: the push stays and is edited, what was said stands below."""
    day = day_of(callback_data.day, kin.now.date())
    said = Stated(
        pupil_id=PersonId(callback_data.pupil),
        first_day=day,
        last_day=day,
        reason=callback_data.reason,
        source=Source.GUARDIAN,
    )
    done = await kin.excuse(callback_data.pupil, said)
    callback_answer.text = _sent(done, kin.texts)
    if not done.again and isinstance(callback.message, Message):
        await views.said_screen(done, kin.texts).answer(callback.message)


async def call_me(
    callback: CallbackQuery,  # noqa: ARG001 - the push stays as it is
    callback_data: CallMe,
    kin: Kin,
    callback_answer: CallbackAnswer,
) -> None:
    """«Не знаю, позвоните»."""
    day, pupil = day_of(callback_data.day, kin.now.date()), PersonId(callback_data.pupil)
    told = await family.ask_to_call(kin.database, kin.of(pupil), pupil, day, kin.now)
    kin.wake()
    callback_answer.text, callback_answer.show_alert = views.call_words(told, kin.texts), True


async def show_note(callback: CallbackQuery, callback_data: ShowNote, kin: Kin, state: FSMContext) -> None:
    """One note of an own child; one that stands no more leads to the form."""
    await state.clear()
    await (await _note(kin, callback_data.pupil, callback_data.note)).edit(callback)


async def take_back(
    callback: CallbackQuery, callback_data: TakeBack, kin: Kin, callback_answer: CallbackAnswer
) -> None:
    """The note is withdrawn."""
    actor = kin.of(callback_data.pupil)
    await family.withdraw(kin.database, actor, NoteId(callback_data.note), kin.now, kin.grace)
    kin.wake()
    callback_answer.text = kin.texts.t("Записка отозвана")
    await (await kin.form(Form(pupil=callback_data.pupil))).edit(callback)


async def ask_back(callback: CallbackQuery, callback_data: AskBack, kin: Kin) -> None:
    """Since when the child is at school again."""
    await views.back_screen(await kin.overview(callback_data.pupil), callback_data, kin.texts).edit(callback)


async def say_back(callback: CallbackQuery, callback_data: SayBack, kin: Kin, callback_answer: CallbackAnswer) -> None:
    """The note ends the day before."""
    actor, back = kin.of(callback_data.pupil), day_of(callback_data.day, kin.now.date())
    await family.back_since(kin.database, actor, NoteId(callback_data.note), back, kin.now, kin.grace)
    kin.wake()
    callback_answer.text = kin.texts.t("Записка сокращена")
    await (await kin.form(Form(pupil=callback_data.pupil))).edit(callback)


async def _note(kin: Kin, pupil: int, note_id: int) -> Screen:
    found = await kin.overview(pupil)
    note = next((one for one in found.notes if one.id == note_id and one.id in found.mine), None)
    if note is None:
        return await kin.form(Form(pupil=pupil))
    return views.said_screen(Excused(found.own, note, 0), kin.texts)


def _stated(said: SendForm, kin: Kin) -> Stated:
    today: date = kin.now.astimezone(kin.texts.zone).date()
    first = day_of(said.first, today)
    last = None if said.last == OPEN_END else day_of(said.last, first)
    lessons = Form(part=said.part).lessons if last == first else frozenset[int]()
    return Stated(
        pupil_id=PersonId(said.pupil),
        first_day=first,
        last_day=last,
        reason=said.reason,
        source=Source.GUARDIAN,
        lessons=lessons,
    )


def _sent(done: Excused, texts: Texts) -> str:
    """Whether the class teacher is told, in the notice over the button."""
    if done.again:
        return texts.t("Эта записка уже есть")
    if done.told:
        return texts.t("Записка отправлена классному руководителю")
    return texts.t("Записка внесена. Классный руководитель не подключён к боту и увидит её позже")
