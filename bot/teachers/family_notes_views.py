"""The screens of notes that families said: what waits, one note, why it is refused."""

from collections.abc import Sequence
from enum import StrEnum

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup

from bot.common.menu import Open, Place, button, column
from bot.guardians.absence_views import certificate_words, family_reason, note_state
from bot.i18n import N_, Texts
from bot.names import NAMED, full_name, short_name
from bot.screens import Screen
from bot.teachers.absences_data import ShowClass
from bot.teachers.certificate_buttons import certificate_buttons
from bot.teachers.note_views import note_days
from core.journal.notes.confirming import Said


class Why(StrEnum):
    """Usual reasons to refuse a note; what is kept of them is the code."""

    PRESENT = "present"
    CERTIFICATE = "certificate"
    CALL = "call"


REFUSALS = {
    Why.PRESENT: N_("Ребёнок был на уроках"),
    Why.CERTIFICATE: N_("Нужна справка"),
    Why.CALL: N_("Позвоните мне"),
}


class ShowWaiting(CallbackData, prefix="fwait"):
    """What waits in a class."""

    class_id: int


class ConfirmNote(CallbackData, prefix="fyes"):
    """Take the family's word."""

    note: int


class AskRefusal(CallbackData, prefix="fno?"):
    """Why not?"""

    note: int


class RefuseNote(CallbackData, prefix="fno"):
    """For this reason."""

    note: int
    why: Why


def waiting_screen(class_id: int, waiting: Sequence[Said], texts: Texts) -> Screen:
    """Each note that waits, with its two buttons."""
    lines: list[str] = [texts.h("<b>Записки родителей ждут подтверждения</b>")]
    rows = []
    for one in waiting:
        lines.append(texts.h("• {note}", note=said_line(one, texts)))
        rows.append(
            [
                button(texts.t("✓ {name}", name=_name(one)), ConfirmNote(note=one.note.id)),
                button(texts.t("Отклонить…"), AskRefusal(note=one.note.id)),
                *certificate_buttons(one.note, texts)[:1],
            ]
        )
    if not waiting:
        lines = [texts.h("Записок, которые ждут подтверждения, нет.")]
    rows.append([button(texts.t("‹ Назад"), ShowClass(class_id=class_id))])
    return Screen("\n".join(lines), InlineKeyboardMarkup(inline_keyboard=rows))


def note_screen(said: Said, texts: Texts) -> Screen:
    """One note as it stands, with what can be decided of it."""
    lines = [said_line(said, texts), note_state(said.note, texts)]
    if said.note.refusal:
        lines.append(texts.t("Причина: {why}", why=refusal_words(said.note.refusal, texts)))
    text = texts.h("<b>Записка от родителей</b>\n{lines}", lines="\n".join(lines))
    buttons = []
    if said.note.waits:
        buttons = [
            button(texts.t("Подтвердить"), ConfirmNote(note=said.note.id)),
            button(texts.t("Отклонить…"), AskRefusal(note=said.note.id)),
        ]
    buttons += certificate_buttons(said.note, texts)
    return Screen(text, column(*buttons, button(texts.t("Кто отсутствует"), Open(place=Place.ABSENCES))))


def refusal_screen(said: Said, texts: Texts) -> Screen:
    """Why it is refused: a tap, or own words."""
    text = texts.h(
        "<b>Почему записка не принята?</b>\n{note}\n\n"
        "Нажмите причину или напишите её одним сообщением. Родитель её увидит.",
        note=said_line(said, texts),
    )
    taps = [button(texts.t(label), RefuseNote(note=said.note.id, why=why)) for why, label in REFUSALS.items()]
    return Screen(text, column(*taps, button(texts.t("← Не отклонять"), Open(place=Place.ABSENCES))))


def said_line(said: Said, texts: Texts) -> str:
    """«Сидоров Егор, записка на 13 октября, болеет. Сообщил: …»."""
    parts = [_name(said), note_days(said.note.stated, texts), family_reason(said.note.stated.reason, texts)]
    line = ", ".join(part for part in parts if part)
    if said.note.certificate:
        line = texts.t("{line}, {certificate}", line=line, certificate=certificate_words(said.note, texts))
    if said.note.comment and said.school.content_mode in NAMED:
        line = texts.t("{line}. Комментарий: {comment}", line=line, comment=said.note.comment)
    if said.school.content_mode not in NAMED:
        return line
    return texts.t("{line} ({who})", line=line, who=full_name(said.guardian.name, said.school.content_mode))


def refusal_words(refusal: str, texts: Texts) -> str:
    """A usual reason in words; own words as they are."""
    return texts.t(REFUSALS[Why(refusal)]) if refusal in set(Why) else refusal


def _name(said: Said) -> str:
    mode = said.school.content_mode
    return short_name(said.pupil.name, mode) if mode in NAMED else ""
