"""Checking that nobody has touched the audit log (L10)."""

from dataclasses import dataclass

from core.audit.model import GENESIS, first_break
from core.errors import ForbiddenError
from core.people.model import Actor, Role
from core.unit_of_work import Database, UnitOfWork

PAGE = 1000
"""Lines that are read at once: a log of years does not fit into memory."""


@dataclass(frozen=True, slots=True)
class Verified:
    """How many lines of a chain fit, the hash of the last of them, and the number of the first that does not.

    Lines cut off at the end cannot be missed by the chain itself: whoever keeps `lines` and `head` elsewhere sees it.
    """

    lines: int = 0
    head: str = GENESIS
    broken: int | None = None


async def verify(database: Database, actor: Actor, page: int = PAGE) -> Verified:
    """Check the chain of the actor's school from its beginning. ForbiddenError unless the actor administers it."""
    if not actor.holds(Role.ADMINISTRATOR):
        raise ForbiddenError
    found, more = Verified(), True
    async with database.reading() as unit:
        while more:
            found, more = await _further(unit, actor, found, page)
    return found


async def _further(unit: UnitOfWork, actor: Actor, found: Verified, page: int) -> tuple[Verified, bool]:
    lines = await unit.audit.lines(actor.school_id, found.lines, page)
    broken = first_break(lines, found.lines, found.head)
    if broken is not None:
        sound = lines[: broken - found.lines - 1]
        return Verified(broken - 1, sound[-1].hash if sound else found.head, broken), False
    return Verified(found.lines + len(lines), lines[-1].hash if lines else found.head), len(lines) == page
