"""A duty in words and as the button that opens exactly what is to be done."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from bot.common.due_data import ShowLeft, Snooze, by_hand
from bot.common.menu import Open, Place, button
from bot.coordinators.consents_data import OpenRegister
from bot.i18n import N_, Html, Texts
from bot.period_names import period_name
from bot.supervision.data import ListRemarks, OpenMonth, OpenRemark, OpenScope
from bot.teachers.absences_data import ShowClass, ShowGaps
from bot.teachers.period_taps import OpenClassMarks, OpenSheet
from bot.teachers.roster_views import ShowRoster, ShowStates
from bot.teachers.taps import OpenLesson
from core.deadlines.model import BY_HAND, About, Duty, Line, Section
from core.journal.periods.model import Course, SheetKey
from core.journal.taps.model import LessonRef
from core.supervision.verified import Scope

_TITLES = {
    Section.OVERDUE: N_("❗ Просрочено"),
    Section.TODAY: N_("Сегодня"),
    Section.LATER: N_("Позже"),
    Section.HANDED: N_("Другие не сделали вовремя"),
}


def sections(lines: Sequence[Line], texts: Texts) -> Iterator[Html]:
    """Each section with its lines."""
    for section, own in groupby(lines, key=lambda line: line.section):
        said = Html("\n".join(texts.h("• {line}", line=words(line, texts)) for line in own))
        yield texts.h("<b>{title}</b>\n{lines}", title=texts.t(_TITLES[section]), lines=said)


def words(line: Line, texts: Texts) -> str:
    """What is to be done, and until when."""
    if line.section is Section.HANDED:
        return _handed(line, texts)
    if line.duty is Duty.LESSON:
        where = texts.t("{title} · {subject}", title=_title(line, texts), subject=line.subject)
        said = texts.t(
            "{lesson}, {number}-й урок, {day}", lesson=where, number=line.about.number, day=texts.day(line.due)
        )
    else:
        said = texts.t("{what}, до {day}", what=_WHAT[line.duty](line, texts), day=texts.day(line.due))
    return texts.t("{what} (вместо коллеги: {name})", what=said, name=line.owner) if line.owner else said


def label(line: Line, texts: Texts) -> str:
    """The same as short as a button."""
    if line.section is Section.HANDED:
        return texts.t("{who} · {title}", who=line.owner or texts.t("Коллега"), title=line.title)
    if line.duty is Duty.LESSON:
        return texts.t("{lesson}, {day}", lesson=_lesson(line, texts), day=texts.day(line.due))
    return _WHAT[line.duty](line, texts)


def line_button(line: Line, texts: Texts) -> InlineKeyboardButton:
    """One tap to it."""
    return button(label(line, texts), _opens(line))


def day_button(line: Line, texts: Texts) -> InlineKeyboardButton:
    """Where it is seen that a colleague left something."""
    shown = texts.t("{title} · {day}", title=line.title, day=texts.day(line.due))
    return button(shown, _seen(line.duty, line.about, line.due))


def snoozing(texts: Texts) -> tuple[InlineKeyboardButton, ...]:
    """«Напомнить завтра», «Напомнить через 3 дня»."""
    return button(texts.t("Напомнить завтра"), Snooze(days=1)), button(texts.t("Напомнить через 3 дня"), Snooze(days=3))


def _lesson(line: Line, texts: Texts) -> str:
    where = texts.t("{title} · {subject}", title=_title(line, texts), subject=line.subject)
    return texts.t("{number}. {lesson}", number=line.about.number, lesson=where)


def _title(line: Line, texts: Texts) -> str:
    return texts.t("{title}, группа {group}", title=line.title, group=line.group) if line.group else line.title


def _reasons(line: Line, texts: Texts) -> str:
    count = texts.n("без причины {n} пропуск", "без причины {n} пропусков", line.count)
    return texts.t("{title}: {what}", title=line.title, what=count)


def _period(line: Line, texts: Texts) -> str:
    name = period_name(line.about.code or "", texts)
    where = texts.t("{title} · {subject}", title=_title(line, texts), subject=line.subject)
    return texts.t("Отметки, {period}: {course}", period=name, course=where)


def _preliminary(line: Line, texts: Texts) -> str:
    name = period_name(line.about.code or "", texts)
    return texts.t("Предварительный отчёт, {period}: {title}", period=name, title=line.title)


def _activation(line: Line, texts: Texts) -> str:
    percent, _, _ = (line.about.code or "").partition("-")
    return texts.t("Подключить {percent} % семей", percent=percent)


def _questions(line: Line, texts: Texts) -> str:
    return texts.n("Ждёт ответа {n} вопрос администратору", "Ждут ответа {n} вопросов администратору", line.count)


def _applications(line: Line, texts: Texts) -> str:
    return texts.n("Ждёт решения {n} заявление", "Ждут решения {n} заявлений", line.count)


def _consents(line: Line, texts: Texts) -> str:
    return texts.n("Согласия: не спрошен {n} родитель", "Согласия: не спрошено {n} родителей", line.count)


def _remark(line: Line, texts: Texts) -> str:
    course = texts.t("{title} · {subject}", title=_title(line, texts), subject=line.subject)
    return texts.t("Замечание по журналу: {course}", course=course)


def _verify(line: Line, texts: Texts) -> str:
    course = (
        texts.t("{title} · {subject}", title=_title(line, texts), subject=line.subject) if line.subject else line.title
    )
    return texts.t("Сверка дневника за {month}: {course}", month=texts.month(_month_of(line.about)), course=course)


def _check(line: Line, texts: Texts) -> str:
    return texts.n(
        "Проверка журнала за {month}: остался {n} предмет",
        "Проверка журнала за {month}: осталось {n} предметов",
        line.count,
        month=texts.month(_month_of(line.about)),
    )


def _month_of(of: About) -> date:
    return date.fromisoformat(f"{of.code}-01")


_WHAT: Mapping[Duty, Callable[[Line, Texts], str]] = {
    Duty.LESSON: _lesson,
    Duty.REASONS: _reasons,
    Duty.ROSTER: lambda line, texts: texts.t("{title}: сверить список класса", title=line.title),
    Duty.REMARK: _remark,
    Duty.RECHECK: lambda line, texts: texts.n(
        "Проверить исправленное: {n} замечание", "Проверить исправленное: {n} замечаний", line.count
    ),
    Duty.VERIFY: _verify,
    Duty.CHECK: _check,
    Duty.PERIOD: _period,
    Duty.PRELIMINARY: _preliminary,
    Duty.WEEKLY: lambda _, texts: texts.t("Недельный отчёт о работе с дневником"),
    Duty.ADOPTION: lambda _, texts: texts.t("Отчёт о внедрении дневника"),
    Duty.ACTIVATION: _activation,
    Duty.BACKUP: lambda _, texts: texts.t("Резервная копия базы"),
    Duty.EXPORT: lambda _, texts: texts.t("Полная выгрузка на портал"),
    Duty.CONSENTS: _consents,
    Duty.APPLICATIONS: _applications,
    Duty.QUESTIONS: _questions,
}


def _handed(line: Line, texts: Texts) -> str:
    who = line.owner or texts.t("Коллега")
    if line.duty is Duty.LESSON:
        count = texts.n("не записан {n} урок", "не записано {n} уроков", line.count)
    else:
        count = texts.n("{what}: {n} дело", "{what}: {n} дел", line.count, what=texts.t(_LEFT[line.duty]))
    return texts.t("{who}: {count}, первый срок {day}", who=who, count=count, day=texts.day(line.due))


_OF_CHECKS = frozenset({Duty.REMARK, Duty.RECHECK, Duty.VERIFY, Duty.CHECK})
_LEFT = {
    Duty.REMARK: N_("замечания по журналу"),
    Duty.RECHECK: N_("проверка исправленного"),
    Duty.VERIFY: N_("сверка дневника"),
    Duty.CHECK: N_("проверка журнала"),
    Duty.REASONS: N_("причины пропусков"),
    Duty.ROSTER: N_("сверка списка класса"),
    Duty.PERIOD: N_("отметки за период"),
    Duty.PRELIMINARY: N_("предварительный отчёт"),
    Duty.WEEKLY: N_("недельный отчёт"),
    Duty.ADOPTION: N_("отчёт о внедрении"),
    Duty.ACTIVATION: N_("подключение семей"),
    Duty.BACKUP: N_("резервная копия"),
    Duty.EXPORT: N_("выгрузка на портал"),
    Duty.CONSENTS: N_("согласия родителей"),
    Duty.APPLICATIONS: N_("заявления"),
    Duty.QUESTIONS: N_("вопросы администратору"),
}


def _opens(line: Line) -> CallbackData:
    """The screen where it is done; of what others left, all of it with its history."""
    if line.section is Section.HANDED and line.owner_id is not None:
        return ShowLeft(duty=line.duty, person=line.owner_id)
    if line.duty in BY_HAND:
        return by_hand(line)
    if line.duty in _OF_CHECKS:
        return _checked(line.duty, line.about)
    if line.duty is Duty.APPLICATIONS:
        return Open(place=Place.APPLICATIONS)
    if line.duty is Duty.CONSENTS:
        return OpenRegister()
    if line.duty is Duty.QUESTIONS and line.owner is None:
        return Open(place=Place.QUESTIONS)
    return _does(line) if line.owner is None else _seen(line.duty, line.about, line.due)


def _checked(duty: Duty, of: About) -> CallbackData:
    """A remark, those to be looked at, the month to be checked."""
    if duty is Duty.REMARK:
        return OpenRemark(remark=int(of.code or 0))
    if duty is Duty.VERIFY and of.class_id is not None:
        return OpenScope.of(Scope(of.class_id, _month_of(of), of.subject_id, of.group_id))
    return OpenMonth(month=_month_of(of).toordinal()) if duty is Duty.CHECK else ListRemarks()


def _does(line: Line) -> CallbackData:
    of = line.about
    if line.duty is Duty.LESSON and of.class_id and of.subject_id and of.day and of.number is not None:
        return OpenLesson.of(LessonRef(of.class_id, of.group_id, of.subject_id, of.day, of.number))
    if line.duty is Duty.PERIOD and of.class_id and of.subject_id and of.code:
        return OpenSheet.about(SheetKey(Course(of.class_id, of.group_id, of.subject_id), of.code))
    if line.duty is Duty.ROSTER:
        return ShowRoster(class_id=of.class_id or 0)
    return _seen(line.duty, of, line.due)


def _seen(duty: Duty, of: About, due: date) -> CallbackData:
    """Where others see that it is not done."""
    if duty in _OF_CHECKS:
        return _checked(duty, of)
    if of.class_id is None:
        return Open(place=Place.DUE)
    if duty is Duty.REASONS:
        return ShowGaps(class_id=of.class_id)
    if duty is Duty.ROSTER:
        return ShowStates()
    if duty in (Duty.PERIOD, Duty.PRELIMINARY):
        return OpenClassMarks(of=of.class_id, code=of.code or "")
    return ShowClass(class_id=of.class_id, day=(of.day or due).toordinal())
