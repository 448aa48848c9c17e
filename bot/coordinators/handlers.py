"""Handing out codes: a class is chosen, new codes are confirmed, the slips come as a file (D12)."""

import secrets

from aiogram import Bot, Router
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from bot.common.menu import Open, Place
from bot.config import Config
from bot.coordinators import views
from bot.coordinators.views import AskCodes, IssueCodes
from bot.i18n import Texts
from bot.screens import Screen
from bot.slips import sheet
from bot.updates.routing import Pressed
from core.clock import Clock
from core.errors import ForbiddenError, NotFoundError
from core.ids import ClassId
from core.people.links.codes import desk, issue_codes
from core.people.links.model import Desk, GuardiansOfClass, Identity, PupilsOfClass
from core.people.links.rules import ISSUERS
from core.people.model import FULL, Actor, SchoolClass
from core.people.pupils import lets_pupils_read
from core.unit_of_work import Database


def build_router() -> Router:
    """Codes for families."""
    router = Router(name="coordinators")
    router.message.register(show_classes, Command("codes"))
    router.callback_query.register(open_classes, Pressed(Open(place=Place.CODES)))
    router.callback_query.register(ask, AskCodes.filter())
    router.callback_query.register(issue, IssueCodes.filter())
    return router


async def show_classes(message: Message, database: Database, identity: Identity, texts: Texts, clock: Clock) -> None:
    """/codes: for which class."""
    await (await _classes(database, identity, texts, clock)).answer(message)


async def open_classes(
    callback: CallbackQuery, database: Database, identity: Identity, texts: Texts, clock: Clock
) -> None:
    """The same by a button."""
    await (await _classes(database, identity, texts, clock)).edit(callback)


async def ask(
    callback: CallbackQuery,
    callback_data: AskCodes,
    database: Database,
    identity: Identity,
    texts: Texts,
    clock: Clock,
) -> None:
    """Whether the codes that are out should be replaced."""
    own = await desk(database, _issuer(identity), clock.now())
    of = _class(own, callback_data.class_id)
    await views.question(texts, of, pupils=lets_pupils_read(own.school)).edit(callback)


async def issue(
    callback: CallbackQuery,
    callback_data: IssueCodes,
    database: Database,
    identity: Identity,
    texts: Texts,
    clock: Clock,
    settings: Config,
    bot: Bot,
) -> None:
    """New codes, and the slips as a file."""
    actor, now = _issuer(identity), clock.now()
    own = await desk(database, actor, now)
    of = _class(own, callback_data.class_id)
    days = settings.links.code_days
    wish = PupilsOfClass(of.id) if callback_data.pupils else GuardiansOfClass(of.id)
    slips = await issue_codes(database, actor, wish, now, source=secrets, days=days)
    if slips:
        pdf = sheet(slips, own.school, texts, (await bot.me()).username)
        await bot.send_document(callback.from_user.id, BufferedInputFile(pdf, f"{of.title}.pdf"))
    await views.issued(texts, of, len(slips)).edit(callback)


async def _classes(database: Database, identity: Identity, texts: Texts, clock: Clock) -> Screen:
    own = await desk(database, _issuer(identity), clock.now())
    return views.classes(texts, own) if own.school.content_mode == FULL else views.on_paper_only(texts)


def _issuer(identity: Identity) -> Actor:
    """The first of those speaking here who hands out codes. ForbiddenError if none does."""
    for actor in identity.actors:
        if actor.holds(*ISSUERS):
            return actor
    raise ForbiddenError


def _class(own: Desk, class_id: ClassId) -> SchoolClass:
    """One of the classes. ForbiddenError where the school sends no names through the messenger: slips hold them."""
    if own.school.content_mode != FULL:
        raise ForbiddenError
    for one in own.classes:
        if one.id == class_id:
            return one
    raise NotFoundError
