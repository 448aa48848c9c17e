"""What the handlers of those who decide about the timetable work with, made for one update."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from aiogram.filters import Filter
from aiogram.types import TelegramObject

from bot.i18n import Texts
from core.calendar.changes.arranging import ARRANGING, REVOKING, SEEING
from core.clock import Clock
from core.people.links.model import Identity
from core.people.model import Actor
from core.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class Office:
    """Who acts, the moment, and the means to act."""

    database: Database
    actor: Actor
    now: datetime
    texts: Texts
    wake: Callable[[], None]

    @property
    def decides(self) -> bool:
        """Whether the actor may decide about lessons, and not only look."""
        return self.actor.holds(*ARRANGING)

    @property
    def revokes(self) -> bool:
        """Whether the actor may let the weekly timetable hold again."""
        return self.actor.holds(*REVOKING)


class InOffice(Filter):
    """Lets pass the chats that speak for somebody who sees what is decided about lessons."""

    async def __call__(
        self,
        event: TelegramObject,  # noqa: ARG002 - who speaks is known already
        identity: Identity,
        database: Database,
        clock: Clock,
        texts: Texts,
        wake: Callable[[], None],
    ) -> bool | dict[str, Office]:
        """The office of who may decide before who may only look."""
        for roles in (ARRANGING, SEEING):
            for actor in identity.actors:
                if actor.holds(*roles):
                    return {"office": Office(database, actor, clock.now(), texts, wake)}
        return False
