"""Files in questions: screenshots after /question, as a reply, or behind the first of an album (A28)."""

from typing import Any

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot.common.album import FILE, Continuing, of_album
from bot.common.awaited import Awaited, await_words
from bot.common.question_data import GoOn, OwnFiles
from bot.incoming import sent_file
from bot.questions.asking_views import sent_screen
from bot.questions.awaited import TYPES_LESSONS, Asking, ToAsk
from bot.questions.desk import AskDesk, Asks
from core.consultations import asking
from core.consultations.errors import StrangerFileError
from core.consultations.model import Sent
from core.correspondence.errors import TooManyLetterFilesError
from core.ids import ConsultationId, SchoolId, WordsId
from core.journal.attachments.model import SentFile
from core.people.links.model import Address

_KIND = "question"


def build_router() -> Router:
    """Files; of what else a messenger can send it is said that it is no question."""
    router = Router(name="files of questions")
    step, soon = StateFilter(Asking.awaited, Asking.offered), Awaited(*TYPES_LESSONS)
    router.message.register(take_reply, F.reply_to_message, FILE, ToAsk(), Asks())
    router.message.register(take_further, F.media_group_id, FILE, Continuing(_KIND), Asks())
    router.message.register(take, step, FILE, soon, Asks())
    router.message.register(refuse, step, ~F.text, soon, Asks())
    router.callback_query.register(show, OwnFiles.filter(), Asks())
    return router


async def take(message: Message, desk: AskDesk, state: FSMContext, step: dict[str, Any], address: Address) -> None:
    """A question with a file; one that was typed before and waits goes with it."""
    words = "\n\n".join(one for one in (step.get("text"), message.caption) if one)
    await _take(message, desk, state, words, step, address)


async def take_reply(message: Message, desk: AskDesk, state: FSMContext, replied: GoOn, address: Address) -> None:
    """A file as a reply to the answer."""
    await _take(message, desk, state, message.caption or "", {"question": replied.question}, address)


async def take_further(message: Message, desk: AskDesk, state: FSMContext, to: int, address: Address) -> None:
    """A further file of an album."""
    await _take(message, desk, state, message.caption or "", {"question": to}, address)


async def refuse(message: Message, desk: AskDesk) -> None:
    """Stickers, films, places: a question is words and files."""
    await message.answer(
        desk.texts.t("Сюда можно отправить текст, фото, документ или голосовое сообщение. Это не отправлено.")
    )


async def show(
    callback: CallbackQuery,  # noqa: ARG001 - the page stays as it is
    callback_data: OwnFiles,
    desk: AskDesk,
    callback_answer: CallbackAnswer,
) -> None:
    """The files of a question or an answer, into this chat."""
    question_id, words_id = ConsultationId(callback_data.question), WordsId(callback_data.words)
    await asking.show_files(desk.database, desk.identity, question_id, words_id, desk.now)
    desk.wake()
    callback_answer.text = desk.texts.t("Вложения придут отдельным сообщением")


async def send(desk: AskDesk, text: str, step: dict[str, Any], file: SentFile | None = None) -> Sent:
    """A new question to the school of the step, or further words in its question."""
    if "question" in step:
        question_id = ConsultationId(step["question"])
        sent = await asking.go_on(desk.database, desk.identity, question_id, text, desk.now, file)
    else:
        school_id, language = SchoolId(step["school"]), desk.texts.language
        sent = await asking.ask(desk.database, desk.identity, school_id, text, language, desk.now, file)
    desk.wake()
    return sent


async def _take(
    message: Message, desk: AskDesk, state: FSMContext, text: str, step: dict[str, Any], address: Address
) -> None:
    """What came without words is awaited to be said in the next message: it goes on in the same question."""
    file = sent_file(message, address)
    once = (TooManyLetterFilesError, StrangerFileError)
    sent = await of_album(message, state, _KIND, lambda: send(desk, text, step, file), _question, *once)
    if sent is None:
        return
    await sent_screen(sent, desk.texts).answer(message)
    if not sent.page.card.last.text:
        known = await state.get_data()
        await await_words(state, Asking.awaited, desk.now, **known, question=_question(sent))


def _question(sent: Sent) -> int:
    return sent.page.card.question.id
