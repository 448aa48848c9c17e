"""The screen of what is to be done."""

from collections.abc import Sequence

from bot.common.due_words import line_button, sections, snoozing
from bot.common.menu import Open, Place, button, column
from bot.i18n import Texts
from bot.screens import Screen
from core.deadlines.model import Line, Section
from core.deadlines.service import Todo

SHOWN = 20
"""Duties on the screen, the oldest first; what is beyond comes when these are done."""


def todo_screen(found: Sequence[Todo], texts: Texts) -> Screen:
    """The duties of everybody for whom this chat speaks at work, by section."""
    order = [*Section]
    lines = sorted((line for one in found for line in one.lines), key=lambda line: order.index(line.section))
    title = texts.h("<b>Что сделать</b> · {day}", day=texts.day(found[0].today))
    home = button(texts.t("← Назад"), Open(place=Place.HOME))
    if not lines:
        return Screen(f"{title}\n\n{texts.h('Всё сделано. Когда что-нибудь понадобится, я напомню.')}", column(home))
    shown = lines[:SHOWN]
    parts = [title, *sections(shown, texts), *_more(lines, texts), *_put_off(found, texts)]
    later = snoozing(texts) if any(line.section in (Section.OVERDUE, Section.TODAY) for line in lines) else ()
    return Screen("\n\n".join(parts), column(*(line_button(line, texts) for line in shown), *later, home))


def _more(lines: Sequence[Line], texts: Texts) -> list[str]:
    if len(lines) <= SHOWN:
        return []
    return [texts.h("{more}", more=texts.n("И ещё {n} дело.", "И ещё {n} дел.", len(lines) - SHOWN))]


def _put_off(found: Sequence[Todo], texts: Texts) -> list[str]:
    until = max((one.snoozed_to for one in found if one.snoozed_to is not None), default=None)
    if until is None:
        return []
    return [texts.h("Напоминания о том, что есть сейчас, отложены до {day}.", day=texts.day(until))]
