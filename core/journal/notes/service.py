"""Entering, replacing, closing and withdrawing absence notes."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from core.audit.model import AuditLine
from core.errors import NotFoundError
from core.ids import EntryId, NoteId, PersonId
from core.journal.hands import author
from core.journal.notes import rules
from core.journal.notes.model import AbsenceNote, NewNote, Stated
from core.journal.notes.reasons import Change, Settled, settle_reasons
from core.people.model import Actor
from core.unit_of_work import Database, UnitOfWork


@dataclass(frozen=True, slots=True)
class Kept:
    """A note that stands, and how many absences it does not explain because their period is closed (P12)."""

    note_id: NoteId
    shut: int = 0


async def add_note(database: Database, actor: Actor, stated: Stated, now: datetime, grace: timedelta) -> Kept:
    """Enter a note about a pupil of the own class (B09); the same one twice is one. NotFoundError for other pupils."""
    async with database.writing() as unit:
        change = await _change(unit, actor, stated, now, grace)
        same = await _same(unit, stated)
        if same is not None:
            return Kept(same.id)
        note_id = await keep_note(unit, actor, stated, now)
        settled = await settle_reasons(unit, change, stated)
        await unit.commit()
        return Kept(note_id, settled.shut)


async def replace_note(
    database: Database, actor: Actor, note_id: NoteId, stated: Stated, now: datetime, grace: timedelta
) -> Kept:
    """Put another note in the place of one that stands; the old one is kept as replaced."""
    async with database.writing() as unit:
        change = await _change(unit, actor, stated, now, grace)
        old = await unit.notes.note(note_id)
        if old.ended_at is not None or old.stated.pupil_id != stated.pupil_id:
            raise NotFoundError
        new_id = await keep_note(unit, actor, stated, now)
        await _end(unit, actor, old, now, new_id)
        settled = await settle_reasons(unit, change, old.stated, stated)
        await unit.commit()
        return Kept(new_id, settled.shut)


async def give_reason(database: Database, actor: Actor, stated: Stated, now: datetime, grace: timedelta) -> Kept:
    """Say why a pupil of the own class is away, in place of what was said before of the same, or without an end."""
    async with database.reading() as unit:
        standing = await unit.notes.standing((stated.pupil_id,), stated.first_day, stated.until)
    earlier = [one for one in standing if rules.takes_place_of(stated, one.stated)]
    if not earlier or earlier[-1].stated == stated:
        return await add_note(database, actor, stated, now, grace)
    return await replace_note(database, actor, earlier[-1].id, stated, now, grace)


async def close_note(
    database: Database, actor: Actor, note_id: NoteId, back: date, now: datetime, grace: timedelta
) -> int:
    """The pupil came back on this day: an open note ends with the day before, one that begins then is withdrawn.

    How many absences were left as they are in a closed period. Twice changes nothing. NotFoundError for a note that is
    not open or not of the own class.
    """
    async with database.reading() as unit:
        note = await unit.notes.note(note_id)
        await _own_pupil(unit, actor, note.stated.pupil_id, now, note.stated.first_day)
    if note.stated.last_day is not None:
        raise NotFoundError
    if note.ended_at is not None:
        return 0
    if back <= note.stated.first_day:
        return await withdraw_note(database, actor, note_id, now, grace)
    closed = replace(note.stated, last_day=back - timedelta(days=1))
    return (await replace_note(database, actor, note_id, closed, now, grace)).shut


async def withdraw_note(database: Database, actor: Actor, note_id: NoteId, now: datetime, grace: timedelta) -> int:
    """End a note that proved invalid; the absences that it explained wait for a reason again. Twice changes nothing.

    How many absences were left as they are in a closed period.
    """
    async with database.writing() as unit:
        note = await unit.notes.note(note_id)
        await _own_pupil(unit, actor, note.stated.pupil_id, now, note.stated.first_day)
        if note.ended_at is not None:
            return 0
        settled = await end_note(unit, actor, note, now, grace)
        await unit.commit()
        return settled.shut


async def keep_note(
    unit: UnitOfWork, actor: Actor, stated: Stated, now: datetime, entry_id: EntryId | None = None
) -> NoteId:
    """Keep a note with its line in the audit log. Whether the actor may is decided before."""
    new = NewNote(school_id=actor.school_id, stated=stated, entered_by=author(actor), entered_at=now, entry_id=entry_id)
    note_id = await unit.notes.add(new)
    days = {} if stated.last_day is None else {"days": (stated.last_day - stated.first_day).days + 1}
    await unit.audit.append(_line(actor, now, "note.added", stated, note=note_id, **days))
    return note_id


async def end_note(unit: UnitOfWork, actor: Actor, note: AbsenceNote, now: datetime, grace: timedelta) -> Settled:
    """End a note that stands and take its reasons back."""
    await _end(unit, actor, note, now, None)
    return await settle_reasons(unit, Change(author(actor), now, grace), note.stated)


async def _same(unit: UnitOfWork, stated: Stated) -> AbsenceNote | None:
    standing = await unit.notes.standing((stated.pupil_id,), stated.first_day, stated.until)
    return next((note for note in reversed(standing) if note.stated == stated), None)


async def _end(unit: UnitOfWork, actor: Actor, note: AbsenceNote, now: datetime, replaced_by: NoteId | None) -> None:
    await unit.notes.end(note.id, author(actor), now, replaced_by)
    action = "note.withdrawn" if replaced_by is None else "note.replaced"
    await unit.audit.append(_line(actor, now, action, note.stated, note=note.id))


async def _change(unit: UnitOfWork, actor: Actor, stated: Stated, now: datetime, grace: timedelta) -> Change:
    today = await _own_pupil(unit, actor, stated.pupil_id, now, stated.first_day)
    rules.check_days(stated, today)
    return Change(author(actor), now, grace)


async def _own_pupil(unit: UnitOfWork, actor: Actor, pupil_id: PersonId, now: datetime, first: date) -> date:
    """Today, if the pupil is or was on that day in a class whose class teacher is acting; else there is no such."""
    school = await unit.people.school(actor.school_id)
    today = school.today(now)
    lists = await unit.people.class_pupils(actor.led)
    days = (today, min(first, today))
    own = (one for pupils in lists.values() for one in pupils if one.pupil.id == pupil_id)
    if not any(one.on(day) for one in own for day in days):
        raise NotFoundError
    return today


def _line(actor: Actor, now: datetime, action: str, stated: Stated, **data: int) -> AuditLine:
    """The reason is not in it: what is known of a child's health does not belong into a log."""
    return AuditLine(actor.school_id, now, actor.person_id, action, f"person:{stated.pupil_id}", data)
