"""What waits in the outbox, for the metrics and the watch: however long the queues, little of them is read."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import SchoolId
from core.notifications.model import Backlog, Kind, Priority
from storage.notifications.queues import bots, of_queue, queues_of
from storage.schema.notifications import outbox

_MOMENT = outbox.c.not_before.type
_AT = sa.bindparam("at", type_=_MOMENT)
_MOST = sa.bindparam("most", type_=sa.Integer)
_COUNTED = outbox.c.kind != Kind.QUEUE.value
_TRIED = outbox.c.first_due.is_not(None)
"""Rows that were tried before: `not_before` is when they come next, `first_due` since when they wait."""


async def backlog(connection: AsyncConnection, at: datetime, most: int) -> tuple[Backlog, ...]:
    """Open rows by school, bot and priority; up to so many of each are counted."""
    rows = await connection.execute(_BACKLOG, {"at": at, "most": most})
    return tuple(_part(row, most) for row in rows if row.waiting)


def _part(row: Any, most: int) -> Backlog:
    """What is tried again later than now is due all the same."""
    moments = (moment for moment in (row.oldest_ripe, row.oldest_tried) if moment is not None)
    due = min(row.ripe + row.tried, most)
    return Backlog(
        SchoolId(row.school_id), row.bot, Priority(row.priority), row.waiting, due, min(moments, default=None)
    )


def _query() -> sa.Select[Any]:
    queue = queues_of(bots())

    def some(moment: sa.Column[datetime], *asked: sa.ColumnElement[bool]) -> sa.Subquery:
        rows = sa.select(outbox.c.not_before).where(of_queue(queue), *asked, _COUNTED)
        # Without an order PostgreSQL would read the table from its beginning, past all that has ended.
        return rows.order_by(moment).limit(_MOST).correlate(queue).subquery()

    def first(moment: sa.Column[datetime], *asked: sa.ColumnElement[bool]) -> sa.ScalarSelect[datetime]:
        rows = sa.select(moment).where(of_queue(queue), moment <= _AT, *asked, _COUNTED)
        return rows.order_by(moment).limit(1).scalar_subquery()

    count = sa.select(sa.func.count())
    # Bounded before `not_before` is asked, for what is tried again may be due by the hundred thousand.
    tried = some(outbox.c.first_due, _TRIED, outbox.c.first_due <= _AT)
    return (
        sa.select(
            queue.c.school_id,
            queue.c.bot,
            queue.c.priority,
            count.select_from(some(outbox.c.not_before)).scalar_subquery().label("waiting"),
            count.select_from(some(outbox.c.not_before, outbox.c.not_before <= _AT)).scalar_subquery().label("ripe"),
            count.select_from(tried).where(tried.c.not_before > _AT).scalar_subquery().label("tried"),
            first(outbox.c.not_before).label("oldest_ripe"),
            first(outbox.c.first_due, _TRIED).label("oldest_tried"),
        )
        .where(queue.c.school_id.is_not(None))
        .order_by(queue.c.school_id, queue.c.bot, queue.c.priority)
    )


_BACKLOG = _query()
