"""Digests: rows of the outbox that bring several pieces of news together, and those parts."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import EntryId, LessonId, PersonId
from core.notifications.model import Kind, LessonNews, Planned, Row, State
from storage.among import among
from storage.notifications import news
from storage.notifications.rows import from_topics, to_row, to_topics
from storage.schema.digests import digest_part
from storage.schema.notifications import outbox

_ABOUT = ("lesson_id", "pupil_id", "first_entry_id", "last_entry_id", "content")
_PART = tuple(digest_part.c[name].label(f"part_{name}") for name in ("id", *_ABOUT))


def headings(parts: Sequence[Planned]) -> tuple[Planned, ...]:
    """The rows that carry these parts, one for each digest."""
    return tuple({part.digest: _heading(part, part.digest) for part in parts if part.digest}.values())


def _heading(part: Planned, digest: str) -> Planned:
    return Planned(
        part.school_id,
        part.chat_key,
        part.person_id,
        Kind.DIGEST,
        digest,
        part.not_before,
        expires_at=part.expires_at,
    )


async def add(connection: AsyncConnection, parts: Sequence[Planned]) -> None:
    """Add parts to their digests, which are there."""
    if not parts:
        return
    keys = outbox.c.dedupe_key.in_({part.digest for part in parts})
    found = await connection.execute(sa.select(outbox.c.dedupe_key, outbox.c.id).where(keys))
    carriers = {row.dedupe_key: row.id for row in found}
    await connection.execute(digest_part.insert(), [_columns(part, carriers[part.digest]) for part in parts])


async def about(connection: AsyncConnection, lesson_id: LessonId) -> tuple[Row, ...]:
    """The parts about a lesson, oldest first, each as the row that it is a part of."""
    query = (
        sa.select(outbox, *_PART)
        .join(digest_part, digest_part.c.outbox_id == outbox.c.id)
        .where(digest_part.c.lesson_id == lesson_id)
        .order_by(digest_part.c.id)
    )
    return tuple(_part(row) for row in await connection.execute(query))


def extension(row: Row) -> dict[str, Any]:
    """What a row or a part tells from now on."""
    told = {"last": row.planned.last_entry, "told": from_topics(row.planned.topics)}
    return told | ({"row_id": row.id} if row.part is None else {"part_id": row.part})


async def extend(connection: AsyncConnection, rows: Sequence[Row]) -> None:
    """Let parts of pending digests tell more."""
    if parts := [extension(row) for row in rows if row.part is not None]:
        await connection.execute(_EXTENDING, parts)


async def for_rows(connection: AsyncConnection, rows: Sequence[Any]) -> dict[int, tuple[LessonNews, ...]]:
    """Row → the news of its digest, or of the one that it edits. Nothing is read where there are no digests."""
    edited = {row.id: row.follows_id or row.id for row in rows if row.kind == Kind.DIGEST.value}
    if not edited:
        return {}
    parts = (await connection.execute(_PARTS, {"ids": [*edited.values()]})).all()
    told = await news.for_rows(connection, parts)
    found: defaultdict[int, list[LessonNews]] = defaultdict(list)
    for part in parts:
        found[part.outbox_id].append(told[part.id])
    return {row_id: tuple(found[carrier]) for row_id, carrier in edited.items()}


_EXTENDING = (
    digest_part.update()
    .where(
        digest_part.c.id == sa.bindparam("part_id"),
        sa.exists().where(outbox.c.id == digest_part.c.outbox_id, outbox.c.state == State.PENDING.value),
    )
    .values(last_entry_id=sa.bindparam("last"), content=sa.bindparam("told", type_=digest_part.c.content.type))
)

_PARTS = (
    sa.select(digest_part, outbox.c.sent_at.label("followed_at"))
    .join(outbox, outbox.c.id == digest_part.c.outbox_id)
    .where(among(digest_part.c.outbox_id, "ids"))
    .order_by(digest_part.c.id)
)


def _columns(part: Planned, carrier: int) -> dict[str, Any]:
    values = (part.lesson_id, part.pupil_id, part.first_entry, part.last_entry, from_topics(part.topics))
    return {"outbox_id": carrier, **dict(zip(_ABOUT, values, strict=True))}


def _part(found: Any) -> Row:
    row = to_row(found)
    told = replace(
        row.planned,
        lesson_id=LessonId(found.part_lesson_id),
        pupil_id=PersonId(found.part_pupil_id),
        first_entry=EntryId(found.part_first_entry_id),
        last_entry=EntryId(found.part_last_entry_id),
        topics=to_topics(found.part_content),
        digest=row.planned.dedupe_key,
    )
    return replace(row, planned=told, part=found.part_id)
