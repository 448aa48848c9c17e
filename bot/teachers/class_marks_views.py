"""A class's marks of a period by subjects: how many of each value, and where they are missing."""

from collections.abc import Iterator

from aiogram.types import InlineKeyboardMarkup

from bot.common.menu import button
from bot.i18n import Html, Texts
from bot.period_names import period_name
from bot.screens import Screen
from bot.teachers.card import fitted
from bot.teachers.period_taps import AskClosing, ClosePeriod, OpenClassMarks, OpenPeriod
from core.journal.periods.model import ClassMarks, SubjectMarks
from core.journal.periods.rules import VALUES

_IN_A_ROW = 4


def class_screen(of: ClassMarks, texts: Texts) -> Screen:
    """The table of a class; nothing is changed here."""
    turns = []
    for period in of.periods:
        name = period_name(period.code, texts)
        label = f"• {name}" if period == of.period else name
        turns.append(button(label, OpenClassMarks(of=of.of.id, code=period.code)))
    rows = [turns[place : place + _IN_A_ROW] for place in range(0, len(turns), _IN_A_ROW)]
    if of.closable:
        rows.append([button(texts.t("Закрыть период"), AskClosing(of=of.of.id, code=of.period.code))])
    back = [button(texts.t("‹ Назад"), OpenPeriod(code=of.period.code))]
    return Screen(fitted([*_lines(of, texts)], [], texts), InlineKeyboardMarkup(inline_keyboard=[*rows, back]))


def closing_screen(of: ClassMarks, texts: Texts) -> Screen:
    """What closing means, for the whole school."""
    text = texts.h(
        "<b>Закрыть журнал школы по {day} включительно?</b>\nПосле этого уроки и отметки за эти дни во всех классах"
        " меняются только по приказу директора. Открыть журнал снова может администратор в настройках школы.",
        day=texts.day_month(of.period.last),
    )
    close = button(texts.t("Да, закрыть"), ClosePeriod(of=of.of.id, code=of.period.code))
    back = button(texts.t("‹ Назад"), OpenClassMarks(of=of.of.id, code=of.period.code))
    return Screen(text, InlineKeyboardMarkup(inline_keyboard=[[close], [back]] if of.closable else [[back]]))


def _lines(of: ClassMarks, texts: Texts) -> Iterator[str]:
    period = period_name(of.period.code, texts)
    yield texts.h("<b>{title}: отметки за {period}</b>", title=of.of.title, period=period)
    yield _due(of, texts)
    if of.shut:
        yield texts.h("🔒 Период закрыт.")
    if not of.subjects:
        yield texts.h("Уроков в этом периоде в расписании нет.")
    for one in of.subjects:
        yield _subject(one, texts)


def _due(of: ClassMarks, texts: Texts) -> Html:
    missing = sum(bool(one.missing) for one in of.subjects)
    day = texts.day_month(of.due)
    if not missing:
        return texts.h("Выставлены по всем предметам.")
    if of.overdue:
        return Html(
            texts.n(
                "❗️ Срок прошёл {day}: отметок не хватает по {n} предмету.",
                "❗️ Срок прошёл {day}: отметок не хватает по {n} предметам.",
                missing,
                day=day,
            )
        )
    return Html(
        texts.n(
            "Срок — {day}. Пока не выставлены по {n} предмету.",
            "Срок — {day}. Пока не выставлены по {n} предметам.",
            missing,
            day=day,
        )
    )


def _subject(one: SubjectMarks, texts: Texts) -> Html:
    counts = " · ".join(f"{value}: {one.counts[value]}" for value in VALUES if one.counts.get(value))
    parts = [counts or texts.t("отметок нет")]
    if one.missing:
        parts.append(texts.n("не хватает {n} отметки", "не хватает {n} отметок", one.missing))
        parts += [texts.list(one.teachers)] if one.teachers else []
    sign = "▫️" if one.missing else "✅"
    return texts.h("{sign} {subject} — {said}", sign=sign, subject=one.subject_name, said="; ".join(parts))
