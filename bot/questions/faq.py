"""Answers that are kept: /help with a word, the list, «Помогло» (A28)."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot.common.menu import Open, Place
from bot.common.question_data import FaqHelped, ListFaq, ShowFaq
from bot.questions import faq_views as views
from bot.questions.desk import AskDesk, Asks
from bot.screens import Screen
from bot.updates.routing import Pressed
from core.consultations import faq
from core.ids import FaqId

FOUND = 8
"""Kept answers that a word finds."""


def build_router() -> Router:
    """What everybody reads."""
    router = Router(name="faq")
    router.message.register(find, Command("help", magic=F.args), Asks())
    router.callback_query.register(open_list, Pressed(Open(place=Place.FAQ)), Asks())
    router.callback_query.register(turn, ListFaq.filter(), Asks())
    router.callback_query.register(show, ShowFaq.filter(), Asks())
    router.callback_query.register(helped, FaqHelped.filter(), Asks())
    return router


async def find(message: Message, command: CommandObject, desk: AskDesk) -> None:
    """`/help слово`: what is kept and like it."""
    wanted = command.args or ""
    found = await faq.like(desk.database, desk.identity, wanted, most=FOUND)
    await views.found_screen(found, wanted, desk.texts).answer(message)


async def open_list(callback: CallbackQuery, desk: AskDesk) -> None:
    """What is kept, what helped most first."""
    await (await listed(desk, 0)).edit(callback)


async def turn(callback: CallbackQuery, callback_data: ListFaq, desk: AskDesk) -> None:
    """A page of it."""
    await (await listed(desk, callback_data.page)).edit(callback)


async def show(callback: CallbackQuery, callback_data: ShowFaq, desk: AskDesk) -> None:
    """A kept answer."""
    kept = await faq.one(desk.database, desk.identity, FaqId(callback_data.faq))
    await views.kept_screen(kept, desk.texts, edits=faq.edits(desk.identity, kept)).edit(callback)


async def helped(
    callback: CallbackQuery, callback_data: FaqHelped, desk: AskDesk, callback_answer: CallbackAnswer
) -> None:
    """It goes up the list."""
    await faq.helped(desk.database, desk.identity, FaqId(callback_data.faq))
    callback_answer.text = desk.texts.t("Спасибо! Этот ответ поднимется выше.")
    await (await listed(desk, 0)).edit(callback)


async def listed(desk: AskDesk, page: int) -> Screen:
    """What is kept for the people of the chat."""
    found = await faq.listed(desk.database, desk.identity, desk.texts.language, None)
    return views.list_screen(found, page, desk.texts, edits=faq.is_editor(desk.identity))
