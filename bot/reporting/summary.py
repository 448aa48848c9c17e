"""/summary: a leader's day, week and month in figures, with pictures; they come by themselves if wished (D09, F06)."""

from datetime import date

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.charts.gallery import Gallery
from bot.common.first_screen import register_first
from bot.common.menu import Place
from bot.reporting import pictures
from bot.reporting.data import ShowPicture, ShowSummary, WishSummary
from bot.reporting.desk import Leads, Reports
from bot.reporting.summary_views import summary_screen
from bot.screens import Screen
from core.errors import NotFoundError
from core.reporting.adoption import adoption
from core.reporting.sending import wish
from core.reporting.summary import Scope
from core.reporting.summing import shown


def build_router() -> Router:
    """The screens; chats that speak for nobody who leads pass by."""
    router, page = Router(name="summary"), PicturePage(Gallery())
    for observer in (router.message, router.callback_query):
        observer.filter(Leads())
    register_first(router, "summary", Place.SUMMARY, _screen, desk="reports")
    router.callback_query.register(show_scope, ShowSummary.filter())
    router.callback_query.register(change_wish, WishSummary.filter())
    router.callback_query.register(page.show, ShowPicture.filter())
    return router


async def show_scope(callback: CallbackQuery, callback_data: ShowSummary, reports: Reports) -> None:
    """Another view."""
    await (await _screen(reports, callback_data.scope, callback_data.day)).edit(callback)


async def change_wish(callback: CallbackQuery, callback_data: WishSummary, reports: Reports) -> None:
    """It comes by itself from now on, or not any more."""
    await wish(reports.database, reports.actor, callback_data.scope, callback_data.on, reports.now)
    await (await _screen(reports, callback_data.scope)).edit(callback)


class PicturePage:
    """The pictures, which remember what was drawn."""

    def __init__(self, gallery: Gallery) -> None:
        self._gallery = gallery

    async def show(self, callback: CallbackQuery, callback_data: ShowPicture, reports: Reports) -> None:
        """A picture below the screen, or in other colours in its place."""
        what, dark, texts = callback_data.what, callback_data.dark, reports.texts
        buttons = pictures.picture_buttons(callback_data, texts)
        if what == pictures.CLASSES:
            classes = await adoption(reports.database, reports.actor, reports.now)
            drawn, caption = pictures.classes_bars(classes, texts, dark=dark), pictures.classes_caption(classes, texts)
        else:
            scope, day = _scope(what), _day(callback_data.day)
            found = (await shown(reports.database, reports.actor, scope, reports.now, day)).period
            drawn, caption = pictures.lessons_bars(found, texts, dark=dark), pictures.lessons_caption(found, texts)
        await self._gallery.show(callback, drawn, caption, buttons)


def _scope(text: str) -> Scope:
    """What a button names. NotFoundError for what no button says."""
    if text not in {one.value for one in Scope}:
        raise NotFoundError
    return Scope(text)


def _day(ordinal: int) -> date | None:
    """The day that a button names, None for today. NotFoundError for a number that is no day."""
    if not 0 <= ordinal <= date.max.toordinal():
        raise NotFoundError
    return date.fromordinal(ordinal) if ordinal else None


async def _screen(reports: Reports, scope: Scope | None = None, day: int = 0) -> Screen:
    found = await shown(reports.database, reports.actor, scope, reports.now, _day(day))
    return summary_screen(found, reports.actor, reports.texts)
