"""Bytes are fetched until they are kept, or the messenger has refused them often enough."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from core.ids import AttachmentId, PersonId, SchoolId
from core.journal.attachments.fetching import TRIES, fetch_waiting
from core.journal.attachments.model import Content, FileKind, SentFile
from core.notifications.errors import ChannelError, FailureKind
from tests.contract.school import NOW, OLGA, SCHOOL, made_up_school
from tests.fakes.database import MemoryDatabase

CONTENT = Content("0a", (b"abc",))


class Messenger:
    """Gives the bytes, or fails."""

    def __init__(self, failure: FailureKind | None = None) -> None:
        self.failure = failure
        self.asked = 0

    @property
    def bots(self) -> Sequence[str]:
        return ("1",)

    async def fetch(self, bot: str, reference: str) -> Content:
        self.asked += 1
        if self.failure:
            raise ChannelError(self.failure)
        return CONTENT


async def wanted(owner: PersonId = OLGA, school: SchoolId = SCHOOL) -> tuple[MemoryDatabase, AttachmentId]:
    database = MemoryDatabase(made_up_school())
    async with database.writing() as unit:
        sent = SentFile(FileKind.PHOTO, "photo.jpg", "", 3, "p", "1", "reference", "1:1:1")
        file = await unit.attachments.add(school, owner, sent, NOW)
        await unit.attachments.want((file.id,), NOW)
        await unit.commit()
    return database, file.id


async def content(database: MemoryDatabase, file_id: AttachmentId) -> Content | None:
    async with database.reading() as unit:
        return await unit.attachments.content(file_id)


async def test_what_is_wanted_is_kept_once() -> None:
    database, file_id = await wanted()
    messenger = Messenger()
    assert [await fetch_waiting(database, messenger, NOW) for _ in range(2)] == [1, 0]
    assert messenger.asked == 1
    assert await content(database, file_id) == CONTENT


async def test_a_file_that_is_refused_is_given_up_one_that_cannot_be_reached_never() -> None:
    for failure, asked in ((FailureKind.REFUSED, TRIES), (FailureKind.NETWORK, 3 * TRIES)):
        database, file_id = await wanted()
        messenger = Messenger(failure)
        for n in range(3 * TRIES):
            assert await fetch_waiting(database, messenger, _later(n)) == 0
        assert messenger.asked == asked
        messenger.failure = None
        assert await fetch_waiting(database, messenger, _later(3 * TRIES)) == (failure is FailureKind.NETWORK)
        assert (await content(database, file_id) is not None) == (failure is FailureKind.NETWORK)


async def test_a_second_try_waits_a_minute() -> None:
    database, _ = await wanted()
    messenger = Messenger(FailureKind.SERVER)
    for seconds in (0, 59, 61):
        await fetch_waiting(database, messenger, NOW + timedelta(seconds=seconds))
    assert messenger.asked == 2


def _later(n: int) -> datetime:
    return NOW + n * timedelta(minutes=10)
