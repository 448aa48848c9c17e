"""How attached files are named on screens and in news."""

from collections.abc import Iterator, Sequence

from bot.i18n import Texts
from core.journal.attachments.model import Attachment, FileKind


def attachments_line(files: Sequence[Attachment], texts: Texts) -> str:
    """«Вложения: 2 фото, 1 файл»; no name of a file, for it may name anybody."""
    return texts.t("Вложения: {files}", files=counted(files, texts))


def file_label(file: Attachment, texts: Texts) -> str:
    """What a file is called where it is chosen among others."""
    if file.kind is FileKind.PHOTO:
        return texts.t("Фото")
    return texts.t("Голосовое сообщение") if file.kind is FileKind.VOICE else file.name


def counted(files: Sequence[Attachment], texts: Texts) -> str:
    """«2 фото, 1 файл»."""
    return ", ".join(_counted(files, texts))


def _counted(files: Sequence[Attachment], texts: Texts) -> Iterator[str]:
    kinds = [file.kind for file in files]
    photos, voices = kinds.count(FileKind.PHOTO), kinds.count(FileKind.VOICE)
    others = len(kinds) - photos - voices
    if photos:
        yield texts.n("{n} фото", "{n} фотографий", photos)
    if others:
        yield texts.n("{n} файл", "{n} файлов", others)
    if voices:
        yield texts.n("{n} голосовое сообщение", "{n} голосовых сообщений", voices)
