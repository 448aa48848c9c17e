"""The questions and answers that rows bring, as they are when they are sent (A28)."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.consultations.model import ConsultationNews
from core.notifications.model import Kind
from storage.among import among
from storage.consultations import cards, to_words
from storage.schema.consultations import consultation_words as said

_WORDS = sa.select(said).where(among(said.c.id, "ids"))


async def for_rows(connection: AsyncConnection, rows: Sequence[Any]) -> dict[int, ConsultationNews]:
    """Outbox row → what it brings: so many statements for any number of rows, none if no row has any."""
    own = {row.id: int(row.content["words"]) for row in rows if row.kind == Kind.QUESTION.value}
    if not own:
        return {}
    words = {row.id: to_words(row) for row in await connection.execute(_WORDS, {"ids": [*{*own.values()}]})}
    found = await cards(connection, {one.question_id for one in words.values()})
    return {row_id: ConsultationNews(found[words[one].question_id], words[one]) for row_id, one in own.items()}
