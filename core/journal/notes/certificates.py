"""A certificate (справка) to a family's note: a photo or a PDF that the class teacher alone opens (B09, P01).

It says something of a child's health: it is sent to nobody unasked, each look at it by the school is in the audit log,
the family erases it until the class teacher has taken it, and after a year it is erased by itself.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from core.audit.model import AuditLine
from core.errors import NotFoundError
from core.ids import ChatKey, NoteId
from core.journal.attachments.errors import FileTypeError
from core.journal.attachments.model import FileKind, SentFile
from core.journal.attachments.rules import checked
from core.journal.notes import confirming, family
from core.journal.notes import family_news as news
from core.journal.notes.confirming import Said
from core.journal.notes.errors import CertificateFullError, NoteSettledError
from core.journal.notes.family import Excused
from core.journal.notes.model import AbsenceNote
from core.notifications.asked_files import showing
from core.people.model import Actor
from core.unit_of_work import Database

PAGES = 3
"""Files of a certificate."""
KEPT = timedelta(days=365)
"""How long its bytes are kept after the note was entered; the note itself stays."""
AT_ONCE = 50
"""Notes of one round of erasing."""
_ENDINGS = ("pdf", "jpg", "jpeg", "png", "webp", "heic")


async def attach(database: Database, actor: Actor, note_id: NoteId, sent: SentFile, now: datetime) -> Excused:
    """Add a page to an own note; the class teacher hears of the first one.

    NotFoundError; NoteSettledError for a note that ended, or whose certificate was taken; CertificateFullError;
    FileTooBigError, FileTypeError for what is neither a picture nor a PDF.
    """
    file = checked(sent)
    if file.kind is not FileKind.PHOTO and not file.name.lower().endswith(_ENDINGS):
        raise FileTypeError
    async with database.writing() as unit:
        own, note = await family.own_note(unit, actor, note_id, now)
        if note.ended_at is not None or note.accepted_at is not None:
            raise NoteSettledError
        if len(note.certificate) >= PAGES:
            raise CertificateFullError(limit=PAGES)
        page = await unit.attachments.add(own.school.id, note.made.entered_by, file, now)
        whole = replace(note, certificate=(*note.certificate, page))
        await unit.notes.certify(note_id, whole.certificate)
        await unit.attachments.want((page.id,), now)
        told = await news.tell_certificate(unit, own.school, own.class_id, whole, now)
        await unit.audit.append(_line(actor, now, "note.certificate", note))
        await unit.commit()
        return Excused(own, whole, told)


async def erase(database: Database, actor: Actor, note_id: NoteId, now: datetime) -> Excused:
    """Take the certificate of an own note back: its bytes go. Twice is once. NoteSettledError once it was taken."""
    async with database.writing() as unit:
        own, note = await family.own_note(unit, actor, note_id, now)
        if note.accepted_at is not None:
            raise NoteSettledError
        await family.erase_certificate(unit, note)
        await unit.audit.append(_line(actor, now, "note.certificate_erased", note))
        await unit.commit()
        return Excused(own, replace(note, certificate=()), 0)


async def show(database: Database, actor: Actor, note_id: NoteId, chat_key: ChatKey, now: datetime) -> None:
    """Its pages, into the chat in which the class teacher asks for them. NotFoundError, also where there is none."""
    async with database.writing() as unit:
        said = await confirming.own_class_note(unit, actor, note_id, now)
        if not said.note.certificate or actor.person_id is None:
            raise NotFoundError
        row = showing(said.school.id, actor.person_id, chat_key, said.note.certificate, {"about": "certificate"}, now)
        await unit.outbox.enqueue((row,), now)
        await unit.audit.append(_line(actor, now, "note.certificate_opened", said.note))
        await unit.commit()


async def accept(database: Database, actor: Actor, note_id: NoteId, now: datetime) -> Said:
    """The class teacher has taken the certificate; the family erases it no more. Twice is once."""
    async with database.writing() as unit:
        said = await confirming.own_class_note(unit, actor, note_id, now)
        if not said.note.certificate:
            raise NotFoundError
        if said.note.accepted_at is not None:
            return said
        await unit.notes.accept(note_id, now)
        await unit.audit.append(_line(actor, now, "note.certificate_accepted", said.note))
        await unit.commit()
        return replace(said, note=replace(said.note, accepted_at=now))


async def erase_old(database: Database, now: datetime) -> int:
    """Erase the certificates of notes that are older than a year; how many notes."""
    async with database.writing() as unit:
        found: tuple[AbsenceNote, ...] = await unit.notes.certified_before(now - KEPT, AT_ONCE)
        for note in found:
            await family.erase_certificate(unit, note)
            line = AuditLine(note.made.school_id, now, None, "note.certificate_expired", _of(note), {"note": note.id})
            await unit.audit.append(line)
        await unit.commit()
        return len(found)


def _line(actor: Actor, now: datetime, action: str, note: AbsenceNote) -> AuditLine:
    return AuditLine(actor.school_id, now, actor.person_id, action, _of(note), {"note": note.id})


def _of(note: AbsenceNote) -> str:
    return f"person:{note.stated.pupil_id}"
