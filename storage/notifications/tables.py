"""OutboxRepository on a connection."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import ChatKey, LessonId, OutboxId, PersonId, SchoolId
from core.notifications.model import (
    COUNTED,
    Backlog,
    Delivery,
    Kind,
    Outcome,
    Planned,
    Recipient,
    Result,
    Row,
    Selection,
    Standing,
    State,
)
from storage.among import among
from storage.consented import IS_LATEST, LATEST, may_be_told
from storage.gathering import Listed, listed
from storage.notifications import backlog, digests, messages, recent, stopping, upkeep, waiting
from storage.notifications.claiming import claim
from storage.notifications.due import AT, waits_for_another
from storage.notifications.queues import OPEN
from storage.notifications.rows import PLANNED, from_planned, from_posted, to_row
from storage.rights import tell_together
from storage.rows import holds_on
from storage.schema.links import account_link, chat
from storage.schema.notifications import outbox
from storage.schema.people import enrolment, guardianship

_ENDS = {
    Outcome.SENT: State.SENT,
    Outcome.RETRY: State.PENDING,
    Outcome.UNREACHABLE: State.UNREACHABLE,
    Outcome.FAILED: State.FAILED,
    Outcome.SUPERSEDED: State.SUPERSEDED,
    Outcome.EXPIRED: State.EXPIRED,
}


class OutboxTable:
    """Rows are added, claimed and ended; what the operator does to them stands in `upkeep`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def guardians_of(
        self, pupil_ids: tuple[PersonId, ...], day: date, *, consent_needed: bool = False
    ) -> tuple[Recipient, ...]:
        """Linked chats of guardians of that day who may be told, when nobody's right is just being ended."""
        await tell_together(self._connection, pupil_ids)
        query = (
            sa.select(account_link.c.chat_id, account_link.c.person_id, guardianship.c.pupil_id)
            .join(guardianship, guardianship.c.guardian_id == account_link.c.person_id)
            .outerjoin(LATEST, IS_LATEST)
            .where(
                guardianship.c.pupil_id.in_(pupil_ids),
                holds_on(guardianship, day),
                account_link.c.ended_at.is_(None),
                may_be_told(consent_needed=consent_needed),
            )
            .order_by(guardianship.c.pupil_id, account_link.c.id)
        )
        rows = await self._connection.execute(query)
        return tuple(Recipient(ChatKey(row.chat_id), PersonId(row.person_id), PersonId(row.pupil_id)) for row in rows)

    async def stop_former(self, school_id: SchoolId, day: date, at: datetime, why: str) -> None:
        """End what is open for those who are guardians no more."""
        await stopping.stop_former(self._connection, school_id, day, at, why)

    async def pupils_of(self, pupil_ids: tuple[PersonId, ...], day: date) -> tuple[Recipient, ...]:
        """Linked chats of pupils of that day."""
        learns = sa.exists().where(enrolment.c.pupil_id == account_link.c.person_id, holds_on(enrolment, day))
        query = (
            sa.select(account_link.c.chat_id, account_link.c.person_id)
            .where(account_link.c.person_id.in_(pupil_ids), account_link.c.ended_at.is_(None), learns)
            .order_by(account_link.c.person_id, account_link.c.id)
        )
        rows = await self._connection.execute(query)
        return tuple(Recipient(ChatKey(row.chat_id), PersonId(row.person_id), PersonId(row.person_id)) for row in rows)

    async def enqueue(self, rows: tuple[Planned, ...], at: datetime) -> None:
        """Add rows, leaving out those whose dedupe key stands, and parts of digests."""
        parts = tuple(row for row in rows if row.digest)
        await self._insert(tuple(row for row in rows if not row.digest) + digests.headings(parts), at)
        await digests.add(self._connection, parts)

    async def _insert(self, rows: tuple[Planned, ...], at: datetime) -> None:
        if not rows:
            return
        given = {"new": listed(map(from_planned, rows)), "at": at}
        await self._connection.execute(_INSERT[self._connection.dialect.name], given)

    async def lesson_rows(self, lesson_id: LessonId) -> tuple[Row, ...]:
        """All rows about a lesson, then the parts of digests about it."""
        query = sa.select(outbox).where(outbox.c.lesson_id == lesson_id).order_by(outbox.c.id)
        rows = tuple(to_row(row) for row in await self._connection.execute(query))
        return rows + await digests.about(self._connection, lesson_id)

    async def with_keys(self, keys: Collection[str]) -> tuple[Row, ...]:
        """Rows by their dedupe keys."""
        query = sa.select(outbox).where(outbox.c.dedupe_key.in_(keys)).order_by(outbox.c.id)
        return tuple(to_row(row) for row in await self._connection.execute(query))

    async def waiting(self, kind: Kind, pupil_ids: Collection[PersonId]) -> tuple[Row, ...]:
        """Rows of a kind about pupils that wait."""
        return await waiting.waiting(self._connection, kind, pupil_ids)

    async def withdraw(self, row_ids: Collection[OutboxId], at: datetime) -> frozenset[OutboxId]:
        """End rows that wait; which of them did."""
        return await waiting.withdraw(self._connection, row_ids, at)

    async def term_rows(self, pupil_ids: Collection[PersonId]) -> tuple[Row, ...]:
        """All rows about marks of a period."""
        return tuple(to_row(row) for row in await self._connection.execute(_TERM_ROWS, {"pupils": [*pupil_ids]}))

    async def recent(
        self, chats: Collection[ChatKey], since: datetime
    ) -> Mapping[tuple[ChatKey, PersonId], Sequence[datetime]]:
        """When pushes about lessons came or will come to these chats."""
        return await recent.pushes(self._connection, chats, since)

    async def extend(self, rows: tuple[Row, ...], at: datetime) -> None:
        """Let pending rows and parts of pending digests tell more."""
        whole = [digests.extension(row) | {"at": at} for row in rows if row.part is None]
        if whole:
            await self._connection.execute(_EXTENDING, whole)
        await digests.extend(self._connection, rows)

    async def supersede_for(self, chat_key: ChatKey, person_id: PersonId, at: datetime, reason: str) -> None:
        """End all that is open for a person in a chat. What is on its way may yet arrive; it is not tried again."""
        open_rows = (outbox.c.chat_id == chat_key) & (outbox.c.person_id == person_id) & outbox.c.state.in_(OPEN)
        ended = {"state": State.SUPERSEDED.value, "reason": reason, "lease_owner": None, "lease_until": None}
        await self._connection.execute(outbox.update().where(open_rows).values(changed_at=at, **ended))

    async def stop(self, person_id: PersonId, pupil_id: PersonId, at: datetime, why: str) -> None:
        """End what is open for a person about a pupil."""
        await stopping.stop(self._connection, person_id, pupil_id, at, why)

    async def claim(
        self,
        bot: str,
        owner: str,
        limit: int,
        at: datetime,
        lease_until: datetime,
        after: SchoolId | None = None,
    ) -> tuple[Delivery, ...]:
        """Take due rows of a bot's chats."""
        return await claim(self._connection, bot, owner, limit, at, lease_until, after)

    async def record(self, owner: str, results: tuple[Result, ...]) -> None:
        """Write outcomes of rows that this owner holds."""
        if sent := [(result.row_id, result.message_id, result.at) for result in results if _is_plain(result)]:
            values = {"sent": listed(sent), "owner": owner}
            await self._connection.execute(_SENDING[self._connection.dialect.name], values)
        rest = (result for result in results if not _is_plain(result) and result.outcome is not Outcome.PARTLY)
        if ended := [_ending(result, owner) for result in rest]:
            await self._connection.execute(_ENDING, ended)
        await messages.record(self._connection, owner, results)

    async def next_due(self, bot: str) -> datetime | None:
        """When the next row of a bot's chats comes due."""
        due: datetime | None = await self._connection.scalar(_NEXT_DUE, {"of_bot": bot})
        return due

    async def find(
        self, school_id: SchoolId, selection: Selection, limit: int, below: OutboxId | None = None
    ) -> tuple[Standing, ...]:
        """Rows of a school, the newest first."""
        return await upkeep.find(self._connection, school_id, selection, limit, below)

    async def reopen(self, row_ids: tuple[OutboxId, ...], at: datetime, expires_at: datetime) -> None:
        """Let rows that ended without being sent be due anew."""
        await upkeep.reopen(self._connection, row_ids, at, expires_at)

    async def purge(self, school_id: SchoolId, selection: Selection, notices_before: datetime, limit: int) -> int:
        """Delete ended rows that no other follows."""
        return await upkeep.purge(self._connection, school_id, selection, notices_before, limit)

    async def backlog(self, at: datetime, most: int = COUNTED) -> tuple[Backlog, ...]:
        """What waits in each school, bot and priority."""
        return await backlog.backlog(self._connection, at, most)

    async def chat_lost(self, chat_key: ChatKey, at: datetime, why: str) -> None:
        """Remember that a chat cannot be written to."""
        lost = chat.update().where(chat.c.id == chat_key, chat.c.blocked_at.is_(None))
        await self._connection.execute(lost.values(blocked_at=at, blocked_why=why))

    async def chat_moved(self, chat_key: ChatKey, to: str) -> None:
        """Remember the new address of a chat."""
        await messages.move(self._connection, chat_key, to)


_NEW = Listed("new", *(outbox.c[name] for name in PLANNED))


def _insertion(insert: Callable[[sa.Table], Any], *planned: sa.ColumnElement[Any]) -> sa.Insert:
    bot = sa.select(chat.c.bot).where(chat.c.id == planned[PLANNED.index("chat_id")]).scalar_subquery()
    made: tuple[sa.ColumnElement[Any], ...] = (sa.literal_column(f"'{State.PENDING.value}'"), AT, AT, bot)
    # Without a condition SQLite would take ON CONFLICT for one of a join.
    rows = sa.select(*planned, *made).where(sa.true())
    names = [*PLANNED, "state", "created_at", "changed_at", "bot"]
    statement: sa.Insert = insert(outbox).from_select(names, rows, include_defaults=False)
    return statement.on_conflict_do_nothing(index_elements=["dedupe_key"])  # type: ignore[attr-defined, no-any-return]


_INSERT = {
    "sqlite": _insertion(sqlite.insert, *_NEW.of("sqlite")),
    "postgresql": _insertion(postgresql.insert, *_NEW.of("postgresql")),
}
"""New rows in one statement, those whose dedupe key stands left out; each has the bot of its chat."""

_TERM_ROWS = (
    sa.select(outbox)
    .where(
        outbox.c.lesson_id.is_(None),
        among(outbox.c.pupil_id, "pupils"),
        outbox.c.kind == Kind.TERM.value,
    )
    .order_by(outbox.c.id)
)
"""By the index of rows about lessons, of which these name none."""

_EXTENDING = (
    outbox.update()
    .where(outbox.c.id == sa.bindparam("row_id"), outbox.c.state == State.PENDING.value)
    .values(
        changed_at=sa.bindparam("at"),
        last_entry_id=sa.bindparam("last"),
        content=sa.bindparam("told", type_=outbox.c.content.type),
    )
)

_HELD = (outbox.c.state == State.CLAIMED.value) & (outbox.c.lease_owner == sa.bindparam("owner"))


def _sending(row_id: sa.ColumnElement[Any], message: sa.ColumnElement[Any], at: sa.ColumnElement[Any]) -> sa.Update:
    return (
        outbox.update()
        .where(outbox.c.id == row_id, _HELD)
        .values(
            state=State.SENT.value,
            reason=None,
            changed_at=at,
            lease_owner=None,
            lease_until=None,
            sent_at=at,
            message_id=message,
            restated=False,
            first_due=sa.func.coalesce(outbox.c.first_due, outbox.c.not_before),
        )
    )


_SENT = Listed("sent", outbox.c.id, outbox.c.message_id, outbox.c.sent_at)
_SENDING = {name: _sending(*_SENT.of(name)) for name in ("sqlite", "postgresql")}
"""What becomes of nearly every row, by a statement of its own for a whole group."""

_ENDING = (
    outbox.update()
    .where(outbox.c.id == sa.bindparam("row_id"), _HELD)
    .values(
        state=sa.bindparam("ended"),
        reason=sa.bindparam("why"),
        changed_at=sa.bindparam("at"),
        lease_owner=None,
        lease_until=None,
        sent_at=sa.bindparam("delivered_at"),
        message_id=sa.func.coalesce(sa.bindparam("message", type_=sa.Text), outbox.c.message_id),
        posted=sa.func.coalesce(sa.bindparam("messages", type_=outbox.c.posted.type), outbox.c.posted),
        restated=sa.bindparam("anew"),
        not_before=sa.func.coalesce(sa.bindparam("retry_at", type_=outbox.c.not_before.type), outbox.c.not_before),
        first_due=sa.func.coalesce(outbox.c.first_due, outbox.c.not_before),
    )
)
"""One statement for a group of outcomes; a row that this owner lost is left alone.

A try that sent nothing leaves the messages of those before it as they are.
"""


_BOT = outbox.c.bot == sa.bindparam("of_bot", type_=sa.Text)
_NEXT_PENDING = (
    sa.select(outbox.c.not_before.label("moment"))
    .where(outbox.c.state == sa.literal_column(f"'{State.PENDING.value}'"), _BOT, ~waits_for_another())
    .order_by(outbox.c.not_before)
    .limit(1)
    .subquery()
)
_NEXT_LEASE = sa.select(sa.func.min(outbox.c.lease_until).label("moment")).where(
    outbox.c.state == sa.literal_column(f"'{State.CLAIMED.value}'"), _BOT, ~waits_for_another()
)
_MOMENTS = sa.union_all(sa.select(_NEXT_PENDING.c.moment), _NEXT_LEASE).subquery()
_NEXT_DUE = sa.select(sa.type_coerce(sa.func.min(_MOMENTS.c.moment), outbox.c.not_before.type))
"""The first entries of two small indexes, however long the queue: it is asked whenever nothing is due."""


def _is_plain(result: Result) -> bool:
    """Whether it was sent, whole, as one message that is not a restatement, with nothing to remark."""
    return result.outcome is Outcome.SENT and not (result.reason or result.posted or result.restated)


def _ending(result: Result, owner: str) -> dict[str, Any]:
    sent = result.outcome is Outcome.SENT
    return {
        "row_id": result.row_id,
        "owner": owner,
        "ended": _ENDS[result.outcome].value,
        "why": result.reason,
        "at": result.at,
        "delivered_at": result.at if sent else None,
        "message": result.message_id if sent else None,
        "messages": from_posted(result.posted) if sent else None,
        "anew": result.restated,
        "retry_at": result.retry_at if result.outcome is Outcome.RETRY else None,
    }
