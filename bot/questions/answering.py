"""/questions: what waits for an answer, and answering it; a reply to the push is an answer too (A28)."""

from typing import Any

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.common.awaited import Awaited, await_words
from bot.common.first_screen import register_first
from bot.common.menu import Place
from bot.common.question_data import Answer, AnswerAnyway, CloseQuestion, ListQuestions, ShowQuestion
from bot.questions import answering_files
from bot.questions import answering_views as views
from bot.questions.awaited import TYPED, Answering, NoCode, OfDraft, ToAnswer
from bot.questions.desk import AnswerDesk, Answers, shown
from bot.screens import Screen
from core.consultations import answering
from core.consultations.errors import AlreadyAnsweredError
from core.consultations.model import Page, State
from core.ids import ConsultationId, WordsId


def build_router() -> Router:
    """The screens of who answers; other chats pass by."""
    router = Router(name="answers")
    router.include_router(answering_files.build_router())
    register_first(router, "questions", Place.QUESTIONS, _list, Answers(), desk="desk")
    router.message.register(take_reply, F.reply_to_message, TYPED, ToAnswer(), Answers())
    step = StateFilter(Answering.awaited, Answering.late)
    router.message.register(take, step, TYPED, NoCode(), Awaited(), Answers())
    router.callback_query.register(open_answered, ListQuestions.filter(), Answers())
    router.callback_query.register(show, ShowQuestion.filter(), Answers())
    router.callback_query.register(begin, Answer.filter(), Answers())
    late = StateFilter(Answering.late)
    router.callback_query.register(answer_anyway, AnswerAnyway.filter(), late, OfDraft(), Answers())
    router.callback_query.register(close, CloseQuestion.filter(), Answers())
    return router


async def open_answered(callback: CallbackQuery, callback_data: ListQuestions, desk: AnswerDesk) -> None:
    """What waits, or what was answered of late."""
    await (await _list(desk, answered=callback_data.answered)).edit(callback)


async def show(callback: CallbackQuery, callback_data: ShowQuestion, desk: AnswerDesk, state: FSMContext) -> None:
    """A question with who asks it."""
    await state.clear()
    page = await _page(desk, callback_data.question)
    await shown(callback, views.question_screen(page, desk.actor, desk.now, desk.texts), fresh=callback_data.fresh)


async def begin(callback: CallbackQuery, callback_data: Answer, desk: AnswerDesk, state: FSMContext) -> None:
    """The next message is the answer; the others see that somebody is about to give it."""
    page = await answering.take(desk.database, desk.actor, ConsultationId(callback_data.question), desk.now)
    await await_words(state, Answering.awaited, desk.now, question=page.card.question.id, words=page.card.last.id)
    await shown(callback, views.typing_screen(page, desk.actor, desk.now, desk.texts), fresh=callback_data.fresh)


async def take(message: Message, desk: AnswerDesk, state: FSMContext, step: dict[str, Any]) -> None:
    """The answer. What is refused leaves the step as it was."""
    await _take(message, desk, state, step["question"], step["words"])


async def take_reply(message: Message, desk: AnswerDesk, state: FSMContext, replied: Answer) -> None:
    """The answer, as a reply to what brought the question."""
    await _take(message, desk, state, replied.question, replied.words)


async def answer_anyway(callback: CallbackQuery, desk: AnswerDesk, state: FSMContext, step: dict[str, Any]) -> None:
    """Beside the answer of a colleague."""
    page = await _answered(desk, step["question"], step["text"], step["words"], sure=True)
    await views.answered_screen(page, desk.texts).edit(callback)
    await state.clear()  # last: after a kill the same press comes again and needs what was kept


async def close(callback: CallbackQuery, callback_data: CloseQuestion, desk: AnswerDesk) -> None:
    """Nothing more is to be said; one that waits is asked about first."""
    page = await _page(desk, callback_data.question)
    if page.card.question.waiting and not callback_data.sure:
        await views.closing_screen(page, desk.texts).edit(callback)
        return
    await answering.close(desk.database, desk.actor, page.card.question.id, desk.now)
    desk.wake()
    await (await _list(desk)).edit(callback)


async def _take(message: Message, desk: AnswerDesk, state: FSMContext, question: int, words: int) -> None:
    text = message.text or ""
    try:
        page = await _answered(desk, question, text, words)
    except AlreadyAnsweredError:
        draft = message.message_id
        await await_words(state, Answering.late, desk.now, question=question, words=words, text=text, draft=draft)
        await views.late_screen(await _page(desk, question), text, draft, desk.texts).answer(message)
        return
    await views.answered_screen(page, desk.texts).answer(message)
    await state.clear()


async def _answered(desk: AnswerDesk, question: int, text: str, words: int, *, sure: bool = False) -> Page:
    question_id, seen = ConsultationId(question), WordsId(words)
    sent = await answering.answer(desk.database, desk.actor, question_id, text, desk.now, seen=seen, sure=sure)
    desk.wake()
    return sent.page


async def _page(desk: AnswerDesk, question: int) -> Page:
    return await answering.page(desk.database, desk.actor, ConsultationId(question), desk.now)


async def _list(desk: AnswerDesk, *, answered: bool = False) -> Screen:
    states = (State.ANSWERED, State.CLOSED) if answered else (State.WAITING,)
    found = await answering.desk(desk.database, desk.actor, states, desk.now)
    return views.list_screen(found, desk.now, desk.texts, answered=answered)
