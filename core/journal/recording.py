"""Writing a draft into the journal: permission → rules of the profile → facts, audit, news, in one transaction."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.audit.model import AuditLine
from core.calendar.rules import slots_on
from core.deadlines.profiles import profile_of
from core.errors import NotFoundError
from core.ids import DraftId, EntryId, LessonId
from core.journal import rules
from core.journal.correcting import correct_as_written
from core.journal.drafts import author, own_draft
from core.journal.errors import DraftClosedError, NoPreviousHomeworkError
from core.journal.model import EntryKind, Homework, LessonKey
from core.journal.notes.model import AbsenceNote, Stated
from core.journal.notes.reasons import Change, settle_reasons
from core.journal.notes.roll import explained
from core.journal.notes.rules import check_days
from core.journal.notes.service import keep_note
from core.journal.ports import NewEntry, StoredDraft
from core.journal.quick_entry.model import LessonDraft
from core.journal.telling import tell
from core.people.model import Actor, School
from core.unit_of_work import Database, UnitOfWork


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was written. `told` chats will get news after the grace time, until when it can be taken back."""

    draft: StoredDraft
    entry_id: EntryId
    lesson_id: LessonId
    told: int
    undo_until: datetime
    repeated: bool = False


async def record_lesson(
    database: Database,
    actor: Actor,
    draft_id: DraftId,
    now: datetime,
    grace: timedelta,
    reason: str | None = None,
) -> Recorded:
    """Write a draft without questions into the journal (B01-B14). A second call finds it written and changes nothing.

    `reason` says why the entry comes after the grace days of the profile.
    """
    async with database.writing() as unit:
        draft = await own_draft(unit, actor, draft_id)
        if draft.state == "recorded":
            return await _again(unit, draft, grace)
        if draft.state != "open":
            raise DraftClosedError(state=draft.state)
        recorded = await _record(unit, actor, draft, now, grace, reason)
        await unit.commit()
        return recorded


async def recorded(database: Database, actor: Actor, draft_id: DraftId, grace: timedelta) -> Recorded:
    """What an own recorded draft wrote."""
    async with database.reading() as unit:
        return await _again(unit, await own_draft(unit, actor, draft_id), grace)


async def _again(unit: UnitOfWork, draft: StoredDraft, grace: timedelta) -> Recorded:
    if draft.entry_id is None:
        raise NotFoundError
    entry = await unit.journal.entry(draft.entry_id)
    rows = await unit.outbox.lesson_rows(entry.lesson_id)
    told = {row.planned.chat_key for row in rows}
    return Recorded(draft, entry.id, entry.lesson_id, len(told), entry.at + grace, repeated=True)


async def _record(
    unit: UnitOfWork, actor: Actor, draft: StoredDraft, now: datetime, grace: timedelta, reason: str | None
) -> Recorded:
    school = await unit.people.school(actor.school_id)
    key = rules.lesson_key(school.id, draft.reading)
    rules.check_content(draft.reading)
    await _check_permission(unit, actor, key, draft.reading)
    late_days = rules.check_day(key, school.today(now), profile_of(school), reason)
    lesson_id = await unit.journal.ensure_lesson(key, author(actor))
    before = await unit.journal.lesson_by_id(lesson_id)
    late = max(0, late_days)
    new = NewEntry(lesson_id, EntryKind.RECORD, author(actor), author(actor), now, late, reason)
    entry_id = await unit.journal.add_entry(new)
    stated = await _keep_note(unit, actor, school, draft.reading, entry_id, now)
    reading = explained(draft.reading, await _notes(unit, draft.reading), before)
    await _write(unit, school, lesson_id, entry_id, key, reading, now)
    told = await tell(unit, author(actor), before, entry_id, now, grace)
    if stated is not None:
        await settle_reasons(unit, Change(author(actor), now, grace), stated)
    stored = replace(draft, state="recorded", entry_id=entry_id, reading=reading)
    await unit.journal.change_draft(stored, now)
    await unit.audit.append(_line(actor, now, lesson_id, entry_id, reading))
    return Recorded(stored, entry_id, lesson_id, told, now + grace)


async def _keep_note(
    unit: UnitOfWork, actor: Actor, school: School, reading: LessonDraft, entry_id: EntryId, now: datetime
) -> Stated | None:
    """The note of «болеет с 12 по 16», by the right of a teacher who has the pupil in this lesson (B09)."""
    stated = rules.stated_note(reading)
    if stated is not None:
        check_days(stated, school.today(now))
        await keep_note(unit, actor, stated, now, entry_id)
    return stated


async def _notes(unit: UnitOfWork, reading: LessonDraft) -> tuple[AbsenceNote, ...]:
    """The notes of those absent that stand now, which may be others than when the card was shown."""
    absent = tuple(absence.pupil_id for absence in reading.absences if absence.pupil_id is not None)
    if not absent or reading.day is None:
        return ()
    return await unit.notes.standing(absent, reading.day, reading.day)


async def _check_permission(unit: UnitOfWork, actor: Actor, key: LessonKey, reading: LessonDraft) -> None:
    """By the timetable as it is now, not as it was when the draft was shown."""
    calendar = await unit.calendar.calendar(key.school_id, (key.class_id,), key.day)
    rules.check_slot(key, tuple(slots_on(calendar, key.day)), author(actor), reading.substitute_for)


async def _write(
    unit: UnitOfWork,
    school: School,
    lesson_id: LessonId,
    entry_id: EntryId,
    key: LessonKey,
    reading: LessonDraft,
    now: datetime,
) -> None:
    journal = unit.journal
    await journal.set_held(lesson_id, entry_id, reading.held, reading.not_held_reason)
    if reading.topic:
        await journal.set_topic(lesson_id, entry_id, reading.topic)
    if reading.homework or reading.no_homework:
        await journal.set_homework(lesson_id, entry_id, await _homework(unit, key, reading))
    await journal.add_marks(lesson_id, entry_id, rules.new_marks(reading, key.day))
    await journal.set_attendance(lesson_id, entry_id, rules.new_attendance(reading))
    remarks = tuple((remark.pupil_id, remark.text) for remark in reading.remarks if remark.pupil_id is not None)
    await journal.add_remarks(lesson_id, entry_id, remarks)
    if reading.corrections:
        await correct_as_written(unit, profile_of(school), lesson_id, entry_id, reading.corrections, now)


async def _homework(unit: UnitOfWork, key: LessonKey, reading: LessonDraft) -> Homework:
    if reading.no_homework:
        return Homework(reading.homework or "", given=False)
    if not reading.same_homework:
        return Homework(reading.homework or "", True, reading.homework_due)
    previous = await unit.journal.previous_homework(key)
    if previous is None:
        raise NoPreviousHomeworkError
    return Homework(previous.text, True, reading.homework_due)


def _line(actor: Actor, now: datetime, lesson_id: LessonId, entry_id: EntryId, reading: LessonDraft) -> AuditLine:
    counts = {"marks": len(reading.marks), "absences": len(reading.absences), "lateness": len(reading.lateness)}
    data = {"entry": entry_id, **counts}
    return AuditLine(actor.school_id, now, actor.person_id, "lesson.recorded", f"lesson:{lesson_id}", data)
