"""Who speaks here for which children, with the means to say why they are away."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiogram.filters import Filter
from aiogram.types import TelegramObject

from bot.config import Config
from bot.guardians import absence_views as views
from bot.guardians.absence_data import (
    Form,
)
from bot.i18n import Texts
from bot.screens import Screen
from core.clock import Clock
from core.consents.access import any_closed
from core.consents.errors import ConsentNeededError
from core.diary.access import families
from core.errors import NotFoundError
from core.ids import PersonId
from core.journal.notes import family
from core.journal.notes.family import Excused, Overview
from core.journal.notes.model import Stated
from core.people.links.model import Identity
from core.people.model import Actor, Child
from core.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class Kin:
    """Who speaks here, with their children, and the means to act."""

    database: Database
    children: tuple[tuple[Actor, Child], ...]
    now: datetime
    grace: timedelta
    texts: Texts
    wake: Callable[[], None]
    closed: bool = False
    """Whether a child is left out for want of a consent."""

    def of(self, pupil_id: int) -> Actor:
        """The guardian of this child. NotFoundError for other children."""
        found = next((actor for actor, child in self.children if child.pupil.id == pupil_id), None)
        if found is None:
            raise ConsentNeededError if self.closed else NotFoundError
        return found

    async def overview(self, pupil_id: int) -> Overview:
        """What is known of an own child."""
        return await family.overview(self.database, self.of(pupil_id), PersonId(pupil_id), self.now)

    async def form(self, form: Form) -> Screen:
        """The form for a child, the first where none is named."""
        if not self.children:
            if self.closed:
                raise ConsentNeededError
            return views.not_for_you(self.texts)
        chosen = form.model_copy(update={"pupil": form.pupil or self.children[0][1].pupil.id})
        listed = tuple(child for _, child in self.children)
        return views.form_screen(await self.overview(chosen.pupil), chosen, listed, self.texts)

    async def excuse(self, pupil_id: int, stated: Stated) -> Excused:
        """Keep what is said, and let the class teacher hear of it."""
        done = await family.excuse(self.database, self.of(pupil_id), stated, self.now, self.grace)
        self.wake()
        return done


class Guarding(Filter):
    """Finds the children of those whom the chat speaks for."""

    async def __call__(
        self,
        event: TelegramObject,  # noqa: ARG002 - who speaks is known already
        identity: Identity,
        database: Database,
        clock: Clock,
        settings: Config,
        texts: Texts,
        wake: Callable[[], None],
    ) -> dict[str, Kin]:
        """Always passes: who has no children is told so."""
        now = clock.now()
        found = await families(database, identity.actors, now)
        pairs = [(one.actor, one.child) for one in found if not one.by_pupil]
        grace = timedelta(seconds=settings.delivery.grace_seconds)
        closed = await any_closed(database, identity.actors, now)
        return {"kin": Kin(database, tuple(pairs), now, grace, texts, wake, closed)}
