"""What an allowed request does, by the kind of what was asked for. A new kind is one more case here."""

from datetime import datetime, timedelta

from core.approvals.giving import still_to_give
from core.approvals.model import (
    Correction,
    DataChange,
    LateEntry,
    NewRequest,
    PeriodCorrection,
    Request,
    State,
    Substitution,
)
from core.audit.model import AuditLine
from core.calendar.changes.carrying import carry_out as rearrange
from core.calendar.changes.day import load_day
from core.calendar.changes.deciding import Decision
from core.calendar.changes.rules import given_to
from core.ids import PersonId
from core.journal import closing
from core.journal.amending import carry_out
from core.journal.changes import stands
from core.journal.model import EntryKind
from core.journal.periods.amending import amend
from core.journal.periods.sheets import is_closed
from core.journal.ports import NewEntry
from core.journal.telling import tell
from core.unit_of_work import UnitOfWork


async def allow(unit: UnitOfWork, request: Request, decider: PersonId, now: datetime, grace: timedelta) -> State:
    """Carry it out; the state to which that leads. What was closed while it waited needs the director's order (P12)."""
    if request.made.order is None and await _closed(unit, request.made, now):
        return State.OUTDATED
    match request.made.matter:
        case Correction():
            return await _correct(unit, request, request.made.matter, decider, now, grace)
        case LateEntry():
            return State.ALLOWED
        case PeriodCorrection():
            done = await amend(unit, request.made, request.made.matter, now, grace, decider)
            return State.ALLOWED if done else State.OUTDATED
        case DataChange():
            return await _change_data(unit, request, request.made.matter, decider, now)
        case Substitution():
            return await _substitute(unit, request, request.made.matter, decider, now)


async def _closed(unit: UnitOfWork, made: NewRequest, now: datetime) -> bool:
    """Whether what is asked about stands in a closed period; a late entry is looked at when it is written."""
    match made.matter:
        case Correction() if made.lesson_id is not None:
            lesson = await unit.journal.lesson_by_id(made.lesson_id)
            return await closing.closed(unit, await unit.people.school(made.school_id), lesson.key, now)
        case PeriodCorrection(class_id=class_id, period=code):
            return await is_closed(unit, made.school_id, class_id, code, now)
        case _:
            return False


async def _change_data(
    unit: UnitOfWork, request: Request, matter: DataChange, decider: PersonId, now: datetime
) -> State:
    """The directory says the new value; none where it says something else than when it was asked for."""
    kept = await unit.people.details_to_change(matter.person_id)
    if kept.value(matter.detail) != matter.old:
        return State.OUTDATED
    await unit.people.save_details(matter.person_id, kept.changed(matter.detail, matter.new))
    data: dict[str, object] = {"detail": matter.detail.value, "request": request.id}
    subject = f"person:{matter.person_id}"
    await unit.audit.append(AuditLine(request.made.school_id, now, decider, "person.changed", subject, data))
    return State.ALLOWED


async def _substitute(
    unit: UnitOfWork, request: Request, matter: Substitution, decider: PersonId, now: datetime
) -> State:
    """The asker holds the lesson, as if the decider had assigned it; not if the timetable is otherwise by now."""
    school, asker = await unit.people.school(request.made.school_id), request.made.asker_id
    day = await load_day(unit, school, matter.day)
    slot = still_to_give(day, matter, asker)
    if slot is None:
        return State.OUTDATED
    actor = await unit.people.actor(decider, school.today(now))
    decision = Decision(actor, now, matter.why, asked_by=asker)
    await rearrange(unit, decision, [day], [(slot, given_to(slot, asker))])
    return State.ALLOWED


async def _correct(
    unit: UnitOfWork, request: Request, matter: Correction, decider: PersonId, now: datetime, grace: timedelta
) -> State:
    """The asker's correction, with who allowed it; none where the journal says something else by now."""
    made = request.made
    if made.lesson_id is None:
        return State.OUTDATED
    before = await unit.journal.lesson_by_id(made.lesson_id)
    if not all(stands(change, before) for change in matter.changes):
        return State.OUTDATED
    new = NewEntry(
        before.id, EntryKind.CORRECTION, made.asker_id, made.asker_id, now, reason=made.reason, approved_by=decider
    )
    entry_id = await unit.journal.add_entry(new)
    await carry_out(unit, before, entry_id, matter.changes)
    await tell(unit, made.asker_id, before, entry_id, now, grace)
    return State.ALLOWED
