"""How notes are worded, and the screen on which a class teacher says something of a pupil."""

from collections.abc import Iterator

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.common.letters_data import PickGuardian
from bot.common.menu import button, column
from bot.i18n import N_, Html, Texts
from bot.screens import Screen
from bot.teachers.absences_data import (
    OPEN_END,
    TO_FRIDAY,
    WHOLE_DAY,
    AskDays,
    CloseNote,
    GiveReason,
    ShowClass,
    ShowPupil,
    WithdrawNote,
)
from bot.teachers.attendance import reason_words
from bot.teachers.certificate_buttons import certificate_buttons
from core.classroom.model import Away, ClassDay
from core.journal.model import Reason
from core.journal.notes.model import AbsenceNote, Source, Stated
from core.journal.notes.part_of_day import LAST_LESSON

_SOURCES = {
    Source.TEACHER: N_("со слов учителя"),
    Source.GUARDIAN: N_("со слов родителей"),
    Source.CERTIFICATE: N_("по справке"),
}
_REASONS = {
    Reason.ILLNESS: N_("Болезнь"),
    Reason.EXCUSED: N_("Уважительная"),
    Reason.UNEXCUSED: N_("Без уважительной"),
}
_IN_A_ROW = 4
_FRIDAY = 4

Row = list[InlineKeyboardButton]


def note_days(stated: Stated, texts: Texts) -> str:
    """«записка с 12 октября по 16 октября», «записка на 13 октября, уроки с 3-го»."""
    first = texts.day_month(stated.first_day)
    if stated.last_day is None:
        days = texts.t("записка с {first}, пока не выйдет", first=first)
    elif stated.last_day == stated.first_day:
        days = texts.t("записка на {day}", day=first)
    else:
        days = texts.t("записка с {first} по {last}", first=first, last=texts.day_month(stated.last_day))
    return f"{days}, {_lessons(sorted(stated.lessons), texts)}" if stated.lessons else days


def reason_buttons(choice: ShowPupil, texts: Texts) -> Row:
    """The reasons for what is chosen; truancy is said of a day or a lesson, never of days to come."""
    ahead = choice.span in (OPEN_END, TO_FRIDAY)
    reasons = [reason for reason in _REASONS if not (ahead and reason is Reason.UNEXCUSED)]
    chosen = choice.model_dump()
    return [button(texts.t(_REASONS[reason]), GiveReason(**chosen, reason=reason)) for reason in reasons]


def sources(chosen: Source, texts: Texts) -> Iterator[tuple[Source, str, bool]]:
    """Who else may say so, with a label and whether it is chosen."""
    labels = {Source.GUARDIAN: texts.t("Записка от родителей"), Source.CERTIFICATE: texts.t("Справка")}
    for source, label in labels.items():
        yield source, _marked(label, on=chosen is source), chosen is source


def source_buttons(choice: ShowPupil, texts: Texts) -> Row:
    """Who says so: a tap on what is chosen takes it back to the teacher's own word."""
    return [
        button(label, choice.model_copy(update={"source": Source.TEACHER if on else source}))
        for source, label, on in sources(choice.source, texts)
    ]


def pupil_screen(day: ClassDay, away: Away, choice: ShowPupil, texts: Texts) -> Screen:
    """What is known of a pupil on a day, and what can be said of it."""
    heading = texts.h("<b>{name}, {title}</b> · {day}", name=away.name, title=day.of.title, day=texts.day(day.day))
    lines = [heading, *_absences(day, away, texts), *(_note(note, texts) for note in away.notes)]
    rows: list[Row] = []
    if _asks_reason(away):
        lines += ["", texts.h("Почему нет на уроках? Сначала можно выбрать, на какой срок и с чьих слов.")]
        rows = [*_spans(day, away, choice, texts), source_buttons(choice, texts), reason_buttons(choice, texts)]
    where = {"class_id": day.of.id, "pupil": away.pupil.id, "day": day.day.toordinal()}
    rows.append([button(texts.t("С … по … — написать"), AskDays(**where))])
    rows += [[one] for note in away.notes for one in _of_note(day, away, note, texts)]
    rows.append([button(texts.t("Написать родителям"), PickGuardian(pupil=away.pupil.id))])
    back = button(texts.t("‹ Назад"), ShowClass(class_id=day.of.id, day=day.day.toordinal()))
    return Screen("\n".join(lines), InlineKeyboardMarkup(inline_keyboard=[*rows, [back]]))


def days_screen(day: ClassDay, away: Away, texts: Texts) -> Screen:
    """How the days are typed."""
    text = texts.h(
        "<b>{name}: с какого по какой день?</b>\n"
        "Напишите дни и причину, например:\n"
        "<code>болеет с 12 по 16</code>\n"
        "<code>справка, болезнь с 12.10 по 16.10</code>\n"
        "<code>болеет с 14</code> — пока не выйдет\n"
        "<code>болеет с 3 урока</code>\n"
        "<code>мама: ушёл после 4 урока, по семейным</code>\n"
        "<code>вышел 19.10</code>\n\n"
        "Пропускам этих дней без причины будет дана эта причина, а на следующих уроках ученика не будут ждать.",
        name=away.name,
    )
    back = ShowPupil(class_id=day.of.id, pupil=away.pupil.id, day=day.day.toordinal())
    return Screen(text, column(button(texts.t("‹ Назад"), back)))


def _lessons(numbers: list[int], texts: Texts) -> str:
    first, last = numbers[0], numbers[-1]
    if last == LAST_LESSON:
        return texts.t("с урока {number}", number=first)
    if len(numbers) == 1:
        return texts.t("урок {number}", number=first)
    if numbers == [*range(first, last + 1)]:
        return texts.t("уроки {first}–{last}", first=first, last=last)
    return texts.t("уроки: {numbers}", numbers=" ".join(str(one) for one in numbers))


def _absences(day: ClassDay, away: Away, texts: Texts) -> Iterator[str]:
    for absence in away.absences:
        number = absence.key.number
        reason = reason_words(absence.fact.reason, texts) or texts.t("причина не указана")
        subject = day.subjects.get(number, "")
        yield texts.h("Урок {number}: нет, {reason} · {subject}", number=number, reason=reason, subject=subject)
    if not away.absences:
        yield texts.h("Пропусков за этот день не записано.")


def _note(note: AbsenceNote, texts: Texts) -> Html:
    said = (note_days(note.stated, texts), reason_words(note.stated.reason, texts))
    parts = [*said, texts.t(_SOURCES[note.stated.source])]
    if note.waits:
        parts.append(texts.t("ждёт подтверждения"))
    if note.comment:
        parts.append(note.comment)
    entered = texts.day_month(note.made.entered_at)
    return texts.h("• {note} (внесена {day})", note=", ".join(parts), day=entered)


def _asks_reason(away: Away) -> bool:
    """A reason that the teacher of the lesson wrote is theirs; one that a note gave may become another."""
    unsettled = any(one.fact.reason is None or one.fact.note_id is not None for one in away.absences)
    return unsettled or not away.absences


def _spans(day: ClassDay, away: Away, choice: ShowPupil, texts: Texts) -> list[Row]:
    """For how long: this lesson, the day, to the end of the week, until the pupil is back."""
    labels = {WHOLE_DAY: texts.t("Весь день")}
    labels |= {
        str(number): texts.t("Урок {number}", number=number)
        for number in dict.fromkeys(one.key.number for one in away.absences)
    }
    if day.day.weekday() < _FRIDAY:
        labels[TO_FRIDAY] = texts.t("По пятницу")
    labels[OPEN_END] = texts.t("Пока не выйдет")
    spans = [
        button(_marked(label, on=choice.span == span), choice.model_copy(update={"span": span}))
        for span, label in labels.items()
    ]
    return [spans[start : start + _IN_A_ROW] for start in range(0, len(spans), _IN_A_ROW)]


def _of_note(day: ClassDay, away: Away, note: AbsenceNote, texts: Texts) -> Iterator[InlineKeyboardButton]:
    if note.stated.last_day is None:
        for back in dict.fromkeys(one for one in (away.back, day.day) if one):
            label = texts.t("Снова в школе с {day}", day=texts.day_month(back))
            yield button(label, CloseNote(note=note.id, day=back.toordinal()))
    label = texts.t("Недействительна: {note}", note=note_days(note.stated, texts))
    where = {"class_id": day.of.id, "pupil": away.pupil.id, "day": day.day.toordinal()}
    yield from certificate_buttons(note, texts)
    yield button(label, WithdrawNote(**where, note=note.id))


def _marked(label: str, *, on: bool) -> str:
    return f"✓ {label}" if on else label
