"""The letters that rows bring, as they are when they are sent (H01)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.correspondence.model import Letter, LetterNews
from core.notifications.model import Kind
from storage.correspondence.rows import CARDS, DAY, card_of, letter_of
from storage.rows import holds_on
from storage.schema.correspondence import letter
from storage.schema.correspondence import letter_thread as table
from storage.schema.people import guardianship


async def for_rows(connection: AsyncConnection, rows: Iterable[Any], at: datetime) -> dict[int, LetterNews]:
    """Outbox row → its letter, unless the family has no right to the child any more: two statements for a letter."""
    own = [row for row in rows if row.kind == Kind.MESSAGE.value]
    found = {row.id: await _news(connection, int(row.content["letter"]), row, at) for row in own}
    return {row_id: news for row_id, news in found.items() if news is not None}


async def _news(connection: AsyncConnection, letter_id: int, row: Any, at: datetime) -> LetterNews | None:
    told = letter_of((await connection.execute(_LETTER, {"letter": letter_id})).one())
    day = at.astimezone(ZoneInfo(row.time_zone)).date()
    values = {"thread": told.thread_id, "reader": told.author_id, "day": day}
    of = (await connection.execute(_GUARDED, values)).first()
    return _letter_news(told, of) if of else None


def _letter_news(told: Letter, of: Any) -> LetterNews:
    return LetterNews(told, card_of(of, told.author_id), told.author_id == of.guardian_id, told.id == of.first_letter)


_LETTER = sa.select(letter).where(letter.c.id == sa.bindparam("letter"))
_FIRST = sa.select(sa.func.min(letter.c.id)).where(letter.c.thread_id == table.c.id).scalar_subquery()
_GUARDED = CARDS.add_columns(_FIRST.label("first_letter")).where(
    table.c.id == sa.bindparam("thread"),
    sa.exists().where(
        guardianship.c.guardian_id == table.c.guardian_id,
        guardianship.c.pupil_id == table.c.pupil_id,
        holds_on(guardianship, DAY),
    ),
)
