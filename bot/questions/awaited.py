"""When what somebody types is a question, an answer, or words that are kept: after a button, or as a reply."""

from typing import Any

from aiogram import F
from aiogram.filters import Filter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.common.question_data import Answer, AnswerAnyway, AskAnyway, GoOn, Offered, question_of
from core.consultations.files import told_by
from core.people.links import rules as codes
from core.people.links.model import Identity
from core.people.model import Role
from core.unit_of_work import Database


class Asking(StatesGroup):
    """Somebody is about to ask; `offered`: answers that are kept were shown, and the question waits in the data."""

    awaited = State()
    offered = State()


class Answering(StatesGroup):
    """Somebody is about to answer; `late`: a colleague was quicker, and the answer waits in the data."""

    awaited = State()
    late = State()


class Keeping(StatesGroup):
    """Somebody is about to type words that are kept for others."""

    awaited = State()


TYPED = F.text & ~F.text.startswith("/")
TYPES_LESSONS = (Role.TEACHER, Role.CLASS_TEACHER, Role.OPERATOR)
"""For their question one waits only a while; a family may take its time to word one."""


class NoCode(Filter):
    """Lets pass what is no code from school: it links a chat, whatever was asked for."""

    async def __call__(self, message: Message) -> bool:
        """Whether it is none."""
        text = message.text or ""
        return not (codes.names_both(text) or (codes.is_bare(text) and codes.read(text).code is not None))


class OfDraft(Filter):
    """Lets pass a button under the very words that wait in the conversation: an older one sends and drops nothing."""

    async def __call__(
        self,
        callback: CallbackQuery,  # noqa: ARG002 - its data say it
        callback_data: AskAnyway | Offered | AnswerAnyway,
        state: FSMContext,
    ) -> bool | dict[str, Any]:
        """`step`: the words, and what is known of them."""
        step = await state.get_data()
        return {"step": step} if step.get("draft") == callback_data.draft else False


class ToAnswer(Filter):
    """Lets pass a reply to a message that brought a question."""

    async def __call__(self, message: Message, identity: Identity, database: Database) -> bool | dict[str, Answer]:
        """The question."""
        found = await _replied(message, identity, database)
        return {"replied": found} if isinstance(found, Answer) else False


class ToAsk(Filter):
    """Lets pass a reply to a message that brought an answer."""

    async def __call__(self, message: Message, identity: Identity, database: Database) -> bool | dict[str, GoOn]:
        """The own question."""
        found = await _replied(message, identity, database)
        return {"replied": found} if isinstance(found, GoOn) else False


async def _replied(message: Message, identity: Identity, database: Database) -> Answer | GoOn | None:
    """By the buttons of what is replied to; files have none, and are known by the row that brought them."""
    replied = message.reply_to_message
    if replied is None or replied.reply_markup is not None or identity.chat is None:
        return question_of(replied.reply_markup) if replied else None
    words = await told_by(database, identity.chat.key, str(replied.message_id))
    if words is None:
        return None
    question = words.question_id
    return GoOn(question=question) if words.by_staff else Answer(question=question, words=words.id)
