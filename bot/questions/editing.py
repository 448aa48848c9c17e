"""Keeping an answer for others: its words, for whom, whether it is shown (A28)."""

from typing import Any

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.common.awaited import Awaited, await_words
from bot.common.question_data import AimFaq, DropFaq, EditFaq, KeepFaq, PutFaq, TypeFaq
from bot.i18n import LANGUAGES
from bot.questions import editing_views as views
from bot.questions.awaited import TYPED, Keeping, NoCode
from bot.questions.desk import AnswerDesk, Answers
from core.consultations import faq
from core.consultations.model import Audience
from core.ids import ConsultationId, FaqId


def build_router() -> Router:
    """The screens of who edits; other chats pass by."""
    router = Router(name="faq editing")
    router.message.register(take, StateFilter(Keeping.awaited), TYPED, NoCode(), Awaited(), Answers())
    router.message.register(refuse, StateFilter(Keeping.awaited), ~F.text, Awaited(), Answers())
    router.callback_query.register(keep, KeepFaq.filter(), Answers())
    router.callback_query.register(edit, EditFaq.filter(), Answers())
    router.callback_query.register(ask_words, TypeFaq.filter(), Answers())
    router.callback_query.register(aim, AimFaq.filter(), Answers())
    router.callback_query.register(put, PutFaq.filter(), Answers())
    router.callback_query.register(drop, DropFaq.filter(), Answers())
    return router


async def keep(callback: CallbackQuery, callback_data: KeepFaq, desk: AnswerDesk) -> None:
    """A question with its answer, to be edited before anybody sees it."""
    question_id = ConsultationId(callback_data.question) if callback_data.question else None
    page = await faq.begin(desk.database, desk.actor, question_id, desk.texts.language, desk.now)
    await views.edit_screen(page, desk.texts).edit(callback)


async def edit(callback: CallbackQuery, callback_data: EditFaq, desk: AnswerDesk, state: FSMContext) -> None:
    """As it stands."""
    await state.clear()
    page = await faq.edit(desk.database, desk.actor, FaqId(callback_data.faq))
    await views.edit_screen(page, desk.texts).edit(callback)


async def ask_words(callback: CallbackQuery, callback_data: TypeFaq, desk: AnswerDesk, state: FSMContext) -> None:
    """The next message are other words."""
    page = await faq.edit(desk.database, desk.actor, FaqId(callback_data.faq))
    await await_words(state, Keeping.awaited, desk.now, faq=page.faq.id, answer=callback_data.answer)
    await views.typing_screen(page, desk.texts, answer=callback_data.answer).edit(callback)


async def take(message: Message, desk: AnswerDesk, state: FSMContext, step: dict[str, Any]) -> None:
    """The words. What is refused is still awaited."""
    words = {"answer" if step["answer"] else "question": message.text or ""}
    page = await faq.reword(desk.database, desk.actor, FaqId(step["faq"]), desk.now, **words)
    await views.edit_screen(page, desk.texts).answer(message)
    await state.clear()


async def refuse(message: Message, desk: AnswerDesk) -> None:
    """Words are kept, and nothing else."""
    await message.answer(desk.texts.t("В частые вопросы сохраняется только текст. Это не сохранено."))


async def aim(callback: CallbackQuery, callback_data: AimFaq, desk: AnswerDesk) -> None:
    """For whom it is, or in which language."""
    audience = Audience(callback_data.audience) if callback_data.audience in {*Audience} else None
    language = callback_data.language if callback_data.language in LANGUAGES else None
    faq_id = FaqId(callback_data.faq)
    page = await faq.aim(desk.database, desk.actor, faq_id, desk.now, audience=audience, language=language)
    await views.edit_screen(page, desk.texts).edit(callback)


async def put(callback: CallbackQuery, callback_data: PutFaq, desk: AnswerDesk) -> None:
    """Readers find it, or not."""
    faq_id = FaqId(callback_data.faq)
    page = await faq.aim(desk.database, desk.actor, faq_id, desk.now, shown=callback_data.shown)
    await views.edit_screen(page, desk.texts).edit(callback)


async def drop(callback: CallbackQuery, callback_data: DropFaq, desk: AnswerDesk) -> None:
    """It is kept no longer, after a question."""
    page = await faq.edit(desk.database, desk.actor, FaqId(callback_data.faq))
    if not callback_data.sure:
        await views.drop_screen(page, desk.texts).edit(callback)
        return
    await faq.drop(desk.database, desk.actor, page.faq.id, desk.now)
    await views.dropped_screen(desk.texts).edit(callback)
