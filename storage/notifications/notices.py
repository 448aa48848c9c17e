"""The notices that rows bring or tell of, as they are when they are sent."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.notices.model import Notice, NoticeNews
from core.notifications.model import Kind
from storage.notices import reports
from storage.notices.rows import to_notice
from storage.schema.notices import notice as table
from storage.schema.people import school

_NOTICES = (
    sa.select(table, school.c.short_name)
    .join(school, school.c.id == table.c.school_id)
    .where(table.c.id.in_(sa.bindparam("ids", expanding=True)))
)


async def for_rows(connection: AsyncConnection, rows: Iterable[Any]) -> dict[int, NoticeNews]:
    """Outbox row → its notice: one statement, if any row has one; two more for a row that tells of its sending."""
    own = [row for row in rows if row.notice_id is not None]
    if not own:
        return {}
    found = {row.id: row for row in await connection.execute(_NOTICES, {"ids": list({row.notice_id for row in own})})}
    read = {one: (to_notice(row), row.short_name) for one, row in found.items()}
    return {row.id: await _news(connection, row.kind, *read[row.notice_id]) for row in own if row.notice_id in read}


async def _news(connection: AsyncConnection, kind: str, notice: Notice, school_name: str) -> NoticeNews:
    report = await reports.report(connection, notice) if kind == Kind.NOTICE_PROGRESS.value else None
    return NoticeNews(notice, school_name, report, trial=kind == Kind.NOTICE_TRIAL.value)
