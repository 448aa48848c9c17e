"""When what somebody types is a question, an answer, or words that are kept: after a button, or as a reply."""

from datetime import datetime
from typing import Any

from aiogram.filters import Filter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from bot.common.letters_awaited import PATIENCE
from bot.common.question_data import Answer, GoOn, question_of
from core.clock import Clock
from core.people.links import rules as codes
from core.people.links.model import Identity
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


_TYPES_LESSONS = (Role.TEACHER, Role.CLASS_TEACHER, Role.OPERATOR)


class Announced(Filter):
    """Lets pass what is typed at a step of these conversations.

    Who types lessons into the same chat is waited for only a while, as with letters; a code from school is no question.
    """

    async def __call__(
        self, message: Message, identity: Identity, state: FSMContext, clock: Clock
    ) -> bool | dict[str, Any]:
        """What is known of the step."""
        step = await state.get_data()
        teaches = any(actor.holds(*_TYPES_LESSONS) for actor in identity.actors)
        if teaches and clock.now() - datetime.fromisoformat(step["at"]) > PATIENCE:
            await state.clear()
            return False
        return False if _is_a_code(message.text or "") else {"step": step}


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


async def await_words(state: FSMContext, step: State, now: datetime, **data: object) -> None:
    """The next message belongs to this step."""
    await state.set_state(step)
    await state.set_data({**data, "at": now.isoformat()})


def _is_a_code(text: str) -> bool:
    return codes.names_both(text) or (codes.is_bare(text) and codes.read(text).code is not None)
