"""Who reads reports in this chat, and the means of their handlers."""

from dataclasses import dataclass
from datetime import datetime

from aiogram.filters import Filter
from aiogram.types import TelegramObject

from bot.i18n import Texts
from core.clock import Clock
from core.people.links.model import Identity
from core.people.model import Actor
from core.reporting.rules import SEEING, sees_whole
from core.reporting.summary import READERS, Scope, may_read
from core.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class Reports:
    """Who reads, the moment, and the means."""

    database: Database
    actor: Actor
    now: datetime
    texts: Texts


class Reads(Filter):
    """Lets pass the chats that speak for somebody who reads reports; who sees the whole school goes first."""

    async def __call__(
        self,
        event: TelegramObject,  # noqa: ARG002 - who speaks is known already
        identity: Identity,
        database: Database,
        clock: Clock,
        texts: Texts,
    ) -> bool | dict[str, Reports]:
        """Who reads, and the means."""
        own = sorted((one for one in identity.actors if one.holds(*SEEING)), key=sees_whole, reverse=True)
        return {"reports": Reports(database, own[0], clock.now(), texts)} if own else False


class Leads(Filter):
    """Lets pass the chats that speak for somebody who reads summaries; a leader of teachers goes first."""

    async def __call__(
        self,
        event: TelegramObject,  # noqa: ARG002 - who speaks is known already
        identity: Identity,
        database: Database,
        clock: Clock,
        texts: Texts,
    ) -> bool | dict[str, Reports]:
        """Who reads, and the means."""
        readers = (one for one in identity.actors if one.holds(*READERS))
        own = sorted(readers, key=lambda one: may_read(one, Scope.WEEK), reverse=True)
        return {"reports": Reports(database, own[0], clock.now(), texts)} if own else False
