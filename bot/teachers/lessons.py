"""/lessons: a teacher's lessons of a day, and one of them entered by taps into the draft that messages make too."""

from collections.abc import Awaitable, Callable
from datetime import date

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.common.menu import Open, Place
from bot.operators.callbacks import Waiting
from bot.operators.views import waiting_screen
from bot.screens import Screen
from bot.teachers.desk import Desk, Teaching
from bot.teachers.lessons_views import cancelled_screen, day_screen
from bot.teachers.paints import PAINTS
from bot.teachers.roll_views import controls_screen, paints_screen, remark_screen, roll_screen
from bot.teachers.taps import (
    NO_CONTROL,
    OpenControls,
    OpenDay,
    OpenLesson,
    OpenPaints,
    OpenRoll,
    TapControl,
    TapDue,
    TapEveryone,
    TapMark,
    TapPaint,
    TapPresence,
    TapText,
    Text,
    day_of,
)
from bot.teachers.text_views import awaiting_screen, texts_screen
from bot.updates.routing import Pressed
from core.errors import NotFoundError
from core.ids import DraftId, PersonId
from core.journal import drafts
from core.journal.errors import DraftClosedError, LessonCancelledError
from core.journal.operators.confirming import waiting
from core.journal.taps import service
from core.journal.taps.lessons import own_day
from core.journal.taps.model import Step
from core.journal.taps.service import Sheet
from core.journal.taps.statements import (
    Attending,
    Awaiting,
    ByPlan,
    DueOn,
    EveryoneHere,
    Marking,
    NoHomework,
    OfControl,
    Statement,
)


def build_router() -> Router:
    """The screens of teachers' lessons; chats that speak for no teacher pass by."""
    router = Router(name="lessons")
    for observer in (router.message, router.callback_query):
        observer.filter(Teaching(operators=True))
    router.message.register(show, Command("lessons"))
    router.callback_query.register(open_today, Pressed(Open(place=Place.LESSONS)))
    router.callback_query.register(open_day, OpenDay.filter())
    router.callback_query.register(open_waiting, Waiting.filter())
    router.callback_query.register(open_lesson, OpenLesson.filter())
    router.callback_query.register(open_roll, OpenRoll.filter())
    router.callback_query.register(tap_presence, TapPresence.filter())
    router.callback_query.register(tap_mark, TapMark.filter())
    router.callback_query.register(open_paints, OpenPaints.filter())
    router.callback_query.register(tap_paint, TapPaint.filter(F.paint.in_(set(PAINTS))))
    router.callback_query.register(tap_everyone, TapEveryone.filter())
    router.callback_query.register(open_controls, OpenControls.filter())
    router.callback_query.register(tap_control, TapControl.filter())
    router.callback_query.register(await_words, TapText.filter(F.what.in_({Text.TYPE_TOPIC, Text.TYPE_HOMEWORK})))
    router.callback_query.register(fill, TapText.filter(F.what.in_({Text.FILL_TOPIC, Text.FILL_NONE})))
    router.callback_query.register(tap_text, TapText.filter())
    router.callback_query.register(tap_due, TapDue.filter())
    return router


async def show(message: Message, desk: Desk, state: FSMContext) -> None:
    """The lessons of today."""
    await state.clear()
    await desk.answer(message, await _day(desk))


async def open_today(callback: CallbackQuery, desk: Desk, state: FSMContext) -> None:
    """The same by a button."""
    await state.clear()
    await desk.edit(callback, await _day(desk))


async def open_day(callback: CallbackQuery, callback_data: OpenDay, desk: Desk) -> None:
    """The lessons of another day; one too far back shows today."""
    day = day_of(callback_data.day)
    await desk.edit(callback, await _day(desk, day))


async def open_lesson(callback: CallbackQuery, callback_data: OpenLesson, desk: Desk) -> None:
    """The card of a lesson with its open draft, whether typed, tapped or made now; of a cancelled one, the way back."""
    try:
        draft = await service.open_lesson(desk.database, desk.actor, callback_data.ref(), desk.now)
        screen = await desk.screen(draft)
    except LessonCancelledError:
        screen = cancelled_screen(callback_data.ref(), desk.texts)
    await desk.edit(callback, screen)


async def open_roll(callback: CallbackQuery, callback_data: OpenRoll, desk: Desk) -> None:
    """The list of pupils, for presence or for a mark. Words that were awaited are not any more."""
    draft_id = DraftId(callback_data.draft)
    await service.stop_awaiting(desk.database, desk.actor, draft_id, desk.now)
    found = service.sheet(desk.database, desk.actor, draft_id)
    screen = await _shown(desk, draft_id, found, _roll(desk, callback_data.value, callback_data.page))
    await desk.edit(callback, screen)


async def tap_presence(callback: CallbackQuery, callback_data: TapPresence, desk: Desk) -> None:
    """A pupil is there, away or late."""
    said = Attending(PersonId(callback_data.pupil), callback_data.to)
    await _said(callback, desk, callback_data.draft, said, _roll(desk, "", callback_data.page))


async def tap_mark(callback: CallbackQuery, callback_data: TapMark, desk: Desk) -> None:
    """A mark is given or taken off."""
    said = Marking(PersonId(callback_data.pupil), callback_data.value, callback_data.given)
    await _said(callback, desk, callback_data.draft, said, _roll(desk, callback_data.value, callback_data.page))


async def open_paints(callback: CallbackQuery, callback_data: OpenPaints, desk: Desk) -> None:
    """Reasons, minutes, remarks."""
    draft_id = DraftId(callback_data.draft)
    found = service.sheet(desk.database, desk.actor, draft_id)
    page, texts = callback_data.page, desk.texts
    screen = await _shown(desk, draft_id, found, lambda sheet: paints_screen(sheet.draft.id, page, texts))
    await desk.edit(callback, screen)


async def tap_paint(callback: CallbackQuery, callback_data: TapPaint, desk: Desk) -> None:
    """A reason, minutes or a remark; the words of an own remark come in the next message."""
    paint, pupil_id = PAINTS[callback_data.paint], PersonId(callback_data.pupil)
    if paint.typed:
        awaiting = Awaiting(Step.REMARK, desk.now, pupil_id)
        await _said(
            callback, desk, callback_data.draft, awaiting, lambda sheet: remark_screen(sheet, pupil_id, desk.texts)
        )
        return
    said = paint.said(pupil_id, on=callback_data.on)
    await _said(callback, desk, callback_data.draft, said, _roll(desk, callback_data.paint, callback_data.page))


async def tap_everyone(callback: CallbackQuery, callback_data: TapEveryone, desk: Desk) -> None:
    """All are there."""
    await _said(callback, desk, callback_data.draft, EveryoneHere(), _roll(desk, "", callback_data.page))


async def open_controls(callback: CallbackQuery, callback_data: OpenControls, desk: Desk) -> None:
    """The school's list of works."""
    draft_id = DraftId(callback_data.draft)
    found = service.sheet(desk.database, desk.actor, draft_id)
    screen = await _shown(desk, draft_id, found, lambda sheet: controls_screen(sheet, callback_data.value, desk.texts))
    await desk.edit(callback, screen)


async def tap_control(callback: CallbackQuery, callback_data: TapControl, desk: Desk) -> None:
    """What the marks are for; then marks go on."""
    said = OfControl(None if callback_data.place == NO_CONTROL else callback_data.place)
    await _said(callback, desk, callback_data.draft, said, _roll(desk, callback_data.value, 0))


async def await_words(callback: CallbackQuery, callback_data: TapText, desk: Desk) -> None:
    """The next message is the topic or the homework."""
    step = Step.TOPIC if callback_data.what is Text.TYPE_TOPIC else Step.HOMEWORK
    said = Awaiting(step, desk.now)
    await _said(callback, desk, callback_data.draft, said, lambda sheet: awaiting_screen(sheet, step, desk.texts))


async def fill(callback: CallbackQuery, callback_data: TapText, desk: Desk) -> None:
    """What the card says is missing is filled, and the card shown again."""
    said = ByPlan() if callback_data.what is Text.FILL_TOPIC else NoHomework()
    draft_id = DraftId(callback_data.draft)
    draft = await drafts.show(desk.database, desk.actor, draft_id)
    if draft.state == "open":
        draft = (await service.say(desk.database, desk.actor, draft_id, said, desk.now)).draft
    await (await desk.screen(draft)).edit(callback)


async def tap_text(callback: CallbackQuery, callback_data: TapText, desk: Desk) -> None:
    """Topic and homework as they stand, or with what was tapped."""
    draft_id = DraftId(callback_data.draft)
    done = _about_texts(desk, draft_id, callback_data.what)
    screen = await _shown(desk, draft_id, done, lambda sheet: texts_screen(sheet, desk.texts))
    await desk.edit(callback, screen)


async def tap_due(callback: CallbackQuery, callback_data: TapDue, desk: Desk) -> None:
    """The day for which the homework is."""
    day = day_of(callback_data.day)
    if day is None:
        raise NotFoundError
    await _said(callback, desk, callback_data.draft, DueOn(day), lambda sheet: texts_screen(sheet, desk.texts))


async def open_waiting(callback: CallbackQuery, desk: Desk) -> None:
    """What operators typed for the teacher and waits for a word (B17)."""
    found = await waiting(desk.database, desk.actor, desk.now)
    await desk.edit(callback, waiting_screen(found, desk.texts))


async def _day(desk: Desk, day: date | None = None) -> Screen:
    own = await own_day(desk.database, desk.actor, day, desk.now)
    return day_screen(own, desk.texts, len(await waiting(desk.database, desk.actor, desk.now)))


async def _about_texts(desk: Desk, draft_id: DraftId, what: Text) -> Sheet:
    if what is Text.AS_LAST_TIME:
        return await service.as_last_time(desk.database, desk.actor, draft_id, desk.now)
    if what is Text.PLANNED:
        return await service.say(desk.database, desk.actor, draft_id, ByPlan(), desk.now)
    if what is Text.NO_HOMEWORK:
        return await service.say(desk.database, desk.actor, draft_id, NoHomework(), desk.now)
    await service.stop_awaiting(desk.database, desk.actor, draft_id, desk.now)
    return await service.sheet(desk.database, desk.actor, draft_id)


async def _said(
    callback: CallbackQuery, desk: Desk, draft: int, said: Statement, view: Callable[[Sheet], Screen]
) -> None:
    draft_id = DraftId(draft)
    done = service.say(desk.database, desk.actor, draft_id, said, desk.now)
    await desk.edit(callback, await _shown(desk, draft_id, done, view))


async def _shown(desk: Desk, draft_id: DraftId, done: Awaitable[Sheet], view: Callable[[Sheet], Screen]) -> Screen:
    """The screen after a tap; a button of a draft that was recorded or dropped since shows how it stands."""
    try:
        return view(await done)
    except DraftClosedError:
        return await desk.screen(await drafts.show(desk.database, desk.actor, draft_id))


def _roll(desk: Desk, value: str, page: int) -> Callable[[Sheet], Screen]:
    return lambda sheet: roll_screen(sheet, value, page, desk.texts)
