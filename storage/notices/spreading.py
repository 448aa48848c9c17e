"""A notice to all its recipients: people and rows of the outbox by one statement each, however many they are."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import NoticeId
from core.notices.audience import Reach
from core.notices.model import Notice
from core.notices.ports import Hours
from core.notifications.model import Kind, Operation, Priority, State
from storage.notices.audience import linked
from storage.schema.links import account_link, chat
from storage.schema.notices import notice_recipient as recipient
from storage.schema.notifications import outbox
from storage.schema.preferences import notification_preference as preference

KEPT = timedelta(days=7)
"""A notice that could not be delivered in a week is news no more."""


async def reach(connection: AsyncConnection, people: sa.CTE) -> Reach:
    """The people counted by what they have, and their chats."""
    has = linked(people.c.person_id)
    chats = (
        sa.select(sa.func.count(account_link.c.chat_id.distinct()))
        .join(people, people.c.person_id == account_link.c.person_id)
        .where(account_link.c.ended_at.is_(None), people.c.agreed)
        .scalar_subquery()
    )
    row = (
        await connection.execute(
            sa.select(
                sa.func.count().label("people"),
                sa.func.coalesce(sa.func.sum(sa.case((people.c.agreed & has, 1), else_=0)), 0).label("told"),
                chats.label("chats"),
                sa.func.coalesce(sa.func.sum(sa.case((people.c.agreed & ~has, 1), else_=0)), 0).label("unlinked"),
                sa.func.coalesce(sa.func.sum(sa.case((~people.c.agreed, 1), else_=0)), 0).label("unasked"),
            ).select_from(people)
        )
    ).one()
    return Reach(int(row.people), int(row.told), int(row.chats), int(row.unlinked), int(row.unasked))


def recipients(notice_id: NoticeId) -> sa.CTE:
    """Those who are written down for a notice."""
    own = sa.select(recipient.c.person_id, recipient.c.agreed).where(recipient.c.notice_id == notice_id)
    return own.cte("recipients")


async def write_down(connection: AsyncConnection, notice_id: NoticeId, people: sa.CTE) -> None:
    """Everybody of the audience as of now."""
    rows = sa.select(sa.literal(notice_id), people.c.person_id, people.c.agreed)
    await connection.execute(recipient.insert().from_select(["notice_id", "person_id", "agreed"], rows))


async def enqueue(connection: AsyncConnection, notice: Notice, at: datetime, quiet: Mapping[Hours, datetime]) -> None:
    """A row for each chat of those who may be told, behind everything else that waits."""
    own = recipients(notice.id)
    told = own.select().with_only_columns(own.c.person_id).where(own.c.agreed).subquery("told")
    values = _values(notice, Kind.NOTICE, at, at + KEPT)
    await _enqueue(connection, chats_of(told), values, f"notice:{notice.id}:", quiet)


async def remind(
    connection: AsyncConnection,
    notice: Notice,
    people: sa.CTE,
    at: datetime,
    until: datetime,
    quiet: Mapping[Hours, datetime],
) -> int:
    """A row for each chat of those of these people who have the notice and have not read it; how many."""
    unread = (
        sa.select(recipient.c.person_id)
        .join(people, people.c.person_id == recipient.c.person_id)
        .where(recipient.c.notice_id == notice.id, recipient.c.read_at.is_(None), people.c.agreed)
        .subquery("unread")
    )
    stands = (outbox.c.notice_id == notice.id) & (outbox.c.kind == Kind.NOTICE.value)
    stands &= (outbox.c.operation == Operation.SEND.value) & (outbox.c.state == State.SENT.value)
    has = sa.exists().where(outbox.c.chat_id == account_link.c.chat_id, stands)
    values = _values(notice, Kind.NOTICE_REMINDER, at, until)
    key = f"notice-reminder:{notice.id}:{notice.reminders + 1}:"
    await _enqueue(connection, chats_of(unread, has), values, key, quiet)
    of_notice = (outbox.c.notice_id == notice.id) & (outbox.c.kind == Kind.NOTICE_REMINDER.value)
    made = sa.select(sa.func.count()).where(of_notice, outbox.c.dedupe_key.startswith(key))
    return await connection.scalar(made) or 0


def chats_of(people: sa.Subquery, *which: sa.ColumnElement[bool]) -> sa.Subquery:
    """The linked chats of people, each once, with one of the people for whom it speaks."""
    return (
        sa.select(account_link.c.chat_id, sa.func.min(account_link.c.person_id).label("person_id"))
        .join(people, people.c.person_id == account_link.c.person_id)
        .where(account_link.c.ended_at.is_(None), *which)
        .group_by(account_link.c.chat_id)
        .subquery("per_chat")
    )


async def _enqueue(
    connection: AsyncConnection,
    per_chat: sa.Subquery,
    common: dict[str, Any],
    key: str,
    quiet: Mapping[Hours, datetime],
) -> None:
    values = common | {
        "chat_id": per_chat.c.chat_id,
        "bot": chat.c.bot,
        "person_id": per_chat.c.person_id,
        "dedupe_key": sa.literal(key) + sa.cast(per_chat.c.chat_id, sa.Text),
        "not_before": _not_before(quiet),
    }
    columns = [_column(name, value).label(name) for name, value in values.items()]
    joined = per_chat.join(chat, chat.c.id == per_chat.c.chat_id)
    rows = sa.select(*columns).select_from(joined.outerjoin(preference, preference.c.person_id == per_chat.c.person_id))
    await connection.execute(outbox.insert().from_select([*values], rows))


def _values(notice: Notice, kind: Kind, at: datetime, until: datetime) -> dict[str, Any]:
    return {
        "school_id": notice.made.school_id,
        "kind": kind.value,
        "operation": Operation.SEND.value,
        "priority": Priority.BULK.value,
        "notice_id": notice.id,
        "state": State.PENDING.value,
        "attempts": 0,
        "created_at": at,
        "changed_at": at,
        "expires_at": until,
    }


def _not_before(quiet: Mapping[Hours, datetime]) -> sa.ColumnElement[Any]:
    """The end of each one's quiet hours, by the few different ones that there are."""
    usual = _column("not_before", quiet[None, None])
    whens = [(_has(one), _column("not_before", moment)) for one, moment in quiet.items() if one != (None, None)]
    return sa.case(*whens, else_=usual) if whens else usual


def _has(hours: Hours) -> sa.ColumnElement[bool]:
    return preference.c.quiet_from.is_not_distinct_from(hours[0]) & preference.c.quiet_to.is_not_distinct_from(hours[1])


def _column(name: str, value: Any) -> sa.ColumnElement[Any]:
    return value if isinstance(value, sa.ColumnElement) else sa.literal(value, outbox.c[name].type)
