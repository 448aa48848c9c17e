"""When what somebody sends is a letter: a reply to one, or soon after «Написать»."""

from datetime import datetime

from aiogram.filters import Filter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from bot.common.awaited import await_words
from bot.common.letters_data import threads_named
from core.correspondence.writing import thread_told_by
from core.people.links.model import Identity
from core.unit_of_work import Database


class Writing(StatesGroup):
    """Somebody who is about to write a letter; which thread is kept in the state's data."""

    awaited = State()


class Answering(Filter):
    """Lets pass a reply to a letter, or to another message with the buttons of one thread."""

    async def __call__(self, message: Message, identity: Identity, database: Database) -> bool | dict[str, int]:
        """The thread: the buttons name it before the outcome of the delivery is recorded, the record afterwards."""
        replied = message.reply_to_message
        if replied is None or identity.chat is None:
            return False
        named = threads_named(replied.reply_markup)
        if len(named) == 1:
            return {"thread": named.pop()}
        thread = await thread_told_by(database, identity.chat.key, str(replied.message_id))
        return False if thread is None else {"thread": thread}


async def await_letter(state: FSMContext, thread: int, now: datetime) -> None:
    """The next message is a letter of this thread."""
    await await_words(state, Writing.awaited, now, thread=thread)
