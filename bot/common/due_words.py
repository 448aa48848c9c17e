"""A duty in words and as the button that opens exactly what is to be done."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from bot.common.menu import button
from bot.i18n import N_, Html, Texts
from bot.teachers.absences_data import ShowClass, ShowGaps
from bot.teachers.roster_views import ShowRoster, ShowStates
from bot.teachers.taps import OpenLesson
from core.deadlines.model import About, Duty, Line, Section
from core.errors import NotFoundError
from core.journal.taps.model import LessonRef

_TITLES = {
    Section.OVERDUE: N_("❗ Просрочено"),
    Section.TODAY: N_("Сегодня"),
    Section.LATER: N_("Позже"),
    Section.HANDED: N_("Другие не сделали вовремя"),
}


class Snooze(CallbackData, prefix="snooze"):
    """Be reminded of what is due now so many days later."""

    days: int


def sections(lines: Sequence[Line], texts: Texts) -> Iterator[Html]:
    """Each section with its lines."""
    for section, own in groupby(lines, key=lambda line: line.section):
        said = Html("\n".join(texts.h("• {line}", line=_words(line, texts)) for line in own))
        yield texts.h("<b>{title}</b>\n{lines}", title=texts.t(_TITLES[section]), lines=said)


def line_button(line: Line, texts: Texts) -> InlineKeyboardButton:
    """One tap to it."""
    return button(_label(line, texts), _opens(line))


def snoozing(texts: Texts) -> tuple[InlineKeyboardButton, ...]:
    """«Напомнить завтра», «Напомнить через 3 дня»."""
    return button(texts.t("Напомнить завтра"), Snooze(days=1)), button(texts.t("Напомнить через 3 дня"), Snooze(days=3))


def _words(line: Line, texts: Texts) -> str:
    if line.section is Section.HANDED:
        return _handed(line, texts)
    said = _OWN[line.duty](line, texts)
    return texts.t("{what} (вместо коллеги: {name})", what=said, name=line.owner) if line.owner else said


def _lesson(line: Line, texts: Texts) -> str:
    where = _lesson_name(line, texts)
    return texts.t("{lesson}, {day}", lesson=where, day=texts.day(line.due))


def _reasons(line: Line, texts: Texts) -> str:
    count = texts.n("без причины {n} пропуск", "без причины {n} пропусков", line.count)
    return texts.t("{title}: {count}, причины нужны до {day}", title=line.title, count=count, day=texts.day(line.due))


def _roster(line: Line, texts: Texts) -> str:
    return texts.t("{title}: сверить список класса до {day}", title=line.title, day=texts.day(line.due))


def _handed(line: Line, texts: Texts) -> str:
    who = line.owner or texts.t("Коллега")
    if line.duty is Duty.LESSON:
        count = texts.n("не записан {n} урок", "не записано {n} уроков", line.count)
        return texts.t("{who}: {count}, первый {day}", who=who, count=count, day=texts.day(line.due))
    said = texts.t(_LEFT[line.duty], title=line.title)
    return texts.t("{who}: {what}", who=who, what=said)


_LEFT = {
    Duty.REASONS: N_("{title}, нет причин пропусков"),
    Duty.ROSTER: N_("{title}, список класса не сверен"),
}
_OWN = {Duty.LESSON: _lesson, Duty.REASONS: _reasons, Duty.ROSTER: _roster}


def _label(line: Line, texts: Texts) -> str:
    if line.section is Section.HANDED:
        return texts.t("{who} · {title}", who=line.owner or texts.t("Коллега"), title=line.title)
    if line.duty is Duty.LESSON:
        return texts.t("{lesson}, {day}", lesson=_lesson_name(line, texts), day=texts.day(line.due))
    return texts.t(_LABELS[line.duty], title=line.title)


_LABELS = {Duty.REASONS: N_("{title}: причины пропусков"), Duty.ROSTER: N_("{title}: сверка списка")}


def _lesson_name(line: Line, texts: Texts) -> str:
    title = texts.t("{title}, группа {group}", title=line.title, group=line.group) if line.group else line.title
    return texts.t("{number}. {title} · {subject}", number=line.about.number, title=title, subject=line.subject)


def _opens(line: Line) -> CallbackData:
    """The screen where it is done; of what others left, where it is seen."""
    of = line.about
    if of.class_id is None:
        raise NotFoundError
    if line.duty is Duty.REASONS:
        return ShowGaps(class_id=of.class_id)
    if line.duty is Duty.ROSTER:
        return ShowRoster(class_id=of.class_id) if line.owner is None else ShowStates()
    if line.owner is None and (ref := _ref(of)) is not None:
        return OpenLesson.of(ref)
    return ShowClass(class_id=of.class_id, day=line.due.toordinal())


def _ref(of: About) -> LessonRef | None:
    if of.class_id is None or of.subject_id is None or of.day is None or of.number is None:
        return None
    return LessonRef(of.class_id, of.group_id, of.subject_id, of.day, of.number)
