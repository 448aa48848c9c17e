"""What a teacher's handlers work with, made for one update."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiogram.filters import Filter
from aiogram.types import TelegramObject

from bot.config import Config
from bot.i18n import Texts
from bot.screens import Screen
from bot.teachers.card import card
from bot.teachers.done_cards import closed_card, recorded_card
from core.approvals import service as approvals
from core.clock import Clock
from core.journal import recording
from core.journal.ports import StoredDraft
from core.journal.rules import known_key
from core.people.links.model import Identity
from core.people.model import Actor, Role
from core.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class Desk:
    """The teacher who acts, the moment, and the means to act."""

    database: Database
    actor: Actor
    now: datetime
    grace: timedelta
    texts: Texts
    wake: Callable[[], None]

    async def screen(self, draft: StoredDraft) -> Screen:
        """The screen for the state in which a draft stands."""
        if draft.state == "open":
            key = known_key(draft.school_id, draft.reading)
            waiting = await approvals.own_about(self.database, self.actor, key) if key else None
            return card(draft, self.texts, waiting)
        if draft.state != "recorded":
            return closed_card(draft, self.texts)
        done = await recording.recorded(self.database, self.actor, draft.id, self.grace)
        return recorded_card(done, self.now, self.texts)


class Teaching(Filter):
    """Lets pass the chats that speak for a teacher, or for one of these functions, and lays the desk."""

    def __init__(self, *roles: Role) -> None:
        self._roles = roles or (Role.TEACHER, Role.CLASS_TEACHER)

    async def __call__(
        self,
        event: TelegramObject,  # noqa: ARG002 - who speaks is known already
        identity: Identity,
        database: Database,
        clock: Clock,
        settings: Config,
        texts: Texts,
        wake: Callable[[], None],
    ) -> bool | dict[str, Desk]:
        """The desk of the first of them whom the chat speaks for."""
        teacher = next((actor for actor in identity.actors if actor.holds(*self._roles)), None)
        if teacher is None:
            return False
        grace = timedelta(seconds=settings.delivery.grace_seconds)
        return {"desk": Desk(database, teacher, clock.now(), grace, texts, wake)}
