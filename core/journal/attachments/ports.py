"""What attachments need from outside."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from core.ids import AttachmentId, PersonId, SchoolId
from core.journal.attachments.model import Attachment, Content, SentFile, Waiting


class AttachmentRepository(Protocol):
    """Files by what the messenger said of them, their references, and their bytes. Only what is asked for is erased."""

    async def add(self, school_id: SchoolId, owner_id: PersonId, sent: SentFile, at: datetime) -> Attachment:
        """Keep what is known of a file that somebody sent, with the reference of its bot."""
        ...

    async def sent_in(self, owner_id: PersonId, source: str) -> Attachment | None:
        """The file that came in a message of this person, if one did."""
        ...

    async def album_of(self, owner_id: PersonId, attachment_id: AttachmentId) -> tuple[Attachment, ...]:
        """A file of this person with those of its album, in the order of sending; NotFoundError for another's."""
        ...

    async def want(self, attachment_ids: Collection[AttachmentId], at: datetime) -> None:
        """Have the bytes of these files fetched from now on, unless they are kept or asked for already."""
        ...

    async def waiting(self, bots: Collection[str], at: datetime, limit: int) -> tuple[Waiting, ...]:
        """Files whose bytes are to be fetched now, and that one of these bots knows; the longest waiting first."""
        ...

    async def keep(self, attachment_id: AttachmentId, content: Content, at: datetime) -> None:
        """Keep the bytes of a file; the same bytes are kept once, whoever sent them."""
        ...

    async def postpone(self, attachment_id: AttachmentId, reason: str, until: datetime | None) -> None:
        """Fetching was in vain, for a reason; try again at that moment, or never (None)."""
        ...

    async def content(self, attachment_id: AttachmentId) -> Content | None:
        """The bytes of a file, or None while they are not kept."""
        ...

    async def is_awaited(self, attachment_id: AttachmentId) -> bool:
        """Whether the bytes of a file are still to come."""
        ...

    async def erase(self, attachment_ids: Collection[AttachmentId]) -> None:
        """Forget the names, references and bytes of files; bytes that another file has too stay."""
        ...

    async def reference(self, attachment_id: AttachmentId, bot: str) -> str | None:
        """By what this bot may send the file without its bytes."""
        ...

    async def refer(self, attachment_id: AttachmentId, bot: str, reference: str | None) -> None:
        """Keep the reference of a bot in place of the one before; None: the messenger knows none any more."""
        ...


class FileSource(Protocol):
    """Where the bytes of a file that was sent to a bot are fetched from."""

    @property
    def bots(self) -> Sequence[str]:
        """The bots whose references it understands."""
        ...

    async def fetch(self, bot: str, reference: str) -> Content:
        """The bytes. ChannelError."""
        ...
