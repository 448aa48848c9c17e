"""/diary: a child's day, week and month, and the choice of the child."""

import calendar
from datetime import date, timedelta

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.common.diary_data import OpenDiary, OpenDiaryWeek, OpenMonth, PickChild, Section
from bot.common.menu import Open, Place
from bot.guardians import diary_chores, diary_subjects
from bot.guardians.diary_asking import Asking, lay_asking
from bot.guardians.diary_frame import not_for_you
from bot.guardians.diary_views import day_screen, month_screen, week_screen
from bot.screens import Screen
from bot.teachers.taps import day_of
from bot.updates.routing import Pressed
from core.diary import access
from core.diary.days import diary
from core.people.pupils import explain_nothing


def build_router() -> Router:
    """The diary by days, and behind it by subjects and by homework."""
    router = Router(name="diary")
    lay_asking(router)
    router.message.register(show, Command("diary"))
    router.callback_query.register(open_today, Pressed(Open(place=Place.DIARY)))
    router.callback_query.register(open_day, OpenDiary.filter())
    router.callback_query.register(open_week, OpenDiaryWeek.filter())
    router.callback_query.register(open_month, OpenMonth.filter())
    router.callback_query.register(pick, PickChild.filter())
    router.include_routers(diary_subjects.build_router(), diary_chores.build_router())
    return router


async def show(message: Message, asking: Asking) -> None:
    """Today of the child that was looked at last."""
    await (await _first(asking)).answer(message)


async def open_today(callback: CallbackQuery, asking: Asking) -> None:
    """The same by a button."""
    await (await _first(asking)).edit(callback)


async def open_day(callback: CallbackQuery, callback_data: OpenDiary, asking: Asking) -> None:
    """A day of a child."""
    await (await _day(asking, callback_data.pupil, callback_data.day)).edit(callback)


async def open_week(callback: CallbackQuery, callback_data: OpenDiaryWeek, asking: Asking) -> None:
    """The week of a day, from Monday on."""
    await (await _week(asking, callback_data.pupil, callback_data.day)).edit(callback)


async def open_month(callback: CallbackQuery, callback_data: OpenMonth, asking: Asking) -> None:
    """The month of a day, to choose another from."""
    family, actor, pupil = await asking.whose(callback_data.pupil)
    day = day_of(callback_data.day) or asking.today
    _, count = calendar.monthrange(day.year, day.month)
    found = await diary(asking.database, actor, pupil, day.replace(day=1), count, asking.now, written=False)
    await month_screen(found, family, asking.texts).edit(callback)


async def pick(callback: CallbackQuery, callback_data: PickChild, asking: Asking) -> None:
    """Another child, on the same page."""
    _, actor, pupil = await asking.whose(callback_data.pupil)
    await access.choose(asking.database, actor, pupil, asking.now)
    await (await _page(asking, callback_data)).edit(callback)


async def _page(asking: Asking, picked: PickChild) -> Screen:
    match picked.to:
        case Section.DAY:
            return await _day(asking, picked.pupil, picked.day)
        case Section.WEEK:
            return await _week(asking, picked.pupil, picked.day)
        case Section.SUBJECTS:
            return await diary_subjects.subjects(asking, picked.pupil, "")
        case Section.CHORES:
            return await diary_chores.chores_page(asking, picked.pupil, 0)


async def _first(asking: Asking) -> Screen:
    first = (await asking.family()).children[:1]
    if not first:
        explain_nothing(asking.identity.actors)
        return not_for_you(asking.texts)
    return await _day(asking, first[0].child.pupil.id, 0)


async def _day(asking: Asking, pupil_id: int, day: int) -> Screen:
    family, actor, pupil = await asking.whose(pupil_id)
    found = await diary(asking.database, actor, pupil, day_of(day), 1, asking.now)
    return day_screen(found, family, asking.texts)


async def _week(asking: Asking, pupil_id: int, day: int) -> Screen:
    family, actor, pupil = await asking.whose(pupil_id)
    first = _monday(day_of(day) or asking.today)
    found = await diary(asking.database, actor, pupil, first, 7, asking.now)
    return week_screen(found, family, asking.texts)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
