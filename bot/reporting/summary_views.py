"""The screen of a summary: figures, where each is dealt with, other views, whether it comes by itself, pictures."""

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.common.menu import Open, Place, button
from bot.i18n import N_, Texts
from bot.reporting.data import ShowPicture, ShowSummary, WishSummary
from bot.reporting.summary_words import TITLES, past_text, summary_links, summary_text
from bot.screens import Screen
from core.people.model import Actor
from core.reporting.summary import Period, Scope, Summary, may_read
from core.reporting.summing import Shown

Row = list[InlineKeyboardButton]
_COMES = {
    Scope.DAY: N_("Присылать каждое рабочее утро"),
    Scope.WEEK: N_("Присылать по понедельникам утром"),
    Scope.MONTH: N_("Присылать в начале месяца"),
}


_BEFORE = {Scope.WEEK: N_("‹ Прошлая неделя"), Scope.MONTH: N_("‹ Прошлый месяц")}


def summary_screen(found: Shown, actor: Actor, texts: Texts) -> Screen:
    """A reader's view: of today, or of days that are over."""
    of = found.period
    middle = [_turning(found, texts), _others(of, actor, texts)]
    if isinstance(of, Summary):
        rows = [*_links(of, texts), [*_days(of, 0, texts), *_classes(of, texts)], *middle, [_wish(found, texts)]]
        again = button(texts.t("Обновить"), ShowSummary(scope=of.scope))
        return _screen(summary_text(of, texts), rows, texts, again)
    return _screen(past_text(of, texts), [_days(of, of.first.toordinal(), texts), *middle], texts)


def _screen(text: str, rows: list[Row], texts: Texts, *again: InlineKeyboardButton) -> Screen:
    home = button(texts.t("← Назад"), Open(place=Place.HOME))
    return Screen(text, InlineKeyboardMarkup(inline_keyboard=[*(row for row in rows if row), [*again, home]]))


def _links(of: Summary, texts: Texts) -> list[Row]:
    return [[InlineKeyboardButton(text=label, callback_data=data)] for label, data in summary_links(of, texts)]


def _days(of: Period, day: int, texts: Texts) -> Row:
    shown = ShowPicture(what=of.scope.value, day=day)
    return [button(texts.t("📊 Уроки по дням"), shown)] if of.lessons else []


def _classes(of: Period, texts: Texts) -> Row:
    return [button(texts.t("📊 Классы"), ShowPicture(what="classes"))] if of.families.total else []


def _turning(found: Shown, texts: Texts) -> Row:
    """To what was before and after; «the last week» is said where this one is shown."""
    of, row = found.period, []
    if found.earlier is not None:
        running = found.later is None and of.last == found.today
        label = texts.t(_BEFORE[of.scope]) if running else texts.t("‹ Раньше")
        row.append(button(label, ShowSummary(scope=of.scope, day=found.earlier.toordinal())))
    if found.later is not None:
        row.append(button(texts.t("Позже ›"), ShowSummary(scope=of.scope, day=found.later.toordinal())))
    return row


def _others(of: Period, actor: Actor, texts: Texts) -> Row:
    """The other views that the reader may see; from days that are over also today's of the same."""
    now = isinstance(of, Summary)
    scopes = [scope for scope in Scope if may_read(actor, scope) and not (now and scope is of.scope)]
    return [button(texts.t(TITLES[scope]), ShowSummary(scope=scope)) for scope in scopes]


def _wish(found: Shown, texts: Texts) -> InlineKeyboardButton:
    scope = found.period.scope
    on = scope in found.wished
    sign = "🔔" if on else "🔕"
    return button(f"{sign} {texts.t(_COMES[scope])}", WishSummary(scope=scope, on=not on))
