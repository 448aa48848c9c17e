"""Drafts: the reading is kept as JSON in the shape of its dataclass."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncConnection

from core.errors import NotFoundError
from core.ids import DraftId, EntryId, PersonId, SchoolId
from core.journal.ports import StoredDraft
from core.journal.quick_entry.model import LessonDraft
from core.journal.taps.model import Taps
from storage.schema.journal import draft as table

_READING = TypeAdapter(LessonDraft)
_TAPS = TypeAdapter(Taps)


async def add(connection: AsyncConnection, draft: StoredDraft, at: datetime) -> DraftId:
    """Keep a new draft."""
    values = {
        "school_id": draft.school_id,
        "author_id": draft.author_id,
        "source": draft.source,
        "part": draft.part,
        "text": draft.text,
        "moment": draft.moment,
        "typed_by_id": draft.typed_by_id,
        "created_at": at,
    }
    made = await connection.execute(
        table.insert().values(values | _changing(draft, at)).returning(table.c.id),
    )
    return DraftId(made.scalar_one())


async def by_source(connection: AsyncConnection, source: str) -> tuple[StoredDraft, ...]:
    """The drafts of a message, by part."""
    rows = await connection.execute(sa.select(table).where(table.c.source == source).order_by(table.c.part))
    return tuple(_stored(row) for row in rows)


async def open_of(connection: AsyncConnection, author_id: PersonId, since: datetime) -> tuple[StoredDraft, ...]:
    """The open drafts of an author since a moment, newest first."""
    mine = (table.c.author_id == author_id, table.c.state == "open", table.c.moment >= since)
    rows = await connection.execute(sa.select(table).where(*mine).order_by(table.c.moment.desc(), table.c.id.desc()))
    return tuple(_stored(row) for row in rows)


async def unconfirmed_of(connection: AsyncConnection, author_id: PersonId, since: datetime) -> tuple[StoredDraft, ...]:
    """What operators typed for an author since a moment and waits for the author's word, oldest first."""
    handed = (table.c.state == "open") & table.c.handed_at.is_not(None)
    written = (table.c.state == "recorded") & table.c.confirmed_at.is_(None)
    typed = (table.c.author_id == author_id, table.c.typed_by_id.is_not(None), table.c.moment >= since)
    rows = await connection.execute(sa.select(table).where(*typed, handed | written).order_by(table.c.id))
    return tuple(_stored(row) for row in rows)


async def by_ids(connection: AsyncConnection, draft_ids: Collection[int]) -> tuple[StoredDraft, ...]:
    """Several drafts, to be read."""
    rows = await connection.execute(sa.select(table).where(table.c.id.in_(draft_ids)))
    return tuple(_stored(row) for row in rows)


async def by_id(connection: AsyncConnection, draft_id: DraftId) -> StoredDraft:
    """One draft, locked on PostgreSQL; on SQLite the writer is alone anyway."""
    row = (await connection.execute(sa.select(table).where(table.c.id == draft_id).with_for_update())).first()
    if row is None:
        raise NotFoundError
    return _stored(row)


async def change(connection: AsyncConnection, draft: StoredDraft, at: datetime) -> None:
    """Keep what may change."""
    await connection.execute(table.update().where(table.c.id == draft.id).values(_changing(draft, at)))


async def renew(connection: AsyncConnection, draft: StoredDraft, at: datetime) -> None:
    """Keep the message and the moment too."""
    message = {"source": draft.source, "part": draft.part, "text": draft.text, "moment": draft.moment}
    values = message | _changing(draft, at)
    await connection.execute(table.update().where(table.c.id == draft.id).values(values))


def _changing(draft: StoredDraft, at: datetime) -> dict[str, Any]:
    return {
        "answers": dict(draft.answers),
        "taps": _TAPS.dump_python(draft.taps, mode="json", exclude_defaults=True),
        "reading": _READING.dump_python(draft.reading, mode="json"),
        "state": draft.state,
        "entry_id": draft.entry_id,
        "handed_at": draft.handed_at,
        "late_reason": draft.late_reason,
        "confirmed_at": draft.confirmed_at,
        "changed_at": at,
    }


def _stored(row: Any) -> StoredDraft:
    return StoredDraft(
        DraftId(row.id),
        SchoolId(row.school_id),
        PersonId(row.author_id),
        row.source,
        row.part,
        row.text,
        row.moment,
        row.answers,
        _READING.validate_python(row.reading),
        row.state,
        EntryId(row.entry_id) if row.entry_id else None,
        _TAPS.validate_python(row.taps),
        PersonId(row.typed_by_id) if row.typed_by_id else None,
        row.handed_at,
        row.late_reason,
        row.confirmed_at,
    )
