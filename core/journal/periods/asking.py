"""Correcting a period's mark with a reason: at once, or when a deputy allows it, as the school's profile says (P12).

In a closed period the director decides, by number and date of an order.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.approvals.model import NewRequest, PeriodCorrection
from core.approvals.service import ask
from core.deadlines.profiles import CorrectionPolicy
from core.ids import PersonId
from core.journal.closing import read_order
from core.journal.hands import author
from core.journal.periods import rules
from core.journal.periods.amending import amend
from core.journal.periods.errors import NotOnSheetError, PeriodAlreadyAskedError
from core.journal.periods.model import Sheet, SheetKey
from core.journal.periods.sheets import Place, own_place, read_sheet, standing
from core.journal.permitting import BY_ORDER
from core.people.model import Actor
from core.unit_of_work import Database, UnitOfWork


@dataclass(frozen=True, slots=True)
class Asked:
    """The sheet after it, and whether the correction waits for a decision."""

    sheet: Sheet
    waits: bool


async def correct_with_reason(
    database: Database,
    actor: Actor,
    key: SheetKey,
    pupil_id: PersonId,
    value: str,
    reason: str,
    now: datetime,
    grace: timedelta,
) -> Asked:
    """Correct a recorded mark of an own sheet, or ask for it. The same asked again is one request.

    PeriodOrderNeededError in a closed period, PeriodMarkSettledError where the profile forbids it,
    PeriodAlreadyAskedError.
    """
    async with database.writing() as unit:
        place = await own_place(unit, actor, key, now)
        rules.check_amendable(place.period, place.year.profile, place.year.today)
        wanted = await _request(unit, place, actor, pupil_id, value, reason, now)
        return await _asked(unit, actor, place, wanted, grace)


async def correct_by_order(
    database: Database,
    actor: Actor,
    key: SheetKey,
    pupil_id: PersonId,
    value: str,
    words: str,
    now: datetime,
    grace: timedelta,
) -> Asked:
    """Ask the director to correct a mark of a closed period; `words` name the order. The same asked again is one.

    OrderNotReadError, PeriodAlreadyAskedError.
    """
    async with database.writing() as unit:
        place = await own_place(unit, actor, key, now)
        order = read_order(words, place.year.today)
        wanted = await _request(unit, place, actor, pupil_id, value, BY_ORDER, now)
        return await _asked(unit, actor, place, replace(wanted, order=order), grace)


async def _asked(unit: UnitOfWork, actor: Actor, place: Place, wanted: NewRequest, grace: timedelta) -> Asked:
    waits = await _correct(unit, place, wanted, grace)
    shown = await read_sheet(unit, actor, place)
    await unit.commit()
    return Asked(shown, waits)


async def _correct(unit: UnitOfWork, place: Place, new: NewRequest, grace: timedelta) -> bool:
    """Carry it out or ask; whether it waits."""
    matter = new.matter
    if not isinstance(matter, PeriodCorrection):
        raise TypeError(matter)
    if matter.old == matter.new:
        return False
    if new.order is None and place.year.profile.correction is CorrectionPolicy.SELF_WITH_REASON:
        await amend(unit, new, matter, new.asked_at, grace)
        return False
    waiting = [one.made for one in await unit.approvals.waiting(new.school_id)]
    same = [one for one in waiting if isinstance(one.matter, PeriodCorrection) and one.matter.mark_id == matter.mark_id]
    if any(one.matter != matter for one in same):
        raise PeriodAlreadyAskedError
    if not same:
        await ask(unit, new, new.asked_at)
    return True


async def _request(
    unit: UnitOfWork, place: Place, actor: Actor, pupil_id: PersonId, value: str, reason: str, now: datetime
) -> NewRequest:
    """What is asked for. MarkScaleError; NotOnSheetError for a pupil without a mark."""
    rules.check_value(value)
    mark = (await standing(unit, place)).get(pupil_id)
    if mark is None:
        raise NotOnSheetError(pupil=place.names.get(pupil_id, "—"))
    course = place.key.course
    matter = PeriodCorrection(
        course.class_id, course.subject_id, place.key.code, mark.pupil_id, mark.id, mark.value, value
    )
    return NewRequest(
        school_id=place.year.school.id, asker_id=author(actor), asked_at=now, reason=reason, matter=matter
    )
