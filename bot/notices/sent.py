"""A notice is looked at, tried out and sent; then it is read, or taken back."""

import asyncio

from aiogram import Bot, Router
from aiogram.types import BufferedInputFile, CallbackQuery
from aiogram.utils.callback_answer import CallbackAnswer

from bot.common.notice_data import Download, Preview, Remind, Send, Silent, TryOut, TurnSilent, Withdraw
from bot.notices import audience_views, report_views
from bot.notices.desk import NoticeDesk
from bot.notices.sheet import workbook
from core.ids import NoticeId
from core.notices import after, composing, reporting, sending


def build_router() -> Router:
    """From the preview on; who may be here, the router around it says."""
    router = Router(name="sent_notices")
    router.callback_query.register(preview, Preview.filter())
    router.callback_query.register(try_out, TryOut.filter())
    router.callback_query.register(send, Send.filter())
    router.callback_query.register(show_silent, Silent.filter())
    router.callback_query.register(turn_silent, TurnSilent.filter())
    router.callback_query.register(remind, Remind.filter())
    router.callback_query.register(download, Download.filter())
    router.callback_query.register(withdraw, Withdraw.filter())
    return router


async def preview(callback: CallbackQuery, callback_data: Preview, desk: NoticeDesk) -> None:
    """How it will look, and how many will get it."""
    first, *below = audience_views.preview_screens(await desk.preview(callback_data.notice), desk.texts)
    await first.edit(callback)
    for screen in below:
        await screen.below(callback)


async def try_out(
    callback: CallbackQuery,  # noqa: ARG001 - the preview stays as it is
    callback_data: TryOut,
    desk: NoticeDesk,
    callback_answer: CallbackAnswer,
) -> None:
    """A copy to oneself."""
    await composing.try_out(desk.database, desk.actor, NoticeId(callback_data.notice), desk.chat_key, desk.now)
    desk.wake()
    callback_answer.text = desk.texts.t("Пробная копия придёт сюда сообщением")


async def send(callback: CallbackQuery, callback_data: Send, desk: NoticeDesk) -> None:
    """To everybody. A second press, or another's, finds it sent."""
    notice_id = NoticeId(callback_data.notice)
    await sending.send(desk.database, desk.actor, notice_id, callback_data.version, desk.chat_key, desk.now)
    desk.wake()
    await (await desk.report(callback_data.notice)).edit(callback)


async def show_silent(callback: CallbackQuery, callback_data: Silent, desk: NoticeDesk) -> None:
    """Who has not read it."""
    notice_id = NoticeId(callback_data.notice)
    found = await after.silent(desk.database, desk.actor, notice_id)
    await report_views.silent_screen(notice_id, found, desk.texts).edit(callback)


async def turn_silent(callback: CallbackQuery, callback_data: TurnSilent, desk: NoticeDesk) -> None:
    """Others of them."""
    notice_id = NoticeId(callback_data.notice)
    found = await after.silent(desk.database, desk.actor, notice_id, callback_data.page)
    await report_views.silent_screen(notice_id, found, desk.texts).edit(callback)


async def remind(
    callback: CallbackQuery, callback_data: Remind, desk: NoticeDesk, callback_answer: CallbackAnswer
) -> None:
    """Those who have not read it are reminded."""
    await reporting.remind(desk.database, desk.actor, NoticeId(callback_data.notice), desk.now)
    desk.wake()
    callback_answer.text = desk.texts.t("Напоминание отправляется")
    await (await desk.report(callback_data.notice)).edit(callback)


async def download(callback: CallbackQuery, callback_data: Download, desk: NoticeDesk, bot: Bot) -> None:
    """The report with names, into this chat."""
    found = await reporting.ledger(desk.database, desk.actor, NoticeId(callback_data.notice))
    content = await asyncio.to_thread(workbook, found, desk.texts)
    name = desk.texts.t("Объявление.xlsx")
    await bot.send_document(callback.from_user.id, BufferedInputFile(content, name))


async def withdraw(callback: CallbackQuery, callback_data: Withdraw, desk: NoticeDesk) -> None:
    """It is taken back after a question, half-way too."""
    notice = await desk.notice(callback_data.notice)
    if not callback_data.sure:
        await report_views.withdraw_screen(notice, desk.texts).edit(callback)
        return
    await after.withdraw(desk.database, desk.actor, notice.id, desk.now)
    desk.wake()
    await (await desk.report(notice.id)).edit(callback)
