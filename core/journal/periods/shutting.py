"""Closing a period before the calendar does: from then on it changes by the director's order alone (P12)."""

from datetime import datetime

from core.errors import NotFoundError
from core.ids import ClassId
from core.journal.periods import rules
from core.journal.periods.errors import PeriodNotEndedError
from core.journal.periods.sheets import load_year
from core.people.model import Actor, Role
from core.settings.service import apply
from core.unit_of_work import Database

SHUTTING = (Role.DIRECTOR,)
"""Who closes a period in chat; the administrator does it by the setting."""
_KEY = "profile.closed_through"


async def close_period(database: Database, actor: Actor, class_id: ClassId, code: str, now: datetime) -> None:
    """Close the journal of the whole school through the last day of a class's period; twice changes nothing.

    NotFoundError for who may not, NoSuchPeriodError, PeriodNotEndedError.
    """
    if not actor.holds(*SHUTTING):
        raise NotFoundError
    async with database.writing() as unit:
        year = await load_year(unit, actor.school_id, (class_id,), now)
        period = rules.period_of(year.periods(class_id), code, year.of(class_id))
        if year.today <= period.last:
            raise PeriodNotEndedError
        through = year.profile.closed_through
        if through is None or through < period.last:
            await apply(unit, actor, {_KEY: period.last.isoformat()}, now)
            await unit.commit()
