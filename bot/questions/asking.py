"""/question: a question to the school's administrators, what is kept of answers first, and going on in it (A28)."""

from typing import Any

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.common.awaited import Awaited, await_words
from bot.common.menu import Open, Place
from bot.common.question_data import Ask, AskAnyway, Done, GoOn, Offered, ShowOwn
from bot.questions import asking_files
from bot.questions import asking_views as views
from bot.questions.asking_files import send
from bot.questions.awaited import TYPED, TYPES_LESSONS, Asking, NoCode, OfDraft, ToAsk
from bot.questions.desk import AskDesk, Asks, shown
from bot.screens import Screen
from bot.updates.routing import Pressed
from core.consultations import asking, faq, rules
from core.ids import ConsultationId, FaqId, SchoolId


def build_router() -> Router:
    """The screens of who asks."""
    router = Router(name="questions")
    router.include_router(asking_files.build_router())
    router.message.register(begin, Command("question"), Asks())
    router.message.register(take_reply, F.reply_to_message, TYPED, ToAsk(), Asks())
    step, soon = StateFilter(Asking.awaited, Asking.offered), Awaited(*TYPES_LESSONS)
    router.message.register(take, step, TYPED, NoCode(), soon, Asks())
    router.callback_query.register(open_own, Pressed(Open(place=Place.QUESTION)), Asks())
    router.callback_query.register(choose_school, Ask.filter(), Asks())
    router.callback_query.register(ask_anyway, AskAnyway.filter(), StateFilter(Asking.offered), OfDraft(), Asks())
    router.callback_query.register(was_helped, Offered.filter(), StateFilter(Asking.offered), OfDraft(), Asks())
    router.callback_query.register(show_own, ShowOwn.filter(), Asks())
    router.callback_query.register(go_on, GoOn.filter(), Asks())
    router.callback_query.register(done, Done.filter(), Asks())
    return router


async def begin(message: Message, command: CommandObject, desk: AskDesk, state: FSMContext) -> None:
    """The next message is the question; `/question слова` asks at once, where there is one school to ask."""
    screen, school = await _beginning(desk, state)
    if command.args and school is not None:
        await _take(message, desk, state, command.args, {"school": school})
        return
    await screen.answer(message)


async def open_own(callback: CallbackQuery, desk: AskDesk, state: FSMContext) -> None:
    """The same by a button."""
    await (await _beginning(desk, state))[0].edit(callback)


async def choose_school(callback: CallbackQuery, callback_data: Ask, desk: AskDesk, state: FSMContext) -> None:
    """The next message is a question to this one."""
    found = await asking.schools(desk.database, desk.identity)
    school = next((one for one in found if one.id == callback_data.school), None)
    if school is None:
        await (await _beginning(desk, state))[0].edit(callback)
        return
    await await_words(state, Asking.awaited, desk.now, school=school.id)
    own = await asking.own(desk.database, desk.identity)
    await views.typing_screen(school, own, desk.identity.actors, desk.texts).edit(callback)


async def take(message: Message, desk: AskDesk, state: FSMContext, step: dict[str, Any]) -> None:
    """The question. What is refused leaves the step as it was: the next message may be the question again."""
    await _take(message, desk, state, message.text or "", step)


async def take_reply(message: Message, desk: AskDesk, state: FSMContext, replied: GoOn) -> None:
    """Further words, as a reply to the answer."""
    await _take(message, desk, state, message.text or "", {"question": replied.question})


async def ask_anyway(callback: CallbackQuery, desk: AskDesk, state: FSMContext, step: dict[str, Any]) -> None:
    """What is kept did not help."""
    await views.sent_screen(await send(desk, step["text"], step), desk.texts).edit(callback)
    await state.clear()  # last: after a kill the same press comes again and needs what was kept


async def was_helped(callback: CallbackQuery, callback_data: Offered, desk: AskDesk, state: FSMContext) -> None:
    """What is kept has helped: nothing is sent."""
    await faq.helped(desk.database, desk.identity, FaqId(callback_data.faq))
    await views.helped_screen(desk.texts).edit(callback)
    await state.clear()


async def show_own(callback: CallbackQuery, callback_data: ShowOwn, desk: AskDesk, state: FSMContext) -> None:
    """A question with its answers."""
    await state.clear()
    page = await asking.read(desk.database, desk.identity, ConsultationId(callback_data.question))
    await shown(callback, views.own_screen(page, desk.texts), fresh=callback_data.fresh)


async def go_on(callback: CallbackQuery, callback_data: GoOn, desk: AskDesk, state: FSMContext) -> None:
    """The next message belongs to it."""
    page = await asking.read(desk.database, desk.identity, ConsultationId(callback_data.question))
    await await_words(state, Asking.awaited, desk.now, question=page.card.question.id)
    await shown(callback, views.going_on_screen(page, desk.texts), fresh=callback_data.fresh)


async def done(callback: CallbackQuery, callback_data: Done, desk: AskDesk, state: FSMContext) -> None:
    """Nothing more is wanted."""
    await state.clear()
    page = await asking.close(desk.database, desk.identity, ConsultationId(callback_data.question), desk.now)
    desk.wake()
    await views.own_screen(page, desk.texts).edit(callback)


async def _beginning(desk: AskDesk, state: FSMContext) -> tuple[Screen, int | None]:
    """What is asked first: of which school, or the question itself."""
    found = await asking.schools(desk.database, desk.identity)
    if len(found) != 1:
        await state.clear()
        return views.schools_screen(found, desk.texts), None
    await await_words(state, Asking.awaited, desk.now, school=found[0].id)
    own = await asking.own(desk.database, desk.identity)
    return views.typing_screen(found[0], own, desk.identity.actors, desk.texts), found[0].id


async def _take(message: Message, desk: AskDesk, state: FSMContext, text: str, step: dict[str, Any]) -> None:
    """Kept answers that are like a new question come first; it waits in the conversation."""
    wanted = rules.checked(text)
    if "question" not in step:
        like = await faq.like(desk.database, desk.identity, wanted, SchoolId(step["school"]))
        if like:
            draft = message.message_id
            await await_words(state, Asking.offered, desk.now, school=step["school"], text=wanted, draft=draft)
            await views.offers_screen(like, draft, desk.texts).answer(message)
            return
    await views.sent_screen(await send(desk, wanted, step), desk.texts).answer(message)
    await state.clear()
