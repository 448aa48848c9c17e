"""When what somebody sends is a letter: a reply to one, or soon after «Написать»."""

from datetime import datetime, timedelta

from aiogram.filters import Filter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from bot.common.letters_data import threads_named
from core.clock import Clock
from core.correspondence.writing import thread_told_by
from core.people.links.model import Identity
from core.unit_of_work import Database

PATIENCE = timedelta(minutes=15)
"""So long the next message is taken for the letter that was announced: later it may be meant for something else."""


class Writing(StatesGroup):
    """Somebody who is about to write a letter; which thread and since when is kept in the state's data."""

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


class Announced(Filter):
    """Lets pass what is written soon after «Написать»."""

    async def __call__(self, message: Message, state: FSMContext, clock: Clock) -> bool | dict[str, int]:  # noqa: ARG002
        """The thread for which it is meant."""
        data = await state.get_data()
        if clock.now() - datetime.fromisoformat(data["at"]) > PATIENCE:
            await state.clear()
            return False
        return {"thread": int(data["thread"])}


async def await_letter(state: FSMContext, thread: int, now: datetime) -> None:
    """The next message is a letter of this thread."""
    await state.set_state(Writing.awaited)
    await state.set_data({"thread": thread, "at": now.isoformat()})
