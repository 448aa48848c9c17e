"""When what somebody types is a question, an answer, or words that are kept: after a button, or as a reply."""

from typing import Any

from aiogram.filters import Filter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.common.question_data import Answer, AnswerAnyway, AskAnyway, GoOn, Offered, question_of
from core.people.links import rules as codes
from core.people.model import Role


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

    async def __call__(self, message: Message) -> bool | dict[str, Answer]:
        """The question."""
        found = question_of(message.reply_to_message.reply_markup) if message.reply_to_message else None
        return {"replied": found} if isinstance(found, Answer) else False


class ToAsk(Filter):
    """Lets pass a reply to a message that brought an answer."""

    async def __call__(self, message: Message) -> bool | dict[str, GoOn]:
        """The own question."""
        found = question_of(message.reply_to_message.reply_markup) if message.reply_to_message else None
        return {"replied": found} if isinstance(found, GoOn) else False
