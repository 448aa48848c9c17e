"""The operators' entries that rows are about, as they stand at the moment of sending (B17)."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import DraftId
from core.notifications.model import Kind, TypedDraft
from storage.journal import drafts
from storage.names import names_of


async def for_rows(connection: AsyncConnection, rows: Iterable[Any]) -> dict[int, TypedDraft]:
    """Outbox row → its entry: two statements, if any row is about one."""
    about = {row.id: DraftId(int(row.content["draft"])) for row in rows if row.kind == Kind.DRAFT.value}
    if not about:
        return {}
    found = {one.id: one for one in await drafts.by_ids(connection, {*about.values()})}
    people = {one for draft in found.values() for one in (draft.author_id, draft.typed_by_id) if one is not None}
    names = await names_of(connection, people)
    return {
        row_id: TypedDraft(draft, names[draft.typed_by_id], names[draft.author_id])
        for row_id, draft_id in about.items()
        if (draft := found.get(draft_id)) is not None and draft.typed_by_id is not None
    }
