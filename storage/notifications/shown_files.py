"""The files that rows bring because somebody asked to see them."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from core.journal.attachments.model import Attachment
from core.notifications.asked_files import files_of
from core.notifications.model import Kind
from storage.attachments import by_ids


async def for_rows(connection: AsyncConnection, rows: Iterable[Any]) -> dict[int, tuple[Attachment, ...]]:
    """Outbox row → its files: one statement, if any row brings some."""
    asked = {row.id: files_of(row.content) for row in rows if row.kind == Kind.FILES.value}
    if not asked:
        return {}
    found = await by_ids(connection, {one for ids in asked.values() for one in ids})
    return {row_id: tuple(found[one] for one in ids if one in found) for row_id, ids in asked.items()}
