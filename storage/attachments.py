"""AttachmentRepository on a connection."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from core.errors import NotFoundError
from core.ids import AttachmentId, PersonId, SchoolId
from core.journal.attachments.model import Attachment, Content, FileKind, SentFile, Waiting
from storage.among import among
from storage.schema.attachments import attachment as table
from storage.schema.attachments import attachment_blob as blob
from storage.schema.attachments import attachment_piece as piece
from storage.schema.attachments import attachment_reference as known

_ERASED = "erased"
"""Why the bytes of a file are not fetched any more."""


class AttachmentTables:
    """Files are added; of a file only how far its bytes are fetched, and what bots call it, changes."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, school_id: SchoolId, owner_id: PersonId, sent: SentFile, at: datetime) -> Attachment:
        """Keep what is known of a file."""
        values = {
            "school_id": school_id,
            "owner_id": owner_id,
            "source": sent.source,
            "album": sent.album,
            "kind": sent.kind.value,
            "name": sent.name,
            "mime": sent.mime,
            "size": sent.size,
            "print": sent.print,
            "sent_at": at,
        }
        row = (await self._connection.execute(table.insert().values(values).returning(table))).one()
        await self.refer(row.id, sent.bot, sent.reference)
        return _attachment(row)

    async def sent_in(self, owner_id: PersonId, source: str) -> Attachment | None:
        """The file of a message."""
        query = sa.select(table).where(table.c.owner_id == owner_id, table.c.source == source)
        row = (await self._connection.execute(query)).first()
        return _attachment(row) if row else None

    async def album_of(self, owner_id: PersonId, attachment_id: AttachmentId) -> tuple[Attachment, ...]:
        """A file with those of its album."""
        own = table.alias("own")
        same = (table.c.id == own.c.id) | ((table.c.owner_id == own.c.owner_id) & (table.c.album == own.c.album))
        query = (
            sa.select(table)
            .join(own, same)
            .where(own.c.id == attachment_id, own.c.owner_id == owner_id)
            .order_by(table.c.id)
        )
        rows = (await self._connection.execute(query)).all()
        if not rows:
            raise NotFoundError
        return tuple(_attachment(row) for row in rows)

    async def want(self, attachment_ids: Collection[AttachmentId], at: datetime) -> None:
        """Have the bytes fetched."""
        unasked = (table.c.digest.is_(None), table.c.fetch_at.is_(None), table.c.reason.is_(None))
        if attachment_ids:
            wanted = table.update().where(table.c.id.in_(attachment_ids), *unasked)
            await self._connection.execute(wanted.values(fetch_at=at))

    async def waiting(self, bots: Collection[str], at: datetime, limit: int) -> tuple[Waiting, ...]:
        """What is to be fetched, by a reference of one of these bots each."""
        found = await self._connection.execute(_WAITING, {"bots": [*bots], "at": at, "most": limit})
        rows = {row.attachment_id: row for row in found}
        return tuple(Waiting(AttachmentId(one), row.bot, row.reference, row.tries) for one, row in rows.items())

    async def keep(self, attachment_id: AttachmentId, content: Content, at: datetime) -> None:
        """Keep the bytes, unless the same are kept already, or the file was erased while they came."""
        gone = sa.select(table.c.id).where(table.c.id == attachment_id, table.c.reason == _ERASED)
        if await self._connection.scalar(gone) is not None:
            return
        values = {"digest": content.digest, "size": content.size, "kept_at": at}
        made = await self._connection.execute(self._unless_there(blob, values, "digest").returning(blob.c.digest))
        if made.first() is not None:
            for number, data in enumerate(content.pieces):
                row = {"digest": content.digest, "number": number, "data": data}
                await self._connection.execute(piece.insert(), row)
        done = {"digest": content.digest, "fetch_at": None, "reason": None}
        await self._connection.execute(table.update().where(table.c.id == attachment_id).values(done))

    async def postpone(self, attachment_id: AttachmentId, reason: str, until: datetime | None) -> None:
        """Fetching was in vain."""
        values = {"tries": table.c.tries + 1, "fetch_at": until, "reason": reason}
        await self._connection.execute(table.update().where(table.c.id == attachment_id).values(values))

    async def content(self, attachment_id: AttachmentId) -> Content | None:
        """The bytes of a file."""
        query = (
            sa.select(piece.c.digest, piece.c.data)
            .join(table, table.c.digest == piece.c.digest)
            .where(table.c.id == attachment_id)
            .order_by(piece.c.number)
        )
        rows = (await self._connection.execute(query)).all()
        return Content(rows[0].digest, tuple(bytes(row.data) for row in rows)) if rows else None

    async def is_awaited(self, attachment_id: AttachmentId) -> bool:
        """Whether the bytes are still to come."""
        query = sa.select(table.c.id).where(table.c.id == attachment_id, table.c.fetch_at.is_not(None))
        return await self._connection.scalar(query) is not None

    async def erase(self, attachment_ids: Collection[AttachmentId]) -> None:
        """Forget files, with bytes that no other file has."""
        if not attachment_ids:
            return
        mine = table.c.id.in_(attachment_ids)
        digests = [*await self._connection.scalars(sa.select(table.c.digest).where(mine, table.c.digest.is_not(None)))]
        await self._connection.execute(known.delete().where(known.c.attachment_id.in_(attachment_ids)))
        forgotten = {"name": "", "digest": None, "fetch_at": None, "reason": _ERASED}
        await self._connection.execute(table.update().where(mine).values(forgotten))
        kept = {*await self._connection.scalars(sa.select(table.c.digest).where(table.c.digest.in_(digests)))}
        for digest in {*digests} - kept:
            await self._connection.execute(piece.delete().where(piece.c.digest == digest))
            await self._connection.execute(blob.delete().where(blob.c.digest == digest))

    async def reference(self, attachment_id: AttachmentId, bot: str) -> str | None:
        """What the bot calls the file."""
        query = sa.select(known.c.reference).where(known.c.attachment_id == attachment_id, known.c.bot == bot)
        found: str | None = await self._connection.scalar(query)
        return found

    async def refer(self, attachment_id: AttachmentId, bot: str, reference: str | None) -> None:
        """Keep what the bot calls the file, or forget it."""
        own = (known.c.attachment_id == attachment_id) & (known.c.bot == bot)
        if reference is None:
            await self._connection.execute(known.delete().where(own))
            return
        values = {"attachment_id": attachment_id, "bot": bot, "reference": reference}
        await self._connection.execute(
            self._insert(known)
            .values(values)
            .on_conflict_do_update(index_elements=["attachment_id", "bot"], set_={"reference": reference})
        )

    def _insert(self, into: sa.Table) -> Any:
        return (sqlite if self._connection.dialect.name == "sqlite" else postgresql).insert(into)

    def _unless_there(self, into: sa.Table, values: dict[str, Any], unique: str) -> Any:
        return self._insert(into).values(values).on_conflict_do_nothing(index_elements=[unique])


_WAITING = (
    sa.select(known.c.attachment_id, known.c.bot, known.c.reference, table.c.tries)
    .join(table, table.c.id == known.c.attachment_id)
    .where(
        table.c.fetch_at <= sa.bindparam("at", type_=table.c.fetch_at.type),
        among(known.c.bot, "bots"),
    )
    .order_by(table.c.fetch_at, table.c.id)
    .limit(sa.bindparam("most", type_=sa.Integer))
)


_FILES = TypeAdapter(tuple[Attachment, ...])


def to_files(value: Sequence[Any] | None) -> tuple[Attachment, ...]:
    """What a column says of files, as the core's values."""
    return _FILES.validate_python(value) if value else ()


def from_files(files: Sequence[Attachment]) -> list[Any]:
    """Files as a column of the row that they belong to."""
    return [*_FILES.dump_python(tuple(files), mode="json")]


async def by_ids(connection: AsyncConnection, ids: Collection[int]) -> dict[int, Attachment]:
    """Files by their keys, those that were erased left out."""
    there = table.c.reason.is_(None) | (table.c.reason != _ERASED)
    rows = await connection.execute(sa.select(table).where(table.c.id.in_(ids), there))
    return {row.id: _attachment(row) for row in rows}


def _attachment(row: Any) -> Attachment:
    return Attachment(AttachmentId(row.id), FileKind(row.kind), row.name, row.size, row.print)
