"""/calendar: lessons and homework in a telephone's calendar, by an address that can be taken back, or as a file."""

import asyncio
import secrets

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from bot.calendars.events import events, title
from bot.calendars.ics import FILE_NAME, ics
from bot.common.diary_data import ChangeFeed, OpenCalendar, Section, SendCalendar
from bot.common.menu import Open, Place
from bot.guardians.diary_asking import Asking, lay_asking
from bot.guardians.diary_calendar_views import calendar_screen, file_caption
from bot.guardians.diary_current import or_current
from bot.guardians.diary_pages import calendar_page, first_page
from bot.screens import bot_of
from bot.updates.routing import Pressed
from core.diary.feeds import service
from core.diary.feeds.model import OwnFeed

SECRET_BYTES = 24


def build_router() -> Router:
    """The screen and its buttons."""
    router = Router(name="diary calendar")
    lay_asking(router)
    router.message.register(show, Command("calendar"))
    router.callback_query.register(open_first, Pressed(Open(place=Place.CALENDAR)))
    router.callback_query.register(or_current(open_calendar), OpenCalendar.filter())
    router.callback_query.register(or_current(change), ChangeFeed.filter())
    router.callback_query.register(or_current(send), SendCalendar.filter())
    return router


async def show(message: Message, asking: Asking) -> None:
    """The calendar of the child that was looked at last."""
    await (await first_page(asking, Section.CALENDAR)).answer(message)


async def open_first(callback: CallbackQuery, asking: Asking) -> None:
    """The same by a button."""
    await (await first_page(asking, Section.CALENDAR)).edit(callback)


async def open_calendar(callback: CallbackQuery, callback_data: OpenCalendar, asking: Asking) -> None:
    """The calendar of a child. What was shown of an address is gone with that."""
    await (await calendar_page(asking, callback_data.pupil)).edit(callback)


async def change(callback: CallbackQuery, callback_data: ChangeFeed, asking: Asking) -> None:
    """A new address, shown this once, or none any more."""
    family, actor, pupil = await asking.whose(callback_data.pupil)
    url = asking.settings.calendar.url
    address: str | None = None
    found: OwnFeed
    if callback_data.new and url is not None:
        secret = secrets.token_urlsafe(SECRET_BYTES)
        found = await service.issue(asking.database, actor, pupil, secret, asking.now)
        address = f"{url}/{secret}"
    elif callback_data.new:
        found = await service.own_feed(asking.database, actor, pupil, asking.now)
    else:
        found = await service.revoke(asking.database, actor, pupil, asking.now)
    await calendar_screen(found, family, address, url, asking.texts).edit(callback)


async def send(callback: CallbackQuery, callback_data: SendCalendar, asking: Asking) -> None:
    """The calendar as a file, below the screen."""
    family, actor, pupil = await asking.whose(callback_data.pupil)
    pages = await service.pages(asking.database, actor, pupil, asking.now)
    shown = events(pages, asking.texts)
    name = title(pages.diary.own, asking.texts)
    content = await asyncio.to_thread(ics, shown, name, asking.now)
    await bot_of(callback).send_document(
        callback.from_user.id,
        BufferedInputFile(content, FILE_NAME),
        caption=file_caption(pages.diary.own, family, asking.texts),
        parse_mode="HTML",
    )
