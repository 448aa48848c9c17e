"""The buttons of a certificate that a family attached to its note."""

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from bot.common.menu import button
from bot.i18n import Texts
from core.journal.notes.model import AbsenceNote


class OpenCertificate(CallbackData, prefix="fcert?"):
    """Send its pages into this chat."""

    note: int


class AcceptCertificate(CallbackData, prefix="fcert!"):
    """«Справка принята»."""

    note: int


def certificate_buttons(note: AbsenceNote, texts: Texts) -> list[InlineKeyboardButton]:
    """Opening a certificate; taking it, where the note was confirmed before it came: confirming takes it too."""
    if not note.certificate:
        return []
    found = [button(texts.t("Открыть справку"), OpenCertificate(note=note.id))]
    if note.accepted_at is None and not note.waits:
        found.append(button(texts.t("Справка принята"), AcceptCertificate(note=note.id)))
    return found
