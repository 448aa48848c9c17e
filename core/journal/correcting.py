"""Correcting marks and taking entries back. The old value is kept, with who, when and why (P12)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.audit.model import AuditLine
from core.deadlines.profiles import Profile, profile_of
from core.ids import DraftId, EntryId, LessonId, MarkId
from core.journal import rules
from core.journal.drafts import author, own_draft
from core.journal.errors import DraftClosedError, MarkNotFoundError, UndoCorrectedError
from core.journal.model import EntryKind, LessonRecord, MarkFact
from core.journal.notes.service import end_note
from core.journal.ports import NewEntry, NewMark, StoredDraft
from core.journal.quick_entry.model import DraftCorrection
from core.journal.telling import tell
from core.people.model import Actor
from core.unit_of_work import Database, UnitOfWork


@dataclass(frozen=True, slots=True)
class Sheet:
    """What an own draft wrote: the lesson, and those of its marks that are the draft's and still stand."""

    draft: StoredDraft
    record: LessonRecord
    marks: tuple[MarkFact, ...]


async def sheet(database: Database, actor: Actor, draft_id: DraftId) -> Sheet:
    """The marks that stand of an own recorded draft."""
    async with database.reading() as unit:
        draft = await own_draft(unit, actor, draft_id)
        return await _sheet(unit, draft)


async def correct_mark(
    database: Database,
    actor: Actor,
    draft_id: DraftId,
    mark_id: MarkId,
    value: str | None,
    now: datetime,
    grace: timedelta,
) -> Sheet:
    """Give a mark of an own entry another value, or none. Doing it again changes nothing."""
    async with database.writing() as unit:
        draft = await own_draft(unit, actor, draft_id)
        page = await _sheet(unit, draft)
        mark = next((mark for mark in page.marks if mark.id == mark_id), None)
        if mark is None:
            raise MarkNotFoundError
        if mark.value == value:
            return page
        entry_id = await _correct(unit, actor, page, mark, value, now)
        await tell(unit, author(actor), page.record, entry_id, now, grace)
        data: dict[str, object] = {"entry": entry_id, "mark": mark.id, "old": mark.value, "new": value}
        subject = f"lesson:{page.record.id}"
        await unit.audit.append(AuditLine(actor.school_id, now, actor.person_id, "mark.corrected", subject, data))
        await unit.commit()
        return await _sheet(unit, draft)


async def undo_lesson(
    database: Database, actor: Actor, draft_id: DraftId, now: datetime, grace: timedelta
) -> StoredDraft:
    """Take a recorded draft back within the grace time; nothing is deleted, and what was told by then is edited."""
    async with database.writing() as unit:
        draft = await own_draft(unit, actor, draft_id)
        if draft.state == "undone":
            return draft
        if draft.state != "recorded" or draft.entry_id is None:
            raise DraftClosedError(state=draft.state)
        undone = await _undo(unit, actor, draft, draft.entry_id, now, grace)
        await unit.commit()
        return undone


async def correct_as_written(
    unit: UnitOfWork,
    profile: Profile,
    lesson_id: LessonId,
    entry_id: EntryId,
    wanted: Sequence[DraftCorrection],
    now: datetime,
) -> None:
    """Corrections that a message spelled out: «было 3 стало 4». Each must fit exactly one mark of the lesson."""
    record = await unit.journal.lesson_by_id(lesson_id)
    for correction in wanted:
        fitting = [mark for mark in record.marks if rules.fits(mark, correction)]
        if len(fitting) != 1:
            raise MarkNotFoundError(count=len(fitting))
        mark = fitting[0]
        entered = await unit.journal.entry(mark.entry_id)
        own = entered.author_id == (await unit.journal.entry(entry_id)).author_id
        rules.check_correction(profile, own, entered.at, now)
        await _replace(unit, record, entry_id, mark, correction.new)


async def _sheet(unit: UnitOfWork, draft: StoredDraft) -> Sheet:
    if draft.state != "recorded" or draft.entry_id is None:
        raise DraftClosedError(state=draft.state)
    entry = await unit.journal.entry(draft.entry_id)
    record = await unit.journal.lesson_by_id(entry.lesson_id)
    return Sheet(draft, record, tuple(mark for mark in record.marks if mark.entry_id == draft.entry_id))


async def _correct(
    unit: UnitOfWork, actor: Actor, page: Sheet, mark: MarkFact, value: str | None, now: datetime
) -> EntryId:
    school = await unit.people.school(actor.school_id)
    entered = await unit.journal.entry(mark.entry_id)
    rules.check_correction(profile_of(school), entered.author_id == actor.person_id, entered.at, now)
    if value is not None:
        rules.check_value(value)
    new = NewEntry(page.record.id, EntryKind.CORRECTION, author(actor), author(actor), now)
    entry_id = await unit.journal.add_entry(new)
    await _replace(unit, page.record, entry_id, mark, value)
    return entry_id


async def _replace(
    unit: UnitOfWork, record: LessonRecord, entry_id: EntryId, mark: MarkFact, value: str | None
) -> None:
    if value is None:
        await unit.journal.end_mark(mark.id, entry_id)
        return
    new = NewMark(mark.pupil_id, value, mark.control, mark.control_text, record.key.day, replaces=mark.id)
    await unit.journal.add_marks(record.id, entry_id, (new,))


async def _undo(
    unit: UnitOfWork, actor: Actor, draft: StoredDraft, entry_id: EntryId, now: datetime, grace: timedelta
) -> StoredDraft:
    entry = await unit.journal.entry(entry_id)
    rules.check_undo(entry.at, now, grace)
    before = await unit.journal.lesson_by_id(entry.lesson_id)
    if any(mark.entry_id == entry_id and mark.earlier for mark in before.marks):
        raise UndoCorrectedError
    for given in await _reasons_since(unit, draft, before, entry_id):
        await _take_back(unit, actor, entry.lesson_id, given, now)
    undo_id = await _take_back(unit, actor, entry.lesson_id, entry_id, now)
    await tell(unit, author(actor), before, undo_id, now, grace)
    for note in await unit.notes.of_entry(entry_id):
        await end_note(unit, actor, note, now, grace)
    undone = replace(draft, state="undone")
    await unit.journal.change_draft(undone, now)
    subject, data = f"lesson:{entry.lesson_id}", {"entry": undo_id, "undone": entry_id}
    await unit.audit.append(AuditLine(actor.school_id, now, actor.person_id, "lesson.undone", subject, data))
    return undone


async def _take_back(unit: UnitOfWork, actor: Actor, lesson_id: LessonId, undone: EntryId, now: datetime) -> EntryId:
    new = NewEntry(lesson_id, EntryKind.UNDO, author(actor), author(actor), now)
    undo_id = await unit.journal.add_entry(new)
    await unit.journal.undo(undone, undo_id)
    return undo_id


async def _reasons_since(
    unit: UnitOfWork, draft: StoredDraft, before: LessonRecord, entry_id: EntryId
) -> Sequence[EntryId]:
    """Corrections by which notes gave reasons to the absences of this entry: they go with what they corrected."""
    own = {absence.pupil_id for absence in draft.reading.absences}
    later = {fact.entry_id for fact in before.attendance if fact.pupil_id in own and fact.entry_id > entry_id}
    entries = [await unit.journal.entry(one) for one in sorted(later)]
    return [one.id for one in entries if one.kind is EntryKind.CORRECTION]
