"""Taking due rows with a lease, and all that their delivery needs."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.approvals.model import Card
from core.deadlines.profiles import letters_taken, pupils_read
from core.ids import SchoolId
from core.notifications.model import Delivery, Kind, LessonNews, Operation, State, TermNews
from core.people.links.model import Address
from storage.among import among
from storage.approvals import cards
from storage.gathering import gathered
from storage.notifications import consultations, digests, letters, news, notices, reception, shown_files, terms, typed
from storage.notifications.due import AT, FREE, OF_BOT, choose
from storage.notifications.rows import to_content, to_posted
from storage.schema.links import chat
from storage.schema.notifications import outbox
from storage.schema.people import person, school


async def claim(
    connection: AsyncConnection,
    bot: str,
    owner: str,
    limit: int,
    at: datetime,
    lease_until: datetime,
    after: SchoolId | None,
) -> tuple[Delivery, ...]:
    """Expire what is past its time, then take up to `limit` due rows for this owner, schools in turn."""
    await connection.execute(_EXPIRE, {"of_bot": bot, "at": at})
    ids = await choose(connection, bot, limit, at, after)
    if not ids:
        return ()
    await connection.execute(_CLAIM, {"ids": ids, "owner": owner, "until": lease_until, "at": at})
    return await _deliveries(connection, ids, at)


_EXPIRE = (
    outbox.update()
    .where(OF_BOT, FREE, outbox.c.expires_at < AT)
    .values(changed_at=AT, state=State.EXPIRED.value, reason="too_late", lease_owner=None, lease_until=None)
)
"""Of a row whose lease has passed nobody knows whether it was sent: past its expiry it is not sent again."""

_CLAIM = (
    outbox.update()
    .where(among(outbox.c.id, "ids"))
    .values(
        state=State.CLAIMED.value,
        attempts=outbox.c.attempts + 1,
        lease_owner=sa.bindparam("owner"),
        lease_until=sa.bindparam("until"),
        changed_at=AT,
    )
)

_FOLLOWED = outbox.alias("followed")
_DELIVERIES = (
    sa.select(
        *(outbox.c[name] for name in ("id", "school_id", "chat_id", "person_id", "kind", "operation", "attempts")),
        *(outbox.c[name] for name in ("reason", "content", "posted", "follows_id")),
        *(outbox.c[name] for name in ("lesson_id", "pupil_id", "first_entry_id", "last_entry_id", "notice_id")),
        chat.c.channel,
        chat.c.bot,
        chat.c.address,
        chat.c.blocked_at,
        sa.func.coalesce(chat.c.language, person.c.language).label("language"),
        school.c.time_zone,
        school.c.content_mode,
        school.c.profile,
        school.c.profile_overrides,
        _FOLLOWED.c.message_id.label("followed_message"),
        _FOLLOWED.c.sent_at.label("followed_at"),
        _FOLLOWED.c.posted.label("followed_posted"),
        _FOLLOWED.c.restated.label("followed_restated"),
    )
    .join(chat, chat.c.id == outbox.c.chat_id)
    .join(person, person.c.id == outbox.c.person_id)
    .join(school, school.c.id == outbox.c.school_id)
    .outerjoin(_FOLLOWED, _FOLLOWED.c.id == outbox.c.follows_id)
    .where(among(outbox.c.id, "ids"))
)


_KINDS = {kind.value: kind for kind in Kind}
_OPERATIONS = {operation.value: operation for operation in Operation}


async def _deliveries(connection: AsyncConnection, ids: list[int], at: datetime) -> tuple[Delivery, ...]:
    place = {row_id: number for number, row_id in enumerate(ids)}
    rows = sorted(await gathered(connection, _DELIVERIES, {"ids": ids}), key=lambda row: place[row.id])
    told = await news.for_rows(connection, rows)
    parts = await digests.for_rows(connection, rows)
    requests = {row.id: int(row.content["request"]) for row in rows if row.kind == Kind.APPROVAL.value}
    asked = await cards(connection, {*requests.values()})
    of_periods = await terms.for_rows(connection, rows)
    beside: dict[str, Mapping[int, Any]] = {
        "typed": await typed.for_rows(connection, rows),
        "letter": await letters.for_rows(connection, rows, at),
        "waits": await reception.for_rows(connection, rows, at),
        "consultation": await consultations.for_rows(connection, rows),
        "notice": await notices.for_rows(connection, rows, at),
        "files": await shown_files.for_rows(connection, rows),
    }
    found = (
        _delivery(row, told, parts.get(row.id, ()), asked.get(requests.get(row.id, 0)), of_periods.get(row.id))
        for row in rows
    )
    return tuple(_with(one, beside) for one in found)


def _with(one: Delivery, beside: Mapping[str, Mapping[int, Any]]) -> Delivery:
    """A delivery with what only rows of its kind bring."""
    brought: dict[str, Any] = {name: rows[one.id] for name, rows in beside.items() if one.id in rows}
    return replace(one, **brought) if brought else one


def _delivery(
    row: Any, told: news.Told, digest: tuple[LessonNews, ...], approval: Card | None, term: TermNews | None
) -> Delivery:
    own = row.person_id == row.pupil_id or any(row.person_id == one.pupil_id for one in digest)
    return Delivery(
        row.id,
        row.school_id,
        row.chat_id,
        _KINDS[row.kind],
        _OPERATIONS[row.operation],
        row.attempts,
        row.reason,
        to_content(row.content),
        Address(row.channel, row.bot, row.address),
        row.language,
        row.time_zone,
        row.content_mode,
        row.blocked_at is not None,
        row.followed_message,
        told.get(row.id),
        digest,
        to_posted(row.posted or row.followed_posted),
        bool(row.followed_restated),
        approval,
        term,
        takes_letters=letters_taken(row.profile, row.profile_overrides),
        to_pupil=own,
        kept_back=own and not pupils_read(row.profile, row.profile_overrides),
    )
