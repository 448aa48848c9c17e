"""The lines of a card about who is away, late or there against a note, and the buttons that speak against notes."""

from collections.abc import Iterator

from aiogram.types import InlineKeyboardButton

from bot.common.menu import button
from bot.i18n import N_, Texts
from bot.markup import listed
from bot.teachers.callbacks import Presence
from core.ids import PersonId
from core.journal.model import Reason
from core.journal.ports import StoredDraft
from core.journal.quick_entry.model import DraftAbsence, LessonDraft
from core.journal.rules import speaks_of_lesson

BUTTONS_SHOWN = 8
"""Pupils with a note for whom a card has a button; who else is there after all can be written."""

_REASONS = {
    Reason.ILLNESS: N_("болезнь"),
    Reason.EXCUSED: N_("уважительная причина"),
    Reason.UNEXCUSED: N_("без уважительной причины"),
}


def reason_words(reason: Reason | None, texts: Texts) -> str:
    """«болезнь»; nothing where no reason is known."""
    return texts.t(_REASONS[reason]) if reason else ""


def presence_lines(reading: LessonDraft, texts: Texts) -> Iterator[str]:
    """Who is away by the teacher's word, who by a note alone, who is there against a note, who is late."""
    stated = [one for one in reading.absences if not one.foretold and speaks_of_lesson(reading)]
    if stated:
        yield texts.h("Нет: {names}", names=listed(_away(reading, one, texts) for one in stated))
    foretold = [one for one in reading.absences if one.foretold]
    if foretold:
        yield texts.h("Нет по записке: {names}", names=listed(_away(reading, one, texts) for one in foretold))
    if reading.present:
        yield texts.h("На уроке, хотя есть записка: {names}", names=listed(_names(reading)))
    late = [_with(name_of(reading, one.pupil_id), _minutes(one.minutes, texts)) for one in reading.lateness]
    if late:
        yield texts.h("Опоздания: {names}", names=listed(late))
    yield from _note(reading, texts)


def presence_buttons(draft: StoredDraft, texts: Texts) -> list[list[InlineKeyboardButton]]:
    """A button for each pupil whom a note expects away, and the way back."""
    reading = draft.reading
    away = [(one.pupil_id, False) for one in reading.absences if one.foretold and one.pupil_id is not None]
    here = [(pupil, True) for pupil in reading.present if not reading.all_present]
    return [[_presence(draft, pupil, texts, here=here)] for pupil, here in (*away, *here)[:BUTTONS_SHOWN]]


def name_of(reading: LessonDraft, pupil: PersonId | None) -> str:
    """«Ёлкина Софья»; a question mark while it is asked who is meant."""
    return reading.names.get(pupil, "?") if pupil is not None else "?"


def _presence(draft: StoredDraft, pupil: PersonId, texts: Texts, *, here: bool) -> InlineKeyboardButton:
    name = name_of(draft.reading, pupil)
    label = texts.t("{name}: всё-таки нет", name=name) if here else texts.t("{name}: на уроке", name=name)
    return button(label, Presence(draft=draft.id, pupil=pupil, here=not here))


def _away(reading: LessonDraft, absence: DraftAbsence, texts: Texts) -> str:
    why = reason_words(absence.why, texts)
    if absence.note and absence.note.waits:
        why = texts.t("{reason}, со слов родителей", reason=why)
    elif absence.note and not absence.foretold:
        why = texts.t("{reason}, по записке", reason=why)
    return _with(name_of(reading, absence.pupil_id), why)


def _names(reading: LessonDraft) -> Iterator[str]:
    return (name_of(reading, pupil) for pupil in reading.present)


def _note(reading: LessonDraft, texts: Texts) -> Iterator[str]:
    """«болеет с 12 по 16» becomes a note, and the card says so."""
    away = next((one for one in reading.absences if not one.foretold), None)
    if reading.absence_period is None or away is None:
        return
    first, last = (texts.day_month(day) for day in reading.absence_period)
    who = _with(name_of(reading, away.pupil_id), reason_words(away.reason, texts))
    yield texts.h("Записка с {first} по {last}: {who}", first=first, last=last, who=who)


def _minutes(minutes: int | None, texts: Texts) -> str:
    return texts.t("{n} мин", n=minutes) if minutes else ""


def _with(name: str, detail: str) -> str:
    return f"{name} ({detail})" if detail else name
