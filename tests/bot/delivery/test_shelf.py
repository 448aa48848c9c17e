"""Two chats that want the same file at once: it is uploaded once, however their waits interlock."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, cast

import pytest

from bot.delivery.shelf import Shelf
from core.ids import AttachmentId
from core.journal.attachments.model import Attachment, Content, FileKind
from core.notifications.errors import ChannelError, FailureKind
from core.notifications.files import FileToSend, SentAs
from core.notifications.ports import Channel
from core.people.links.model import Address
from core.unit_of_work import Database

PHOTO = Attachment(AttachmentId(1), FileKind.PHOTO, "photo.jpg", 3, "a photo")
FIRST, SECOND = Address("telegram", "1", "1"), Address("telegram", "1", "2")
FORGOTTEN, NEW = "forgotten", "new"


class Store:
    """A database with one file; its looks for a reference wait for their turn."""

    def __init__(self, reference: str | None) -> None:
        self.kept = reference
        self.turns: list[asyncio.Event] = []
        self.attachments = self

    @asynccontextmanager
    async def reading(self) -> AsyncIterator["Store"]:
        yield self

    async def run(self, work: Callable[["Store"], Awaitable[Any]]) -> Any:
        return await work(self)

    async def reference(self, _file: int, _bot: str) -> str | None:
        found, turn = self.kept, asyncio.Event()
        self.turns.append(turn)
        await turn.wait()
        return found

    async def content(self, _file: int) -> Content:
        return Content("", (b"abc",))

    async def refer(self, _file: int, _bot: str, reference: str) -> None:
        self.kept = reference


class Messenger:
    """Knows what was uploaded to it; a forgotten name it answers when it is let."""

    def __init__(self) -> None:
        self.uploads = 0
        self.slow = asyncio.Event()

    async def send_file(self, address: Address, file: FileToSend, _caption: str) -> SentAs:
        if file.content is not None:
            self.uploads += 1
            await asyncio.sleep(0)
        elif file.reference == FORGOTTEN:
            if address == SECOND:
                await self.slow.wait()
            raise ChannelError(FailureKind.FILE_GONE)
        return SentAs("77", NEW)


def a_shelf(store: Store, messenger: Messenger) -> Shelf:
    return Shelf(cast(Database, store), cast(Channel, messenger))


async def looked(store: Store, looks: int) -> None:
    for _ in range(10):
        await asyncio.sleep(0)
    assert len(store.turns) == looks


async def test_a_look_that_ends_after_an_upload_does_not_forget_it() -> None:
    store, messenger = Store(None), Messenger()
    shelf = a_shelf(store, messenger)
    sends = [asyncio.create_task(shelf.send(chat, PHOTO, "")) for chat in (FIRST, SECOND)]
    await looked(store, 2)
    store.turns[0].set()
    await sends[0]
    store.turns[1].set()
    await sends[1]
    assert (messenger.uploads, store.kept) == (1, NEW)


async def test_a_name_forgotten_for_both_is_renewed_by_one() -> None:
    store, messenger = Store(FORGOTTEN), Messenger()
    shelf = a_shelf(store, messenger)
    sends = [asyncio.create_task(shelf.send(chat, PHOTO, "")) for chat in (FIRST, SECOND)]
    await looked(store, 2)
    for turn in store.turns:
        turn.set()
    await sends[0]
    messenger.slow.set()
    await sends[1]
    assert (messenger.uploads, store.kept) == (1, NEW)


async def test_while_one_uploads_the_other_waits() -> None:
    store, messenger = Store(None), Messenger()
    shelf = a_shelf(store, messenger)
    sends = [asyncio.create_task(shelf.send(chat, PHOTO, "")) for chat in (FIRST, SECOND)]
    await looked(store, 2)
    for turn in store.turns:
        turn.set()
    await sends[0]
    with pytest.raises(ChannelError) as refused:
        await sends[1]
    assert (refused.value.failure.kind, messenger.uploads) == (FailureKind.FILE_WAITS, 1)
