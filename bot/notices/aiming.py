"""To whom a draft goes, and what its readers are asked."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.common.notice_aim_data import ClassesFor, PickClasses, Toggle, ToggleReader, TurnClasses
from bot.common.notice_data import AskReading
from bot.notices import asking, audience_views, choosing, listing
from bot.notices.desk import NoticeDesk
from bot.notices.standing import as_it_stands
from core.errors import NotFoundError
from core.ids import NoticeId
from core.notices import asking as questions
from core.notices.audience import Reader
from core.notices.question import Asking


def build_router() -> Router:
    """The choice of an audience; who may be here, the router around it says."""
    router = Router(name="notice_audience")
    router.callback_query.register(as_it_stands(toggle_reader), ToggleReader.filter())
    router.callback_query.register(as_it_stands(toggle), Toggle.filter())
    router.callback_query.register(pick_classes, PickClasses.filter())
    router.callback_query.register(turn_classes, TurnClasses.filter())
    router.callback_query.register(as_it_stands(ask_reading), AskReading.filter())
    router.include_router(listing.build_router())
    router.include_router(asking.build_router())
    return router


async def toggle_reader(callback: CallbackQuery, callback_data: ToggleReader, desk: NoticeDesk) -> None:
    """Readers are told, or not."""
    if callback_data.reader not in {*Reader}:
        raise NotFoundError
    page = await desk.page(callback_data.notice)
    audience = choosing.with_reader(page.notice.made.audience, Reader(callback_data.reader))
    await audience_views.audience_screen(await desk.aim(page, audience), desk.texts).edit(callback)


async def toggle(callback: CallbackQuery, callback_data: Toggle, desk: NoticeDesk) -> None:
    """Classes are chosen, or not."""
    page = await desk.page(callback_data.notice)
    page = await desk.aim(page, choosing.with_classes(page, callback_data))
    if callback_data.stays:
        number = audience_views.page_with(page, callback_data.school_class)
        screen = audience_views.classes_screen(page, desk.texts, number)
    else:
        screen = audience_views.audience_screen(page, desk.texts)
    await screen.edit(callback)


async def pick_classes(callback: CallbackQuery, callback_data: PickClasses, desk: NoticeDesk) -> None:
    """The list of classes."""
    await audience_views.classes_screen(await desk.page(callback_data.notice), desk.texts).edit(callback)


async def turn_classes(callback: CallbackQuery, callback_data: TurnClasses, desk: NoticeDesk) -> None:
    """Others of the classes to choose from."""
    notice, number = callback_data.notice, callback_data.page
    match callback_data.what:
        case ClassesFor.WHOLE:
            screen = audience_views.classes_screen(await desk.page(notice), desk.texts, number)
        case ClassesFor.GROUPS:
            screen = await listing.groups_of(desk, notice, 0, number)
        case ClassesFor.PUPILS:
            screen = await listing.pupils_of(desk, notice, 0, number)
    await screen.edit(callback)


async def ask_reading(callback: CallbackQuery, callback_data: AskReading, desk: NoticeDesk) -> None:
    """Readers are asked to say that they have read it, or not."""
    notice_id = NoticeId(callback_data.notice)
    kind = Asking.READ if callback_data.asks else Asking.NOTHING
    await questions.ask(desk.database, desk.actor, notice_id, kind)
    await (await desk.shown(notice_id)).edit(callback)
