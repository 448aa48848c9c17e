"""When what somebody types is a question, an answer, or words that are kept: after a button, or as a reply."""

from aiogram.filters import Filter
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from bot.common.question_data import Answer, GoOn, question_of
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
