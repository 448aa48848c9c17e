"""What a guardian says of an absence: it holds at once, and waits for the class teacher's word (B09, P01)."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from core.audit.model import AuditLine
from core.consents.access import open_child
from core.errors import NotFoundError
from core.ids import ClassId, NoteId, PersonId
from core.journal.hands import author
from core.journal.model import Reason
from core.journal.notes import family_news as news
from core.journal.notes.errors import NoteSettledError
from core.journal.notes.model import AbsenceNote, NewNote, Source, Stated
from core.journal.notes.reasons import Change, settle_reasons
from core.journal.notes.rules import LIMIT, check_comment, check_days
from core.people.model import Actor, Child, Role, School
from core.unit_of_work import Database, UnitOfWork

BACK = timedelta(days=14)
"""How long notes that are over stand on a guardian's screen."""


@dataclass(frozen=True, slots=True)
class Own:
    """An own child, with the class of today."""

    school: School
    child: Child
    class_id: ClassId | None
    today: date


@dataclass(frozen=True, slots=True)
class Overview:
    """What a guardian finds about a child: the notes that stand, the oldest first. `mine` are those they may end."""

    own: Own
    notes: tuple[AbsenceNote, ...]
    mine: frozenset[NoteId]


@dataclass(frozen=True, slots=True)
class Excused:
    """A guardian's note. `told` chats of class teachers hear of it; `again`: it was there already."""

    own: Own
    note: AbsenceNote
    told: int
    again: bool = False


async def overview(database: Database, actor: Actor, pupil_id: PersonId, now: datetime) -> Overview:
    """The notes of an own child. NotFoundError for other children."""
    async with database.reading() as unit:
        own = await _own(unit, actor, pupil_id, now)
        last = own.today + timedelta(days=LIMIT)
        notes = await unit.notes.standing((pupil_id,), own.today - BACK, last)
    return Overview(own, notes, frozenset(note.id for note in notes if _is_mine(note, actor)))


async def excuse(database: Database, actor: Actor, said: Stated, now: datetime, grace: timedelta) -> Excused:
    """Say why an own child is away. The same twice, by whichever guardian, is one note.

    NotFoundError for other children, and for a reason that is not the family's to give: truancy.
    """
    stated = replace(said, source=Source.GUARDIAN)
    async with database.writing() as unit:
        own = await _own(unit, actor, stated.pupil_id, now)
        if stated.reason is Reason.UNEXCUSED:
            raise NotFoundError
        check_days(stated, own.today)
        standing = await unit.notes.standing((stated.pupil_id,), stated.first_day, stated.until)
        same = next((note for note in standing if note.made.from_family and note.stated == stated), None)
        if same is not None:
            return Excused(own, same, 0, again=True)
        note = await _keep(unit, actor, stated, now)
        await settle_reasons(unit, Change(author(actor), now, grace), stated)
        told = await news.tell_class_teachers(unit, own.school, own.class_id, note, news.SAID, now)
        await unit.commit()
        return Excused(own, note, told)


async def ask_to_call(database: Database, actor: Actor, pupil_id: PersonId, day: date, now: datetime) -> int:
    """«Не знаю, позвоните»: the class teacher hears of it at once, once for each day; how many chats are told."""
    async with database.writing() as unit:
        own = await _own(unit, actor, pupil_id, now)
        told = await news.ask_for_call(unit, own.school, own.class_id, own.child.pupil, actor, day, now)
        line = AuditLine(actor.school_id, now, actor.person_id, "note.call_asked", f"person:{pupil_id}", {})
        await unit.audit.append(line)
        await unit.commit()
        return told


async def add_comment(database: Database, actor: Actor, note_id: NoteId, text: str, now: datetime) -> Excused:
    """Add words to an own note, once. NoteCommentError; NoteSettledError if it does not wait any more."""
    words = check_comment(text)
    async with database.writing() as unit:
        own, note = await own_note(unit, actor, note_id, now)
        if not note.waits or note.comment is not None:
            raise NoteSettledError
        await unit.notes.comment(note_id, words)
        note = replace(note, comment=words)
        await news.renew(unit, own.school, own.class_id, note, now)
        await unit.audit.append(_line(actor, now, "note.comment", note))
        await unit.commit()
        return Excused(own, note, 0)


async def withdraw(database: Database, actor: Actor, note_id: NoteId, now: datetime, grace: timedelta) -> Own:
    """Take an own note back: the absences that it explained wait for a reason again. Twice changes nothing."""
    async with database.writing() as unit:
        own, note = await own_note(unit, actor, note_id, now)
        if note.ended_at is not None:
            return own
        await _end(unit, actor, note, now)
        if note.accepted_at is None:
            await erase_certificate(unit, note)
        await settle_reasons(unit, Change(author(actor), now, grace), note.stated)
        await news.tell_ended(unit, own.school, own.class_id, note, news.WITHDRAWN, now)
        await unit.commit()
        return own


async def back_since(
    database: Database, actor: Actor, note_id: NoteId, back: date, now: datetime, grace: timedelta
) -> Own:
    """The child is at school again since this day: the note ends with the day before («вышел раньше»).

    What the class teacher confirmed stays confirmed. A note that begins then is withdrawn.
    """
    async with database.reading() as unit:
        own, note = await own_note(unit, actor, note_id, now)
    if note.ended_at is not None or back > note.stated.until:
        return own
    if back <= note.stated.first_day:
        return await withdraw(database, actor, note_id, now, grace)
    shorter = replace(note.stated, last_day=back - timedelta(days=1))
    async with database.writing() as unit:
        new = await _keep(unit, actor, shorter, now)
        if note.comment is not None:
            await unit.notes.comment(new.id, note.comment)
        if note.confirmed_at is not None and note.confirmed_by is not None:
            await unit.notes.confirm(new.id, note.confirmed_by, note.confirmed_at)
        await _hand_over(unit, note, new.id)
        await _end(unit, actor, note, now, new.id)
        await settle_reasons(unit, Change(author(actor), now, grace), note.stated, shorter)
        await news.tell_ended(unit, own.school, own.class_id, note, news.REPLACED, now)
        event = news.SAID if note.waits else news.SHORTENED
        await news.tell_class_teachers(unit, own.school, own.class_id, await unit.notes.note(new.id), event, now)
        await unit.commit()
        return own


async def _own(unit: UnitOfWork, actor: Actor, pupil_id: PersonId, now: datetime) -> Own:
    """An own child of today. NotFoundError: another's child, an ended guardianship, the child's own account.

    ConsentNeededError where it is closed without a consent.
    """
    if actor.person_id is None or not actor.holds(Role.GUARDIAN):
        raise NotFoundError
    school = await unit.people.school(actor.school_id)
    today = school.today(now)
    child = await open_child(unit, school, actor.person_id, pupil_id, now)
    classes = await unit.people.classes(school.id, today)
    class_id = next((one.id for one in classes if one.title == child.class_title), None)
    return Own(school, child, class_id, today)


async def own_note(unit: UnitOfWork, actor: Actor, note_id: NoteId, now: datetime) -> tuple[Own, AbsenceNote]:
    """A note that the actor has entered of a child who is still theirs. NotFoundError."""
    note = await unit.notes.note(note_id)
    if not _is_mine(note, actor):
        raise NotFoundError
    return await _own(unit, actor, note.stated.pupil_id, now), note


async def erase_certificate(unit: UnitOfWork, note: AbsenceNote) -> None:
    """The pages of a note's certificate go, with their bytes."""
    await unit.notes.certify(note.id, ())
    await unit.attachments.erase([one.id for one in note.certificate])


async def _hand_over(unit: UnitOfWork, note: AbsenceNote, to: NoteId) -> None:
    """The certificate belongs to the note that takes this one's place."""
    if note.certificate:
        await unit.notes.certify(to, note.certificate)
        await unit.notes.certify(note.id, ())
        if note.accepted_at is not None:
            await unit.notes.accept(to, note.accepted_at)


def _is_mine(note: AbsenceNote, actor: Actor) -> bool:
    return note.made.from_family and note.made.entered_by == actor.person_id


async def _keep(unit: UnitOfWork, actor: Actor, stated: Stated, now: datetime) -> AbsenceNote:
    made = NewNote(school_id=actor.school_id, stated=stated, entered_by=author(actor), entered_at=now, from_family=True)
    note = AbsenceNote(id=await unit.notes.add(made), made=made)
    await unit.audit.append(_line(actor, now, "note.added", note))
    return note


async def _end(
    unit: UnitOfWork, actor: Actor, note: AbsenceNote, now: datetime, replaced_by: NoteId | None = None
) -> None:
    await unit.notes.end(note.id, author(actor), now, replaced_by)
    action = "note.withdrawn" if replaced_by is None else "note.replaced"
    await unit.audit.append(_line(actor, now, action, note))


def _line(actor: Actor, now: datetime, action: str, note: AbsenceNote) -> AuditLine:
    """The reason is not in it: what is known of a child's health does not belong into a log."""
    data = {"note": note.id, "family": True}
    return AuditLine(actor.school_id, now, actor.person_id, action, f"person:{note.stated.pupil_id}", data)
