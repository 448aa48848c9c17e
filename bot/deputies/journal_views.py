"""The journal of substitutions on the screen."""

from datetime import timedelta

from bot.common.menu import button, column
from bot.common.timetable_data import OpenChanges
from bot.deputies.substitutions_data import OpenJournal
from bot.i18n import Html, Texts
from bot.markup import MAX_LENGTH, length, plain
from bot.screens import Screen
from core.calendar.changes.substitutions import Line, Month
from core.journal.quick_entry.naming import colleague
from core.people.model import INITIALS

_FOR_THE_REST = 150


def journal_screen(found: Month, texts: Texts) -> Screen:
    """A line for each lesson; what has no room stands in the file."""
    heading = texts.h("<b>Журнал замен</b> · {month}", month=texts.month(found.first))
    lines: list[str] = [heading, *(_line(one, texts) for one in found.lines)]
    if not found.lines:
        lines.append(texts.h("В этом месяце замен нет."))
    shown = lines
    while length(plain("\n".join(shown))) > MAX_LENGTH - _FOR_THE_REST:
        shown = shown[:-1]
    if left := len(lines) - len(shown):
        rest = texts.n("…и ещё {n} замена, все — в файле", "…и ещё {n} замен, все — в файле", left)
        shown = [*shown, Html(rest)]
    before, after = found.first - timedelta(days=1), found.first + timedelta(days=31)
    months = (
        button(texts.t("‹ {month}", month=texts.month(before)), OpenJournal(day=before.toordinal())),
        button(texts.t("{month} ›", month=texts.month(after)), OpenJournal(day=after.toordinal())),
    )
    file = button(texts.t("Файл .xlsx для печати"), OpenJournal(day=found.first.toordinal(), file=True))
    back = button(texts.t("‹ Назад"), OpenChanges())
    return Screen("\n".join(shown), column(*([file] if found.lines else []), *months, back))


def _line(one: Line, texts: Texts) -> Html:
    title = one.class_title
    if one.group_title:
        title = texts.t("{title}, группа {group}", title=title, group=one.group_title)
    line = texts.h(
        "• {day}, {number}-й урок, {title} · {subject}: {absent} → {substitute}",
        day=texts.day_month(one.day),
        number=one.number,
        title=title,
        subject=one.subject,
        absent=colleague(one.absent, INITIALS),
        substitute=colleague(one.substitute, INITIALS),
    )
    return line if one.recorded else texts.h("{line} (в журнал ещё не записан)", line=line)
