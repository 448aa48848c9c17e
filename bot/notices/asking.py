"""What a notice asks its readers, and what they answered."""

from typing import Any

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.common.awaited import Awaited, await_words
from bot.common.notice_ask_data import PUPILS, AskUntil, CloseAnswers, PickQuestion, SetQuestion, ShowAnswers
from bot.notices import question_views
from bot.notices.desk import NoticeDesk
from bot.notices.standing import as_it_stands
from bot.screens import Screen
from core.errors import NotFoundError
from core.ids import NoticeId
from core.notices import after, reporting, scheduling
from core.notices import asking as questions
from core.notices.question import Asking, answers_of


class TypingQuestion(StatesGroup):
    """Somebody who is about to type own answers, or until when they are taken; the notice is in the state's data."""

    answers = State()
    until = State()


def build_router() -> Router:
    """What is asked; who may be here, the router around it says."""
    router = Router(name="notice_questions")
    words = (F.text, ~F.text.startswith("/"), Awaited())
    router.message.register(as_it_stands(take_answers), StateFilter(TypingQuestion.answers), *words)
    router.message.register(as_it_stands(take_until), StateFilter(TypingQuestion.until), *words)
    router.callback_query.register(pick, PickQuestion.filter())
    router.callback_query.register(as_it_stands(set_kind), SetQuestion.filter())
    router.callback_query.register(as_it_stands(ask_until), AskUntil.filter())
    router.callback_query.register(show_answers, ShowAnswers.filter())
    router.callback_query.register(close, CloseAnswers.filter())
    return router


async def pick(callback: CallbackQuery, callback_data: PickQuestion, desk: NoticeDesk, state: FSMContext) -> None:
    """What is asked?"""
    await state.clear()
    await (await _question(desk, callback_data.notice)).edit(callback)


async def set_kind(callback: CallbackQuery, callback_data: SetQuestion, desk: NoticeDesk, state: FSMContext) -> None:
    """Yes or no, nothing; own answers are typed."""
    notice_id = NoticeId(callback_data.notice)
    if callback_data.kind is Asking.OWN:
        page = await desk.page(notice_id)
        await await_words(state, TypingQuestion.answers, desk.now, notice=notice_id)
        await question_views.typing_answers_screen(page, desk.texts).edit(callback)
        return
    await questions.ask(desk.database, desk.actor, notice_id, callback_data.kind)
    await (await _question(desk, notice_id)).edit(callback)


async def take_answers(message: Message, desk: NoticeDesk, step: dict[str, Any], state: FSMContext) -> None:
    """Own answers. What is refused is still awaited."""
    notice_id = NoticeId(int(step["notice"]))
    own = answers_of(message.text or "")
    await questions.ask(desk.database, desk.actor, notice_id, Asking.OWN, own)
    await (await _question(desk, notice_id)).answer(message)
    await state.clear()


async def ask_until(callback: CallbackQuery, callback_data: AskUntil, desk: NoticeDesk, state: FSMContext) -> None:
    """The next message is a time; or there is none."""
    page = await desk.page(callback_data.notice)
    if callback_data.never:
        await state.clear()
        await questions.ask_until(desk.database, desk.actor, page.notice.id, None, desk.now)
        await (await _question(desk, page.notice.id)).edit(callback)
        return
    await await_words(state, TypingQuestion.until, desk.now, notice=page.notice.id)
    await question_views.typing_until_screen(page, desk.texts).edit(callback)


async def take_until(message: Message, desk: NoticeDesk, step: dict[str, Any], state: FSMContext) -> None:
    """A typed time. What is refused is still awaited."""
    notice_id = NoticeId(int(step["notice"]))
    at = await scheduling.typed(desk.database, desk.actor, message.text or "", desk.now)
    await questions.ask_until(desk.database, desk.actor, notice_id, at, desk.now)
    await (await _question(desk, notice_id)).answer(message)
    await state.clear()


async def show_answers(callback: CallbackQuery, callback_data: ShowAnswers, desk: NoticeDesk) -> None:
    """Who answered what. NotFoundError for an answer that there is not."""
    found = await reporting.answers(desk.database, desk.actor, NoticeId(callback_data.notice))
    if not PUPILS <= callback_data.choice < found.notice.made.question.count:
        raise NotFoundError
    await question_views.answers_screen(found, callback_data.choice, callback_data.page, desk.texts).edit(callback)


async def close(callback: CallbackQuery, callback_data: CloseAnswers, desk: NoticeDesk) -> None:
    """Answers are taken no more, or again."""
    notice_id = NoticeId(callback_data.notice)
    await after.close(desk.database, desk.actor, notice_id, desk.now, closed=callback_data.closed)
    desk.wake()
    await (await desk.report(notice_id)).edit(callback)


async def _question(desk: NoticeDesk, notice: int) -> Screen:
    return question_views.question_screen(await desk.page(notice), desk.texts)
