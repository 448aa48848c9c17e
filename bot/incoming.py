"""A person's message as the core knows it: its name, and the file that it brings."""

from typing import Any

from aiogram.types import Message

from core.journal.attachments.model import FileKind, SentFile
from core.people.links.model import Address


def source_of(message: Message, address: Address) -> str:
    """The name of a message, the same whenever it comes."""
    return f"{address.channel}:{address.bot}:{address.chat}:{message.message_id}"


def sent_file(message: Message, address: Address) -> SentFile | None:
    """The photo, document, voice or audio of a message; None for what else a messenger can send."""
    kind, file = _file(message)
    if file is None:
        return None
    return SentFile(
        kind,
        getattr(file, "file_name", None) or "",
        getattr(file, "mime_type", None) or "",
        file.file_size or 0,
        file.file_unique_id,
        address.bot,
        file.file_id,
        source_of(message, address),
        message.media_group_id,
    )


def _file(message: Message) -> tuple[FileKind, Any]:
    if message.photo:
        return FileKind.PHOTO, message.photo[-1]  # the largest size comes last
    if message.voice:
        return FileKind.VOICE, message.voice
    return (FileKind.AUDIO, message.audio) if message.audio else (FileKind.DOCUMENT, message.document)
