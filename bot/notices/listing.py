"""The handlers of groups, of a list, and of whom the bot does not reach."""

import asyncio

from aiogram import Bot, F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import BufferedInputFile, CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot.common.awaited import Awaited, await_words
from bot.common.notice_aim_data import (
    AddListed,
    ClearList,
    DownloadUnreached,
    DropListed,
    PickGroups,
    PickPupils,
    ShowList,
    ShowUnreached,
    Tick,
    ToggleGroup,
    TurnUnreached,
)
from bot.notices import choosing, place_views
from bot.notices.audience_views import own_classes
from bot.notices.desk import NoticeDesk
from bot.notices.sheet import missing_workbook
from bot.notices.standing import as_it_stands
from bot.screens import Screen
from core.ids import ClassId, NoticeId, PersonId
from core.notices import listing, places


class TypingList(StatesGroup):
    """Somebody who is about to paste a list; the notice is in the state's data."""

    awaited = State()


def build_router() -> Router:
    """Places by name; who may be here, the router around it says."""
    router = Router(name="notice_lists")
    router.message.register(
        as_it_stands(take), StateFilter(TypingList.awaited), F.text, ~F.text.startswith("/"), Awaited()
    )
    press = router.callback_query.register
    press(as_it_stands(pick_groups), PickGroups.filter())
    press(as_it_stands(toggle_group), ToggleGroup.filter())
    press(as_it_stands(show_list), ShowList.filter())
    press(as_it_stands(drop), DropListed.filter())
    press(as_it_stands(add), AddListed.filter())
    press(as_it_stands(clear), ClearList.filter())
    press(as_it_stands(pick_pupils), PickPupils.filter())
    press(as_it_stands(tick), Tick.filter())
    press(show_unreached, ShowUnreached.filter())
    press(turn_unreached, TurnUnreached.filter())
    press(download_unreached, DownloadUnreached.filter())
    return router


async def pick_groups(callback: CallbackQuery, callback_data: PickGroups, desk: NoticeDesk) -> None:
    """The classes that have groups, or the groups of one."""
    await (await groups_of(desk, callback_data.notice, callback_data.school_class)).edit(callback)


async def toggle_group(callback: CallbackQuery, callback_data: ToggleGroup, desk: NoticeDesk) -> None:
    """A group is chosen, or not."""
    page = await desk.page(callback_data.notice)
    await desk.aim(page, choosing.with_group(page.notice.made.audience, callback_data.group))
    await (await groups_of(desk, callback_data.notice, callback_data.school_class)).edit(callback)


async def show_list(callback: CallbackQuery, callback_data: ShowList, desk: NoticeDesk, state: FSMContext) -> None:
    """Who is on the list; the next message is one."""
    screen = await _list(desk, callback_data.notice, callback_data.page)
    await await_words(state, TypingList.awaited, desk.now, notice=callback_data.notice)
    await screen.edit(callback)


async def take(message: Message, desk: NoticeDesk, step: dict[str, int], state: FSMContext) -> None:
    """A pasted list. Corrected lines may follow."""
    notice_id = NoticeId(int(step["notice"]))
    read = await listing.read_list(desk.database, desk.actor, notice_id, message.text or "", desk.now)
    await await_words(state, TypingList.awaited, desk.now, notice=notice_id)
    await place_views.read_screen(await desk.page(notice_id), read, desk.texts).answer(message)


async def drop(callback: CallbackQuery, callback_data: DropListed, desk: NoticeDesk) -> None:
    """Somebody is taken off; who is off already is not put on by a second press."""
    notice_id, person_id = NoticeId(callback_data.notice), PersonId(callback_data.person)
    listed = (await desk.page(notice_id)).notice.made.audience
    if person_id in listed.pupils | listed.people:
        await listing.toggle(desk.database, desk.actor, notice_id, person_id, desk.now)
    await (await _list(desk, notice_id, callback_data.page)).edit(callback)


async def add(
    callback: CallbackQuery,  # noqa: ARG001 - the lines stay as they are, for others may be meant too
    callback_data: AddListed,
    desk: NoticeDesk,
    callback_answer: CallbackAnswer,
) -> None:
    """One of those whom a line may mean; pressed again, nobody is taken off."""
    notice_id, person_id = NoticeId(callback_data.notice), PersonId(callback_data.person)
    listed = (await desk.page(notice_id)).notice.made.audience
    if person_id not in listed.pupils | listed.people:
        await listing.toggle(desk.database, desk.actor, notice_id, person_id, desk.now)
    callback_answer.text = desk.texts.t("Добавлено в список")


async def clear(callback: CallbackQuery, callback_data: ClearList, desk: NoticeDesk) -> None:
    """Nobody is on the list any more."""
    await listing.clear(desk.database, desk.actor, NoticeId(callback_data.notice))
    await (await _list(desk, callback_data.notice, 0)).edit(callback)


async def pick_pupils(callback: CallbackQuery, callback_data: PickPupils, desk: NoticeDesk) -> None:
    """The classes, or the pupils of one."""
    await (await pupils_of(desk, callback_data.notice, callback_data.school_class)).edit(callback)


async def tick(callback: CallbackQuery, callback_data: Tick, desk: NoticeDesk) -> None:
    """A pupil is on the list, or not any more."""
    notice_id = NoticeId(callback_data.notice)
    await listing.toggle(desk.database, desk.actor, notice_id, PersonId(callback_data.person), desk.now)
    await (await pupils_of(desk, notice_id, callback_data.school_class)).edit(callback)


async def show_unreached(callback: CallbackQuery, callback_data: ShowUnreached, desk: NoticeDesk) -> None:
    """Whom of the audience the bot does not reach."""
    await (await _unreached(desk, callback_data.notice, 0)).edit(callback)


async def turn_unreached(callback: CallbackQuery, callback_data: TurnUnreached, desk: NoticeDesk) -> None:
    """Others of them."""
    await (await _unreached(desk, callback_data.notice, callback_data.page)).edit(callback)


async def download_unreached(
    callback: CallbackQuery, callback_data: DownloadUnreached, desk: NoticeDesk, bot: Bot
) -> None:
    """The same as a workbook."""
    found = await places.to_call(desk.database, desk.actor, NoticeId(callback_data.notice), desk.now)
    content = await asyncio.to_thread(missing_workbook, found, desk.texts)
    name = desk.texts.t("Кому позвонить.xlsx")
    await bot.send_document(callback.from_user.id, BufferedInputFile(content, name))


async def _unreached(desk: NoticeDesk, notice: int, number: int) -> Screen:
    page = await desk.page(notice)
    found = await places.unreached(desk.database, desk.actor, page.notice.id, desk.now)
    return place_views.unreached_screen(page, found, number, desk.texts)


async def groups_of(desk: NoticeDesk, notice: int, school_class: int, number: int = 0) -> Screen:
    """The groups of a class; of none, a page of the classes that have any."""
    groups = await places.groups(desk.database, desk.actor, NoticeId(notice), desk.now)
    return place_views.groups_screen(await desk.page(notice), groups, school_class, desk.texts, number)


async def _list(desk: NoticeDesk, notice: int, number: int) -> Screen:
    entries = await listing.listed(desk.database, desk.actor, NoticeId(notice), desk.now)
    return place_views.list_screen(await desk.page(notice), entries, number, desk.texts)


async def pupils_of(desk: NoticeDesk, notice: int, school_class: int, number: int = 0) -> Screen:
    """The pupils of a class; of none, a page of the classes, but the only own class is not asked for."""
    page = await desk.page(notice)
    own = own_classes(page)
    if not school_class and len(own) != 1:
        return place_views.pupils_classes_screen(page, desk.texts, number)
    of = ClassId(school_class) if school_class else own[0].id
    entries = await listing.of_class(desk.database, desk.actor, page.notice.id, of, desk.now)
    return place_views.pupils_screen(page, entries, of, desk.texts)
