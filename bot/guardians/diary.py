"""/diary: a child's day, week and month, and the choice of the child."""

import calendar

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.common.diary_data import OpenDiary, OpenDiaryWeek, OpenMonth, PickChild
from bot.common.menu import Open, Place
from bot.guardians import diary_calendar, diary_chart, diary_chores, diary_subjects
from bot.guardians.diary_asking import Asking, lay_asking
from bot.guardians.diary_current import or_current
from bot.guardians.diary_pages import day_page, first_page, page, week_page
from bot.guardians.diary_views import month_screen
from bot.teachers.taps import day_of
from bot.updates.routing import Pressed
from core.diary import access
from core.diary.days import diary
from core.diary.errors import KeptFromChatError


def build_router() -> Router:
    """The diary by days, and behind it by subjects and by homework."""
    router = Router(name="diary")
    lay_asking(router)
    router.message.register(show, Command("diary"))
    router.callback_query.register(open_today, Pressed(Open(place=Place.DIARY)))
    router.callback_query.register(or_current(open_day), OpenDiary.filter())
    router.callback_query.register(or_current(open_week), OpenDiaryWeek.filter())
    router.callback_query.register(or_current(open_month), OpenMonth.filter())
    router.callback_query.register(or_current(pick), PickChild.filter())
    parts = (diary_subjects, diary_chart, diary_calendar, diary_chores)
    router.include_routers(*(part.build_router() for part in parts))
    return router


async def show(message: Message, asking: Asking) -> None:
    """Today of the child that was looked at last."""
    await (await first_page(asking)).answer(message)


async def open_today(callback: CallbackQuery, asking: Asking) -> None:
    """The same by a button."""
    await (await first_page(asking)).edit(callback)


async def open_day(callback: CallbackQuery, callback_data: OpenDiary, asking: Asking) -> None:
    """A day of a child."""
    await (await day_page(asking, callback_data.pupil, callback_data.day)).edit(callback)


async def open_week(callback: CallbackQuery, callback_data: OpenDiaryWeek, asking: Asking) -> None:
    """The week of a day, from Monday on."""
    await (await week_page(asking, callback_data.pupil, callback_data.day)).edit(callback)


async def open_month(callback: CallbackQuery, callback_data: OpenMonth, asking: Asking) -> None:
    """The month of a day, to choose another from."""
    family, actor, pupil = await asking.whose(callback_data.pupil)
    day = day_of(callback_data.day) or asking.today
    _, count = calendar.monthrange(day.year, day.month)
    found = await diary(asking.database, actor, pupil, day.replace(day=1), count, asking.now, written=False)
    if not found.own.personal:
        raise KeptFromChatError
    await month_screen(found, family, asking.texts).edit(callback)


async def pick(callback: CallbackQuery, callback_data: PickChild, asking: Asking) -> None:
    """Another child, on the same page."""
    _, actor, pupil = await asking.whose(callback_data.pupil)
    await access.choose(asking.database, actor, pupil, asking.now)
    await (await page(asking, callback_data.pupil, callback_data.to, callback_data.day)).edit(callback)
