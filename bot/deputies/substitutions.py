"""/substitutions: who holds which lesson of a day instead of whom, what is cancelled, moved, exchanged, added (B25)."""

from aiogram import Bot, F, Router
from aiogram.types import BufferedInputFile, CallbackQuery
from aiogram.utils.callback_answer import CallbackAnswer

from bot.common.first_screen import register_first
from bot.common.menu import Place
from bot.common.timetable_data import OpenChanges
from bot.deputies import substitutions_steps as steps
from bot.deputies import substitutions_views as views
from bot.deputies.journal_views import journal_screen
from bot.deputies.office import InOffice, Office
from bot.deputies.substitutions_data import (
    ChooseAbsent,
    ChooseClass,
    GiveDay,
    OpenChange,
    OpenClass,
    OpenJournal,
    OpenSlot,
    OpenTeacher,
    Plan,
    Revoke,
    reason_of,
)
from bot.deputies.substitutions_sheet import workbook
from bot.errors import sentence
from bot.screens import Screen
from bot.teachers.taps import day_of
from bot.updates.answers import alert
from core.calendar.changes import arranging
from core.calendar.changes.arranging import Act
from core.calendar.changes.day import SchoolDay
from core.calendar.changes.errors import LessonGoneError
from core.calendar.changes.substitutions import month
from core.calendar.model import Slot
from core.errors import NotFoundError
from core.ids import ChangeId, ClassId, PersonId
from core.journal.taps.model import LessonRef


def build_router() -> Router:
    """The screens; chats that speak for nobody who may see them pass by."""
    router = Router(name="substitutions")
    for observer in (router.message, router.callback_query):
        observer.filter(InOffice())
    register_first(router, "substitutions", Place.SUBSTITUTIONS, _today, desk="office")
    router.callback_query.register(open_day, OpenChanges.filter())
    router.callback_query.register(choose_absent, ChooseAbsent.filter())
    router.callback_query.register(open_teacher, OpenTeacher.filter())
    router.callback_query.register(choose_class, ChooseClass.filter())
    router.callback_query.register(open_class, OpenClass.filter())
    router.callback_query.register(open_slot, OpenSlot.filter())
    router.callback_query.register(carry_out, Plan.filter(F.sure))
    router.callback_query.register(plan_on, Plan.filter())
    router.callback_query.register(give_day, GiveDay.filter())
    router.callback_query.register(open_change, OpenChange.filter())
    router.callback_query.register(revoke, Revoke.filter())
    router.callback_query.register(send_journal, OpenJournal.filter(F.file))
    router.callback_query.register(open_journal, OpenJournal.filter())
    return router


async def _today(office: Office) -> Screen:
    """What is decided about today."""
    return views.day_screen(await _day(office, 0), office)


async def open_day(callback: CallbackQuery, callback_data: OpenChanges, office: Office) -> None:
    """Another day."""
    await views.day_screen(await _day(office, callback_data.day), office).edit(callback)


async def choose_absent(callback: CallbackQuery, callback_data: ChooseAbsent, office: Office) -> None:
    """Which teacher is absent."""
    await views.absent_screen(await _day(office, callback_data.day), office.texts).edit(callback)


async def open_teacher(callback: CallbackQuery, callback_data: OpenTeacher, office: Office) -> None:
    """The lessons of a teacher."""
    day, teacher = await _day(office, callback_data.day), PersonId(callback_data.teacher)
    await views.teacher_screen(day, teacher, office.texts).edit(callback)


async def choose_class(callback: CallbackQuery, callback_data: ChooseClass, office: Office) -> None:
    """Which class."""
    await views.classes_screen(await _day(office, callback_data.day), office.texts).edit(callback)


async def open_class(callback: CallbackQuery, callback_data: OpenClass, office: Office) -> None:
    """The lessons of a class, or what it may get one more of."""
    day, class_id = await _day(office, callback_data.day), ClassId(callback_data.class_id)
    if class_id not in day.classes:
        raise NotFoundError
    view = steps.courses_screen if callback_data.adding else views.class_screen
    await view(day, class_id, office.texts).edit(callback)


async def open_slot(
    callback: CallbackQuery, callback_data: OpenSlot, office: Office, callback_answer: CallbackAnswer
) -> None:
    """One lesson; one that is not there any more shows the day as it stands."""
    day = await _day(office, callback_data.day)
    slot = day.find(callback_data.ref())
    if slot is None:
        await _gone(callback, day, office, callback_answer)
        return
    await views.slot_screen(day, slot, office.texts).edit(callback)


async def plan_on(
    callback: CallbackQuery, callback_data: Plan, office: Office, callback_answer: CallbackAnswer
) -> None:
    """The next step of a decision."""
    try:
        screen = await _next_step(office, callback_data)
    except LessonGoneError:
        await _gone(callback, await _day(office, callback_data.day), office, callback_answer)
        return
    await screen.edit(callback)


async def carry_out(
    callback: CallbackQuery, callback_data: Plan, office: Office, callback_answer: CallbackAnswer
) -> None:
    """The decision holds; who is concerned is told."""
    try:
        day = await arranging.decide(office.database, office.actor, callback_data.wish(), office.now)
    except LessonGoneError:
        await _gone(callback, await _day(office, callback_data.day), office, callback_answer)
        return
    office.wake()
    callback_answer.text = office.texts.t("Сделано, кого это касается — узнают")
    await views.day_screen(day, office).edit(callback)


async def give_day(
    callback: CallbackQuery, callback_data: GiveDay, office: Office, callback_answer: CallbackAnswer
) -> None:
    """A whole day for one substitute, step by step."""
    if not callback_data.sure:
        await _step_of_day(await _day(office, callback_data.day), callback_data, office).edit(callback)
        return
    of, to = PersonId(callback_data.absent), PersonId(callback_data.substitute)
    wanted, why = day_of(callback_data.day), reason_of(callback_data.why)
    if wanted is None:
        raise NotFoundError
    day = await arranging.give_day(office.database, office.actor, of, to, wanted, why, office.now)
    office.wake()
    callback_answer.text = office.texts.t("Сделано, кого это касается — узнают")
    await views.day_screen(day, office).edit(callback)


async def open_change(callback: CallbackQuery, callback_data: OpenChange, office: Office) -> None:
    """One decision; one that was taken back since shows the day as it stands."""
    day = await _day(office, callback_data.day)
    kept = next((one for one in day.changes if one.id == callback_data.change), None)
    screen = views.change_screen(day, kept, office) if kept else views.day_screen(day, office)
    await screen.edit(callback)


async def revoke(
    callback: CallbackQuery, callback_data: Revoke, office: Office, callback_answer: CallbackAnswer
) -> None:
    """The weekly timetable holds again."""
    day = await arranging.revoke(office.database, office.actor, ChangeId(callback_data.change), office.now)
    office.wake()
    callback_answer.text = office.texts.t("Снова по расписанию")
    await views.day_screen(day, office).edit(callback)


async def open_journal(callback: CallbackQuery, callback_data: OpenJournal, office: Office) -> None:
    """The journal of substitutions of a month."""
    found = await month(office.database, office.actor, day_of(callback_data.day), office.now)
    await journal_screen(found, office.texts).edit(callback)


async def send_journal(callback: CallbackQuery, callback_data: OpenJournal, office: Office, bot: Bot) -> None:
    """The same as a workbook, to be printed and signed."""
    found = await month(office.database, office.actor, day_of(callback_data.day), office.now)
    name = office.texts.t("Журнал замен {month}.xlsx", month=f"{found.first:%Y-%m}")
    await bot.send_document(callback.from_user.id, BufferedInputFile(workbook(found, office.texts), name))


async def _gone(callback: CallbackQuery, day: SchoolDay, office: Office, answer: CallbackAnswer) -> None:
    """A button of an old screen says so, and the day is shown as it stands."""
    alert(answer, sentence(LessonGoneError(), office.texts))
    await views.day_screen(day, office).edit(callback)


async def _day(office: Office, ordinal: int) -> SchoolDay:
    return await arranging.school_day(office.database, office.actor, day_of(ordinal), office.now)


def _found(day: SchoolDay, ref: LessonRef) -> Slot:
    slot = day.find(ref)
    if slot is None:
        raise LessonGoneError
    return slot


async def _next_step(office: Office, plan: Plan) -> Screen:
    """What is not chosen yet, in the order in which it is asked."""
    day, texts = await _day(office, plan.day), office.texts
    slot = _planned(day, plan)
    wanted = plan.to_day()
    target = day if wanted in (None, day.day) else await _day(office, wanted.toordinal() if wanted else 0)
    if plan.act is Act.SUBSTITUTE and not plan.teacher:
        return steps.substitutes_screen(day, slot, plan, texts)
    if plan.act is Act.MOVE and wanted is None:
        return steps.days_screen(day, slot, plan, texts)
    if (plan.act is Act.MOVE and not plan.to_number) or (plan.act is Act.EXTRA and not plan.number):
        return steps.numbers_screen(target, slot, plan, texts)
    if plan.act in (Act.SWAP, Act.CROSS) and not plan.to_number:
        return steps.others_screen(day, slot, plan, texts)
    return steps.sure_screen(day, target, slot, plan, texts) if plan.why else steps.reasons_screen(plan, texts)


def _planned(day: SchoolDay, plan: Plan) -> Slot:
    """The lesson of a decision; one that is to be added is not in the timetable yet."""
    ref = plan.ref()
    if plan.act is not Act.EXTRA:
        return _found(day, ref)
    if ref.class_id not in day.classes or ref.subject_id not in day.subjects:
        raise LessonGoneError
    return Slot(ref.class_id, ref.group_id, ref.subject_id, PersonId(plan.teacher), ref.day, ref.number)


def _step_of_day(day: SchoolDay, give: GiveDay, office: Office) -> Screen:
    if not day.of_teacher(PersonId(give.absent)):
        return views.teacher_screen(day, PersonId(give.absent), office.texts)
    if not give.substitute:
        return steps.substitutes_of_day_screen(day, give, office.texts)
    return steps.sure_of_day_screen(day, give, office.texts) if give.why else steps.reasons_screen(give, office.texts)
