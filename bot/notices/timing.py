"""A notice goes out at a set time: chosen by a button or typed, changed, called off."""

from datetime import datetime
from typing import Any

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.common.awaited import Awaited, await_words
from bot.common.notice_data import Adopt, ChooseTime, SetTime, Unschedule
from bot.notices import time_views
from bot.notices.desk import NoticeDesk
from core.errors import NotFoundError
from core.ids import NoticeId
from core.notices import scheduling

_AT = "%Y%m%d%H%M"


class TypingTime(StatesGroup):
    """Somebody who is about to type when a notice goes out; its key and version are in the state's data."""

    awaited = State()


def build_router() -> Router:
    """The choice of a time; who may be here, the router around it says."""
    router = Router(name="notice_times")
    router.message.register(take, StateFilter(TypingTime.awaited), F.text, ~F.text.startswith("/"), Awaited())
    router.callback_query.register(choose, ChooseTime.filter())
    router.callback_query.register(set_time, SetTime.filter())
    router.callback_query.register(unschedule, Unschedule.filter())
    router.callback_query.register(adopt, Adopt.filter())
    return router


async def choose(callback: CallbackQuery, callback_data: ChooseTime, desk: NoticeDesk, state: FSMContext) -> None:
    """The next message may be a time."""
    page = await desk.page(callback_data.notice)
    await await_words(state, TypingTime.awaited, desk.now, notice=page.notice.id, version=page.notice.version)
    await time_views.choosing_screen(page, desk.now, desk.texts).edit(callback)


async def take(message: Message, desk: NoticeDesk, state: FSMContext, step: dict[str, Any]) -> None:
    """A typed time. What is refused is still awaited."""
    at = await scheduling.typed(desk.database, desk.actor, message.text or "", desk.now)
    await _set(desk, step["notice"], step["version"], at)
    await (await desk.shown(step["notice"])).answer(message)
    await state.clear()


async def set_time(callback: CallbackQuery, callback_data: SetTime, desk: NoticeDesk, state: FSMContext) -> None:
    """A time from a button. NotFoundError for what is none."""
    try:
        at = datetime.strptime(callback_data.at, _AT)  # noqa: DTZ007 - the school's clock, its zone is the core's
    except ValueError:
        raise NotFoundError from None
    await _set(desk, callback_data.notice, callback_data.version, at)
    await state.clear()
    await (await desk.shown(callback_data.notice)).edit(callback)


async def unschedule(callback: CallbackQuery, callback_data: Unschedule, desk: NoticeDesk, state: FSMContext) -> None:
    """It goes out at no time: a draft again."""
    await state.clear()
    await scheduling.unschedule(desk.database, desk.actor, NoticeId(callback_data.notice), desk.now)
    await (await desk.shown(callback_data.notice)).edit(callback)


async def adopt(callback: CallbackQuery, callback_data: Adopt, desk: NoticeDesk) -> None:
    """One that was held, as an own draft."""
    await scheduling.adopt(desk.database, desk.actor, NoticeId(callback_data.notice), desk.now)
    desk.wake()
    await (await desk.shown(callback_data.notice)).edit(callback)


async def _set(desk: NoticeDesk, notice: int, version: int, at: datetime) -> None:
    await scheduling.schedule(desk.database, desk.actor, (NoticeId(notice), version), at, desk.chat_key, desk.now)
