"""Files on their way into chats: uploaded once for each bot, then sent by what the messenger calls them."""

import structlog

from core.errors import StorageError
from core.ids import AttachmentId
from core.journal.attachments.model import Attachment, Content
from core.notifications.errors import ChannelError, FailureKind
from core.notifications.files import FileToSend, SentAs
from core.notifications.ports import Channel
from core.people.links.model import Address
from core.unit_of_work import Database

KNOWN = 1000
"""References that are remembered, so that thirty families cost one look into the database."""

Key = tuple[AttachmentId, str]

log = structlog.get_logger(__name__)


class Shelf:
    """Sends files through one channel. A file that a bot received it sends without ever having its bytes."""

    def __init__(self, database: Database, channel: Channel) -> None:
        self._database = database
        self._channel = channel
        self._known: dict[Key, str] = {}
        self._uploading: set[Key] = set()

    async def send(self, address: Address, file: Attachment, caption: str) -> str:
        """Send a file; the id of its message.

        ChannelError: FILE_WAITS while its bytes are to come, the database is away, or another chat's upload of it is
        under way; FILE_GONE if it cannot be had at all.
        """
        try:
            return await self._send(address, file, caption)
        except StorageError:
            raise ChannelError(FailureKind.FILE_WAITS) from None

    async def _send(self, address: Address, file: Attachment, caption: str) -> str:
        key = (file.id, address.bot)
        if reference := await self._reference(key):
            try:
                return (await self._sent(address, file, caption, reference=reference)).message_id
            except ChannelError as error:
                if error.failure.kind is not FailureKind.FILE_GONE:
                    raise
            newer = self._known.get(key)
            if newer is not None and newer != reference:  # another chat's message has brought it anew meanwhile
                return (await self._sent(address, file, caption, reference=newer)).message_id
        return await self._upload(key, address, file, caption)

    async def _upload(self, key: Key, address: Address, file: Attachment, caption: str) -> str:
        if key in self._uploading:
            raise ChannelError(FailureKind.FILE_WAITS)
        self._uploading.add(key)
        try:
            sent = await self._sent(address, file, caption, content=await self._content(file.id))
            await self._keep(key, sent.reference)
        finally:
            self._uploading.discard(key)
        return sent.message_id

    async def _sent(
        self,
        address: Address,
        file: Attachment,
        caption: str,
        *,
        reference: str | None = None,
        content: Content | None = None,
    ) -> SentAs:
        return await self._channel.send_file(address, FileToSend(file.kind, file.name, reference, content), caption)

    async def _content(self, file_id: AttachmentId) -> Content:
        async with self._database.reading() as unit:
            content = await unit.attachments.content(file_id)
            if content is None:
                awaited = await unit.attachments.is_awaited(file_id)
                raise ChannelError(FailureKind.FILE_WAITS if awaited else FailureKind.FILE_GONE)
            return content

    async def _reference(self, key: Key) -> str | None:
        if key not in self._known:
            async with self._database.reading() as unit:
                found = await unit.attachments.reference(*key)
            if key not in self._known:  # what was uploaded during the look is newer than what it found
                self._remember(key, found)
        return self._known.get(key)

    async def _keep(self, key: Key, reference: str | None) -> None:
        """Where the database does not take it, the file is uploaded once more some day; the message was sent."""
        self._remember(key, reference)
        try:
            await self._database.run(lambda unit: unit.attachments.refer(*key, reference))
        except StorageError as error:
            log.warning("delivery.reference_not_kept", error=error.code)

    def _remember(self, key: Key, reference: str | None) -> None:
        self._known.pop(key, None)
        if reference is not None:
            self._known[key] = reference
        if len(self._known) > KNOWN:
            del self._known[next(iter(self._known))]
