"""Complaints about threads, as rows."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.correspondence.model import Report, ReportCard
from core.errors import NotFoundError
from core.ids import LetterId, PersonId, ReportId, SchoolId, ThreadId
from storage.among import among
from storage.correspondence.rows import CARDS, card_of
from storage.schema.correspondence import letter_report as table
from storage.schema.correspondence import letter_thread


async def add(
    connection: AsyncConnection, thread_id: ThreadId, reporter_id: PersonId, last: LetterId, at: datetime, reason: str
) -> ReportId:
    """Keep a report; the same one once."""
    same = {"thread_id": thread_id, "reporter_id": reporter_id, "last_letter_id": last}
    found = await connection.scalar(sa.select(table.c.id).filter_by(**same))
    if found is None:
        new = table.insert().values(same | {"reported_at": at, "reason": reason}).returning(table.c.id)
        found = (await connection.execute(new)).scalar_one()
    return ReportId(found)


async def one(connection: AsyncConnection, report_id: ReportId) -> Report:
    """One report."""
    row = (await connection.execute(sa.select(table).where(table.c.id == report_id))).first()
    if row is None:
        raise NotFoundError
    return _report(row)


async def change(connection: AsyncConnection, report: Report) -> None:
    """How far it is judged."""
    names = ("looked_at", "closed_at", "passed_at", "outcome")
    values = {name: getattr(report, name) for name in names}
    await connection.execute(table.update().where(table.c.id == report.id).values(values))


async def of_school(
    connection: AsyncConnection, school_id: SchoolId, reader_id: PersonId, day: date, limit: int
) -> tuple[ReportCard, ...]:
    """Reports of a school, the open ones first, then the latest."""
    query = (
        sa.select(table)
        .join(letter_thread, letter_thread.c.id == table.c.thread_id)
        .where(letter_thread.c.school_id == school_id)
        .order_by(table.c.closed_at.is_not(None), table.c.id.desc())
        .limit(limit)
    )
    found = [_report(row) for row in await connection.execute(query)]
    cards = CARDS.where(among(letter_thread.c.id, "threads"))
    rows = await connection.execute(
        cards, {"threads": [report.thread_id for report in found], "reader": reader_id, "day": day}
    )
    known = {row.id: card_of(row, reader_id) for row in rows}
    return tuple(ReportCard(report, known[report.thread_id]) for report in found)


def _report(row: Any) -> Report:
    sides = ThreadId(row.thread_id), PersonId(row.reporter_id), LetterId(row.last_letter_id)
    judged = row.looked_at, row.closed_at, row.passed_at, row.outcome
    return Report(ReportId(row.id), *sides, row.reported_at, row.reason, *judged)
