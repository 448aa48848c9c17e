"""Complaints about a thread: made by one of its sides, read by a coordinator."""

from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, TelegramObject

from bot.common.complaints_views import asked_screen, complaint_screen, made_screen
from bot.common.letters_data import AskComplain, Complain, LiftBlock, OpenComplaint
from bot.common.post import AtPost, Post
from bot.i18n import Texts
from core.clock import Clock
from core.correspondence import reporting
from core.ids import ReportId, ThreadId
from core.people.links.model import Identity
from core.people.model import Actor, Role
from core.unit_of_work import Database


class Judging(Filter):
    """Lets pass the chats that speak for a coordinator."""

    async def __call__(
        self,
        event: TelegramObject,  # noqa: ARG002 - who speaks is known already
        identity: Identity,
    ) -> bool | dict[str, Actor]:
        """The coordinator."""
        actor = next((actor for actor in identity.actors if actor.holds(Role.COORDINATOR)), None)
        return False if actor is None else {"coordinator": actor}


def build_router() -> Router:
    """Making a complaint, and reading one."""
    router = Router(name="complaints")
    router.callback_query.register(ask_complain, AskComplain.filter(), AtPost())
    router.callback_query.register(complain, Complain.filter(), AtPost())
    router.callback_query.register(open_complaint, OpenComplaint.filter(), Judging())
    router.callback_query.register(lift_block, LiftBlock.filter(), Judging())
    return router


async def ask_complain(callback: CallbackQuery, callback_data: AskComplain, post: Post) -> None:
    """What the coordinator will read is said first."""
    await post.actor(callback_data.thread)
    await asked_screen(callback_data.thread, post.texts).edit(callback)


async def complain(callback: CallbackQuery, callback_data: Complain, post: Post) -> None:
    """The last letters go to the coordinators."""
    actor = await post.actor(callback_data.thread)
    told = await reporting.complain(post.database, actor, ThreadId(callback_data.thread), post.now)
    post.wake()
    await made_screen(callback_data.thread, told, post.texts).edit(callback)


async def open_complaint(
    callback: CallbackQuery,
    callback_data: OpenComplaint,
    database: Database,
    coordinator: Actor,
    texts: Texts,
    clock: Clock,
) -> None:
    """The letters of which somebody complained."""
    page = await reporting.read(database, coordinator, ReportId(callback_data.report), clock.now())
    await complaint_screen(page, texts).edit(callback)


async def lift_block(
    callback: CallbackQuery,
    callback_data: LiftBlock,
    database: Database,
    coordinator: Actor,
    texts: Texts,
    clock: Clock,
) -> None:
    """The two may write to each other again."""
    page = await reporting.lift(database, coordinator, ReportId(callback_data.report), clock.now())
    await complaint_screen(page, texts).edit(callback)
