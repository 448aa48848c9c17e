"""Who writes notices in this chat, and the means of their handlers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from aiogram.filters import Filter
from aiogram.types import TelegramObject

from bot.i18n import Texts
from bot.notices import audience_views, report_views, time_views, writing_views
from bot.screens import Screen
from core.clock import Clock
from core.ids import ChatKey, NoticeId
from core.notices import composing, sending
from core.notices.audience import Audience
from core.notices.errors import NoticeChangedError
from core.notices.model import Notice, Page, State
from core.notices.rules import SENDERS, whole_school
from core.people.links.model import Identity
from core.people.model import Actor
from core.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class NoticeDesk:
    """Who writes, from which chat, the moment and the means."""

    database: Database
    actor: Actor
    chat_key: ChatKey
    now: datetime
    texts: Texts
    wake: Callable[[], None]

    async def listed(self, number: int = 0) -> Screen:
        """A page of own drafts and what was sent."""
        return writing_views.list_screen(await composing.listed(self.database, self.actor, number), self.texts)

    async def page(self, notice: int) -> Page:
        """A draft."""
        return await composing.page(self.database, self.actor, NoticeId(notice), self.now)

    async def preview(self, notice: int) -> Page:
        """A draft with the names that stand in it."""
        return await composing.preview(self.database, self.actor, NoticeId(notice), self.now)

    async def notice(self, notice: int) -> Notice:
        """A draft, or what was sent."""
        return await composing.one(self.database, self.actor, NoticeId(notice))

    async def shown(self, notice: int) -> Screen:
        """The draft with its audience, when it goes out, or the report of what was sent."""
        try:
            page = await self.page(notice)
        except NoticeChangedError:
            return await self.report(notice)
        if page.notice.state is State.DRAFT:
            return audience_views.audience_screen(page, self.texts)
        return time_views.scheduled_screen(page, self.actor, self.texts)

    async def report(self, notice: int) -> Screen:
        """What became of it."""
        return report_views.report_screen(
            await sending.report(self.database, self.actor, NoticeId(notice), self.now), self.actor, self.texts
        )

    async def aim(self, page: Page, audience: Audience) -> Page:
        """The draft with another audience."""
        await composing.aim(self.database, self.actor, page.notice, audience)
        return await self.page(page.notice.id)


class Writes(Filter):
    """Lets pass the chats that speak for somebody who may write notices; who writes to the whole school goes first."""

    async def __call__(
        self,
        event: TelegramObject,  # noqa: ARG002 - who speaks is known already
        identity: Identity,
        database: Database,
        clock: Clock,
        texts: Texts,
        wake: Callable[[], None],
    ) -> bool | dict[str, NoticeDesk]:
        """Who writes, and the means."""
        own = sorted((one for one in identity.actors if one.holds(*SENDERS)), key=whole_school, reverse=True)
        if not own or identity.chat is None:
            return False
        return {"desk": NoticeDesk(database, own[0], identity.chat.key, clock.now(), texts, wake)}
