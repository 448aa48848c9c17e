"""Correcting a period's mark with a reason: at once, or when a deputy allows it, as the school's profile says (P12)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.approvals.model import NewRequest, PeriodCorrection
from core.approvals.service import ask
from core.deadlines.profiles import CorrectionPolicy
from core.ids import PersonId
from core.journal.hands import author
from core.journal.periods import rules
from core.journal.periods.amending import amend
from core.journal.periods.errors import NotOnSheetError, PeriodAlreadyAskedError
from core.journal.periods.model import PeriodMark, Sheet, SheetKey
from core.journal.periods.sheets import Place, own_place, read_sheet, standing
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

    PeriodMarkSettledError in a closed period and where the profile forbids it, PeriodAlreadyAskedError.
    """
    async with database.writing() as unit:
        place = await own_place(unit, actor, key, now)
        rules.check_value(value)
        rules.check_amendable(place.period, place.year.profile, place.year.today)
        mark = (await standing(unit, place)).get(pupil_id)
        if mark is None:
            raise NotOnSheetError(pupil=place.names.get(pupil_id, "—"))
        wanted = _request(place, actor, mark, value, reason, now)
        waits = mark.value != value and await _correct(unit, place, wanted, grace)
        shown = await read_sheet(unit, actor, place)
        await unit.commit()
        return Asked(shown, waits)


async def _correct(unit: UnitOfWork, place: Place, new: NewRequest, grace: timedelta) -> bool:
    """Carry it out or ask; whether it waits."""
    matter = new.matter
    if not isinstance(matter, PeriodCorrection):
        raise TypeError(matter)
    if place.year.profile.correction is CorrectionPolicy.SELF_WITH_REASON:
        await amend(unit, new, matter, new.asked_at, grace)
        return False
    waiting = [one.made for one in await unit.approvals.waiting(new.school_id)]
    same = [one for one in waiting if isinstance(one.matter, PeriodCorrection) and one.matter.mark_id == matter.mark_id]
    if any(one.matter != matter for one in same):
        raise PeriodAlreadyAskedError
    if not same:
        await ask(unit, new, new.asked_at)
    return True


def _request(place: Place, actor: Actor, mark: PeriodMark, value: str, reason: str, now: datetime) -> NewRequest:
    course = place.key.course
    matter = PeriodCorrection(
        course.class_id, course.subject_id, place.key.code, mark.pupil_id, mark.id, mark.value, value
    )
    return NewRequest(
        school_id=place.year.school.id, asker_id=author(actor), asked_at=now, reason=reason, matter=matter
    )
