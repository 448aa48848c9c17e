"""Files in answers: after «Ответить», as a reply, or behind the first of an album (A28)."""

from typing import Any

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot.common.album import FILE, Continuing, of_album
from bot.common.awaited import Awaited
from bot.common.question_data import Answer, QuestionFiles
from bot.incoming import sent_file
from bot.questions import answering_views as views
from bot.questions.awaited import Answering, ToAnswer
from bot.questions.desk import AnswerDesk, Answers
from core.consultations import answering
from core.consultations.errors import AlreadyAnsweredError
from core.consultations.model import Sent
from core.correspondence.errors import TooManyLetterFilesError
from core.errors import NotFoundError
from core.ids import ConsultationId, WordsId
from core.people.links.model import Address, Identity

_KIND = "answer"


def build_router() -> Router:
    """Files; of what else a messenger can send it is said that it is no answer."""
    router = Router(name="files of answers")
    step = StateFilter(Answering.awaited, Answering.late)
    router.message.register(take_reply, F.reply_to_message, FILE, ToAnswer(), Answers())
    router.message.register(take_further, F.media_group_id, FILE, Continuing(_KIND), Answers())
    router.message.register(take, step, FILE, Awaited(), Answers())
    router.message.register(refuse, step, ~F.text, Awaited(), Answers())
    router.callback_query.register(show, QuestionFiles.filter(), Answers())
    return router


async def take(message: Message, desk: AnswerDesk, state: FSMContext, step: dict[str, Any], address: Address) -> None:
    """An answer with a file."""
    await _take(message, desk, state, step["question"], step["words"], address)


async def take_reply(message: Message, desk: AnswerDesk, state: FSMContext, replied: Answer, address: Address) -> None:
    """The same as a reply to what brought the question."""
    await _take(message, desk, state, replied.question, replied.words, address)


async def take_further(message: Message, desk: AnswerDesk, state: FSMContext, to: int, address: Address) -> None:
    """A further file of an album."""
    await _take(message, desk, state, to, 0, address)


async def refuse(message: Message, desk: AnswerDesk) -> None:
    """An answer is words and files."""
    await message.answer(
        desk.texts.t("Сюда можно отправить текст, фото, документ или голосовое сообщение. Это не отправлено.")
    )


async def show(
    callback: CallbackQuery,  # noqa: ARG001 - the page stays as it is
    callback_data: QuestionFiles,
    desk: AnswerDesk,
    identity: Identity,
    callback_answer: CallbackAnswer,
) -> None:
    """The files of a question or an answer, into this chat."""
    if identity.chat is None:
        raise NotFoundError
    question_id, words_id = ConsultationId(callback_data.question), WordsId(callback_data.words)
    await answering.show_files(desk.database, desk.actor, identity.chat.key, question_id, words_id, desk.now)
    desk.wake()
    callback_answer.text = desk.texts.t("Вложения придут отдельным сообщением")


async def _take(
    message: Message, desk: AnswerDesk, state: FSMContext, question: int, words: int, address: Address
) -> None:
    """Where a colleague was quicker, the file is not kept: it is asked for once more."""
    question_id = ConsultationId(question)

    async def send() -> Sent:
        text, file, seen = message.caption or "", sent_file(message, address), WordsId(words)
        return await answering.answer(desk.database, desk.actor, question_id, text, desk.now, seen=seen, file=file)

    once = (TooManyLetterFilesError, AlreadyAnsweredError)
    try:
        sent = await of_album(message, state, _KIND, send, lambda _: question, *once)
    except AlreadyAnsweredError:
        page = await answering.page(desk.database, desk.actor, question_id, desk.now)
        await views.late_file_screen(page, desk.texts).answer(message)
        return
    desk.wake()
    if sent is not None:
        await views.answered_screen(sent.page, desk.texts).answer(message)
