"""What the operator does to the rows of the outbox: looks at them, has them tried anew, deletes old ones."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.audit.model import AuditLine
from core.errors import DomainError, ForbiddenError
from core.ids import ChatKey, OutboxId, PersonId
from core.notifications import audience
from core.notifications.model import OPEN, Recipient, Row, Selection, Standing, State
from core.notifications.planning import EXPIRY
from core.people.model import Actor, Role
from core.unit_of_work import Database, UnitOfWork

RETRYABLE = frozenset({State.FAILED, State.UNREACHABLE, State.EXPIRED})
"""States of rows that ended without being sent though there was something to tell."""

KEPT = timedelta(days=3)
"""How long a row is needed after its end: its dedupe key stands against what the messenger repeats."""

NOTICES_KEPT = timedelta(days=366)
"""How long a row of a notice is: reports are made of them, and a notice is corrected and withdrawn by them."""

PAGE = 500
DELETED_AT_ONCE = 5000
"""How many rows one unit of work tries anew or deletes: on SQLite everybody waits for it."""


class StillNeededError(DomainError):
    """Rows that have not ended, or ended less than `KEPT` ago, are not deleted."""

    code = "outbox_still_needed"


@dataclass(frozen=True, slots=True)
class Retried:
    """How many rows are due anew, and how many were left because nobody may be told by them any more."""

    again: int = 0
    left: int = 0

    def __add__(self, other: "Retried") -> "Retried":
        return Retried(self.again + other.again, self.left + other.left)


async def find_rows(database: Database, actor: Actor, selection: Selection, limit: int) -> tuple[Standing, ...]:
    """Rows of the actor's school, the newest first. ForbiddenError unless the actor administers it."""
    _require_right(actor)
    async with database.reading() as unit:
        return await unit.outbox.find(actor.school_id, selection, limit)


async def retry(database: Database, actor: Actor, selection: Selection, now: datetime) -> Retried:
    """Have rows that ended without being sent tried anew, with a fresh expiry; other states are passed over.

    A row keeps its dedupe key: it is the same news, and a second enqueue of it stays nothing. Chats that could not
    be written to are tried again. Whose link, guardianship or consent has ended since is not told. ForbiddenError.
    """
    _require_right(actor)
    wanted = replace(selection, states=selection.states & RETRYABLE)
    done, below = Retried(), None
    while True:
        async with database.writing() as unit:
            rows = [one.row for one in await unit.outbox.find(actor.school_id, wanted, PAGE, below)]
            if not rows:
                return done
            done += await _reopen(unit, actor, rows, now)
            await unit.commit()
        below = rows[-1].id


async def purge(database: Database, actor: Actor, selection: Selection, now: datetime) -> int:
    """Delete rows that ended before `selection.before`; how many. ForbiddenError or StillNeededError.

    Those of notices stay for a school year: `NOTICES_KEPT`.
    """
    _require_right(actor)
    if selection.states & OPEN or selection.before is None or selection.before > now - KEPT:
        raise StillNeededError
    deleted = 0
    while True:
        async with database.writing() as unit:
            count = await unit.outbox.purge(actor.school_id, selection, now - NOTICES_KEPT, DELETED_AT_ONCE)
            if not count:
                return deleted
            await unit.audit.append(_line(actor, "outbox.purged", now, count=count))
            await unit.commit()
        deleted += count


async def _reopen(unit: UnitOfWork, actor: Actor, rows: list[Row], now: datetime) -> Retried:
    told = await _still_told(unit, actor, rows, now)
    again = [row for row in rows if row.id in told]
    for chat_key in {row.planned.chat_key for row in again if row.state is State.UNREACHABLE}:
        await unit.links.set_blocked(chat_key, None)
    if again:
        await unit.outbox.reopen(tuple(row.id for row in again), now, now + EXPIRY)
        await unit.audit.append(_line(actor, "outbox.retried", now, rows=sorted(told)))
    return Retried(len(again), len(rows) - len(again))


async def _still_told(unit: UnitOfWork, actor: Actor, rows: list[Row], now: datetime) -> set[OutboxId]:
    """The rows whose chat still speaks for their person, and whose person still hears of their pupil."""
    pupils = tuple({row.planned.pupil_id for row in rows if row.planned.pupil_id is not None})
    school = await unit.people.school(actor.school_id)
    recipients = set(await audience.recipients(unit, school, pupils, now)) if pupils else set()
    linked = {
        (chat.key, person_id)
        for person_id in {row.planned.person_id for row in rows}
        for _, chat in await unit.links.links_to(person_id)
    }
    return {row.id for row in rows if _speaks(row, linked) and _guards(row, recipients)}


def _speaks(row: Row, linked: set[tuple[ChatKey, PersonId]]) -> bool:
    return (row.planned.chat_key, row.planned.person_id) in linked


def _guards(row: Row, recipients: set[Recipient]) -> bool:
    planned = row.planned
    return planned.pupil_id is None or Recipient(planned.chat_key, planned.person_id, planned.pupil_id) in recipients


def _require_right(actor: Actor) -> None:
    if not actor.holds(Role.ADMINISTRATOR):
        raise ForbiddenError


def _line(actor: Actor, action: str, now: datetime, **data: object) -> AuditLine:
    return AuditLine(actor.school_id, now, actor.person_id, action, "outbox", data)
