"""The screens of a class teacher's day: who of the class is away, why, and what can be said of a pupil."""

from collections.abc import Iterator, Sequence

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.common.menu import Open, Place, button, column
from bot.i18n import N_, Html, Texts
from bot.markup import MAX_LENGTH, length, plain
from bot.screens import Screen
from bot.teachers.attendance import reason_words
from core.journal.model import Reason
from core.journal.notes.model import AbsenceNote, Away, ClassDay, Source

PUPILS_SHOWN = 40
"""Pupils who have a button; a messenger takes a hundred buttons, and a class is smaller."""

_SOURCES = {
    Source.TEACHER: N_("со слов учителя"),
    Source.GUARDIAN: N_("со слов родителей"),
    Source.CERTIFICATE: N_("по справке"),
}


class ShowPupil(CallbackData, prefix="away"):
    """One of those who are away."""

    pupil: int


class GiveReason(CallbackData, prefix="why"):
    """Why the pupil is away today."""

    pupil: int
    reason: Reason


class AskDays(CallbackData, prefix="days"):
    """From which day to which, to be typed."""

    pupil: int


class WithdrawNote(CallbackData, prefix="nonote"):
    """This note of the pupil is not valid."""

    pupil: int
    note: int


def class_days(days: Sequence[ClassDay], texts: Texts) -> Screen:
    """Who is missing in each of the own classes, with a button for each of them."""
    text = "\n\n".join("\n".join(_class_lines(day, texts)) for day in days)
    shown = [one for day in days for one in day.away][:PUPILS_SHOWN]
    buttons = [button(one.name, ShowPupil(pupil=one.pupil.id)) for one in shown]
    again = button(texts.t("Обновить"), Open(place=Place.ABSENCES))
    return Screen(_fitted(text, texts), column(*buttons, again, button(texts.t("← Назад"), Open(place=Place.HOME))))


def not_for_you(texts: Texts) -> Screen:
    """For a teacher who leads no class."""
    return Screen(texts.h("Этот экран есть у классных руководителей: у вас сейчас нет класса."), column(_home(texts)))


def pupil_screen(day: ClassDay, away: Away, texts: Texts) -> Screen:
    """What is known of a pupil today, and what can be said of it."""
    lines: list[str] = [texts.h("<b>{name}, {title}</b>", name=away.name, title=day.of.title)]
    lines += _lessons(away, texts)
    lines += [_note(note, texts) for note in away.notes]
    rows = [_reasons(away, texts)] if _asks_reason(away) else []
    rows.append([button(texts.t("С … по … — написать"), AskDays(pupil=away.pupil.id))])
    rows += [[_withdraw(away, note, texts)] for note in away.notes]
    return Screen("\n".join(lines), InlineKeyboardMarkup(inline_keyboard=[*rows, [_to_class(texts)]]))


def days_screen(away: Away, texts: Texts) -> Screen:
    """How the days are typed."""
    text = texts.h(
        "<b>{name}: с какого по какой день?</b>\n"
        "Напишите дни и причину, например:\n"
        "<code>болеет с 12 по 16</code>\n"
        "<code>справка, болезнь с 12.10 по 16.10</code>\n"
        "<code>по семейным 14.10</code>\n\n"
        "Пропускам этих дней без причины будет дана эта причина, а на следующих уроках ученика не будут ждать.",
        name=away.name,
    )
    return Screen(text, column(button(texts.t("‹ Назад"), ShowPupil(pupil=away.pupil.id))))


def _class_lines(day: ClassDay, texts: Texts) -> Iterator[str]:
    yield texts.h("<b>Кто отсутствует: {title}</b> · {day}", title=day.of.title, day=texts.day(day.day))
    missing = [one for one in day.away if one.absences]
    noted = [one for one in day.away if not one.absences]
    if not day.away:
        yield texts.h("Пропусков сегодня не записано, записок нет.")
    yield from _group(texts.h("Причина не указана:"), [one for one in missing if one.unexplained], texts)
    yield from _group(texts.h("Причина известна:"), [one for one in missing if not one.unexplained], texts)
    yield from _group(texts.h("Есть записка, пропусков сегодня ещё не записано:"), noted, texts)


def _group(heading: Html, pupils: Sequence[Away], texts: Texts) -> Iterator[str]:
    if pupils:
        yield heading
        yield from (_pupil_line(one, texts) for one in pupils)


def _pupil_line(away: Away, texts: Texts) -> str:
    said = [away.name]
    if away.absences:
        said.append(texts.t("нет с урока {number}", number=away.absences[0].key.number))
        said += dict.fromkeys(reason_words(one.fact.reason, texts) for one in away.absences if one.fact.reason)
    said += [_days(note, texts) for note in away.notes]
    return texts.h("• {said}", said=", ".join(said))


def _days(note: AbsenceNote, texts: Texts) -> str:
    first, last = (texts.day_month(day) for day in (note.stated.first_day, note.stated.last_day))
    if first == last:
        return texts.t("записка на {day}", day=first)
    return texts.t("записка с {first} по {last}", first=first, last=last)


def _lessons(away: Away, texts: Texts) -> Iterator[str]:
    for absence in away.absences:
        reason = reason_words(absence.fact.reason, texts) or texts.t("причина не указана")
        yield texts.h("Урок {number}: нет, {reason}", number=absence.key.number, reason=reason)
    if not away.absences:
        yield texts.h("Пропусков сегодня не записано.")


def _note(note: AbsenceNote, texts: Texts) -> str:
    parts = (_days(note, texts), reason_words(note.stated.reason, texts), texts.t(_SOURCES[note.stated.source]))
    return texts.h("• {note}", note=", ".join(parts))


def _asks_reason(away: Away) -> bool:
    """A reason that the teacher of the lesson wrote is theirs; one that a note gave may become another."""
    return any(one.fact.reason is None or one.fact.note_id is not None for one in away.absences)


def _reasons(away: Away, texts: Texts) -> list[InlineKeyboardButton]:
    labels = {
        Reason.ILLNESS: texts.t("Болезнь"),
        Reason.EXCUSED: texts.t("Уважительная"),
        Reason.UNEXCUSED: texts.t("Без уважительной"),
    }
    return [button(label, GiveReason(pupil=away.pupil.id, reason=reason)) for reason, label in labels.items()]


def _withdraw(away: Away, note: AbsenceNote, texts: Texts) -> InlineKeyboardButton:
    label = texts.t("Недействительна: {note}", note=_days(note, texts))
    return button(label, WithdrawNote(pupil=away.pupil.id, note=note.id))


def _to_class(texts: Texts) -> InlineKeyboardButton:
    return button(texts.t("‹ Назад"), Open(place=Place.ABSENCES))


def _home(texts: Texts) -> InlineKeyboardButton:
    return button(texts.t("← Назад"), Open(place=Place.HOME))


def _fitted(text: str, texts: Texts) -> str:
    """The lines that the messenger takes; the rest is said to be there."""
    lines = text.split("\n")
    while length(plain("\n".join(lines))) > MAX_LENGTH - 100:
        lines.pop()
    shown = "\n".join(lines)
    return shown if shown == text else f"{shown}\n" + texts.h("…и ещё есть строки, которые не поместились")
