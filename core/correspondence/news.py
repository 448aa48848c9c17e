"""The rows of the outbox that bring a letter into the chats of the other side."""

from datetime import datetime, timedelta

from core.consents.access import may_be_told
from core.correspondence.model import Letter, Thread
from core.ids import ChatKey, PersonId
from core.notifications.edits import edits_of
from core.notifications.model import Kind, Planned
from core.people.model import School
from core.unit_of_work import UnitOfWork

WORTH_READING = timedelta(days=7)
"""So long it is tried to bring a letter; it stands in the thread all the same."""


def row_key(letter_id: int, chat_key: ChatKey) -> str:
    """The dedupe key of a letter's row for a chat."""
    return f"letter:{letter_id}:{chat_key}"


async def tell(unit: UnitOfWork, school: School, thread: Thread, letter: Letter, now: datetime) -> bool:
    """A row for each chat of the other side, unless they muted the thread; whether they have a chat at all.

    A guardian who did not consent to messages finds it in the thread.
    """
    to = thread.other(letter.author_id)
    guardian = to == thread.guardian_id
    if guardian and not await may_be_told(unit, school, to, thread.pupil_id, now):
        return False
    chats = await _chats(unit, to)
    if not thread.muted_for(to):
        rows = tuple(
            Planned(
                school_id=thread.school_id,
                chat_key=chat_key,
                person_id=to,
                kind=Kind.MESSAGE,
                dedupe_key=row_key(letter.id, chat_key),
                not_before=letter.due_at,
                pupil_id=thread.pupil_id if guardian else None,
                content={"letter": str(letter.id)},
                expires_at=letter.due_at + WORTH_READING,
            )
            for chat_key in chats
        )
        await unit.outbox.enqueue(rows, now)
    return bool(chats)


async def tell_more(unit: UnitOfWork, school: School, thread: Thread, letter: Letter, now: datetime) -> bool:
    """A letter has got a further file: where its message went out already, the file follows it, if it still may."""
    to = thread.other(letter.author_id)
    if to == thread.guardian_id and not await may_be_told(unit, school, to, thread.pupil_id, now):
        return False
    chats = await _chats(unit, to)
    rows = await unit.outbox.with_keys([row_key(letter.id, chat_key) for chat_key in chats])
    edits = edits_of(rows, str(len(letter.attachments)), now, now + WORTH_READING)
    await unit.outbox.enqueue(edits, now)
    return bool(chats)


async def _chats(unit: UnitOfWork, person_id: PersonId) -> list[ChatKey]:
    return [chat.key for _, chat in await unit.links.links_to(person_id)]
