"""Keeping a decision about one lesson: what stood about it before is ended, and the audit log has a line."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from core.audit.model import AuditLine
from core.calendar.changes.model import KeptChange, NewChange, Why
from core.calendar.changes.rules import origin
from core.calendar.model import Place, Slot
from core.errors import NotFoundError
from core.ids import ChangeId, PersonId
from core.people.model import Actor
from core.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decides, when and why. `declared`: the teacher who holds the lesson says so.

    `asked_by`: who asked for it, and hears of it as an answer.
    """

    actor: Actor
    at: datetime
    why: Why
    declared: bool = False
    asked_by: PersonId | None = None


async def keep(
    unit: UnitOfWork, decision: Decision, slot: Slot, now: Place | None, bundle: ChangeId | None = None
) -> ChangeId | None:
    """Let a lesson take place otherwise, or not at all. None if it is as the weekly timetable has it again."""
    actor, was = decision.actor, origin(slot)
    if actor.person_id is None:
        raise NotFoundError
    replaced = slot.change.id if slot.change else None
    if replaced is not None:
        await unit.changes.end(replaced, actor.person_id, decision.at)
    if now == was:
        await _log(unit, decision, "timetable.restored", replaced, {})
        return None
    new = NewChange(
        school_id=actor.school_id,
        class_id=slot.class_id,
        group_id=slot.group_id,
        was=was,
        now=now,
        why=decision.why,
        made_by=actor.person_id,
        made_at=decision.at,
        declared=decision.declared,
        replaces=replaced,
        bundle=bundle,
    )
    return await _kept(unit, decision, new)


async def add_extra(unit: UnitOfWork, decision: Decision, slot: Slot, place: Place) -> ChangeId:
    """A lesson that the weekly timetable does not know, of the class and group of this one."""
    actor = decision.actor
    if actor.person_id is None:
        raise NotFoundError
    new = NewChange(
        school_id=actor.school_id,
        class_id=slot.class_id,
        group_id=slot.group_id,
        was=None,
        now=place,
        why=decision.why,
        made_by=actor.person_id,
        made_at=decision.at,
    )
    return await _kept(unit, decision, new)


async def end(unit: UnitOfWork, decision: Decision, kept: KeptChange) -> None:
    """Let the weekly timetable hold again for this lesson; what is in the journal stays."""
    if decision.actor.person_id is None:
        raise NotFoundError
    await unit.changes.end(kept.id, decision.actor.person_id, decision.at)
    await _log(unit, decision, "timetable.restored", kept.id, _data(kept.made))


async def _kept(unit: UnitOfWork, decision: Decision, new: NewChange) -> ChangeId:
    change_id = await unit.changes.add(new)
    await _log(unit, decision, "timetable.changed", change_id, _data(new))
    return change_id


async def _log(
    unit: UnitOfWork, decision: Decision, action: str, change_id: ChangeId | None, data: Mapping[str, object]
) -> None:
    actor = decision.actor
    line = AuditLine(actor.school_id, decision.at, actor.person_id, action, f"change:{change_id}", {**data})
    await unit.audit.append(line if not decision.declared else replace(line, data={**data, "declared": True}))


def _data(new: NewChange) -> dict[str, object]:
    """Why is not in it: that a teacher is ill does not belong into a log."""
    return {"class": new.class_id, **_place("was", new.was), **_place("now", new.now)}


def _place(when: str, place: Place | None) -> dict[str, object]:
    if place is None:
        return {}
    return {
        f"{when}_day": place.day.isoformat(),
        f"{when}_number": place.number,
        f"{when}_subject": place.subject_id,
        f"{when}_teacher": place.teacher_id,
    }
