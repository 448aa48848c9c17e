"""What a guardian does: reads what was agreed, consents, takes it back. It touches nobody but themself (O01)."""

from dataclasses import dataclass
from datetime import datetime

from core.consents.changing import Pair, enter, take_back
from core.consents.errors import WordingChangedError
from core.consents.model import Consent, Entry, Own, Scope, Way, Wording
from core.consents.wording import current, worded
from core.errors import ForbiddenError, NotFoundError
from core.ids import PersonId
from core.people.model import Actor, Role
from core.unit_of_work import Database, UnitOfWork


@dataclass(frozen=True, slots=True)
class Card:
    """One child: where the consent stands, the words that were agreed to, if known, and all that was before."""

    own: Own
    entry: Entry
    agreed_to: Wording | None
    history: tuple[Consent, ...]

    @property
    def outdated(self) -> bool:
        """Whether a consent stands, but to other words than hold now."""
        consent = self.entry.consent
        return consent is not None and consent.outdated(self.own.wording.version)

    @property
    def narrowed(self) -> bool:
        """Whether a consent stands, but not to messages."""
        consent = self.entry.consent
        return consent is not None and consent.stands and consent.scope is Scope.DIARY


async def own(database: Database, actor: Actor, now: datetime) -> Own:
    """Own children with their consents. ForbiddenError for who is no guardian."""
    async with database.reading() as unit:
        return await _own(unit, actor, now)


async def card(database: Database, actor: Actor, pupil_id: PersonId, now: datetime) -> Card:
    """One of them. NotFoundError for other children."""
    async with database.reading() as unit:
        return await _card(unit, actor, pupil_id, now)


async def give(
    database: Database, actor: Actor, pupil_id: PersonId, version: str, now: datetime, scope: Scope = Scope.MESSAGES
) -> Card:
    """Consent to the words of this version; what stood before is replaced. The same twice changes nothing.

    NotFoundError for other children; WordingChangedError if these are not the words that hold now.
    """
    async with database.writing() as unit:
        found = await _card(unit, actor, pupil_id, now)
        if found.own.wording.version != version:
            raise WordingChangedError
        await enter(unit, _pair(found), Way.CHAT, scope, version, now)
        await unit.commit()
    return await card(database, actor, pupil_id, now)


async def withdraw(
    database: Database, actor: Actor, pupil_id: PersonId, now: datetime, *, messages_only: bool = False
) -> Card:
    """Take the consent back, all of it or as to messages; it ends at once. What stands not changes nothing.

    What waits for this guardian's chats about this child is never sent. NotFoundError for other children.
    """
    async with database.writing() as unit:
        found = await _card(unit, actor, pupil_id, now)
        await take_back(unit, _pair(found), now, messages_only=messages_only)
        await unit.commit()
    return await card(database, actor, pupil_id, now)


async def _own(unit: UnitOfWork, actor: Actor, now: datetime) -> Own:
    if actor.person_id is None or not actor.holds(Role.GUARDIAN):
        raise ForbiddenError
    school = await unit.people.school(actor.school_id)
    entries = await unit.consents.register(school.id, school.today(now), actor.person_id)
    return Own(school, await current(unit, school.id), entries)


async def _card(unit: UnitOfWork, actor: Actor, pupil_id: PersonId, now: datetime) -> Card:
    if actor.person_id is None or not actor.holds(Role.GUARDIAN):
        raise NotFoundError
    found = await _own(unit, actor, now)
    entry = next((one for one in found.entries if one.pupil.id == pupil_id), None)
    if entry is None:
        raise NotFoundError
    history = await unit.consents.history(actor.person_id, pupil_id)
    form = entry.consent.form if entry.consent else None
    return Card(found, entry, await worded(unit, found.school.id, form) if form else None, history)


def _pair(found: Card) -> Pair:
    return Pair(found.own.school, found.entry, found.entry.guardian.id)
