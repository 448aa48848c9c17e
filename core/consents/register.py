"""The register as the staff keep it: who has consented, what came on paper, whose words are outdated (O01, P20)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.consents.changing import Pair, enter, take_back
from core.consents.model import End, Entry, Scope, Way, Wording
from core.consents.rules import KEEPING, check_keeps, check_sees
from core.consents.wording import current
from core.deadlines.profiles import ConsentPolicy, profile_of
from core.errors import NotFoundError
from core.ids import ClassId, PersonId
from core.people.model import Actor, School
from core.unit_of_work import Database, UnitOfWork


class Standing(StrEnum):
    """Where a guardian stands as to a child, as it is counted."""

    GIVEN = "given"
    OUTDATED = "outdated"
    WITHDRAWN = "withdrawn"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Register:
    """A school's guardians with their children, by class, and the words that hold now.

    `keeps`: whether the actor may change it.
    """

    school: School
    wording: Wording
    entries: tuple[Entry, ...]
    keeps: bool

    @property
    def policy(self) -> ConsentPolicy:
        """Whether a consent is needed, asked for, or neither."""
        return profile_of(self.school).consent

    def standing(self, entry: Entry) -> Standing:
        """Where a guardian stands. A paper of the school's lists is not outdated: its words are not known here."""
        if entry.agreed is None:
            return Standing.NONE
        if not entry.agreed:
            return Standing.WITHDRAWN
        old = entry.consent is not None and entry.consent.outdated(self.wording.version)
        return Standing.OUTDATED if old else Standing.GIVEN

    def counts(self, entries: Sequence[Entry]) -> Counter[Standing]:
        """How many stand where."""
        return Counter(map(self.standing, entries))

    def classes(self) -> dict[ClassId | None, tuple[Entry, ...]]:
        """The entries of each class, in order; None: pupils who are in no class."""
        ids = dict.fromkeys(one.class_id for one in self.entries)
        return {class_id: tuple(one for one in self.entries if one.class_id == class_id) for class_id in ids}


async def register(database: Database, actor: Actor, now: datetime) -> Register:
    """The register of today. ForbiddenError."""
    check_sees(actor)
    async with database.reading() as unit:
        return await _register(unit, actor, now)


async def mark_on_paper(
    database: Database, actor: Actor, guardian_id: PersonId, pupil_id: PersonId, now: datetime
) -> Register:
    """The guardian has signed the words that hold now on paper. ForbiddenError, NotFoundError for other schools."""
    check_keeps(actor)
    async with database.writing() as unit:
        found = await _register(unit, actor, now)
        pair = _pair(found, actor, guardian_id, pupil_id)
        await enter(unit, pair, Way.PAPER, Scope.MESSAGES, found.wording.version, now)
        await unit.commit()
    return await register(database, actor, now)


async def withdraw_for(
    database: Database, actor: Actor, guardian_id: PersonId, pupil_id: PersonId, now: datetime
) -> Register:
    """The guardian has taken the consent back on paper. ForbiddenError, NotFoundError for other schools."""
    check_keeps(actor)
    async with database.writing() as unit:
        found = await _register(unit, actor, now)
        await take_back(unit, _pair(found, actor, guardian_id, pupil_id), now)
        await unit.commit()
    return await register(database, actor, now)


async def expire_outdated(database: Database, actor: Actor, now: datetime) -> int:
    """End the consents to earlier words, so that only consents to the present ones open the diary; how many.

    All in one transaction, with a line in the audit log for each. ForbiddenError.
    """
    check_keeps(actor)
    async with database.writing() as unit:
        found = await _register(unit, actor, now)
        outdated = [one for one in found.entries if found.standing(one) is Standing.OUTDATED]
        for one in outdated:
            await take_back(unit, Pair(found.school, one, actor.person_id), now, why=End.EXPIRED)
        await unit.commit()
        return len(outdated)


async def _register(unit: UnitOfWork, actor: Actor, now: datetime) -> Register:
    school = await unit.people.school(actor.school_id)
    entries = await unit.consents.register(school.id, school.today(now))
    return Register(school, await current(unit, school.id), entries, actor.holds(*KEEPING))


def _pair(found: Register, actor: Actor, guardian_id: PersonId, pupil_id: PersonId) -> Pair:
    ids = (guardian_id, pupil_id)
    entry = next((one for one in found.entries if (one.guardian.id, one.pupil.id) == ids), None)
    if entry is None:
        raise NotFoundError
    return Pair(found.school, entry, actor.person_id)
