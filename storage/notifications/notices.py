"""The notices that rows bring or tell of, as they are when they are sent."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.notices.model import Notice
from core.notices.news import NoticeNews
from core.notifications.model import Kind
from storage.among import among
from storage.notices import reports
from storage.notices.rows import to_notice
from storage.schema.notices import notice as table
from storage.schema.notices import notice_recipient as recipient
from storage.schema.people import school

_NOTICES = (
    sa.select(table, school.c.short_name).join(school, school.c.id == table.c.school_id).where(among(table.c.id, "ids"))
)
_ANSWERED = sa.select(recipient.c.notice_id, recipient.c.person_id, recipient.c.answer).where(
    among(recipient.c.notice_id, "ids"),
    among(recipient.c.person_id, "people"),
    recipient.c.read_at.is_not(None),
)


async def for_rows(connection: AsyncConnection, rows: Iterable[Any], at: datetime) -> dict[int, NoticeNews]:
    """Outbox row → its notice: two statements, if any row has one; two more for a row that tells of its sending."""
    own = [row for row in rows if row.notice_id is not None]
    if not own:
        return {}
    found = {row.id: row for row in await connection.execute(_NOTICES, {"ids": list({row.notice_id for row in own})})}
    read = {one: (to_notice(row), row.short_name) for one, row in found.items()}
    said = {(row.notice_id, row.person_id): row.answer for row in await connection.execute(_ANSWERED, _whose(own))}
    return {
        row.id: replace(
            await _news(connection, row.kind, *read[row.notice_id]),
            answered=(row.notice_id, row.person_id) in said,
            answer=said.get((row.notice_id, row.person_id)),
            closed=read[row.notice_id][0].made.question.closed(at),
        )
        for row in own
        if row.notice_id in read
    }


def _whose(rows: Sequence[Any]) -> dict[str, list[int]]:
    return {"ids": list({row.notice_id for row in rows}), "people": list({row.person_id for row in rows})}


async def _news(connection: AsyncConnection, kind: str, notice: Notice, school_name: str) -> NoticeNews:
    report = await reports.report(connection, notice) if kind == Kind.NOTICE_PROGRESS.value else None
    return NoticeNews(notice, school_name, report, trial=kind == Kind.NOTICE_TRIAL.value)
