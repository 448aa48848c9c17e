"""The right to type for teachers was revoked: what was begun with it ends, and the one who typed hears of it (B17)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from core.audit.model import AuditLine
from core.journal.drafts import REACH
from core.journal.hands import typist
from core.journal.operators.model import Left
from core.journal.ports import StoredDraft
from core.people.model import Actor, Role
from core.unit_of_work import Database, UnitOfWork

_TEACHERS = 100
"""Teachers of whom an operator may have left a draft."""


async def leave(database: Database, actors: Iterable[Actor], now: datetime) -> Left | None:
    """End the turns and the open drafts of those who may not type any more; None if there was nothing to end.

    What was handed over stays with its teacher. Nobody else is told: nothing of it was ever in the journal.
    """
    former = [actor for actor in actors if actor.person_id is not None and not actor.holds(Role.OPERATOR)]
    async with database.reading() as unit:
        found = [one for one in former if await _is_at_work(unit, one) or await _begun(unit, one, now)]
    if not found:
        return None
    async with database.writing() as unit:
        ended = sum([await _ended(unit, actor, now) for actor in found])
        await unit.commit()
    return Left(ended)


async def _ended(unit: UnitOfWork, actor: Actor, now: datetime) -> int:
    if await _is_at_work(unit, actor):
        await unit.operators.end(typist(actor), now)
    drafts = await _begun(unit, actor, now)
    for draft in drafts:
        await unit.journal.change_draft(replace(draft, state="cancelled"), now)
    data: dict[str, object] = {"drafts": [draft.id for draft in drafts]}
    line = AuditLine(actor.school_id, now, actor.person_id, "operator.left", f"person:{actor.person_id}", data)
    await unit.audit.append(line)
    return len(drafts)


async def _is_at_work(unit: UnitOfWork, actor: Actor) -> bool:
    return await unit.operators.current(typist(actor)) is not None


async def _begun(unit: UnitOfWork, actor: Actor, now: datetime) -> list[StoredDraft]:
    """The drafts that were never handed over, of whichever teacher."""
    person = typist(actor)
    teachers = await unit.operators.recent(person, _TEACHERS)
    drafts = [one for teacher in teachers for one in await unit.journal.open_drafts(teacher, now - REACH)]
    return [one for one in drafts if one.typed_by_id == person and one.handed_at is None]
