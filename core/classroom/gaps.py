"""Absences that wait for their reason (B09, P01): by pupil, the oldest first; all days of a pupil explained at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.classroom.model import Gaps
from core.classroom.rules import runs
from core.deadlines.profiles import profile_of
from core.errors import NotFoundError
from core.ids import ClassId, PersonId
from core.journal.hands import author
from core.journal.model import Absence, Reason
from core.journal.notes.model import Source, Stated
from core.journal.notes.reasons import Change, in_open_periods, settle_reasons
from core.journal.notes.rules import check_reads
from core.journal.notes.service import keep_note
from core.journal.quick_entry.model import ClassList
from core.journal.quick_entry.naming import naming_of
from core.people.model import Actor, Enrolled, School
from core.unit_of_work import Database, UnitOfWork

REACH = timedelta(days=60)
"""How far back reasons are asked for: a quarter is about so long."""


async def class_gaps(database: Database, actor: Actor, class_id: ClassId, now: datetime) -> tuple[Gaps, ...]:
    """The pupils of a class whose absences wait for a reason, the oldest absence first.

    ForbiddenError but for the class teacher, deputies and the director.
    """
    check_reads(actor, class_id)
    async with database.reading() as unit:
        school = await unit.people.school(actor.school_id)
        today = school.today(now)
        of = next((one for one in await unit.people.classes(school.id, today) if one.id == class_id), None)
        if of is None:
            raise NotFoundError
        pupils = (await unit.people.class_pupils((class_id,)))[class_id]
        waiting = await unexplained(unit, class_id, pupils, today)
    names = naming_of(ClassList(of, pupils), school.content_mode).names
    found = (
        Gaps(of, one.pupil, names[one.pupil.id], own, _overdue(school, own, today))
        for one in {one.pupil.id: one for one in pupils}.values()
        if (own := tuple(absence for absence in waiting if absence.fact.pupil_id == one.pupil.id))
    )
    return tuple(sorted(found, key=lambda gaps: gaps.days[0]))


@dataclass(frozen=True, slots=True)
class Explained:
    """How many notes were made, and how many absences still wait because their period is closed (P12)."""

    notes: int
    shut: int = 0


async def explain_days(
    database: Database,
    actor: Actor,
    class_id: ClassId,
    pupil_id: PersonId,
    reason: Reason,
    source: Source,
    now: datetime,
    grace: timedelta,
) -> Explained:
    """One reason for all absences of a pupil of the own class that wait for one: a note for each run of days.

    Days on which the pupil was there are not spoken of, nor those of a closed period. NotFoundError for other pupils.
    """
    async with database.writing() as unit:
        today = (await unit.people.school(actor.school_id)).today(now)
        pupils = (await unit.people.class_pupils((class_id,)))[class_id] if actor.leads(class_id) else ()
        own = [one for one in pupils if one.pupil.id == pupil_id]
        if not own:
            raise NotFoundError
        waiting = await unexplained(unit, class_id, own, today)
        open_ones = await in_open_periods(unit, waiting, now)
        days = runs(absence.key.day for absence in open_ones)
        for first, last in days:
            stated = Stated(pupil_id=pupil_id, first_day=first, last_day=last, reason=reason, source=source)
            await keep_note(unit, actor, stated, now)
            await settle_reasons(unit, Change(author(actor), now, grace), stated)
        await unit.commit()
        return Explained(len(days), len(waiting) - len(open_ones))


async def unexplained(
    unit: UnitOfWork, class_id: ClassId, pupils: Sequence[Enrolled], today: date
) -> tuple[Absence, ...]:
    """The absences of the last weeks in lessons of this class that have no reason."""
    ids = tuple(one.pupil.id for one in pupils)
    found = await unit.journal.absences(ids, today - REACH, today)
    return tuple(one for one in found if one.fact.reason is None and one.key.class_id == class_id)


def _overdue(school: School, absences: Sequence[Absence], today: date) -> tuple[date, ...]:
    limit = timedelta(days=profile_of(school).absence_reason_days)
    return tuple(sorted({one.key.day for one in absences if one.key.day + limit < today}))
