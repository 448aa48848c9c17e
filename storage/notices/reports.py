"""What became of a notice: by chats and by people."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import NoticeId
from core.notices.model import Ended, Notice, Report
from core.notifications.model import OPEN, Kind, Operation, State
from core.people.model import Name
from storage.rows import PERSON_COLUMNS, by_name, to_person
from storage.schema.links import account_link
from storage.schema.notices import notice_recipient as recipient
from storage.schema.notifications import outbox
from storage.schema.people import person

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
_READ = sa.select(sa.func.count()).where(
    recipient.c.notice_id == sa.bindparam("notice"), recipient.c.read_at.is_not(None)
)
_SILENT = (
    sa.select(*PERSON_COLUMNS)
    .join(recipient, recipient.c.person_id == person.c.id)
    .where(
        recipient.c.notice_id == sa.bindparam("notice"),
        recipient.c.read_at.is_(None),
        sa.exists()
        .where(account_link.c.person_id == person.c.id, outbox.c.chat_id == account_link.c.chat_id)
        .where(_ROWS, outbox.c.state == State.SENT.value),
    )
    .order_by(*by_name(person))
)


async def report(connection: AsyncConnection, notice: Notice) -> Report:
    """Three statements, however many recipients there are."""
    rows = (await connection.execute(_BY_END, {"notice": notice.id})).all()
    delivered = await connection.scalar(_DELIVERED, {"notice": notice.id}) or 0
    ended = tuple(Ended(row.state, row.reason, row.chats) for row in rows if row.state not in OPEN)
    read = await connection.scalar(_READ, {"notice": notice.id}) or 0
    return Report(notice, delivered, sum(row.chats for row in rows if row.state in OPEN), ended, read)


async def silent(connection: AsyncConnection, notice_id: NoticeId, limit: int) -> tuple[Name, ...]:
    """Names of who has it and has not said so."""
    rows = await connection.execute(_SILENT.limit(limit), {"notice": notice_id})
    return tuple(to_person(row).name for row in rows)
