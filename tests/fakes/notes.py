"""NoteRepository over a dictionary."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

from core.errors import NotFoundError
from core.ids import EntryId, NoteId, PersonId
from core.journal.attachments.model import Attachment
from core.journal.notes.model import AbsenceNote, NewNote


class MemoryNotes:
    """Reads and writes one copy of the notes."""

    def __init__(self, notes: dict[NoteId, AbsenceNote]) -> None:
        self._notes = notes

    async def add(self, note: NewNote) -> NoteId:
        note_id = NoteId(len(self._notes) + 1)
        self._notes[note_id] = AbsenceNote(id=note_id, made=note)
        return note_id

    async def note(self, note_id: NoteId) -> AbsenceNote:
        if note_id not in self._notes:
            raise NotFoundError
        return self._notes[note_id]

    async def standing(self, pupil_ids: tuple[PersonId, ...], first: date, last: date) -> tuple[AbsenceNote, ...]:
        return self._standing(
            lambda note: (
                note.stated.pupil_id in pupil_ids and note.stated.first_day <= last and note.stated.until >= first
            )
        )

    async def of_entry(self, entry_id: EntryId) -> tuple[AbsenceNote, ...]:
        return self._standing(lambda note: note.made.entry_id == entry_id)

    async def confirm(self, note_id: NoteId, by: PersonId, at: datetime) -> None:
        note = self._notes[note_id]
        if note.confirmed_at is None and note.ended_at is None:
            self._notes[note_id] = replace(note, confirmed_at=at, confirmed_by=by)

    async def comment(self, note_id: NoteId, text: str) -> None:
        note = self._notes[note_id]
        if note.comment is None:
            self._notes[note_id] = replace(note, comment=text)

    async def certify(self, note_id: NoteId, pages: Sequence[Attachment]) -> None:
        self._notes[note_id] = replace(self._notes[note_id], certificate=tuple(pages))

    async def accept(self, note_id: NoteId, at: datetime) -> None:
        note = self._notes[note_id]
        self._notes[note_id] = replace(note, accepted_at=note.accepted_at or at)

    async def certified_before(self, moment: datetime, limit: int) -> tuple[AbsenceNote, ...]:
        found = [note for note in self._notes.values() if note.certificate and note.made.entered_at < moment]
        return tuple(sorted(found, key=lambda note: (note.made.entered_at, note.id))[:limit])

    async def end(
        self,
        note_id: NoteId,
        by: PersonId,
        at: datetime,
        replaced_by: NoteId | None = None,
        refusal: str | None = None,
    ) -> None:
        note = self._notes[note_id]
        if note.ended_at is None:
            self._notes[note_id] = replace(note, ended_at=at, ended_by=by, replaced_by=replaced_by, refusal=refusal)

    def _standing(self, wanted: Callable[[AbsenceNote], bool]) -> tuple[AbsenceNote, ...]:
        return tuple(note for note in self._notes.values() if note.ended_at is None and wanted(note))
