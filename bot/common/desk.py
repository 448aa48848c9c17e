"""Who of a chat does a kind of work, and what its handlers work with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from aiogram.filters import Filter
from aiogram.types import TelegramObject

from bot.config import Config
from bot.i18n import Texts
from core.clock import Clock
from core.people.links.model import Identity
from core.people.model import Actor, Role
from core.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class Desk:
    """What handlers work with, made for one update: who acts, the moment, and the means to act."""

    database: Database
    actor: Actor
    now: datetime
    texts: Texts
    settings: Config
    wake: Callable[[], None]


class Holds(Filter):
    """Lets pass the chats that speak for somebody with one of these functions, and lays their desk.

    `wanted` are groups of functions: who has one of the first group goes first. Handlers take the desk as `name`.
    """

    wanted: ClassVar[tuple[tuple[Role, ...], ...]]
    laid: ClassVar[type[Desk]]
    name: ClassVar[str] = "desk"

    async def __call__(
        self,
        event: TelegramObject,  # noqa: ARG002 - who speaks is known already
        identity: Identity,
        database: Database,
        clock: Clock,
        texts: Texts,
        settings: Config,
        wake: Callable[[], None],
    ) -> bool | dict[str, Desk]:
        """The desk of the first who is found."""
        for roles in self.wanted:
            for actor in identity.actors:
                if actor.holds(*roles):
                    return {self.name: self.laid(database, actor, clock.now(), texts, settings, wake)}
        return False
