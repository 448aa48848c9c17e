"""/help of a teacher: a topic by a button, an example tried as a draft."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot.commands import own_menu
from bot.common.menu import Open, Place
from bot.common.views import guide
from bot.screens import Screen
from bot.teachers import help_views as views
from bot.teachers.callbacks import NoHints
from bot.teachers.desk import Desk, Teaching
from bot.teachers.help import help_for_teachers
from bot.teachers.hints import hints_wanted
from bot.updates.routing import Pressed
from core.errors import NotFoundError
from core.ids import DraftId
from core.journal import drafts
from core.journal.examples import own_examples
from core.journal.hints import service as hints
from core.journal.operators.service import are_there
from core.people.links.model import Address, Identity


def build_router() -> Router:
    """A teacher's own /help; it stands before the common one."""
    router = Router(name="teachers' help")
    for observer in (router.message, router.callback_query):
        observer.filter(Teaching(operators=True))
    router.message.register(show, Command("help"))
    router.callback_query.register(open_help, Pressed(Open(place=Place.HELP)))
    router.callback_query.register(open_topic, views.Topic.filter())
    router.callback_query.register(try_example, views.Try.filter())
    router.callback_query.register(list_commands, Pressed(views.Commands()))
    router.callback_query.register(turn_hints, views.Hints.filter())
    router.callback_query.register(end_hints, NoHints.filter())
    return router


async def show(message: Message, desk: Desk) -> None:
    """The language by example."""
    await desk.answer(message, await _beginning(desk))


async def open_help(callback: CallbackQuery, desk: Desk) -> None:
    """The same by a button."""
    await desk.edit(callback, await _beginning(desk))


async def open_topic(callback: CallbackQuery, callback_data: views.Topic, desk: Desk) -> None:
    """A topic, or back to the beginning."""
    found = await own_examples(desk.database, desk.actor, desk.now)
    if callback_data.about is None or not found:
        await desk.edit(callback, await _beginning(desk))
        return
    await desk.edit(callback, views.topic_screen(found, callback_data.about, desk.texts))


async def try_example(callback: CallbackQuery, callback_data: views.Try, desk: Desk, address: Address) -> None:
    """An example as a draft of its own: nothing is recorded before «Записать»."""
    found = await own_examples(desk.database, desk.actor, desk.now)
    example = views.example_of(found, callback_data.about, callback_data.place)
    if example is None:
        raise NotFoundError
    source = f"example:{address.channel}:{address.bot}:{address.chat}:{callback.id}"
    for draft in await drafts.interpret_message(desk.database, desk.actor, example.text, source, desk.now):
        await desk.edit(callback, await desk.screen(draft))


async def list_commands(callback: CallbackQuery, desk: Desk, identity: Identity) -> None:
    """All commands, as everybody's help has them."""
    await desk.edit(callback, guide(own_menu(identity), desk.texts))


async def turn_hints(callback: CallbackQuery, callback_data: views.Hints, desk: Desk) -> None:
    """Hints after records, or none."""
    await hints.want(desk.database, desk.actor, callback_data.wanted, desk.now)
    await desk.edit(callback, await _beginning(desk))


async def end_hints(
    callback: CallbackQuery, callback_data: NoHints, desk: Desk, callback_answer: CallbackAnswer
) -> None:
    """No more hints; the record stands without its own."""
    draft = await drafts.show(desk.database, desk.actor, DraftId(callback_data.draft))
    await hints.want(desk.database, desk.actor, False, desk.now)
    callback_answer.text = desk.texts.t("Подсказок больше не будет. Вернуть их можно в /help.")
    await desk.edit(callback, await desk.screen(draft))


async def _beginning(desk: Desk) -> Screen:
    found = await own_examples(desk.database, desk.actor, desk.now)
    wanted = await hints_wanted(desk.database, desk.actor)
    operators = await are_there(desk.database, desk.actor, desk.now)
    return (
        views.beginning(found, desk.texts, hints=wanted, operators=operators)
        if found
        else help_for_teachers(desk.texts)
    )
