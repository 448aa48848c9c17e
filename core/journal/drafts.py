"""Reading a message into drafts, answering their questions, dropping them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from core.errors import NotFoundError
from core.ids import DraftId, PersonId, SchoolId
from core.journal.context import load_context
from core.journal.errors import DraftClosedError, TextTooLongError
from core.journal.model import LessonKey
from core.journal.notes.roll import foretold
from core.journal.ports import StoredDraft
from core.journal.quick_entry.model import Answers, EntryContext, LessonDraft
from core.journal.quick_entry.naming import naming_of
from core.journal.quick_entry.service import interpret
from core.journal.rules import known_key
from core.people.model import Actor
from core.unit_of_work import Database, UnitOfWork

TEXT_LIMIT = 5000
"""Characters that are read: more than any messenger's message has."""
_NEW = DraftId(0)


async def interpret_message(
    database: Database, actor: Actor, text: str, source: str, now: datetime
) -> tuple[StoredDraft, ...]:
    """Read a teacher's message into stored drafts, one for each lesson; empty if it is no entry.

    The same message is read once: when it comes again (an update repeated after a crash), its drafts are
    returned as they stand; when its text was edited meanwhile, its open drafts are read anew.
    """
    if len(text) > TEXT_LIMIT:
        raise TextTooLongError(limit=TEXT_LIMIT)
    async with database.writing() as unit:
        known = await unit.journal.drafts_from(source)
        if any(draft.author_id != actor.person_id for draft in known):  # the chat speaks for another teacher since
            raise NotFoundError
        if known and (known[0].text == text or any(draft.state != "open" for draft in known)):
            return known
        drafts = await _read(unit, actor, text, source, now)
        stored = await _keep(unit, known, drafts, now)
        if stored or known:
            await unit.commit()
        return stored


async def answer(
    database: Database, actor: Actor, draft_id: DraftId, answers: Mapping[str, str], now: datetime
) -> StoredDraft:
    """Take a tap on a question and read the message again with it, as of the moment it was written."""
    async with database.writing() as unit:
        draft = await open_draft(unit, actor, draft_id)
        given = {**draft.answers, **answers}
        reading = await _reread(unit, draft, given)
        changed = replace(draft, answers=given, reading=reading)
        await unit.journal.change_draft(changed, now)
        await unit.commit()
        return changed


async def cancel(database: Database, actor: Actor, draft_id: DraftId, now: datetime) -> StoredDraft:
    """Drop a draft that was not recorded. Its text stays with it."""
    async with database.writing() as unit:
        draft = await own_draft(unit, actor, draft_id)
        if draft.state == "cancelled":
            return draft
        _must_be_open(draft)
        dropped = replace(draft, state="cancelled")
        await unit.journal.change_draft(dropped, now)
        await unit.commit()
        return dropped


async def reopen(database: Database, actor: Actor, draft_id: DraftId, now: datetime) -> StoredDraft:
    """Bring back a draft that was cancelled or taken back, as it stood."""
    async with database.writing() as unit:
        draft = await own_draft(unit, actor, draft_id)
        if draft.state == "open":
            return draft
        if draft.state == "recorded":
            raise DraftClosedError(state=draft.state)
        opened = replace(draft, state="open", entry_id=None)
        await unit.journal.change_draft(opened, now)
        await unit.commit()
        return opened


async def show(database: Database, actor: Actor, draft_id: DraftId) -> StoredDraft:
    """The draft as it stands, for its author."""
    async with database.reading() as unit:
        return await own_draft(unit, actor, draft_id)


async def own_draft(unit: UnitOfWork, actor: Actor, draft_id: DraftId) -> StoredDraft:
    """A draft for its author; for anyone else there is none."""
    draft = await unit.journal.draft(draft_id)
    if draft.author_id != actor.person_id:
        raise NotFoundError
    return draft


async def open_draft(unit: UnitOfWork, actor: Actor, draft_id: DraftId) -> StoredDraft:
    """An own draft that still may change."""
    draft = await own_draft(unit, actor, draft_id)
    _must_be_open(draft)
    return draft


def author(actor: Actor) -> PersonId:
    """The person who acts; the console writes no lessons."""
    if actor.person_id is None:
        raise NotFoundError
    return actor.person_id


def _must_be_open(draft: StoredDraft) -> None:
    if draft.state != "open":
        raise DraftClosedError(state=draft.state)


async def _read(unit: UnitOfWork, actor: Actor, text: str, source: str, now: datetime) -> list[StoredDraft]:
    teacher_id = author(actor)
    context = await _context(unit, teacher_id, now)
    readings = interpret(text, context).drafts
    reminded = [await _remind(unit, actor.school_id, reading, context, {}) for reading in readings]
    return [
        StoredDraft(_NEW, actor.school_id, teacher_id, source, part, text, now, {}, reading)
        for part, reading in enumerate(reminded)
    ]


async def _reread(unit: UnitOfWork, draft: StoredDraft, answers: Mapping[str, str]) -> LessonDraft:
    context = await _context(unit, draft.author_id, draft.moment)
    readings = interpret(draft.text, context, answers).drafts
    if draft.part >= len(readings):
        raise DraftClosedError(state="changed")
    return await _remind(unit, draft.school_id, readings[draft.part], context, answers)


async def _context(unit: UnitOfWork, teacher_id: PersonId, now: datetime) -> EntryContext:
    teacher = await unit.people.person(teacher_id)
    school = await unit.people.school(teacher.school_id)
    return await load_context(unit, school, teacher, now.astimezone(school.zone))


async def _keep(
    unit: UnitOfWork, known: Sequence[StoredDraft], drafts: Sequence[StoredDraft], now: datetime
) -> tuple[StoredDraft, ...]:
    """New drafts are added; those of an edited message keep their place; parts that are gone are cancelled."""
    renewed = [replace(new, id=old.id) for old, new in zip(known, drafts, strict=False)]
    for draft in renewed:
        await unit.journal.renew_draft(draft, now)
    for old in known[len(drafts) :]:
        await unit.journal.change_draft(replace(old, state="cancelled"), now)
    fresh = drafts[len(known) :]
    return (*renewed, *[replace(draft, id=await unit.journal.add_draft(draft, now)) for draft in fresh])


async def _remind(
    unit: UnitOfWork, school_id: SchoolId, reading: LessonDraft, context: EntryContext, answers: Answers
) -> LessonDraft:
    """What the journal holds already: the homework that «то же» repeats, marks given before, who is away by a note."""
    key = known_key(school_id, reading)
    if key is None:
        return reading
    notes = [*reading.notes]
    if reading.same_homework:
        previous = await unit.journal.previous_homework(key)
        notes.append(("same_homework", previous.text if previous else ""))
    record = await unit.journal.lesson(key)
    given = {mark.pupil_id: mark.value for mark in record.marks} if record else {}
    again = [mark.pupil_id for mark in reading.marks if mark.pupil_id in given]
    notes += [("has_mark", f"{reading.names[pupil]}: {given[pupil]}") for pupil in again]
    reading = replace(reading, notes=tuple(notes))
    names = _listed(context, key)
    absence_notes = await unit.notes.standing(tuple(names), key.day, key.day)
    return foretold(reading, absence_notes, record, names, answers)


def _listed(context: EntryContext, key: LessonKey) -> dict[PersonId, str]:
    """The names of the lesson's pupils on its day, of the group if it has one."""
    of = next((one for one in context.classes if one.school_class.id == key.class_id), None)
    if of is None:
        return {}
    names = naming_of(of, context.content_mode).names
    there = (one.pupil.id for one in of.pupils if one.on(key.day) and one.learns_in(key.group_id, key.day))
    return {pupil: names[pupil] for pupil in there}
