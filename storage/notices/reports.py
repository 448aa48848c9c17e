"""What became of a notice: by chats and by people."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.notices.model import Notice
from core.notices.outcome import Ended, Report
from core.notifications.model import OPEN, Kind, Operation, State
from core.people.model import Name
from storage.rows import PERSON_COLUMNS, by_name, to_person
from storage.schema.base import Moment
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
SPOKE = (account_link.c.linked_at <= sa.bindparam("sent", type_=Moment())) & (
    account_link.c.ended_at.is_(None) | (account_link.c.ended_at > sa.bindparam("sent", type_=Moment()))
)
"""Whether a link spoke for its person when the notice was sent: what came to others' chats came to nobody else."""
_CAME = (
    sa.exists()
    .where(account_link.c.person_id == recipient.c.person_id, SPOKE, outbox.c.chat_id == account_link.c.chat_id)
    .where(_ROWS, outbox.c.state == State.SENT.value)
)
_HAS_IT = (recipient.c.notice_id == sa.bindparam("notice")) & recipient.c.agreed & _CAME
"""A recipient who has it: through any chat that spoke for them."""
_DELIVERED = (
    sa.select(
        recipient.c.answer,
        sa.func.count().label("people"),
        sa.func.count(recipient.c.read_at).label("read"),
    )
    .where(_HAS_IT)
    .group_by(recipient.c.answer)
)
_SILENT = (
    sa.select(*PERSON_COLUMNS)
    .join(recipient, recipient.c.person_id == person.c.id)
    .where(_HAS_IT, recipient.c.read_at.is_(None))
    .order_by(*by_name(person))
)


async def report(connection: AsyncConnection, notice: Notice) -> Report:
    """Two statements, however many recipients there are."""
    rows = (await connection.execute(_BY_END, {"notice": notice.id})).all()
    has = (await connection.execute(_DELIVERED, of(notice))).all()
    ended = tuple(Ended(row.state, row.reason, row.chats) for row in rows if row.state not in OPEN)
    return Report(
        notice,
        sum(row.people for row in has),
        sum(row.chats for row in rows if row.state in OPEN),
        ended,
        sum(row.read for row in has),
        {row.answer: row.people for row in has if row.answer is not None},
    )


async def silent(connection: AsyncConnection, notice: Notice, limit: int) -> tuple[Name, ...]:
    """Names of who has it and has not said so."""
    rows = await connection.execute(_SILENT.limit(limit), of(notice))
    return tuple(to_person(row).name for row in rows)


def of(notice: Notice) -> dict[str, Any]:
    """The notice as parameters of `SPOKE` and of statements about its recipients."""
    return {"notice": notice.id, "sent": notice.sent_at}
