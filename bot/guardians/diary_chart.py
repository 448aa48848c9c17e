"""The chart of a child's marks: a picture below the list, and the same picture in other colours."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.charts.gallery import Gallery
from bot.common.diary_data import OpenChart, PaintChart, asked_by
from bot.guardians import diary_chart_views as views
from bot.guardians.diary_asking import Asking, lay_asking
from bot.guardians.diary_current import or_current
from core.diary import access
from core.diary.progress import chart
from core.diary.rules import enough_for_chart
from core.ids import SubjectId


def build_router() -> Router:
    """Two buttons, and the pictures that they share."""
    router, pages = Router(name="diary chart"), ChartPages(Gallery())
    lay_asking(router)
    router.callback_query.register(or_current(pages.open), OpenChart.filter())
    router.callback_query.register(or_current(pages.paint), PaintChart.filter())
    return router


class ChartPages:
    """The handlers."""

    def __init__(self, gallery: Gallery) -> None:
        self._gallery = gallery

    async def open(self, callback: CallbackQuery, callback_data: OpenChart, asking: Asking) -> None:
        """The chart of a subject or of all."""
        await self._show(callback, callback_data, asking)

    async def paint(self, callback: CallbackQuery, callback_data: PaintChart, asking: Asking) -> None:
        """Other colours, in the place of the picture and from now on."""
        _, actor, pupil = await asking.whose(callback_data.pupil)
        await access.choose_look(asking.database, actor, pupil, asking.now, dark=callback_data.dark)
        await self._show(callback, callback_data, asking)

    async def _show(self, callback: CallbackQuery, asked: OpenChart | PaintChart, asking: Asking) -> None:
        family, actor, pupil = await asking.whose(asked.pupil)
        subject, texts = SubjectId(asked.subject) if asked.subject else None, asking.texts
        found = await chart(asking.database, actor, pupil, asked_by(asked.code), subject, asking.now)
        if not enough_for_chart(found.marks):
            await views.nothing_to_draw(found, family, texts).edit(callback)
            return
        words, buttons = views.caption(found, family, texts), views.buttons(found, texts)
        await self._gallery.show(callback, views.drawing(found, family, texts), words, buttons)
