"""Each recipient of a notice by name, with what became of it: two statements, however many they are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import PersonId, SchoolId
from core.notices.audience import Audience, Reader
from core.notices.model import Notice
from core.notices.outcome import End, Line, OfPupil
from core.notifications.model import OPEN, Kind, Operation, State
from core.people.model import Name
from storage.notices.audience import linked, pupils_of
from storage.notices.reports import SPOKE, of
from storage.rows import PERSON_COLUMNS, by_name, holds_on, to_person
from storage.schema.links import account_link
from storage.schema.notices import notice_recipient as recipient
from storage.schema.notifications import outbox
from storage.schema.people import guardianship, person

_SPOKE_FOR = (account_link.c.person_id == recipient.c.person_id) & recipient.c.agreed & SPOKE
_BROUGHT = (
    (outbox.c.chat_id == account_link.c.chat_id)
    & (outbox.c.notice_id == recipient.c.notice_id)
    & (outbox.c.kind == Kind.NOTICE.value)
    & (outbox.c.operation == Operation.SEND.value)
)
_RECIPIENTS = recipient.join(person, person.c.id == recipient.c.person_id)
_LINES = (
    sa.select(
        *PERSON_COLUMNS,
        recipient.c.agreed,
        recipient.c.read_at,
        recipient.c.answer,
        outbox.c.state,
        outbox.c.reason,
        outbox.c.sent_at,
    )
    .select_from(_RECIPIENTS.outerjoin(account_link, _SPOKE_FOR).outerjoin(outbox, _BROUGHT))
    .where(recipient.c.notice_id == sa.bindparam("notice"))
    .order_by(*by_name(person), person.c.id, outbox.c.sent_at)
)
"""A row for each recipient and chat that spoke for them, if they had agreed.

Each joined row is looked up by its key: joined by halves, PostgreSQL compared everybody with everybody.
"""

Of = Mapping[int, Sequence[Any]]


async def of_notice(connection: AsyncConnection, notice: Notice, day: date) -> tuple[Line, ...]:
    """The recipients by name, with their classes of that day."""
    rows = await connection.execute(_LINES, of(notice))
    told = sa.select(recipient.c.person_id).where(recipient.c.notice_id == notice.id).subquery("told")
    pupils = await _pupils(connection, notice.made.school_id, notice.made.audience, told, day)
    return tuple(_lines(rows, pupils))


async def unreached(
    connection: AsyncConnection, school_id: SchoolId, audience: Audience, people: sa.CTE, day: date
) -> tuple[Line, ...]:
    """Those of these people who have no chat, or have not agreed, by class and name."""
    missing = sa.select(people).where(~people.c.agreed | ~linked(people.c.person_id)).subquery("missing")
    query = sa.select(*PERSON_COLUMNS, missing.c.agreed).join(missing, missing.c.person_id == person.c.id)
    rows = [*await connection.execute(query.order_by(*by_name(person)))]
    ids = sa.select(missing.c.person_id).subquery("told")
    pupils = await _pupils(connection, school_id, audience, ids, day)
    lines = [_missing(row, pupils.get(row.id, ())) for row in rows]
    return tuple(sorted(lines, key=lambda one: [_place(title) for title in one.classes]))


def _missing(row: Any, own: Sequence[Any]) -> Line:
    end = End.UNLINKED if row.agreed else End.UNASKED
    return Line(to_person(row).name, end, pupils=_of_pupils(own, row.id))


def _place(title: str) -> tuple[int, str]:
    """5А stands before 10Б."""
    digits = "".join(one for one in title if one.isdigit())
    return int(digits or 0), title


async def _pupils(
    connection: AsyncConnection, school_id: SchoolId, audience: Audience, told: sa.Subquery, day: date
) -> Of:
    """Recipient → the pupils of the audience for whom it is: own children, or the pupil itself."""
    pupils = pupils_of(school_id, audience, day, absent=audience.readers == {Reader.ABSENT})
    about = [pupils.c.pupil_id, pupils.c.grade, pupils.c.letter, person.c.surname, person.c.given_name]
    guardians = (
        sa.select(told.c.person_id, *about)
        .join(guardianship, guardianship.c.guardian_id == told.c.person_id)
        .join(pupils, pupils.c.pupil_id == guardianship.c.pupil_id)
        .join(person, person.c.id == pupils.c.pupil_id)
        .where(holds_on(guardianship, day))
    )
    themselves = (
        sa.select(told.c.person_id, *about)
        .join(pupils, pupils.c.pupil_id == told.c.person_id)
        .join(person, person.c.id == pupils.c.pupil_id)
    )
    found: dict[int, list[Any]] = defaultdict(list)
    for row in await connection.execute(sa.union_all(guardians, themselves).order_by("grade", "letter", "pupil_id")):
        found[row.person_id].append(row)
    return found


def _lines(rows: Iterable[Any], pupils: Of) -> Iterator[Line]:
    for person_id, group in groupby(rows, key=lambda row: row.id):
        chats = [*group]
        own = pupils.get(person_id, ())
        end, reason, came = _end(chats)
        said = (chats[0].read_at, chats[0].answer) if end is End.DELIVERED else (None, None)
        yield Line(to_person(chats[0]).name, end, reason, came, said[0], _of_pupils(own, person_id), said[1])


def _of_pupils(own: Sequence[Any], person_id: int) -> tuple[OfPupil, ...]:
    return tuple(
        OfPupil(
            PersonId(one.pupil_id),
            Name(one.surname, one.given_name),
            f"{one.grade}{one.letter}",
            own=one.pupil_id == person_id,
        )
        for one in own
    )


def _end(chats: Sequence[Any]) -> tuple[End, str | None, Any]:
    """What became of it for a person: one chat that has it is enough."""
    tried = [one for one in chats if one.state is not None]
    came = [one for one in tried if one.state == State.SENT.value]
    if came:
        return End.DELIVERED, None, came[0].sent_at
    if any(one.state in OPEN for one in tried):
        return End.WAITING, None, None
    if tried:
        return End.FAILED, tried[0].reason, None
    return (End.UNLINKED if chats[0].agreed else End.UNASKED), None, None
