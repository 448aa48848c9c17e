"""Entering a lesson by taps: the teacher's lessons of a day, the draft of one of them, what is said of it."""

from dataclasses import dataclass, replace
from datetime import datetime

from core.ids import DraftId
from core.journal.attachments.rules import joined
from core.journal.drafts import REACH, open_draft, own_draft
from core.journal.errors import NothingToRepeatError, UnsupportedEntryError
from core.journal.hands import author, begun_here, operator
from core.journal.model import LessonKey
from core.journal.ports import StoredDraft
from core.journal.quick_entry.assignments import next_of_plan
from core.journal.quick_entry.model import EntryContext
from core.journal.readings import Read, coming_days, context_of, listed, reread
from core.journal.rules import known_key
from core.journal.taps.lessons import key_of, lesson_before, own_slot, reading_of
from core.journal.taps.model import NO_TAPS, LessonRef, RollLine, Said, Scene
from core.journal.taps.rules import roll_lines, takes_taps
from core.journal.taps.statements import Statement
from core.people.model import Actor
from core.unit_of_work import Database, UnitOfWork


@dataclass(frozen=True, slots=True)
class Sheet:
    """A draft with the roll of its lesson and what may be tapped."""

    draft: StoredDraft
    roll: tuple[RollLine, ...]
    scene: Scene


async def open_lesson(database: Database, actor: Actor, ref: LessonRef, now: datetime) -> StoredDraft:
    """The open draft of an own lesson, made now if there is none.

    NoSuchLessonError for what is no lesson of this teacher's, whether another's, of a holiday or of an old timetable.
    """
    async with database.writing() as unit:
        opened, is_new = await opened_lesson(unit, actor, ref, now)
        if is_new:
            await unit.commit()
        return opened


async def opened_lesson(unit: UnitOfWork, actor: Actor, ref: LessonRef, now: datetime) -> tuple[StoredDraft, bool]:
    """The same within a unit of work; whether the draft is made now."""
    context = await context_of(unit, author(actor), now)
    slot = own_slot(context, ref)
    mine = begun_here(await unit.journal.open_drafts(author(actor), now - REACH), actor)
    begun = _of_lesson(mine, key_of(actor.school_id, slot))
    if begun is not None:
        return begun, False
    reading = reading_of(context, slot)
    source = f"lesson:{author(actor)}:{slot.class_id}:{slot.group_id}:{slot.subject_id}:{slot.day}:{slot.number}"
    parts = [one.part for one in await unit.journal.drafts_from(source)]
    part = max(parts, default=-1) + 1
    draft = StoredDraft(DraftId(0), actor.school_id, author(actor), source, part, "", now, {}, reading)
    draft = replace(draft, typed_by_id=operator(actor), reading=(await reread(unit, draft, context)).reading)
    return replace(draft, id=await unit.journal.add_draft(draft, now)), True


async def sheet(database: Database, actor: Actor, draft_id: DraftId) -> Sheet:
    """The draft with its roll, as it stands; for its author. DraftClosedError when it is not open any more."""
    async with database.reading() as unit:
        draft = await open_draft(unit, actor, draft_id)
        context = await context_of(unit, draft.author_id, draft.moment)
        return _sheet(draft, await reread(unit, draft, context), _scene(draft, context))


async def say(database: Database, actor: Actor, draft_id: DraftId, said: Statement, now: datetime) -> Sheet:
    """Take a tap. UnsupportedEntryError for a draft that is said in words only, DraftClosedError for a closed one."""
    async with database.writing() as unit:
        draft = await open_draft(unit, actor, draft_id)
        context = await context_of(unit, draft.author_id, draft.moment)
        scene = _scene(draft, context)
        calm = replace(draft, taps=replace(draft.taps, awaited=None))
        return await _kept(unit, said.over(calm, scene), context, now)


async def as_last_time(database: Database, actor: Actor, draft_id: DraftId, now: datetime) -> Sheet:
    """The homework of the latest earlier lesson, and its control. NothingToRepeatError if it has neither."""
    async with database.writing() as unit:
        draft = await open_draft(unit, actor, draft_id)
        context = await context_of(unit, draft.author_id, draft.moment)
        key = _key(draft)
        homework = await unit.journal.previous_homework(key)
        control = await _last_control(unit, context, key)
        if homework is None and control is None:
            raise NothingToRepeatError
        taps = replace(draft.taps, awaited=None, control=control or draft.taps.control)
        if homework is not None:
            said = Said(homework.text) if homework.text else None
            taps = replace(taps, homework=said, none_set=False, files=joined(taps.files, homework.attachments))
        return await _kept(unit, replace(draft, taps=taps), context, now)


async def not_held(
    database: Database, actor: Actor, draft_id: DraftId, reason: str | None, now: datetime
) -> StoredDraft:
    """The lesson did not take place, for this reason; None: it did after all (B10). DraftClosedError."""
    async with database.writing() as unit:
        draft = await open_draft(unit, actor, draft_id)
        said = Said(reason) if reason else None
        asked = replace(draft, taps=replace(draft.taps, not_held=said, awaited=None))
        changed = replace(asked, reading=(await reread(unit, asked)).reading)
        await unit.journal.change_draft(changed, now)
        await unit.commit()
        return changed


async def stop_awaiting(database: Database, actor: Actor, draft_id: DraftId, now: datetime) -> StoredDraft:
    """The teacher went back: the next message is read as any other. A closed draft stays as it is."""
    async with database.writing() as unit:
        draft = await own_draft(unit, actor, draft_id)
        if draft.state != "open" or draft.taps.awaited is None:
            return draft
        calm = replace(draft, taps=replace(draft.taps, awaited=None))
        await unit.journal.change_draft(calm, now)
        await unit.commit()
        return calm


async def _kept(unit: UnitOfWork, draft: StoredDraft, context: EntryContext, now: datetime) -> Sheet:
    read = await reread(unit, draft, context)
    changed = replace(draft, reading=read.reading)
    await unit.journal.change_draft(changed, now)
    await unit.commit()
    return _sheet(changed, read, _scene(changed, context))


async def _last_control(unit: UnitOfWork, context: EntryContext, key: LessonKey) -> str | None:
    """The control of the marks of the lesson before."""
    before = lesson_before(context, key)
    record = await unit.journal.lesson(before) if before else None
    return next((mark.control for mark in reversed(record.marks) if mark.control), None) if record else None


def _of_lesson(mine: tuple[StoredDraft, ...], key: LessonKey) -> StoredDraft | None:
    """The draft that goes on: the one with taps before others, else the newest."""
    fitting = [one for one in mine if _is_of(one, key)]
    return next((one for one in fitting if one.taps != NO_TAPS or not one.text), next(iter(fitting), None))


def _is_of(draft: StoredDraft, key: LessonKey) -> bool:
    by_taps = takes_taps(draft.reading) or draft.taps.not_held is not None
    return by_taps and known_key(key.school_id, draft.reading) == key


def _key(draft: StoredDraft) -> LessonKey:
    key = known_key(draft.school_id, draft.reading)
    if key is None or not takes_taps(draft.reading):
        raise UnsupportedEntryError(what="taps")
    return key


def _scene(draft: StoredDraft, context: EntryContext) -> Scene:
    key = _key(draft)
    item = next_of_plan(context, key.class_id, key.subject_id)
    return Scene(listed(context, key), item.topic if item else None, coming_days(context, key), context.control_kinds)


def _sheet(draft: StoredDraft, read: Read, scene: Scene) -> Sheet:
    return Sheet(replace(draft, reading=read.reading), roll_lines(read.reading, read.names, read.record), scene)
