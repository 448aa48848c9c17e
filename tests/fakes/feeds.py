"""FeedRepository over a list of the open addresses."""

from datetime import datetime

from core.diary.feeds.model import Feed
from core.ids import PersonId


class MemoryFeeds:
    """Reads and writes one copy of the state."""

    def __init__(self, feeds: list[Feed]) -> None:
        self._feeds = feeds

    async def by_hash(self, secret_hash: str) -> Feed | None:
        return next((one for one in self._feeds if one.secret_hash == secret_hash), None)

    async def of(self, person_id: PersonId, pupil_id: PersonId) -> Feed | None:
        return next((one for one in self._feeds if (one.person_id, one.pupil_id) == (person_id, pupil_id)), None)

    async def add(self, feed: Feed) -> None:
        self._feeds.append(feed)

    async def end(self, person_id: PersonId, at: datetime, pupil_id: PersonId | None = None) -> int:
        ended = [one for one in self._feeds if one.person_id == person_id and pupil_id in (None, one.pupil_id)]
        self._feeds[:] = [one for one in self._feeds if one not in ended]
        return len(ended)
