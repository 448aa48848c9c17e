"""The facts of a draft into the journal, within the unit of work of whoever allowed it: entry, audit, news."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.approvals.model import Request
from core.audit.model import AuditLine
from core.calendar.changes.day import ref_of
from core.calendar.changes.declaring import declare, may_declare
from core.calendar.model import Calendar, Slot
from core.calendar.rules import cancelled_on, slots_on
from core.classroom.news import ask_of_return
from core.deadlines.profiles import profile_of
from core.ids import EntryId, LessonId, PersonId
from core.journal import rules
from core.journal.amending import carry_out, set_homework
from core.journal.changes import changes_of, only_corrections
from core.journal.closing import of_calendar
from core.journal.errors import LessonSubstitutedError, SubstitutionError
from core.journal.hands import author
from core.journal.hints.model import Hint
from core.journal.model import EntryKind, LessonKey
from core.journal.notes.model import Stated
from core.journal.notes.reasons import Change, settle_reasons
from core.journal.notes.roll import explained, seen_in
from core.journal.notes.rules import check_days
from core.journal.notes.service import keep_note
from core.journal.operators.notices import Event, notify
from core.journal.permitting import (
    Permitted,
    Saying,
    homework_of,
    needs_permit,
    notes_of,
    permit_of,
    permitted,
    reason_of,
)
from core.journal.ports import NewEntry, StoredDraft
from core.journal.quick_entry.model import LessonDraft
from core.journal.telling import pupils_of, tell
from core.people.model import Actor, School
from core.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Moment:
    """When something is written, for how long it may be taken back, and why it comes late or corrects."""

    now: datetime
    grace: timedelta
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was written. `told` chats will get news after the grace time, until when it can be taken back.

    `entry_id` is None where all that the draft says waits for approval. `requests` are what it asked for. `hint` is
    what may be taught under it.
    """

    draft: StoredDraft
    entry_id: EntryId | None
    lesson_id: LessonId
    told: int
    undo_until: datetime
    repeated: bool = False
    requests: tuple[Request, ...] = ()
    hint: Hint | None = None


async def record_in(unit: UnitOfWork, actor: Actor, draft: StoredDraft, at: Moment) -> Recorded:
    """Write a draft within a unit of work that its caller commits.

    What an operator handed over came then, however late the teacher confirms it.
    """
    now, grace, reason = at.now, at.grace, at.reason
    school = await unit.people.school(actor.school_id)
    key = rules.lesson_key(school.id, draft.reading)
    rules.check_content(draft.reading)
    calendar = await unit.calendar.calendar(key.school_id, (key.class_id,), key.day, key.day, key.day)
    slot = own_slot(calendar, key, actor, draft.reading)
    pupils = await pupils_of(unit, key)
    rules.check_there(draft.reading, pupils)
    entered = school.today(draft.handed_at or now)
    shut, days = of_calendar(calendar, school, key, now), (entered - key.day).days
    profile = rules.for_work(profile_of(school), draft.reading)
    wanted = needs_permit(profile, days, shut=shut)
    permit = await permit_of(unit, draft, shut=shut) if wanted else None
    why = reason or reason_of(draft, permit, shut=shut)
    late = max(0, rules.check_day(key, entered, profile, why))
    own = slot.teacher_id == author(actor)
    instead_of = slot.instead_of if own else await _declared(unit, actor, school, slot, now)
    before = await unit.journal.lesson_by_id(await unit.journal.ensure_lesson(key, author(actor)))
    saying = Saying(unit, actor, school, before, pupils, now, grace, why, late, shut, permit, instead_of)
    allowed = await permitted(saying, draft)
    if allowed.waits or (allowed.requests and not rules.says_something(allowed.reading)):
        return await _asked(saying, draft, allowed)
    return replace(await _written(saying, replace(draft, reading=allowed.reading)), requests=allowed.requests)


async def _asked(saying: Saying, draft: StoredDraft, allowed: Permitted) -> Recorded:
    """Nothing is written: the draft stays open for its permission, or is done with what it asked for."""
    stored = draft if allowed.waits else await _confirmed(saying, replace(draft, state="recorded"))
    await saying.unit.journal.change_draft(stored, saying.now)
    return Recorded(stored, None, saying.before.id, 0, saying.now, requests=allowed.requests)


async def _written(saying: Saying, draft: StoredDraft) -> Recorded:
    """The entry with all that the draft says; how many chats are told."""
    unit, by, now, before = saying.unit, author(saying.actor), saying.now, saying.before
    allowed_by = saying.permit.decided_by if saying.permit else None
    said = (EntryKind.RECORD, by, draft.typed_by_id or by, now, saying.late, saying.reason)
    new = NewEntry(before.id, *said, approved_by=allowed_by, instead_of=saying.instead_of)
    entry_id = await unit.journal.add_entry(new)
    stated = await _keep_note(unit, saying.actor, saying.school, draft.reading, entry_id, now)
    notes = await notes_of(unit, draft.reading)
    reading = explained(draft.reading, notes, before)
    await _write(unit, saying, entry_id, reading)
    told = await tell(unit, by, before, entry_id, now, saying.grace, saying.pupils)
    if stated is not None:
        await settle_reasons(unit, Change(by, now, saying.grace), stated)
    await ask_of_return(unit, saying.school, before.key, notes, seen_in(reading), now)
    stored = await _confirmed(saying, replace(draft, state="recorded", entry_id=entry_id, reading=reading))
    await unit.journal.change_draft(stored, now)
    await unit.audit.append(_line(saying.actor, now, before.id, entry_id, stored))
    return Recorded(stored, entry_id, before.id, told, now + saying.grace)


async def _confirmed(saying: Saying, draft: StoredDraft) -> StoredDraft:
    """What the author writes of an operator's typing is confirmed by that, and the operator is told."""
    if draft.typed_by_id is None or saying.actor.types_for is not None:
        return draft
    await notify(saying.unit, draft, Event.RECORDED, saying.now)
    return replace(draft, confirmed_at=saying.now)


async def _keep_note(
    unit: UnitOfWork, actor: Actor, school: School, reading: LessonDraft, entry_id: EntryId, now: datetime
) -> Stated | None:
    """The note of «болеет с 12 по 16», by the right of a teacher who has the pupil in this lesson (B09)."""
    stated = rules.stated_note(reading)
    if stated is not None:
        check_days(stated, school.today(now))
        await keep_note(unit, actor, stated, now, entry_id)
    return stated


def own_slot(calendar: Calendar, key: LessonKey, actor: Actor, reading: LessonDraft) -> Slot:
    """The lesson by the timetable as it is now, not as it was when the draft was shown."""
    held, cancelled = tuple(slots_on(calendar, key.day)), tuple(cancelled_on(calendar, key.day))
    return rules.check_slot(key, held, cancelled, author(actor), reading.substitute_for)


async def _declared(unit: UnitOfWork, actor: Actor, school: School, slot: Slot, now: datetime) -> PersonId:
    """The colleague for whom the actor says to have held a lesson, where teachers may say so (B11)."""
    if slot.instead_of is not None:
        raise LessonSubstitutedError
    taught = await unit.calendar.taught_classes(author(actor), slot.day)
    if not may_declare(actor, school) or slot.class_id not in taught:
        raise SubstitutionError
    await declare(unit, actor, school, ref_of(slot), now)
    return slot.teacher_id


async def _write(unit: UnitOfWork, saying: Saying, entry_id: EntryId, reading: LessonDraft) -> None:
    journal, before = unit.journal, saying.before
    lesson_id, key = before.id, before.key
    await journal.set_held(lesson_id, entry_id, reading.held, reading.not_held_reason)
    if reading.topic:
        await journal.set_topic(lesson_id, entry_id, reading.topic)
    homework = await homework_of(unit, before, reading)
    if homework is not None:
        await set_homework(unit, lesson_id, entry_id, homework, saying.now)
    await journal.add_marks(lesson_id, entry_id, rules.new_marks(reading, key.day, saying.school.today(saying.now)))
    await journal.set_attendance(lesson_id, entry_id, rules.new_attendance(reading))
    remarks = tuple((remark.pupil_id, remark.text) for remark in reading.remarks if remark.pupil_id is not None)
    await journal.add_remarks(lesson_id, entry_id, remarks)
    await carry_out(unit, before, entry_id, changes_of(before, only_corrections(reading), None, (), key.day))


def _line(actor: Actor, now: datetime, lesson_id: LessonId, entry_id: EntryId, draft: StoredDraft) -> AuditLine:
    reading = draft.reading
    counts = {"marks": len(reading.marks), "absences": len(reading.absences), "lateness": len(reading.lateness)}
    if reading.attachments:
        counts["attachments"] = len(reading.attachments)
    data: dict[str, object] = {"entry": entry_id, **counts}
    if draft.typed_by_id is not None:
        data |= {"author": draft.author_id, "typed_by": draft.typed_by_id}
    return AuditLine(actor.school_id, now, actor.person_id, "lesson.recorded", f"lesson:{lesson_id}", data)
