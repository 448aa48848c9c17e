"""What a teacher's handlers work with, made for one update."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.config import Config
from bot.i18n import Texts
from bot.operators import cards
from bot.screens import Screen
from bot.teachers.card import card, edit_card
from bot.teachers.done_cards import closed_card, recorded_card
from bot.teachers.hints import hint_line
from core.approvals import service as approvals
from core.clock import Clock
from core.journal import recording
from core.journal.notes.rules import READERS
from core.journal.operators import confirming
from core.journal.operators.model import Turn
from core.journal.operators.service import turn
from core.journal.ports import StoredDraft
from core.journal.rules import known_key
from core.journal.writing import Recorded
from core.people.links.model import Identity
from core.people.model import Actor, Role
from core.people.roster.rules import SEEING as ROSTER_SEES
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
    typing_for: str | None = None
    """The teacher for whom an operator acts here, by name."""

    async def screen(self, draft: StoredDraft, *, changed: bool = False) -> Screen:
        """The screen for the state in which a draft stands; `changed`: an operator's entry, since it was shown."""
        if draft.state == "open":
            return await self._open(draft, changed=changed)
        if draft.state != "recorded":
            return closed_card(draft, self.texts)
        return await self.written(await recording.recorded(self.database, self.actor, draft.id, self.grace))

    async def written(self, done: Recorded) -> Screen:
        """The screen of what was recorded."""
        hands = await confirming.hands(self.database, done.draft)
        if hands is None:
            hint = await hint_line(self.database, self.actor, done, self.now, self.texts)
            return recorded_card(done, self.now, self.texts, hint=hint)
        if self.typing_for is not None and done.draft.handed_at is not None:
            return cards.confirmed_card(done.draft, hands, self.texts)
        asks = self.typing_for is None and done.draft.confirmed_at is None
        return cards.typed_record(done, hands, self.now, self.texts, asks=asks)

    def editing(self, draft: StoredDraft) -> Screen:
        """How to change what was understood."""
        typed = self.typing_for is None and draft.typed_by_id is not None
        return cards.mending_card(draft, self.texts) if typed else edit_card(draft, self.texts)

    async def answer(self, message: Message, screen: Screen) -> None:
        """Send a screen; that of an operator says for whom."""
        await self._framed(screen).answer(message)

    async def put(self, message: Message, screen: Screen, place: int | None) -> int:
        """Put a screen in the place of an earlier one in the chat, or below; its id."""
        return await self._framed(screen).put(message, place)

    async def edit(self, callback: CallbackQuery, screen: Screen) -> None:
        """Put a screen in the place of the one before; that of an operator says for whom."""
        await self._framed(screen).edit(callback)

    def _framed(self, screen: Screen) -> Screen:
        return screen if self.typing_for is None else cards.framed(screen, self.typing_for, self.texts)

    async def _open(self, draft: StoredDraft, *, changed: bool) -> Screen:
        hands = await confirming.hands(self.database, draft)
        if hands is not None and draft.handed_at is not None and self.typing_for is not None:
            return cards.handed_card(draft, hands, self.texts)
        key = known_key(draft.school_id, draft.reading)
        waiting = await approvals.own_about(self.database, self.actor, key) if key else None
        if hands is None or draft.handed_at is None:
            return card(draft, self.texts, waiting)
        return cards.confirming_card(draft, hands, self.texts, waiting, changed=changed)


class Teaching(Filter):
    """Lets pass the chats that speak for a teacher, or for one of these functions, and lays the desk.

    With `operators` also for an operator at work for a teacher (B17).
    """

    def __init__(self, *roles: Role, operators: bool = False) -> None:
        self._operators = operators
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
        """The desk of the operator at work, else of the first of them whom the chat speaks for."""
        grace = timedelta(seconds=settings.delivery.grace_seconds)
        at_work = await _turn(identity, database, clock.now()) if self._operators else None
        if at_work is not None:
            return {"desk": Desk(database, at_work.actor, clock.now(), grace, texts, wake, at_work.named)}
        teacher = self._chosen(identity)
        if teacher is None:
            return False
        return {"desk": Desk(database, teacher, clock.now(), grace, texts, wake)}

    def _chosen(self, identity: Identity) -> Actor | None:
        return next((actor for actor in identity.actors if actor.holds(*self._roles)), None)


class Leading(Teaching):
    """Lays the desk of who looks at a class as a whole: a class teacher first, else a deputy or the director."""

    def _chosen(self, identity: Identity) -> Actor | None:
        wanted = ((Role.CLASS_TEACHER,), READERS, (Role.TEACHER,))
        return next((actor for roles in wanted for actor in identity.actors if actor.holds(*roles)), None)


class Listing(Teaching):
    """Lays the desk of who checks a class list or sees the checks: a class teacher first."""

    def _chosen(self, identity: Identity) -> Actor | None:
        wanted = ((Role.CLASS_TEACHER,), ROSTER_SEES, (Role.TEACHER,))
        return next((actor for roles in wanted for actor in identity.actors if actor.holds(*roles)), None)


async def _turn(identity: Identity, database: Database, now: datetime) -> Turn | None:
    """The first operator of the chat who has chosen a teacher; asked of operators alone."""
    for actor in identity.actors:
        if actor.holds(Role.OPERATOR) and (found := await turn(database, actor, now)) is not None:
            return found
    return None
