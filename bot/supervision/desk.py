"""Who looks at checks and remarks in this chat, and the means of their handlers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from aiogram.filters import Filter
from aiogram.types import TelegramObject

from bot.i18n import Texts
from core.clock import Clock
from core.people.links.model import Identity
from core.people.model import Actor, Role
from core.supervision.rules import CHECKING, EXECUTING, SEEING
from core.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class CheckDesk:
    """Who acts, the moment and the means."""

    database: Database
    actor: Actor
    now: datetime
    texts: Texts
    wake: Callable[[], None]


class _Has(Filter):
    """Lets pass the chats that speak for somebody with one of these functions; the first of them goes first."""

    wanted: tuple[tuple[Role, ...], ...] = ()

    async def __call__(
        self,
        event: TelegramObject,  # noqa: ARG002 - who speaks is known already
        identity: Identity,
        database: Database,
        clock: Clock,
        texts: Texts,
        wake: Callable[[], None],
    ) -> bool | dict[str, CheckDesk]:
        """The desk of who checks before that of who is only concerned."""
        for roles in self.wanted:
            for actor in identity.actors:
                if actor.holds(*roles):
                    return {"desk": CheckDesk(database, actor, clock.now(), texts, wake)}
        return False


class Checks(_Has):
    """Those who see what is found in the journal."""

    wanted = (CHECKING, SEEING)


class Concerned(_Has):
    """Those who write remarks or get them."""

    wanted = (CHECKING, EXECUTING)
