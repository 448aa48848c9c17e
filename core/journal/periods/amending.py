"""A correction of a period's mark after the free minutes, carried out with its reason (P12)."""

from datetime import datetime, timedelta

from core.approvals.model import NewRequest, PeriodCorrection
from core.audit.model import AuditLine
from core.ids import PersonId
from core.journal.periods.model import NewPeriodMark
from core.notifications.terms import Corrected, TermChange, announce_terms
from core.unit_of_work import UnitOfWork


async def amend(
    unit: UnitOfWork,
    made: NewRequest,
    matter: PeriodCorrection,
    now: datetime,
    grace: timedelta,
    decider: PersonId | None = None,
) -> bool:
    """Put the asker's mark in the place of the one that stood, and tell the family; False if it stands no more.

    The audit line names the asker, who allowed it, and the order.
    """
    marks = await unit.periods.of_class(matter.class_id, matter.period)
    mark = next((one for one in marks if one.id == matter.mark_id), None)
    if mark is None:
        return False
    new = NewPeriodMark(
        made.school_id, mark.key, mark.pupil_id, matter.new, made.asker_id, now, replaces=mark.id, reason=made.reason
    )
    await unit.periods.add([new])
    data: dict[str, object] = {"mark": mark.id, "old": matter.old, "new": matter.new}
    if decider is not None:
        data["approved_by"] = decider
    if made.order is not None:
        data |= {"order": made.order.number, "order_day": made.order.day.isoformat()}
    subject = f"person:{mark.pupil_id}"
    await unit.audit.append(AuditLine(made.school_id, now, made.asker_id, "period.corrected", subject, data))
    corrected = (Corrected(mark.pupil_id, mark.id, mark.first_at),)
    change = TermChange(made.school_id, matter.class_id, matter.period, made.asker_id, (), corrected)
    await announce_terms(unit, change, await unit.people.school(made.school_id), now, grace)
    return True
