"""What an operator and a teacher are told of an entry that changes hands; its words are made when it is sent."""

from datetime import datetime, timedelta
from enum import StrEnum

from core.ids import ChatKey, PersonId
from core.journal.ports import StoredDraft
from core.notifications.model import Kind, Planned, Priority
from core.unit_of_work import UnitOfWork

_WORTH_READING = timedelta(days=14)


class Event(StrEnum):
    """What became of an entry."""

    HANDED = "handed"
    RECORDED = "recorded"
    RETURNED = "returned"


async def notify(unit: UnitOfWork, draft: StoredDraft, event: Event, now: datetime) -> int:
    """Put a row into the outbox for each chat of whom it concerns: the author of what was handed over, else the
    operator; for how many chats. A chat that blocked the bot counts for none."""
    to = draft.author_id if event is Event.HANDED else draft.typed_by_id
    if to is None:
        return 0
    chats = [chat for _, chat in await unit.links.links_to(to) if chat.blocked_at is None]
    await unit.outbox.enqueue(tuple(_row(draft, event, to, chat.key, now) for chat in chats), now)
    return len(chats)


def _row(draft: StoredDraft, event: Event, to: PersonId, chat_key: ChatKey, now: datetime) -> Planned:
    return Planned(
        draft.school_id,
        chat_key,
        to,
        Kind.DRAFT,
        f"draft:{draft.id}:{event}:{chat_key}:{now.isoformat()}",
        now,
        priority=Priority.NORMAL,
        content={"draft": str(draft.id), "event": event.value},
        expires_at=now + _WORTH_READING,
    )
