"""A file that is attached to homework (B14)."""

from dataclasses import dataclass
from enum import StrEnum

from core.ids import AttachmentId


class FileKind(StrEnum):
    """How a messenger shows a file."""

    PHOTO = "photo"
    DOCUMENT = "document"
    VOICE = "voice"
    AUDIO = "audio"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file by its key, with what screens say of it. Two of the same `print` are the same file; `size` in bytes."""

    id: AttachmentId
    kind: FileKind
    name: str
    size: int
    print: str


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as a messenger tells of it, before its bytes are fetched.

    `reference` names it to that `bot` as long as the messenger keeps it. `source` names the message that brought it,
    so that the same message never brings a second one; files of one `album` were sent together.
    """

    kind: FileKind
    name: str
    mime: str
    size: int
    print: str
    bot: str
    reference: str
    source: str
    album: str | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of a file in pieces, with their SHA-256 in hexadecimal digits."""

    digest: str
    pieces: tuple[bytes, ...]

    @property
    def size(self) -> int:
        """How many bytes there are."""
        return sum(map(len, self.pieces))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file whose bytes are not kept yet, by a reference of a bot. `tries` is how often they were fetched in vain."""

    id: AttachmentId
    bot: str
    reference: str
    tries: int
