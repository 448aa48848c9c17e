"""Which rows of a bot's chats are due, and which of them go first: the urgent, then the schools in turn.

However many rows wait, this reads little more than it takes: a school with a hundred thousand rows in the queue costs
the others nothing.
"""

import math
from datetime import datetime
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import SchoolId
from core.notifications.model import State
from core.notifications.turns import in_turn, rotation
from storage.notifications.queues import IS_OPEN, OPEN, of_queue, queues_of
from storage.schema.base import Key
from storage.schema.notifications import outbox

AT = sa.bindparam("at", type_=outbox.c.not_before.type)
OF_BOT = IS_OPEN & (outbox.c.bot == sa.bindparam("of_bot", type_=sa.Text))
FREE = (outbox.c.state == State.PENDING.value) | ((outbox.c.state == State.CLAIMED.value) & (outbox.c.lease_until < AT))
"""Rows that nobody holds: not claimed, or claimed with a lease that has passed."""

Queue = tuple[int, SchoolId]
"""The open rows of one priority and one school."""


async def choose(connection: AsyncConnection, bot: str, limit: int, at: datetime, after: SchoolId | None) -> list[int]:
    """Keys of due rows in the order of taking; fewer than `limit` where a priority's schools have more waiting.

    What is less urgent is taken only with the last row of what is more urgent.
    """
    chosen: list[int] = []
    for priority, queues in groupby(await _queues(connection, bot, at), key=lambda queue: queue[0]):
        room = limit - len(chosen)
        schools = rotation((school_id for _, school_id in queues), after)[:room]
        share = math.ceil(room / max(len(schools), 1))
        parts = [await _first(connection, bot, (priority, school_id), share, at) for school_id in schools]
        chosen += in_turn(parts, room)
        if len(chosen) == limit or any(len(part) == share for part in parts):
            break
    return chosen


async def _queues(connection: AsyncConnection, bot: str, at: datetime) -> list[Queue]:
    """The queues in which something is due, the urgent first."""
    rows = await connection.execute(_QUEUES, {"of_bot": bot, "at": at})
    return [(row.priority, SchoolId(row.school_id)) for row in rows]


async def _first(connection: AsyncConnection, bot: str, queue: Queue, most: int, at: datetime) -> list[int]:
    """Keys of the first due rows of a queue."""
    priority, school_id = queue
    values = {"of_bot": bot, "at": at, "priority": priority, "school_id": school_id, "most": most}
    return list(await connection.scalars(_FIRST, values))


def waits_for_another() -> sa.ColumnElement[bool]:
    """Whether the row follows one that has not ended, or an earlier edit of the same message has not.

    Two workers that edit one message at once could leave it with the older words.
    """
    other = outbox.alias("other")
    is_followed = other.c.id == outbox.c.follows_id
    is_earlier_edit = (other.c.follows_id == outbox.c.follows_id) & (other.c.id < outbox.c.id)
    # One condition for both: of two, PostgreSQL answers the first by reading the whole queue for each claim.
    unended = sa.exists().where(is_followed | is_earlier_edit, other.c.state.in_(OPEN))
    return outbox.c.follows_id.is_not(None) & unended


def _due(of_one_queue: sa.ColumnElement[bool]) -> sa.Select[tuple[int]]:
    """Due rows of a queue, the oldest first. A claimed row was due once, so that its time bounds the search too."""
    return (
        sa.select(outbox.c.id)
        .where(of_one_queue, outbox.c.not_before <= AT, FREE, ~waits_for_another())
        .order_by(outbox.c.not_before, outbox.c.id)
    )


_PRIORITY, _SCHOOL = sa.bindparam("priority", type_=sa.Integer), sa.bindparam("school_id", type_=Key)
_FIRST = (
    _due(OF_BOT & (outbox.c.priority == _PRIORITY) & (outbox.c.school_id == _SCHOOL))
    .limit(sa.bindparam("most", type_=sa.Integer))
    .with_for_update(skip_locked=True, of=outbox)
)
"""SKIP LOCKED on PostgreSQL: a row that is being changed at this moment is left for the next claim."""


def _queues_with_something_due() -> sa.Select[tuple[int, int]]:
    queue = queues_of(sa.select(sa.bindparam("of_bot", type_=sa.Text).label("bot")).cte("bots"))
    # Not EXISTS, which PostgreSQL may turn into a join that reads every row.
    first = _due(of_queue(queue)).limit(1).scalar_subquery()
    found = sa.select(queue.c.priority, queue.c.school_id).where(queue.c.school_id.is_not(None), first.is_not(None))
    return found.order_by(queue.c.priority)


_QUEUES = _queues_with_something_due()
