"""Messages as a person sees them."""

import datetime as dt
from dataclasses import dataclass

import telegram

from playground.conversation import Conversation, Envelope
from playground.files import FileShelf, StoredFile


@dataclass(frozen=True)
class Button:
    """An inline button; exactly one of `data`, `url` and `copy` is not empty in most cases."""

    text: str
    data: str = ""
    url: str = ""
    copy: str = ""
    style: str = ""


@dataclass(frozen=True)
class FileView:
    """A file in a message; `size` is in bytes."""

    file_id: str
    name: str
    mime: str
    size: int
    data: bytes


@dataclass(frozen=True)
class MessageView:
    """One message on a person's screen; `text` is also the caption of a file, `html` the same with tags."""

    id: int
    text: str
    html: str
    entities: tuple[telegram.MessageEntity, ...]
    buttons: tuple[tuple[Button, ...], ...]
    from_bot: bool
    edited: bool
    date: dt.datetime
    revision: int
    document: FileView | None = None
    photo: FileView | None = None
    voice: FileView | None = None
    audio: FileView | None = None
    contact: telegram.Contact | None = None
    reply_to: int | None = None

    @property
    def labels(self) -> list[str]:
        """Return the texts of all inline buttons, in reading order."""
        return [button.text for row in self.buttons for button in row]


def view(envelope: Envelope, files: FileShelf) -> MessageView:
    """Return a message as the person sees it."""
    message = envelope.message()
    captioned = message.text is None
    return MessageView(
        id=message.message_id,
        text=(message.caption if captioned else message.text) or "",
        html=message.caption_html if captioned else message.text_html,
        entities=message.caption_entities if captioned else message.entities,
        buttons=_buttons(message.reply_markup),
        from_bot=envelope.sender.is_bot,
        edited=envelope.reworded,
        date=envelope.sent_at,
        revision=envelope.revision,
        document=_file(files.by_id(message.document.file_id) if message.document else None),
        photo=_file(files.by_id(message.photo[-1].file_id) if message.photo else None),
        voice=_file(files.by_id(message.voice.file_id) if message.voice else None),
        audio=_file(files.by_id(message.audio.file_id) if message.audio else None),
        contact=message.contact,
        reply_to=message.reply_to_message.message_id if message.reply_to_message else None,
    )


def views(conversation: Conversation, files: FileShelf) -> list[MessageView]:
    """Return everything on the person's screen, oldest first."""
    return [view(envelope, files) for envelope in conversation.messages.values()]


def _buttons(markup: telegram.InlineKeyboardMarkup | None) -> tuple[tuple[Button, ...], ...]:
    rows = markup.inline_keyboard if markup else ()
    return tuple(tuple(_button(button) for button in row) for row in rows)


def _button(button: telegram.InlineKeyboardButton) -> Button:
    return Button(
        text=button.text,
        data=str(button.callback_data or ""),
        url=button.url or "",
        copy=button.copy_text.text if button.copy_text else "",
        style=button.style or "",
    )


def _file(file: StoredFile | None) -> FileView | None:
    return FileView(file.file_id, file.name, file.mime, len(file.data), file.data) if file else None
