"""The class teacher's word on what families say of absences: confirmed, or refused with a reason (B09, P01)."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from core.audit.model import AuditLine
from core.errors import NotFoundError
from core.ids import ClassId, NoteId
from core.journal.hands import author
from core.journal.notes import family_news as news
from core.journal.notes.errors import NoteSettledError
from core.journal.notes.model import AbsenceNote
from core.journal.notes.reasons import Change, settle_reasons
from core.journal.notes.rules import LIMIT, check_comment
from core.people.model import Actor, Person, School
from core.unit_of_work import Database, UnitOfWork


@dataclass(frozen=True, slots=True)
class Said:
    """A family's note as the class teacher sees it, with who entered it."""

    note: AbsenceNote
    pupil: Person
    guardian: Person
    school: School


async def waiting(database: Database, actor: Actor, class_id: ClassId, now: datetime) -> tuple[Said, ...]:
    """The notes of families of an own class that wait, as they came. NotFoundError for another class."""
    if not actor.leads(class_id):
        raise NotFoundError
    async with database.reading() as unit:
        school = await unit.people.school(actor.school_id)
        today, reach = school.today(now), timedelta(days=LIMIT)
        pupils = (await unit.people.class_pupils((class_id,)))[class_id]
        ids = tuple({one.pupil.id for one in pupils if one.on(today)})
        notes = await unit.notes.standing(ids, today - reach, today + reach) if ids else ()
        return tuple([await _said(unit, school, note) for note in notes if note.waits])


async def look(database: Database, actor: Actor, note_id: NoteId, now: datetime) -> Said:
    """A family's note about a pupil of an own class, however it stands. NotFoundError."""
    async with database.reading() as unit:
        return await own_class_note(unit, actor, note_id, now)


async def own_class_note(unit: UnitOfWork, actor: Actor, note_id: NoteId, now: datetime) -> Said:
    """A family's note about a pupil of an own class. NotFoundError."""
    return (await _own(unit, actor, note_id, now))[0]


async def confirm(database: Database, actor: Actor, note_id: NoteId, now: datetime) -> Said:
    """Take the family's word. Twice is once. NoteSettledError if it does not stand any more."""
    async with database.writing() as unit:
        said, class_id = await _own(unit, actor, note_id, now)
        if said.note.ended_at is not None:
            raise NoteSettledError
        if not said.note.waits:
            return said
        await unit.notes.confirm(note_id, author(actor), now)
        note = replace(said.note, confirmed_at=now, confirmed_by=author(actor))
        if note.certificate:
            await unit.notes.accept(note_id, now)
            note = replace(note, accepted_at=now)
        await unit.audit.append(_line(actor, now, "note.confirmed", note))
        await news.tell_ended(unit, said.school, class_id, note, news.CONFIRMED, now)
        await news.answer(unit, said.school, note, news.CONFIRMED, now)
        await unit.commit()
        return replace(said, note=note)


async def refuse(database: Database, actor: Actor, note_id: NoteId, why: str, now: datetime, grace: timedelta) -> Said:
    """Do not take it, with a reason: the note ends, and its absences wait for a reason again.

    NoteCommentError for no reason; NoteSettledError if it was decided or withdrawn meanwhile.
    """
    words = check_comment(why)
    async with database.writing() as unit:
        said, class_id = await _own(unit, actor, note_id, now)
        if not said.note.waits:
            raise NoteSettledError
        await unit.notes.end(note_id, author(actor), now, refusal=words)
        note = replace(said.note, ended_at=now, ended_by=author(actor), refusal=words)
        await unit.audit.append(_line(actor, now, "note.refused", note))
        await settle_reasons(unit, Change(author(actor), now, grace), note.stated)
        await news.tell_ended(unit, said.school, class_id, note, news.REFUSED, now)
        await news.answer(unit, said.school, note, news.REFUSED, now)
        await unit.commit()
        return replace(said, note=note)


async def _own(unit: UnitOfWork, actor: Actor, note_id: NoteId, now: datetime) -> tuple[Said, ClassId]:
    school = await unit.people.school(actor.school_id)
    note = await unit.notes.note(note_id)
    class_id = await _led(unit, actor, note, school.today(now))
    if class_id is None or not note.made.from_family:
        raise NotFoundError
    return await _said(unit, school, note), class_id


async def _led(unit: UnitOfWork, actor: Actor, note: AbsenceNote, today: date) -> ClassId | None:
    lists = await unit.people.class_pupils(actor.led)
    own = (
        class_id
        for class_id, pupils in lists.items()
        for one in pupils
        if one.pupil.id == note.stated.pupil_id and one.on(today)
    )
    return next(own, None)


async def _said(unit: UnitOfWork, school: School, note: AbsenceNote) -> Said:
    pupil = await unit.people.person(note.stated.pupil_id)
    return Said(note, pupil, await unit.people.person(note.made.entered_by), school)


def _line(actor: Actor, now: datetime, action: str, note: AbsenceNote) -> AuditLine:
    return AuditLine(actor.school_id, now, actor.person_id, action, f"person:{note.stated.pupil_id}", {"note": note.id})
