"""The week's report on work with the diary: its figures, and saying that it was handed over (K01, K02, J03)."""

from dataclasses import dataclass
from datetime import datetime

from core.deadlines import service
from core.deadlines.model import About, Duty, Line
from core.people.model import Actor, Role
from core.reporting import rules
from core.reporting.adoption import adoption
from core.reporting.model import Adoption
from core.unit_of_work import Database

REPORTS = frozenset({Duty.WEEKLY, Duty.ADOPTION})
"""The duties that this report is handed over for; both ask how far the school has come."""


@dataclass(frozen=True, slots=True)
class Weekly:
    """The figures, and which of the reader's reports wait to be handed over, the first due first."""

    figures: Adoption
    waiting: tuple[Line, ...]


async def weekly(database: Database, actor: Actor, now: datetime) -> Weekly:
    """The report of the whole school. ForbiddenError for who does not see all of it."""
    rules.check_sees_whole(actor)
    return Weekly(await adoption(database, actor, now), await _waiting(database, actor, now))


async def handed_over(database: Database, actor: Actor, duty: Duty, about: About, now: datetime) -> Weekly:
    """The report was sent to whom it is for. NotFoundError for what does not wait, a second tap among it."""
    rules.check_sees_whole(actor)
    if duty in REPORTS:
        await service.close(database, actor, duty, about, now)
    return await weekly(database, actor, now)


async def _waiting(database: Database, actor: Actor, now: datetime) -> tuple[Line, ...]:
    """Reports are the coordinators': nobody else's list is looked through for them."""
    if actor.person_id is None or not actor.holds(Role.COORDINATOR):
        return ()
    found = await service.todo(database, actor, now)
    own = (line for line in found.lines if line.duty in REPORTS and line.about.code)
    return tuple(sorted(own, key=lambda line: line.due))
