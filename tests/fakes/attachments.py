"""AttachmentRepository over plain collections."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime

from core.errors import NotFoundError
from core.ids import AttachmentId, PersonId, SchoolId
from core.journal.attachments.model import Attachment, Content, SentFile, Waiting


@dataclass(frozen=True)
class StoredFile:
    """A file with who sent it, how far its bytes are fetched, and what bots call it."""

    file: Attachment
    owner_id: PersonId
    sent: SentFile
    digest: str | None = None
    fetch_at: datetime | None = None
    tries: int = 0
    reason: str | None = None
    references: dict[str, str] = field(default_factory=dict)


@dataclass
class FileState:
    """Files by key, bytes by digest."""

    files: dict[AttachmentId, StoredFile] = field(default_factory=dict)
    blobs: dict[str, Content] = field(default_factory=dict)

    def copy(self) -> "FileState":
        """A state of its own for one unit."""
        return FileState(self.files.copy(), self.blobs.copy())


class MemoryAttachments:
    """Reads and writes one copy of the state."""

    def __init__(self, state: FileState) -> None:
        self._files = state.files
        self._blobs = state.blobs

    async def add(self, school_id: SchoolId, owner_id: PersonId, sent: SentFile, at: datetime) -> Attachment:
        file = Attachment(AttachmentId(len(self._files) + 1), sent.kind, sent.name, sent.size, sent.print)
        self._files[file.id] = StoredFile(file, owner_id, sent, references={sent.bot: sent.reference})
        return file

    async def sent_in(self, owner_id: PersonId, source: str) -> Attachment | None:
        own = (one for one in self._files.values() if one.owner_id == owner_id)
        return next((one.file for one in own if one.sent.source == source), None)

    async def album_of(self, owner_id: PersonId, attachment_id: AttachmentId) -> tuple[Attachment, ...]:
        known = self._files.get(attachment_id)
        if known is None or known.owner_id != owner_id:
            raise NotFoundError
        own = [one for one in self._files.values() if one.owner_id == owner_id]
        album = known.sent.album
        return tuple(one.file for one in own if one is known or (album and one.sent.album == album))

    async def want(self, attachment_ids: Collection[AttachmentId], at: datetime) -> None:
        for one in [self._files[file_id] for file_id in attachment_ids]:
            if one.digest is None and one.fetch_at is None and one.reason is None:
                self._files[one.file.id] = replace(one, fetch_at=at)

    async def waiting(self, bots: Collection[str], at: datetime, limit: int) -> tuple[Waiting, ...]:
        due = sorted((one.fetch_at, one.file.id, one) for one in self._files.values() if one.fetch_at)
        found = [
            Waiting(file_id, bot, one.references[bot], one.tries)
            for moment, file_id, one in due
            for bot in [bot for bot in one.references if bot in bots][:1]
            if moment <= at
        ]
        return tuple(found[:limit])

    async def erase(self, attachment_ids: Collection[AttachmentId]) -> None:
        for one in [self._files[file_id] for file_id in attachment_ids]:
            gone = replace(one, file=replace(one.file, name=""), digest=None, fetch_at=None, reason="erased")
            self._files[one.file.id] = replace(gone, references={})
            if one.digest and all(other.digest != one.digest for other in self._files.values()):
                del self._blobs[one.digest]

    async def keep(self, attachment_id: AttachmentId, content: Content, at: datetime) -> None:
        if self._files[attachment_id].reason == "erased":
            return
        self._blobs.setdefault(content.digest, content)
        kept = replace(self._files[attachment_id], digest=content.digest, fetch_at=None, reason=None)
        self._files[attachment_id] = kept

    async def postpone(self, attachment_id: AttachmentId, reason: str, until: datetime | None) -> None:
        one = self._files[attachment_id]
        self._files[attachment_id] = replace(one, tries=one.tries + 1, fetch_at=until, reason=reason)

    async def content(self, attachment_id: AttachmentId) -> Content | None:
        return self._blobs.get(self._files[attachment_id].digest or "")

    async def is_awaited(self, attachment_id: AttachmentId) -> bool:
        return self._files[attachment_id].fetch_at is not None

    async def reference(self, attachment_id: AttachmentId, bot: str) -> str | None:
        return self._files[attachment_id].references.get(bot)

    async def refer(self, attachment_id: AttachmentId, bot: str, reference: str | None) -> None:
        one = self._files[attachment_id]
        others = {name: kept for name, kept in one.references.items() if name != bot}
        own = {bot: reference} if reference else {}
        self._files[attachment_id] = replace(one, references=others | own)
