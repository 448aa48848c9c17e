"""NoteRepository on a connection."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.errors import NotFoundError
from core.ids import EntryId, NoteId, PersonId, SchoolId
from core.journal.attachments.model import Attachment
from core.journal.model import Reason
from core.journal.notes.model import AbsenceNote, NewNote, Source, Stated
from storage.attachments import from_files, to_files
from storage.schema.notes import absence_note as table


class NoteTable:
    """Notes are inserted and ended once."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, note: NewNote) -> NoteId:
        """Keep a new note."""
        made = await self._connection.execute(table.insert().values(_row(note)).returning(table.c.id))
        return NoteId(made.scalar_one())

    async def note(self, note_id: NoteId) -> AbsenceNote:
        """One note."""
        found = await self._found(table.c.id == note_id)
        if not found:
            raise NotFoundError
        return found[0]

    async def standing(self, pupil_ids: tuple[PersonId, ...], first: date, last: date) -> tuple[AbsenceNote, ...]:
        """Notes that stand and speak of any of these days."""
        days = (table.c.first_day <= last) & (table.c.last_day.is_(None) | (table.c.last_day >= first))
        return await self._found(table.c.pupil_id.in_(pupil_ids), days, table.c.ended_at.is_(None))

    async def of_entry(self, entry_id: EntryId) -> tuple[AbsenceNote, ...]:
        """Notes that stand and came with an entry."""
        return await self._found(table.c.entry_id == entry_id, table.c.ended_at.is_(None))

    async def confirm(self, note_id: NoteId, by: PersonId, at: datetime) -> None:
        """Confirm a note of a family that stands."""
        waiting = (table.c.id == note_id) & table.c.confirmed_at.is_(None) & table.c.ended_at.is_(None)
        await self._connection.execute(table.update().where(waiting).values(confirmed_at=at, confirmed_by_id=by))

    async def comment(self, note_id: NoteId, text: str) -> None:
        """Keep what a guardian adds to a note."""
        silent = (table.c.id == note_id) & table.c.comment.is_(None)
        await self._connection.execute(table.update().where(silent).values(comment=text))

    async def certify(self, note_id: NoteId, pages: Sequence[Attachment]) -> None:
        """Keep what is said of a certificate."""
        values = {"certificate": from_files(pages) or None}
        await self._connection.execute(table.update().where(table.c.id == note_id).values(values))

    async def accept(self, note_id: NoteId, at: datetime) -> None:
        """The certificate was taken."""
        new = (table.c.id == note_id) & table.c.accepted_at.is_(None)
        await self._connection.execute(table.update().where(new).values(accepted_at=at))

    async def certified_before(self, moment: datetime, limit: int) -> tuple[AbsenceNote, ...]:
        """Notes with a certificate, the oldest first."""
        old = sa.select(table).where(table.c.certificate.is_not(None), table.c.entered_at < moment)
        rows = await self._connection.execute(old.order_by(table.c.entered_at, table.c.id).limit(limit))
        return tuple(_note(row) for row in rows)

    async def end(
        self,
        note_id: NoteId,
        by: PersonId,
        at: datetime,
        replaced_by: NoteId | None = None,
        refusal: str | None = None,
    ) -> None:
        """End a note that stands."""
        values = {"ended_at": at, "ended_by_id": by, "replaced_by_id": replaced_by, "refusal": refusal}
        standing = table.update().where(table.c.id == note_id, table.c.ended_at.is_(None))
        await self._connection.execute(standing.values(values))

    async def _found(self, *conditions: sa.ColumnElement[bool]) -> tuple[AbsenceNote, ...]:
        rows = await self._connection.execute(sa.select(table).where(*conditions).order_by(table.c.id))
        return tuple(_note(row) for row in rows)


def _row(note: NewNote) -> dict[str, Any]:
    stated = note.stated
    return {
        "school_id": note.school_id,
        "pupil_id": stated.pupil_id,
        "first_day": stated.first_day,
        "last_day": stated.last_day,
        "lessons": sorted(stated.lessons),
        "reason": stated.reason.value,
        "source": stated.source.value,
        "entered_by_id": note.entered_by,
        "entered_at": note.entered_at,
        "entry_id": note.entry_id,
        "from_family": note.from_family,
    }


def _note(row: Any) -> AbsenceNote:
    made = NewNote(
        school_id=SchoolId(row.school_id),
        stated=_stated(row),
        entered_by=PersonId(row.entered_by_id),
        entered_at=row.entered_at,
        entry_id=EntryId(row.entry_id) if row.entry_id else None,
        from_family=row.from_family,
    )
    return AbsenceNote(
        id=NoteId(row.id),
        made=made,
        comment=row.comment,
        confirmed_at=row.confirmed_at,
        confirmed_by=PersonId(row.confirmed_by_id) if row.confirmed_by_id else None,
        refusal=row.refusal,
        ended_at=row.ended_at,
        ended_by=PersonId(row.ended_by_id) if row.ended_by_id else None,
        replaced_by=NoteId(row.replaced_by_id) if row.replaced_by_id else None,
        certificate=to_files(row.certificate),
        accepted_at=row.accepted_at,
    )


def _stated(row: Any) -> Stated:
    return Stated(
        pupil_id=PersonId(row.pupil_id),
        first_day=row.first_day,
        last_day=row.last_day,
        reason=Reason(row.reason),
        source=Source(row.source),
        lessons=frozenset(row.lessons),
    )
