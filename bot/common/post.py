"""What the handlers of correspondence work with, made for one update."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from aiogram.filters import Filter
from aiogram.types import TelegramObject

from bot.common import letters_views as views
from bot.i18n import Texts
from bot.screens import Screen
from core.clock import Clock
from core.consents.access import check_not_closed
from core.correspondence import rules, service
from core.correspondence.access import whose
from core.correspondence.model import Page, Sent
from core.correspondence.writing import send
from core.errors import NotFoundError
from core.ids import ChatKey, PersonId, ThreadId
from core.journal.attachments.model import SentFile
from core.people.links.model import Identity
from core.people.model import Actor, Role
from core.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class Post:
    """Who corresponds in this chat, the moment, and the means."""

    database: Database
    identity: Identity
    now: datetime
    texts: Texts
    wake: Callable[[], None]

    async def actor(self, thread: int) -> Actor:
        """Which of those for whom the chat speaks is a side of the thread. NotFoundError."""
        return await whose(self.database, self.identity.actors, ThreadId(thread), self.now)

    async def guardian(self, pupil: int) -> Actor:
        """Which of them has this child. NotFoundError."""
        for actor in self.identity.actors:
            if PersonId(pupil) in {one.pupil.id for one in await service.children(self.database, actor, self.now)}:
                return actor
        await check_not_closed(self.database, self.identity.actors, self.now)
        raise NotFoundError

    async def page(self, thread: int, number: int = 0) -> Page:
        """A page of a thread."""
        actor = await self.actor(thread)
        return await service.open_thread(self.database, actor, ThreadId(thread), number, self.now)

    @property
    def chat_key(self) -> ChatKey:
        """The chat in which somebody corresponds: it is known, for it speaks for them."""
        if self.identity.chat is None:
            raise NotFoundError
        return self.identity.chat.key

    async def send(self, thread: int, text: str, file: SentFile | None = None) -> Sent:
        """Write a letter."""
        sent = await send(self.database, await self.actor(thread), ThreadId(thread), text, self.now, file)
        self.wake()
        return sent

    async def mailbox(self) -> Screen:
        """The list."""
        boxes, children = [], []
        for actor in self.identity.actors:
            if actor.holds(Role.GUARDIAN, *rules.STAFF):
                box = await service.mailbox(self.database, actor, self.now)
                boxes.append(box)
                own = await service.children(self.database, actor, self.now)
                children += [(box.school, child) for child in own]
        if not children and not any(box.threads or box.desk for box in boxes):
            await check_not_closed(self.database, self.identity.actors, self.now)
        return views.mailbox_screen(boxes, children, self.texts)


class AtPost(Filter):
    """Lets pass the chats that speak for a guardian or for one of the staff who is written to."""

    async def __call__(
        self,
        event: TelegramObject,  # noqa: ARG002 - who speaks is known already
        identity: Identity,
        database: Database,
        clock: Clock,
        texts: Texts,
        wake: Callable[[], None],
    ) -> bool | dict[str, Post]:
        """What the handlers work with."""
        if not any(actor.holds(Role.GUARDIAN, *rules.STAFF) for actor in identity.actors):
            return False
        return {"post": Post(database, identity, clock.now(), texts, wake)}
