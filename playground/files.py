"""Files which people and bots have sent, kept in memory."""

import hashlib
import mimetypes
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

import telegram

_JPEG_SIZE_MARKERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True)
class StoredFile:
    """One file; `path` is what ``getFile`` gives as ``file_path``, and its folder tells what it was sent as."""

    file_id: str
    unique_id: str
    path: str
    name: str
    mime: str
    data: bytes

    def as_document(self) -> telegram.Document:
        """Return the file as the document of a message."""
        return telegram.Document(
            self.file_id, self.unique_id, file_name=self.name, mime_type=self.mime, file_size=len(self.data)
        )

    def as_photo(self, size: tuple[int, int]) -> tuple[telegram.PhotoSize, ...]:
        """Return the file as the photo of a message; `size` is width and height in pixels."""
        return (telegram.PhotoSize(self.file_id, self.unique_id, *size, file_size=len(self.data)),)

    def as_voice(self) -> telegram.Voice:
        """Return the file as the voice message of a message; how long it sounds is not read off it."""
        return telegram.Voice(self.file_id, self.unique_id, 1, mime_type=self.mime, file_size=len(self.data))

    def as_audio(self) -> telegram.Audio:
        """Return the file as the music of a message."""
        return telegram.Audio(
            self.file_id, self.unique_id, 1, file_name=self.name, mime_type=self.mime, file_size=len(self.data)
        )

    def as_file(self) -> telegram.File:
        """Return what ``getFile`` answers."""
        return telegram.File(self.file_id, self.unique_id, file_size=len(self.data), file_path=self.path)


class FileShelf:
    """All files of the playground, by identifier and by path."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def put(self, data: bytes, name: str, mime: str = "", folder: str = "documents") -> StoredFile:
        """Keep `data` and return it with its new identifiers; `mime` is for names that tell no type."""
        number = next(self._numbers)
        unique_id = hashlib.sha256(data).hexdigest()[:16]
        suffix = name[name.rindex(".") :] if "." in name else ""
        file = StoredFile(
            file_id=f"PLAY{number:06d}{unique_id}",
            unique_id=unique_id,
            path=f"{folder}/file_{number}{suffix}",
            name=name,
            mime=mimetypes.guess_type(name)[0] or mime or "application/octet-stream",
            data=data,
        )
        self._by_id[file.file_id] = self._by_path[file.path] = file
        return file

    def forget(self, file_id: str) -> None:
        """Have the messenger not know this identifier any more."""
        self._by_path.pop(self._by_id.pop(file_id).path)

    def by_id(self, file_id: str) -> StoredFile | None:
        """Return the file with this identifier."""
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        """Return the file which ``getFile`` gave this path."""
        return self._by_path.get(path)


def image_size(data: bytes) -> tuple[int, int] | None:
    """Return width and height in pixels of a PNG or JPEG image, or None for anything else."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    if data.startswith(b"\xff\xd8"):
        return next(_jpeg_sizes(data), None)
    return None


def _jpeg_sizes(data: bytes) -> Iterator[tuple[int, int]]:
    position = 2
    while position + 9 <= len(data):
        marker, length = struct.unpack(">xBH", data[position : position + 4])
        if marker in _JPEG_SIZE_MARKERS:
            height, width = struct.unpack(">HH", data[position + 5 : position + 9])
            yield width, height
        position += 2 + length
