"""/consents: a guardian reads what was agreed, consents and takes it back; the staff come to the register (O01)."""

from dataclasses import dataclass
from datetime import datetime

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.common import views as common
from bot.common.consent_question import next_question
from bot.common.consents_data import (
    AskWithdrawal,
    DeclineConsent,
    GiveConsent,
    OpenConsent,
    ReadConsent,
    WithdrawConsent,
)
from bot.common.menu import Open, Place
from bot.coordinators.consents import register_screen
from bot.guardians import consents_views as views
from bot.i18n import Texts
from bot.screens import Screen
from bot.updates.routing import Pressed
from core.clock import Clock
from core.consents import giving
from core.consents.rules import SEEING
from core.errors import ForbiddenError, NotFoundError
from core.ids import PersonId
from core.people.links import service
from core.people.links.model import Identity
from core.people.model import Actor, Role
from core.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class Family:
    """The guardians for whom a chat speaks, the moment, and the means."""

    database: Database
    identity: Identity
    now: datetime
    texts: Texts

    @property
    def guardians(self) -> tuple[Actor, ...]:
        """Those of the chat who are guardians today."""
        return tuple(actor for actor in self.identity.actors if actor.holds(Role.GUARDIAN))

    @property
    def keeper(self) -> Actor | None:
        """Who of the chat sees the register."""
        return next((actor for actor in self.identity.actors if actor.holds(*SEEING)), None)

    async def screen(self) -> Screen:
        """The children; the only one at once. The register for who has none. ForbiddenError for anybody else."""
        owns = [await giving.own(self.database, actor, self.now) for actor in self.guardians]
        pupils = [entry.pupil.id for own in owns for entry in own.entries]
        if len(pupils) == 1:
            return await self.card(pupils[0])
        if pupils:
            return views.list_screen(owns, self.texts, staff=self.keeper is not None)
        if self.keeper is None:
            raise ForbiddenError
        return await register_screen(self.database, self.keeper, self.now, self.texts)

    async def card(self, pupil: int) -> Screen:
        """A child's card."""
        _, found = await self.find(pupil)
        owns = [await giving.own(self.database, actor, self.now) for actor in self.guardians]
        alone = sum(len(own.entries) for own in owns) == 1
        return views.card_screen(found, self.texts, alone=alone, staff=alone and self.keeper is not None)

    async def find(self, pupil: int) -> tuple[Actor, giving.Card]:
        """Which of the guardians has this child, and its card. NotFoundError."""
        for actor in self.guardians:
            try:
                return actor, await giving.card(self.database, actor, PersonId(pupil), self.now)
            except NotFoundError:
                continue
        raise NotFoundError

    async def after_linking(self, actor: Actor, pupil: int) -> Screen:
        """The next question, or the end of linking."""
        voices = await service.voices(self.database, self.identity, self.now)
        voice = next(one for one in voices if one.actor.person_id == actor.person_id)
        asked = await next_question(self.database, voice, self.texts, self.now, PersonId(pupil))
        return asked or common.linked(self.texts, voice, again=False)


async def _family(
    _event: TelegramObject,
    database: Database,
    identity: Identity,
    clock: Clock,
    texts: Texts,
) -> dict[str, Family]:
    return {"kin": Family(database, identity, clock.now(), texts)}


def build_router() -> Router:
    """The command, the buttons, and the answers of who links a chat."""
    router = Router(name="consents")
    for observer in (router.message, router.callback_query):
        observer.filter(_family)
    router.message.register(show, Command("consents"))
    router.callback_query.register(open_list, Pressed(Open(place=Place.CONSENTS)))
    router.callback_query.register(open_card, OpenConsent.filter())
    router.callback_query.register(read, ReadConsent.filter())
    router.callback_query.register(give, GiveConsent.filter())
    router.callback_query.register(decline, DeclineConsent.filter())
    router.callback_query.register(ask_withdrawal, AskWithdrawal.filter())
    router.callback_query.register(withdraw, WithdrawConsent.filter())
    return router


async def show(message: Message, kin: Family) -> None:
    """The children and their consents, or the register."""
    await (await kin.screen()).answer(message)


async def open_list(callback: CallbackQuery, kin: Family) -> None:
    """The same by a button."""
    await (await kin.screen()).edit(callback)


async def open_card(callback: CallbackQuery, callback_data: OpenConsent, kin: Family) -> None:
    """One child."""
    await (await kin.card(callback_data.pupil)).edit(callback)


async def read(callback: CallbackQuery, callback_data: ReadConsent, kin: Family) -> None:
    """The words that were agreed to."""
    _, found = await kin.find(callback_data.pupil)
    await views.words_screen(found, kin.texts).edit(callback)


async def give(callback: CallbackQuery, callback_data: GiveConsent, kin: Family) -> None:
    """«Согласен(на)»."""
    actor, _ = await kin.find(callback_data.pupil)
    pupil, version = PersonId(callback_data.pupil), callback_data.version
    await giving.give(kin.database, actor, pupil, version, kin.now, callback_data.scope)
    linking = callback_data.linking
    await (await (kin.after_linking(actor, pupil) if linking else kin.card(pupil))).edit(callback)


async def decline(callback: CallbackQuery, callback_data: DeclineConsent, kin: Family) -> None:
    """«Не согласен(на)»: nothing is written, the next child is asked about."""
    actor, _ = await kin.find(callback_data.pupil)
    await (await kin.after_linking(actor, callback_data.pupil)).edit(callback)


async def ask_withdrawal(callback: CallbackQuery, callback_data: AskWithdrawal, kin: Family) -> None:
    """What will happen? What stands no more is shown as it is."""
    _, found = await kin.find(callback_data.pupil)
    if not found.entry.agreed:
        await (await kin.card(callback_data.pupil)).edit(callback)
        return
    await views.withdrawal_screen(found, kin.texts, messages_only=callback_data.messages_only).edit(callback)


async def withdraw(callback: CallbackQuery, callback_data: WithdrawConsent, kin: Family) -> None:
    """It ends at once."""
    actor, _ = await kin.find(callback_data.pupil)
    pupil, only = PersonId(callback_data.pupil), callback_data.messages_only
    await giving.withdraw(kin.database, actor, pupil, kin.now, messages_only=only)
    await (await kin.card(pupil)).edit(callback)
