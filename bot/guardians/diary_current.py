"""A button of the diary that is out of date says so, and what holds now is opened in its place."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram.types import CallbackQuery
from aiogram.utils.callback_answer import CallbackAnswer

from bot.common import diary_data as data
from bot.guardians.diary_asking import Asking
from bot.guardians.diary_pages import first_page, page
from bot.screens import Screen
from bot.updates.answers import alert
from core.consents.errors import ConsentNeededError
from core.errors import NotFoundError

_SECTIONS = {
    data.Section.WEEK: (data.OpenDiaryWeek,),
    data.Section.SUBJECTS: (
        data.OpenSubjects,
        data.OpenSubject,
        data.OpenAbsences,
        data.OpenTermMarks,
        data.OpenNeeded,
        data.OpenChart,
        data.PaintChart,
    ),
    data.Section.CALENDAR: (data.OpenCalendar, data.ChangeFeed, data.SendCalendar),
    data.Section.CHORES: (data.OpenChores, data.Tick, data.SendFile),
}

Handler = Callable[[CallbackQuery, Any, Asking], Awaitable[None]]


def or_current(handler: Handler) -> Callable[..., Awaitable[None]]:
    """The handler; where there is not what its button names, the same part of the diary as it is now."""

    async def pressed(
        callback: CallbackQuery, callback_data: Any, asking: Asking, callback_answer: CallbackAnswer
    ) -> None:
        try:
            await handler(callback, callback_data, asking)
        except ConsentNeededError:
            raise  # the button is no older than the diary: it is closed, and the way to open it is said
        except NotFoundError:
            alert(callback_answer, asking.texts.t("Этого здесь больше нет. Открываю дневник, какой он сейчас."))
            await (await _current(callback_data, asking)).edit(callback)

    return pressed


async def _current(pressed: Any, asking: Asking) -> Screen:
    """That part of the same child's diary; if this is nothing either, the first page."""
    section = next((one for one, kinds in _SECTIONS.items() if isinstance(pressed, kinds)), data.Section.DAY)
    try:
        return await page(asking, pressed.pupil, section, 0)
    except NotFoundError:
        return await first_page(asking)
