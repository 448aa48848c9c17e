"""Which children a guardian may read and be told of: every way of a guardian to a child leads through here (P20).

Whose guardian somebody is, `people.children` says; whether a consent is needed and stands, these functions. Only they
ask the directories in the name of a guardian; a test holds that.
"""

from collections.abc import Iterable
from datetime import datetime

from core.consents.errors import ConsentNeededError
from core.deadlines.profiles import ConsentPolicy, profile_of
from core.errors import NotFoundError
from core.ids import PersonId
from core.notifications.model import Recipient
from core.people.model import Actor, Child, Role, School
from core.unit_of_work import Database, UnitOfWork


def needs(school: School) -> bool:
    """Whether who was never asked has no access yet."""
    return profile_of(school).consent is ConsentPolicy.MUST


def asks(school: School) -> bool:
    """Whether guardians are asked for a consent in chat."""
    return profile_of(school).consent is not ConsentPolicy.NONE


def is_open(school: School, child: Child) -> bool:
    """Whether the guardian may read of this own child: a consent stands, or none was taken back and none is needed."""
    return not needs(school) if child.agreed is None else child.agreed


async def open_children(unit: UnitOfWork, school: School, guardian_id: PersonId, now: datetime) -> tuple[Child, ...]:
    """Own children of today whom the guardian may read of."""
    own = await unit.people.children(guardian_id, school.today(now))
    return tuple(child for child in own if is_open(school, child))


async def open_child(
    unit: UnitOfWork, school: School, guardian_id: PersonId, pupil_id: PersonId, now: datetime
) -> Child:
    """One of them. ConsentNeededError for an own child that is closed, NotFoundError for any other."""
    own = await unit.people.children(guardian_id, school.today(now))
    child = next((one for one in own if one.pupil.id == pupil_id), None)
    if child is None:
        raise NotFoundError
    if not is_open(school, child):
        raise ConsentNeededError
    return child


async def recipients(
    unit: UnitOfWork, school: School, pupil_ids: tuple[PersonId, ...], now: datetime
) -> tuple[Recipient, ...]:
    """The linked chats of guardians of today who may be sent news of these pupils."""
    return await unit.outbox.guardians_of(pupil_ids, school.today(now), consent_needed=needs(school))


async def may_be_told(
    unit: UnitOfWork, school: School, guardian_id: PersonId, pupil_id: PersonId, now: datetime
) -> bool:
    """Whether this guardian may be sent news of this pupil; who has no chat may not."""
    found = await recipients(unit, school, (pupil_id,), now)
    return any(one.person_id == guardian_id for one in found)


async def any_closed(database: Database, actors: Iterable[Actor], now: datetime) -> bool:
    """Whether one of these has a child that is closed to them."""
    async with database.reading() as unit:
        for actor in actors:
            if actor.person_id is None or not actor.holds(Role.GUARDIAN):
                continue
            school = await unit.people.school(actor.school_id)
            own = await unit.people.children(actor.person_id, school.today(now))
            if not all(is_open(school, child) for child in own):
                return True
    return False


async def check_not_closed(database: Database, actors: Iterable[Actor], now: datetime) -> None:
    """ConsentNeededError if one of these has a child that is closed: where nothing is left to show, that is why."""
    if await any_closed(database, actors, now):
        raise ConsentNeededError
