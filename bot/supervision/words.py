"""What a rule found, and what is asked for, in words."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from bot.i18n import N_, Html, Texts
from bot.markup import capital
from core.supervision.model import Event, Flaw, Matter, Remark, State

STATES = {
    State.SENT: N_("ждёт исправления"),
    State.FIXED: N_("учитель исправил, ждёт проверки"),
    State.ACCEPTED: N_("исправлено и принято"),
    State.WITHDRAWN: N_("отозвано"),
}
EVENTS = {
    Event.MADE: N_("замечание отправлено"),
    Event.ANSWERED: N_("ответ"),
    Event.FIXED: N_("исправлено"),
    Event.RETURNED: N_("возвращено, не исправлено"),
    Event.ACCEPTED: N_("принято"),
    Event.WITHDRAWN: N_("отозвано"),
}
_FOUND: Mapping[Flaw, Callable[[Texts, int], str]] = {
    Flaw.UNFILLED: lambda texts, _: texts.t("урок не записан"),
    Flaw.INCOMPLETE: lambda texts, _: texts.t("нет темы или задания"),
    Flaw.LATE: lambda texts, n: texts.n("записан через {n} день после урока", "записан через {n} дней после урока", n),
    Flaw.NO_CONTROL: lambda texts, n: texts.n("{n} отметка без вида контроля", "{n} отметок без вида контроля", n),
    Flaw.NO_REASON: lambda texts, n: texts.n("{n} пропуск без причины", "{n} пропусков без причины", n),
    Flaw.NO_HOMEWORK: lambda texts, n: texts.n(
        "домашнее задание не указано {n} урок подряд", "домашнее задание не указано {n} уроков подряд", n
    ),
    Flaw.FEW_MARKS: lambda texts, n: texts.n(
        "период кончается, а отметок мало у {n} ученика", "период кончается, а отметок мало у {n} учеников", n
    ),
    Flaw.ORDER: lambda texts, _: texts.t("тема не по порядку плана"),
    Flaw.BEHIND: lambda texts, n: texts.n("отставание от плана на {n} урок", "отставание от плана на {n} уроков", n),
    Flaw.PAPER: lambda texts, _: texts.t("расходится с бумажным журналом"),
    Flaw.DIARY: lambda texts, _: texts.t("ошибка, найденная при сверке дневника"),
}
_ASKED = {
    Flaw.UNFILLED: N_("Запишите урок."),
    Flaw.INCOMPLETE: N_("Допишите тему или задание."),
    Flaw.LATE: N_("Записывайте уроки в срок."),
    Flaw.NO_CONTROL: N_("Укажите, за что поставлены отметки."),
    Flaw.NO_REASON: N_("Выясните и укажите причину."),
    Flaw.NO_HOMEWORK: N_("Записывайте задание или «не задано»."),
    Flaw.FEW_MARKS: N_("Поставьте отметки до конца периода."),
    Flaw.ORDER: N_("Проверьте тему."),
    Flaw.BEHIND: N_("Проверьте темы; если отстаёте, решите с заместителем, как наверстать."),
    Flaw.PAPER: N_("Сверьте уроки и отметки с бумажным журналом."),
    Flaw.DIARY: N_("Проверьте запись и исправьте её."),
}


def found(matter: Matter, texts: Texts) -> str:
    """«вт 13 октября, 2-й урок: урок не записан»."""
    what = _FOUND[matter.flaw](texts, matter.count)
    if matter.day is None:
        return capital(what)
    return texts.t("{where}: {what}", where=_where(matter, texts), what=what)


def asked(matter: Matter, texts: Texts) -> str:
    """The same with what is to be done about it."""
    return texts.t("{what}. {ask}", what=found(matter, texts), ask=texts.t(_ASKED[matter.flaw]))


def short(matter: Matter, texts: Texts) -> str:
    """«13 окт., урок не записан», for a button."""
    what = _FOUND[matter.flaw](texts, matter.count)
    if matter.day is None:
        return capital(what)
    return texts.t("{day}, {what}", day=texts.short_day(matter.day), what=what)


def matters(of: Iterable[Matter], texts: Texts) -> list[str]:
    """A line for each, with what is to be done."""
    return [texts.h("• {line}", line=asked(one, texts)) for one in of]


def body(of: Iterable[Matter], text: str | None, texts: Texts) -> list[str]:
    """What a remark says: what rules found, then what somebody typed."""
    return [*matters(of, texts), *([texts.h("«{text}»", text=text)] if text else [])]


def course(title: str, subject: str, group: str | None, texts: Texts) -> str:
    """«5А · Математика», «5А, группа 1 · Английский язык»."""
    return texts.t("{title} · {subject}", title=of_group(title, group, texts), subject=subject)


def of_group(title: str, group: str | None, texts: Texts) -> str:
    """«5А», «5А, группа 1»."""
    return texts.t("{title}, группа {group}", title=title, group=group) if group else title


def remark_title(remark: Remark, texts: Texts) -> str:
    """The course of a remark."""
    return course(remark.title, remark.subject, remark.group, texts)


def due_words(remark: Remark, today: date, texts: Texts) -> Html:
    """Until when, and whether that has passed."""
    day = texts.day(remark.made.due)
    late = remark.state is State.SENT and today > remark.made.due
    return texts.h("Срок: до {day} ❗ просрочено", day=day) if late else texts.h("Срок: до {day}", day=day)


def _where(matter: Matter, texts: Texts) -> str:
    day = texts.day(matter.day) if matter.day else ""
    if matter.number is None:
        return day
    return texts.t("{day}, {number}-й урок", day=day, number=matter.number)
