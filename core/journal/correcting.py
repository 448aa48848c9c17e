"""Correcting marks and taking entries back. The old value is kept, with who, when and why (P12)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.audit.model import AuditLine
from core.deadlines.profiles import profile_of
from core.ids import DraftId, EntryId, LessonId, MarkId
from core.journal import rules
from core.journal.amending import bound, carry_out
from core.journal.changes import MarkChange
from core.journal.closing import closed
from core.journal.drafts import own_draft
from core.journal.errors import DraftClosedError, MarkNotFoundError, OrderNeededError, UndoCorrectedError
from core.journal.hands import author, typist
from core.journal.model import EntryKind, LessonRecord, MarkFact
from core.journal.notes.service import end_note
from core.journal.ports import NewEntry, StoredDraft
from core.journal.readings import reread
from core.journal.rules import known_key
from core.journal.taps.model import WORDS_AWAITED, Awaited, Fix, Step, Taps
from core.journal.telling import tell
from core.people.model import Actor
from core.unit_of_work import Database, UnitOfWork


@dataclass(frozen=True, slots=True)
class Sheet:
    """A lesson of an own draft, and those of its marks that stand and may be corrected from there."""

    draft: StoredDraft
    record: LessonRecord
    marks: tuple[MarkFact, ...]


async def sheet(database: Database, actor: Actor, draft_id: DraftId) -> Sheet:
    """The marks that stand of an own recorded draft, or of the lesson of an open one."""
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


async def _sheet(unit: UnitOfWork, draft: StoredDraft) -> Sheet:
    """What a recorded draft wrote; of an open one, all that was written about its lesson, if that is the author's."""
    if draft.state == "open":
        return await _of_lesson(unit, draft)
    if draft.state != "recorded" or draft.entry_id is None:
        raise DraftClosedError(state=draft.state)
    entry = await unit.journal.entry(draft.entry_id)
    record = await unit.journal.lesson_by_id(entry.lesson_id)
    return Sheet(draft, record, tuple(mark for mark in record.marks if mark.entry_id == draft.entry_id))


async def _of_lesson(unit: UnitOfWork, draft: StoredDraft) -> Sheet:
    key = known_key(draft.school_id, draft.reading)
    record = await unit.journal.lesson(key) if key else None
    if record is None or record.teacher_id != draft.author_id:
        raise DraftClosedError(state=draft.state)
    names = (await reread(unit, draft)).names
    return Sheet(replace(draft, reading=replace(draft.reading, names=names)), record, record.marks)


async def _correct(
    unit: UnitOfWork, actor: Actor, page: Sheet, mark: MarkFact, value: str | None, now: datetime
) -> EntryId:
    """CorrectionReasonNeededError, CorrectionForbiddenError or OrderNeededError when it is not free any more."""
    school = await unit.people.school(actor.school_id)
    profile = profile_of(school)
    if await closed(unit, school, page.record.key, now):
        raise OrderNeededError
    if value is not None:
        rules.check_value(value)
    change = MarkChange(mark.pupil_id, mark.id, mark.value, value, mark.control)
    if await bound(unit, profile, author(actor), page.record, (change,), now):
        rules.check_correction(profile, reason=None)
    new = NewEntry(page.record.id, EntryKind.CORRECTION, author(actor), typist(actor), now)
    entry_id = await unit.journal.add_entry(new)
    await carry_out(unit, page.record, entry_id, (change,))
    return entry_id


async def propose_fix(
    database: Database,
    actor: Actor,
    draft_id: DraftId,
    mark_id: MarkId,
    value: str | None,
    now: datetime,
    awaited: Step | None = None,
) -> StoredDraft:
    """The draft of a correction that is not free: it waits for its reason, or for the words that are `awaited`."""
    async with database.writing() as unit:
        page = await _sheet(unit, await own_draft(unit, actor, draft_id))
        mark = next((mark for mark in page.marks if mark.id == mark_id), None)
        if mark is None:
            raise MarkNotFoundError
        awaiting = Awaited(awaited, now + WORDS_AWAITED) if awaited else None
        source = f"fix:{author(actor)}:{mark_id}:{value or ''}"
        known = await unit.journal.drafts_from(source)
        begun = next((one for one in known if one.state == "open"), None)
        if begun is not None and awaiting is None:
            return begun
        taps = Taps(fix=Fix(mark.id, mark.pupil_id, mark.value, value), awaited=awaiting)
        made = StoredDraft(
            DraftId(0), actor.school_id, author(actor), source, len(known), "", now, {}, page.draft.reading, taps=taps
        )
        made = replace(made, reading=(await reread(unit, made)).reading)
        made = replace(made, id=await unit.journal.add_draft(made, now))
        await unit.commit()
        return made


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
    new = NewEntry(lesson_id, EntryKind.UNDO, author(actor), typist(actor), now)
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
