"""The school's day for deputies and the director: absences by class, and each class read-only (B08, B18, N03)."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.deputies.school_day_views import day_screen
from bot.screens import Screen
from bot.teachers.absences_data import ShowSchool, day_of
from bot.teachers.desk import Desk, Leading
from core.classroom.school import school_day


def build_router() -> Router:
    """The school's day; the classes behind it are the screens of class teachers, without what changes anything."""
    router = Router(name="school_day")
    router.callback_query.register(show, ShowSchool.filter(), Leading())
    return router


async def show(callback: CallbackQuery, callback_data: ShowSchool, desk: Desk) -> None:
    """The school on a day."""
    await (await school_screen(desk, callback_data.day)).edit(callback)


async def school_screen(desk: Desk, ordinal: int | None) -> Screen:
    """The school on a day, or today. ForbiddenError for who does not see it."""
    day = day_of(ordinal) if ordinal else None
    return day_screen(await school_day(desk.database, desk.actor, desk.now, day), desk.texts)
