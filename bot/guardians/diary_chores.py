"""Homework by the day on which it is due, with ticks of one's own."""

from aiogram import Router
from aiogram.types import CallbackQuery
from aiogram.utils.callback_answer import CallbackAnswer

from bot.common.diary_data import OpenChores, SendFile, Tick
from bot.delivery.telegram import TelegramChannel
from bot.guardians.diary_asking import Asking, lay_asking
from bot.guardians.diary_chores_views import chores_screen, file_caption
from bot.guardians.diary_current import or_current
from bot.guardians.diary_pages import chores_page
from bot.screens import bot_of
from bot.updates.answers import alert
from core.diary.chores import tick
from core.diary.files import OwnFile, own_file, to_send
from core.errors import NotFoundError
from core.ids import AttachmentId, TaskId
from core.notifications.errors import ChannelError, FailureKind


def build_router() -> Router:
    """The list and its buttons."""
    router = Router(name="diary chores")
    lay_asking(router)
    router.callback_query.register(or_current(open_chores), OpenChores.filter())
    router.callback_query.register(tick_off, Tick.filter())
    router.callback_query.register(or_current(send_file), SendFile.filter())
    return router


async def open_chores(callback: CallbackQuery, callback_data: OpenChores, asking: Asking) -> None:
    """What is to be done."""
    await (await chores_page(asking, callback_data.pupil, callback_data.page)).edit(callback)


async def tick_off(
    callback: CallbackQuery, callback_data: Tick, asking: Asking, callback_answer: CallbackAnswer
) -> None:
    """It is done, or it is not after all. A task that the teacher has changed since is shown as it is now."""
    family, actor, pupil = await asking.whose(callback_data.pupil)
    task = TaskId(callback_data.task)
    try:
        found = await tick(asking.database, actor, pupil, task, asking.now, done=callback_data.done)
    except NotFoundError:
        await (await chores_page(asking, pupil, callback_data.page)).edit(callback)
        alert(callback_answer, asking.texts.t("Это задание изменилось. Вот что задано сейчас."))
        return
    await chores_screen(found, family, callback_data.page, asking.texts).edit(callback)


async def send_file(callback: CallbackQuery, callback_data: SendFile, asking: Asking) -> None:
    """A file of homework, below the list."""
    family, actor, pupil = await asking.whose(callback_data.pupil)
    place = TaskId(callback_data.task), AttachmentId(callback_data.file)
    asked = await own_file(asking.database, actor, pupil, *place, asking.now)
    await _hand_over(asking, TelegramChannel.of(bot_of(callback)), asked, file_caption(asked, family, asking.texts))


async def _hand_over(asking: Asking, channel: TelegramChannel, asked: OwnFile, caption: str) -> None:
    """By the messenger's own name of it; what it does not know any more goes as bytes."""
    address = asking.identity.address
    try:
        await channel.send_file(address, await to_send(asking.database, asked.file, address.bot), caption)
    except ChannelError as error:
        if error.failure.kind is not FailureKind.FILE_GONE:
            raise
        whole = await to_send(asking.database, asked.file, address.bot, whole=True)
        await channel.send_file(address, whole, caption)
