"""A guardian sees what the school keeps of them and of own children, and asks for a change (A23).

The class teacher decides (`core.approvals`); only then the directory changes.
"""

from dataclasses import dataclass
from datetime import datetime

from core.approvals.model import DataChange, NewRequest, Request
from core.approvals.service import ask
from core.consents.access import open_children
from core.errors import ForbiddenError, NotFoundError
from core.ids import ClassId, PersonId
from core.people.details import Detail, Details
from core.people.model import Actor, Role
from core.personal import rules
from core.personal.errors import NoClassError, SameValueError
from core.unit_of_work import Database, UnitOfWork


@dataclass(frozen=True, slots=True)
class Kept:
    """Somebody whose data the actor may see: the actor, or an own child. `waiting` are own requests about them."""

    person_id: PersonId
    details: Details
    oneself: bool
    class_id: ClassId | None
    class_title: str | None
    waiting: tuple[Request, ...] = ()


async def own_data(database: Database, actor: Actor, now: datetime) -> tuple[Kept, ...]:
    """The guardian first, then the children of today. ForbiddenError for others, DataOnPaperError."""
    async with database.reading() as unit:
        return await _all(unit, actor, now)


async def data_of(database: Database, actor: Actor, person_id: PersonId, now: datetime) -> Kept:
    """One of them. NotFoundError for anybody else, be there one or not (D07)."""
    async with database.reading() as unit:
        return await _one(unit, actor, person_id, now)


async def check(
    database: Database, actor: Actor, person_id: PersonId, detail: Detail, text: str, now: datetime
) -> tuple[Kept, str]:
    """Whose it is and the new value as it would be written; raises what `propose` does, and changes nothing."""
    async with database.reading() as unit:
        kept, change, _ = await _change(unit, actor, person_id, detail, text, now)
        return kept, change.new


async def propose(
    database: Database, actor: Actor, person_id: PersonId, detail: Detail, text: str, now: datetime
) -> Kept:
    """Ask for a change; the person's data with what waits.

    Raises what `rules.read_value`, `rules.check_asks` and `data_of` do, SameValueError, NoClassError.
    """
    async with database.writing() as unit:
        _, change, asker = await _change(unit, actor, person_id, detail, text, now)
        new = NewRequest(school_id=actor.school_id, asker_id=asker, asked_at=now, reason="", matter=change)
        await ask(unit, new, now)
        await unit.commit()
        return await _one(unit, actor, person_id, now)


async def _change(
    unit: UnitOfWork, actor: Actor, person_id: PersonId, detail: Detail, text: str, now: datetime
) -> tuple[Kept, DataChange, PersonId]:
    school, asker = await unit.people.school(actor.school_id), _guardian(actor)
    kept = await _one(unit, actor, person_id, now)
    old, new = kept.details.value(detail), rules.read_value(detail, text, school.today(now))
    if old == new:
        raise SameValueError
    if kept.class_id is None:
        raise NoClassError
    change = DataChange(person_id, kept.class_id, detail, old, new)
    rules.check_asks(change, await unit.approvals.of_asker(asker, now - rules.A_DAY), now)
    return kept, change, asker


async def _one(unit: UnitOfWork, actor: Actor, person_id: PersonId, now: datetime) -> Kept:
    found = next((one for one in await _all(unit, actor, now) if one.person_id == person_id), None)
    if found is None:
        raise NotFoundError
    return found


async def _all(unit: UnitOfWork, actor: Actor, now: datetime) -> tuple[Kept, ...]:
    asker, school = _guardian(actor), await unit.people.school(actor.school_id)
    rules.check_by_chat(school)
    titles = {one.title: one.id for one in await unit.people.classes(school.id, school.today(now))}
    children = await open_children(unit, school, asker, now)
    of_first = next((child.class_title for child in children if child.class_title in titles), None)
    waiting = [one for one in await unit.approvals.of_asker(asker, now) if one.waiting]
    people = [(asker, of_first), *((child.pupil.id, child.class_title) for child in children)]
    return tuple([await _kept(unit, asker, one, title, titles, waiting) for one, title in people])


async def _kept(
    unit: UnitOfWork,
    asker: PersonId,
    person_id: PersonId,
    title: str | None,
    titles: dict[str, ClassId],
    waiting: list[Request],
) -> Kept:
    own = tuple(one for one in waiting if _is_about(one, person_id))
    details = await unit.people.details(person_id)
    return Kept(person_id, details, person_id == asker, titles.get(title or ""), title, own)


def _is_about(request: Request, person_id: PersonId) -> bool:
    matter = request.made.matter
    return isinstance(matter, DataChange) and matter.person_id == person_id


def _guardian(actor: Actor) -> PersonId:
    if actor.person_id is None or not actor.holds(Role.GUARDIAN):
        raise ForbiddenError
    return actor.person_id
