"""What the handlers of questions work with, made for one update."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.common.desk import Desk, Holds
from bot.i18n import Texts
from bot.screens import Screen
from core.clock import Clock
from core.consultations.rules import ANSWERING
from core.people.links.model import Identity
from core.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class AskDesk:
    """Who asks, whether the school knows them or not."""

    database: Database
    identity: Identity
    now: datetime
    texts: Texts
    wake: Callable[[], None]


@dataclass(frozen=True, slots=True)
class AnswerDesk(Desk):
    """Who answers."""


class Asks(Filter):
    """Lets everybody pass."""

    async def __call__(
        self,
        event: TelegramObject,  # noqa: ARG002 - who speaks is known already
        identity: Identity,
        database: Database,
        clock: Clock,
        texts: Texts,
        wake: Callable[[], None],
    ) -> dict[str, AskDesk]:
        """What the handlers work with."""
        return {"desk": AskDesk(database, identity, clock.now(), texts, wake)}


class Answers(Holds):
    """Lets pass the chats that speak for somebody who answers questions."""

    wanted = (ANSWERING,)
    laid = AnswerDesk


async def shown(callback: CallbackQuery, screen: Screen, *, fresh: bool) -> None:
    """In the place of the screen before, or below a push that is to stay."""
    if fresh and isinstance(callback.message, Message):
        await screen.answer(callback.message)
    else:
        await screen.edit(callback)
