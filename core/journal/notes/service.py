"""Entering, replacing and withdrawing absence notes; the class teacher's day at a glance."""

from datetime import date, datetime, timedelta

from core.audit.model import AuditLine
from core.errors import NotFoundError
from core.ids import ClassId, EntryId, NoteId, PersonId
from core.journal.hands import author
from core.journal.model import Absence, Reason
from core.journal.notes import rules
from core.journal.notes.model import AbsenceNote, Away, ClassDay, NewNote, Stated
from core.journal.notes.reasons import Change, settle_reasons
from core.journal.quick_entry.model import ClassList
from core.journal.quick_entry.naming import naming_of
from core.people.model import Actor, Person, Role, School, SchoolClass
from core.unit_of_work import Database, UnitOfWork


async def add_note(database: Database, actor: Actor, stated: Stated, now: datetime, grace: timedelta) -> NoteId:
    """Enter a note about a pupil of the own class (B09); the same one twice is one. NotFoundError for other pupils."""
    async with database.writing() as unit:
        change = await _change(unit, actor, stated, now, grace)
        same = await _same(unit, stated)
        if same is not None:
            return same.id
        note_id = await keep_note(unit, actor, stated, now)
        await settle_reasons(unit, change, stated)
        await unit.commit()
        return note_id


async def replace_note(
    database: Database, actor: Actor, note_id: NoteId, stated: Stated, now: datetime, grace: timedelta
) -> NoteId:
    """Put another note in the place of one that stands; the old one is kept as replaced."""
    async with database.writing() as unit:
        change = await _change(unit, actor, stated, now, grace)
        old = await unit.notes.note(note_id)
        if old.ended_at is not None or old.stated.pupil_id != stated.pupil_id:
            raise NotFoundError
        new_id = await keep_note(unit, actor, stated, now)
        await _end(unit, actor, old, now, new_id)
        await settle_reasons(unit, change, old.stated, stated)
        await unit.commit()
        return new_id


async def give_reason(
    database: Database, actor: Actor, pupil_id: PersonId, reason: Reason, now: datetime, grace: timedelta
) -> NoteId:
    """Say why a pupil of the own class is away today: a note of this day, in place of an earlier one of it."""
    async with database.reading() as unit:
        today = (await unit.people.school(actor.school_id)).today(now)
        standing = await unit.notes.standing((pupil_id,), today, today)
    stated = Stated(pupil_id=pupil_id, first_day=today, last_day=today, reason=reason)
    of_today = [one for one in standing if (one.stated.first_day, one.stated.last_day) == (today, today)]
    if not of_today or of_today[-1].stated == stated:
        return await add_note(database, actor, stated, now, grace)
    return await replace_note(database, actor, of_today[-1].id, stated, now, grace)


async def withdraw_note(database: Database, actor: Actor, note_id: NoteId, now: datetime, grace: timedelta) -> None:
    """End a note that proved invalid; the absences that it explained wait for a reason again. Twice changes nothing."""
    async with database.writing() as unit:
        note = await unit.notes.note(note_id)
        await _own_pupil(unit, actor, note.stated.pupil_id, now)
        if note.ended_at is not None:
            return
        await end_note(unit, actor, note, now, grace)
        await unit.commit()


async def class_day(database: Database, actor: Actor, class_id: ClassId, now: datetime) -> ClassDay:
    """Who of a class is missing today and who has a note. ForbiddenError but for its class teacher and deputies."""
    rules.check_reads(actor, class_id)
    async with database.reading() as unit:
        school = await unit.people.school(actor.school_id)
        today = school.today(now)
        classes = await unit.people.classes(actor.school_id, today)
        of = next((one for one in classes if one.id == class_id), None)
        if of is None:
            raise NotFoundError
        return ClassDay(of, today, await _away(unit, school, of, today))


async def keep_note(
    unit: UnitOfWork, actor: Actor, stated: Stated, now: datetime, entry_id: EntryId | None = None
) -> NoteId:
    """Keep a note with its line in the audit log. Whether the actor may is decided before."""
    new = NewNote(school_id=actor.school_id, stated=stated, entered_by=author(actor), entered_at=now, entry_id=entry_id)
    note_id = await unit.notes.add(new)
    days = (stated.last_day - stated.first_day).days + 1
    await unit.audit.append(_line(actor, now, "note.added", stated, note=note_id, days=days))
    return note_id


async def end_note(unit: UnitOfWork, actor: Actor, note: AbsenceNote, now: datetime, grace: timedelta) -> None:
    """End a note that stands and take its reasons back."""
    await _end(unit, actor, note, now, None)
    await settle_reasons(unit, Change(author(actor), now, grace), note.stated)


async def _same(unit: UnitOfWork, stated: Stated) -> AbsenceNote | None:
    standing = await unit.notes.standing((stated.pupil_id,), stated.first_day, stated.last_day)
    return next((note for note in reversed(standing) if note.stated == stated), None)


async def _end(unit: UnitOfWork, actor: Actor, note: AbsenceNote, now: datetime, replaced_by: NoteId | None) -> None:
    await unit.notes.end(note.id, author(actor), now, replaced_by)
    action = "note.withdrawn" if replaced_by is None else "note.replaced"
    await unit.audit.append(_line(actor, now, action, note.stated, note=note.id))


async def _change(unit: UnitOfWork, actor: Actor, stated: Stated, now: datetime, grace: timedelta) -> Change:
    today = await _own_pupil(unit, actor, stated.pupil_id, now)
    rules.check_days(stated, today)
    return Change(author(actor), now, grace)


async def _own_pupil(unit: UnitOfWork, actor: Actor, pupil_id: PersonId, now: datetime) -> date:
    """Today, if the pupil is in a class of which the actor is the class teacher; for anyone else there is no such."""
    school = await unit.people.school(actor.school_id)
    today = school.today(now)
    led = tuple(one.class_id for one in actor.grants if one.role is Role.CLASS_TEACHER and one.class_id is not None)
    lists = await unit.people.class_pupils(led)
    if not any(one.pupil.id == pupil_id and one.on(today) for pupils in lists.values() for one in pupils):
        raise NotFoundError
    return today


async def _away(unit: UnitOfWork, school: School, of: SchoolClass, today: date) -> tuple[Away, ...]:
    listed = (await unit.people.class_pupils((of.id,)))[of.id]
    names = naming_of(ClassList(of, listed), school.content_mode).names
    pupils = tuple(one.pupil for one in listed if one.on(today))
    ids = tuple(pupil.id for pupil in pupils)
    absences = await unit.journal.absences(ids, today, today)
    notes = await unit.notes.standing(ids, today, today + timedelta(days=rules.LIMIT))
    found = (_of_pupil(pupil, names[pupil.id], absences, notes) for pupil in pupils)
    return tuple(one for one in found if one.absences or one.notes)


def _of_pupil(pupil: Person, name: str, absences: tuple[Absence, ...], notes: tuple[AbsenceNote, ...]) -> Away:
    return Away(
        pupil,
        name,
        tuple(absence for absence in absences if absence.fact.pupil_id == pupil.id),
        tuple(note for note in notes if note.stated.pupil_id == pupil.id),
    )


def _line(actor: Actor, now: datetime, action: str, stated: Stated, **data: int) -> AuditLine:
    """The reason is not in it: what is known of a child's health does not belong into a log."""
    return AuditLine(actor.school_id, now, actor.person_id, action, f"person:{stated.pupil_id}", data)
