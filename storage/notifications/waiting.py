"""Rows that wait and may not be true any more: found by whom they are about, and withdrawn before they are sent."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import OutboxId, PersonId
from core.notifications.model import Kind, Row, State
from storage.among import among
from storage.notifications.rows import to_row
from storage.schema.notifications import outbox

WITHDRAWN = "withdrawn"

_WAITING = (
    sa.select(outbox)
    .where(
        outbox.c.lesson_id.is_(None),
        among(outbox.c.pupil_id, "pupils"),
        outbox.c.kind == sa.bindparam("kind"),
        outbox.c.state == State.PENDING.value,
    )
    .order_by(outbox.c.id)
)
"""By the index of rows about lessons, of which these name none."""


async def waiting(connection: AsyncConnection, kind: Kind, pupil_ids: Collection[PersonId]) -> tuple[Row, ...]:
    """The rows of a kind about these pupils that nobody has begun to send."""
    found = await connection.execute(_WAITING, {"pupils": [*pupil_ids], "kind": kind.value})
    return tuple(to_row(row) for row in found)


async def withdraw(connection: AsyncConnection, row_ids: Collection[OutboxId], at: datetime) -> frozenset[OutboxId]:
    """Supersede those that nobody has begun to send."""
    open_rows = outbox.update().where(outbox.c.id.in_(row_ids), outbox.c.state == State.PENDING.value)
    ended = open_rows.values(state=State.SUPERSEDED.value, reason=WITHDRAWN, changed_at=at)
    return frozenset(OutboxId(row.id) for row in await connection.execute(ended.returning(outbox.c.id)))
