"""Who asks for the diary, and as whose guardian."""

from dataclasses import dataclass
from datetime import date, datetime

from aiogram import Router
from aiogram.types import TelegramObject

from bot.config import Config
from bot.guardians.diary_frame import Family
from bot.i18n import Texts
from core.clock import Clock
from core.diary.access import families
from core.errors import NotFoundError
from core.ids import PersonId
from core.people.links.model import Identity
from core.people.model import Actor
from core.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class Asking:
    """One press or message with all that answering it takes."""

    database: Database
    identity: Identity
    texts: Texts
    now: datetime
    settings: Config

    @property
    def today(self) -> date:
        """The date on the screens."""
        return self.now.astimezone(self.texts.zone).date()

    async def family(self) -> Family:
        """The children of all for whom the chat speaks."""
        return Family(await families(self.database, self.identity.actors, self.now))

    async def whose(self, pupil_id: int) -> tuple[Family, Actor, PersonId]:
        """The family and the guardian of a child; of others anybody, whom the use case refuses. NotFoundError."""
        family = await self.family()
        own = (one.actor for one in family.children if one.child.pupil.id == pupil_id)
        actor = next(own, next(iter(self.identity.actors), None))
        if actor is None:
            raise NotFoundError
        return family, actor, PersonId(pupil_id)


async def _asking(
    _event: TelegramObject, database: Database, identity: Identity, texts: Texts, clock: Clock, settings: Config
) -> dict[str, Asking]:
    return {"asking": Asking(database, identity, texts, clock.now(), settings)}


def lay_asking(router: Router) -> None:
    """Give every handler of the router an `Asking`."""
    for observer in (router.message, router.callback_query):
        observer.filter(_asking)
