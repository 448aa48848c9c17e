"""What calendars need from outside."""

from datetime import datetime
from typing import Protocol

from core.diary.feeds.model import Feed
from core.ids import PersonId


class FeedRepository(Protocol):
    """Keeps the addresses. One that ended is never found again."""

    async def by_hash(self, secret_hash: str) -> Feed | None:
        """The open address with that hash."""
        ...

    async def of(self, person_id: PersonId, pupil_id: PersonId) -> Feed | None:
        """The open address of a person for a child."""
        ...

    async def add(self, feed: Feed) -> None:
        """A new address."""
        ...

    async def end(self, person_id: PersonId, at: datetime, pupil_id: PersonId | None = None) -> int:
        """End the open address of a person for a child, or for all children; how many there were."""
        ...
