"""What absence notes need from outside."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from core.ids import EntryId, NoteId, PersonId
from core.journal.attachments.model import Attachment
from core.journal.notes.model import AbsenceNote, NewNote


class NoteRepository(Protocol):
    """Notes are added and ended, never changed or deleted."""

    async def add(self, note: NewNote) -> NoteId:
        """Keep a new note."""
        ...

    async def note(self, note_id: NoteId) -> AbsenceNote:
        """One note, ended or not. NotFoundError if there is none."""
        ...

    async def standing(self, pupil_ids: tuple[PersonId, ...], first: date, last: date) -> tuple[AbsenceNote, ...]:
        """The notes of pupils that stand and speak of any of these days, both included, as they were entered."""
        ...

    async def of_entry(self, entry_id: EntryId) -> tuple[AbsenceNote, ...]:
        """The notes that stand and came with this entry of a lesson."""
        ...

    async def confirm(self, note_id: NoteId, by: PersonId, at: datetime) -> None:
        """Confirm a note of a family that stands; the first word counts."""
        ...

    async def comment(self, note_id: NoteId, text: str) -> None:
        """Keep what a guardian adds to a note; once."""
        ...

    async def certify(self, note_id: NoteId, pages: Sequence[Attachment]) -> None:
        """The pages of a note's certificate; none after it was erased."""
        ...

    async def accept(self, note_id: NoteId, at: datetime) -> None:
        """The certificate was taken; the first time counts."""
        ...

    async def certified_before(self, moment: datetime, limit: int) -> tuple[AbsenceNote, ...]:
        """Notes with a certificate that were entered before, the oldest first, ended or not."""
        ...

    async def end(
        self,
        note_id: NoteId,
        by: PersonId,
        at: datetime,
        replaced_by: NoteId | None = None,
        refusal: str | None = None,
    ) -> None:
        """End a note that stands, perhaps because it was refused; one that was ended stays as it was ended."""
        ...
