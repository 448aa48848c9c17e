"""The rows of the outbox that bring a letter into the chats of the other side."""

from datetime import datetime, timedelta

from core.correspondence.model import Letter, Thread
from core.ids import ChatKey
from core.notifications.model import Kind, Planned
from core.unit_of_work import UnitOfWork

WORTH_READING = timedelta(days=7)
"""So long it is tried to bring a letter; it stands in the thread all the same."""


def row_key(letter_id: int, chat_key: ChatKey) -> str:
    """The dedupe key of a letter's row for a chat."""
    return f"letter:{letter_id}:{chat_key}"


async def tell(unit: UnitOfWork, thread: Thread, letter: Letter, now: datetime) -> bool:
    """A row for each chat of the other side, unless they muted the thread; whether they have a chat at all."""
    to = thread.other(letter.author_id)
    chats = [chat.key for _, chat in await unit.links.links_to(to)]
    if not thread.muted_for(to):
        rows = tuple(
            Planned(
                school_id=thread.school_id,
                chat_key=chat_key,
                person_id=to,
                kind=Kind.MESSAGE,
                dedupe_key=row_key(letter.id, chat_key),
                not_before=letter.due_at,
                content={"letter": str(letter.id)},
                expires_at=letter.due_at + WORTH_READING,
            )
            for chat_key in chats
        )
        await unit.outbox.enqueue(rows, now)
    return bool(chats)
