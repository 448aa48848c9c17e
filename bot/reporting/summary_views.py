"""The screen of a summary: figures, where each is dealt with, other views, whether it comes by itself, pictures."""

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.common.menu import Open, Place, button
from bot.i18n import N_, Texts
from bot.reporting.data import ShowPicture, ShowSummary, WishSummary
from bot.reporting.summary_words import TITLES, summary_links, summary_text
from bot.screens import Screen
from core.people.model import Actor
from core.reporting.summary import Scope, Summary, may_read
from core.reporting.summing import Shown

Row = list[InlineKeyboardButton]
_COMES = {
    Scope.DAY: N_("Присылать каждое рабочее утро"),
    Scope.WEEK: N_("Присылать по понедельникам утром"),
    Scope.MONTH: N_("Присылать в начале месяца"),
}


def summary_screen(found: Shown, actor: Actor, texts: Texts) -> Screen:
    """A reader's view."""
    of = found.summary
    links = [[InlineKeyboardButton(text=label, callback_data=data)] for label, data in summary_links(of, texts)]
    home = [
        button(texts.t("Обновить"), ShowSummary(scope=of.scope)),
        button(texts.t("← Назад"), Open(place=Place.HOME)),
    ]
    rows = [*links, *_pictures(of, texts), *_others(of, actor, texts), [_wish(found, texts)], home]
    return Screen(summary_text(of, texts), InlineKeyboardMarkup(inline_keyboard=rows))


def _pictures(of: Summary, texts: Texts) -> list[Row]:
    days = button(texts.t("📊 Уроки по дням"), ShowPicture(what=of.scope.value))
    classes = button(texts.t("📊 Классы"), ShowPicture(what="classes"))
    shown = [*([days] if of.lessons else []), *([classes] if of.families.total else [])]
    return [shown] if shown else []


def _others(of: Summary, actor: Actor, texts: Texts) -> list[Row]:
    """The other views that the reader may see."""
    scopes = [scope for scope in Scope if scope is not of.scope and may_read(actor, scope)]
    return [[button(texts.t(TITLES[scope]), ShowSummary(scope=scope)) for scope in scopes]] if scopes else []


def _wish(found: Shown, texts: Texts) -> InlineKeyboardButton:
    scope = found.summary.scope
    on = scope in found.wished
    sign = "🔔" if on else "🔕"
    return button(f"{sign} {texts.t(_COMES[scope])}", WishSummary(scope=scope, on=not on))
