"""What became of a notice: by chats and by people."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.notices.model import Ended, Notice, Report
from core.notifications.model import OPEN, Kind, Operation, State
from storage.schema.links import account_link
from storage.schema.notices import notice_recipient as recipient
from storage.schema.notifications import outbox

_ROWS = (
    (outbox.c.notice_id == sa.bindparam("notice"))
    & (outbox.c.kind == Kind.NOTICE.value)
    & (outbox.c.operation == Operation.SEND.value)
)
_BY_END = (
    sa.select(outbox.c.state, outbox.c.reason, sa.func.count().label("chats"))
    .where(_ROWS)
    .group_by(outbox.c.state, outbox.c.reason)
    .order_by(outbox.c.state, outbox.c.reason)
)
_DELIVERED = (
    sa.select(sa.func.count(recipient.c.person_id.distinct()))
    .join(account_link, account_link.c.person_id == recipient.c.person_id)
    .join(outbox, outbox.c.chat_id == account_link.c.chat_id)
    .where(
        recipient.c.notice_id == sa.bindparam("notice"), recipient.c.agreed, _ROWS, outbox.c.state == State.SENT.value
    )
)
"""People who have it: through any chat that spoke for them."""


async def report(connection: AsyncConnection, notice: Notice) -> Report:
    """Two statements, however many recipients there are."""
    rows = (await connection.execute(_BY_END, {"notice": notice.id})).all()
    delivered = await connection.scalar(_DELIVERED, {"notice": notice.id}) or 0
    ended = tuple(Ended(row.state, row.reason, row.chats) for row in rows if row.state not in OPEN)
    return Report(notice, delivered, sum(row.chats for row in rows if row.state in OPEN), ended)
