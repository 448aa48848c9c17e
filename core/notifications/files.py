"""Files as a channel sends them."""

from dataclasses import dataclass

from core.journal.attachments.model import Content, FileKind


@dataclass(frozen=True, slots=True)
class FileToSend:
    """A file by what the messenger calls it (`reference`), or by its bytes where there is no such name."""

    kind: FileKind
    name: str
    reference: str | None = None
    content: Content | None = None


@dataclass(frozen=True, slots=True)
class SentAs:
    """The message of a file, and what the messenger calls the file from now on."""

    message_id: str
    reference: str | None
