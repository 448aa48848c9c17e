"""/operator: a typist chooses the teacher for whom all that follows is typed."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, Filter
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.common.menu import Open, Place
from bot.i18n import Texts
from bot.operators import views
from bot.operators.callbacks import EndTyping, Teachers, TypeFor
from bot.updates.routing import Pressed
from core.clock import Clock
from core.ids import PersonId
from core.journal.operators import service
from core.people.links.model import Identity
from core.people.model import Actor, Role
from core.unit_of_work import Database


class Operating(Filter):
    """Lets pass the chats that speak for an operator."""

    async def __call__(self, event: TelegramObject, identity: Identity) -> bool | dict[str, Actor]:  # noqa: ARG002
        """The operator whom the chat speaks for."""
        found = next((actor for actor in identity.actors if actor.holds(Role.OPERATOR)), None)
        return {"operator": found} if found else False


def build_router() -> Router:
    """The choice of a teacher."""
    router = Router(name="operators")
    for observer in (router.message, router.callback_query):
        observer.filter(Operating())
    router.message.register(show, Command("operator"))
    router.callback_query.register(open_desk, Pressed(Open(place=Place.OPERATOR)))
    router.callback_query.register(choose, TypeFor.filter())
    router.callback_query.register(end, EndTyping.filter())
    router.callback_query.register(turn_page, Teachers.filter())
    return router


def build_search_router() -> Router:
    """While no teacher is chosen: what is typed is a surname, and there are no lessons. It stands after teachers."""
    router = Router(name="operators' search")
    router.message.filter(Operating())
    router.message.register(show, Command("lessons"))
    router.message.register(search, F.text & ~F.text.startswith("/"))
    router.callback_query.filter(Operating())
    router.callback_query.register(open_desk, Pressed(Open(place=Place.LESSONS)))
    return router


async def show(
    message: Message, command: CommandObject, operator: Actor, database: Database, clock: Clock, texts: Texts
) -> None:
    """For whom; with the beginning of a surname, whom it may be."""
    wanted = (command.args or "").strip()
    if wanted:
        found = await service.find(database, operator, wanted, clock.now())
        await views.found_screen(found, 0, texts, wanted).answer(message)
    else:
        await views.desk_screen(await service.desk(database, operator, clock.now()), texts).answer(message)


async def search(message: Message, operator: Actor, database: Database, clock: Clock, texts: Texts) -> None:
    """The beginning of a surname."""
    wanted = (message.text or "").strip()
    found = await service.find(database, operator, wanted, clock.now())
    await views.found_screen(found, 0, texts, wanted).answer(message)


async def open_desk(callback: CallbackQuery, operator: Actor, database: Database, clock: Clock, texts: Texts) -> None:
    """For whom, by a button."""
    await views.desk_screen(await service.desk(database, operator, clock.now()), texts).edit(callback)


async def choose(
    callback: CallbackQuery, callback_data: TypeFor, operator: Actor, database: Database, clock: Clock, texts: Texts
) -> None:
    """This teacher from now on."""
    await service.begin(database, operator, PersonId(callback_data.teacher), clock.now())
    await views.desk_screen(await service.desk(database, operator, clock.now()), texts).edit(callback)


async def end(callback: CallbackQuery, operator: Actor, database: Database, clock: Clock, texts: Texts) -> None:
    """Nobody from now on."""
    await service.end(database, operator, clock.now())
    await views.desk_screen(await service.desk(database, operator, clock.now()), texts).edit(callback)


async def turn_page(
    callback: CallbackQuery, callback_data: Teachers, operator: Actor, database: Database, clock: Clock, texts: Texts
) -> None:
    """Another page of all teachers."""
    found = await service.find(database, operator, "", clock.now())
    await views.found_screen(found, callback_data.page, texts).edit(callback)
