"""DutyLedger on a connection. What is written for many duties is one statement."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from core.deadlines.model import About, Due, Duty, Event, Kept, Occasion, Past
from core.ids import DutyId, PersonId, SchoolId
from storage.schema.duties import duty, duty_event, reminder_turn

_OPEN = duty.c.done_at.is_(None)


class LedgerTables:
    """Rows of duties change as they stand; events are only added."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def open(self, school_id: SchoolId, dues: Collection[Due], at: datetime) -> None:
        """New rows, and old ones that were done; what is open is left alone, whoever opened it."""
        if not dues:
            return
        insert = self._insert(duty)
        again = {"done_at": None, "opened_at": at, "due": insert.excluded.due, "reminders": 0, "snoozed_to": None}
        upsert = insert.on_conflict_do_update(index_elements=["person_id", "kind", "about"], set_=again, where=~_OPEN)
        await self._connection.execute(upsert, [_new(school_id, due, at) for due in dues])
        rows = await self._connection.execute(
            sa.select(duty.c.id).where(duty.c.school_id == school_id, _OPEN, duty.c.opened_at == at)
        )
        await self._happened(Event.OPENED, ((row.id, None, at.isoformat()) for row in rows), at)

    async def standing(self, school_id: SchoolId) -> tuple[Kept, ...]:
        """Open rows of a school."""
        return await self._kept(duty.c.school_id == school_id)

    async def of_person(self, person_id: PersonId) -> tuple[Kept, ...]:
        """Open rows of a person."""
        return await self._kept(duty.c.person_id == person_id)

    async def done(self, duties: Collection[DutyId], at: datetime) -> None:
        """End rows."""
        if not duties:
            return
        ending = duty.update().where(duty.c.id == sa.bindparam("of"), _OPEN).values(done_at=at)
        await self._connection.execute(ending, [{"of": one} for one in duties])
        await self._happened(Event.DONE, ((one, None, at.isoformat()) for one in duties), at)

    async def reminded(self, told: Collection[tuple[DutyId, PersonId]], occasion: str, at: datetime) -> None:
        """Count the reminder and enter it."""
        if not told:
            return
        counted = duty.update().where(duty.c.id == sa.bindparam("of"))
        counted = counted.values(reminded_at=at, reminders=duty.c.reminders + 1)
        await self._connection.execute(counted, [{"of": one} for one, _ in told])
        await self._happened(Event.REMINDED, ((one, person, f"{occasion}:{person}") for one, person in told), at)

    async def escalated(self, told: Collection[tuple[DutyId, PersonId]], at: datetime) -> None:
        """Enter who hears of it."""
        await self._happened(Event.ESCALATED, ((one, person, str(person)) for one, person in told), at)

    async def heard(self, school_id: SchoolId) -> frozenset[tuple[DutyId, PersonId]]:
        """Who heard of which."""
        query = (
            sa.select(duty_event.c.duty_id, duty_event.c.person_id)
            .join(duty, duty.c.id == duty_event.c.duty_id)
            .where(duty.c.school_id == school_id, _OPEN, duty_event.c.event == Event.ESCALATED.value)
        )
        rows = await self._connection.execute(query)
        return frozenset((DutyId(row.duty_id), PersonId(row.person_id)) for row in rows)

    async def snooze(self, duties: Collection[DutyId], to: date, at: datetime) -> None:
        """Put off."""
        if not duties:
            return
        later = duty.update().where(duty.c.id == sa.bindparam("of")).values(snoozed_to=to)
        await self._connection.execute(later, [{"of": one} for one in duties])
        await self._happened(Event.SNOOZED, ((one, None, at.isoformat()) for one in duties), at)

    async def history(self, duties: Collection[DutyId]) -> Mapping[DutyId, tuple[Past, ...]]:
        """Events of duties."""
        query = sa.select(duty_event).where(duty_event.c.duty_id.in_(duties)).order_by(duty_event.c.at, duty_event.c.id)
        found: dict[DutyId, list[Past]] = {one: [] for one in duties}
        for row in await self._connection.execute(query):
            found[DutyId(row.duty_id)].append(_past(row))
        return {one: tuple(past) for one, past in found.items()}

    async def close(self, duties: Collection[DutyId], by: PersonId, at: datetime) -> None:
        """End rows with the word of a person."""
        await self.done(duties, at)
        said = duty.update().where(duty.c.id.in_(duties)).values(closed_by_id=by)
        await self._connection.execute(said)

    async def closed(self, school_id: SchoolId, since: date) -> frozenset[tuple[str, str]]:
        """Rows that were ended so."""
        query = sa.select(duty.c.kind, duty.c.about).where(
            duty.c.school_id == school_id, duty.c.closed_by_id.is_not(None), duty.c.due >= since
        )
        return frozenset((row.kind, row.about) for row in await self._connection.execute(query))

    async def had(self, school_id: SchoolId, day: date) -> frozenset[tuple[PersonId, Occasion]]:
        """Turns of the day."""
        query = sa.select(reminder_turn).where(reminder_turn.c.school_id == school_id, reminder_turn.c.day == day)
        rows = await self._connection.execute(query)
        return frozenset((PersonId(row.person_id), Occasion(row.occasion)) for row in rows)

    async def take(
        self, school_id: SchoolId, turns: Collection[tuple[PersonId, Occasion]], day: date, at: datetime
    ) -> frozenset[tuple[PersonId, Occasion]]:
        """Insert what is not there; of two processes the later waits for the earlier, and then finds it."""
        rows = [
            {"person_id": person, "day": day, "occasion": occasion.value, "school_id": school_id, "at": at}
            for person, occasion in sorted(turns)
        ]
        if not rows:
            return frozenset()
        insert = self._insert(reminder_turn).on_conflict_do_nothing()
        new = insert.values(rows).returning(reminder_turn.c.person_id, reminder_turn.c.occasion)
        taken = await self._connection.execute(new)
        return frozenset((PersonId(row.person_id), Occasion(row.occasion)) for row in taken)

    async def _kept(self, condition: sa.ColumnElement[bool]) -> tuple[Kept, ...]:
        rows = await self._connection.execute(sa.select(duty).where(condition, _OPEN).order_by(duty.c.id))
        return tuple(_to_kept(row) for row in rows)

    async def _happened(self, event: Event, of: Iterable[tuple[int, int | None, str]], at: datetime) -> None:
        """Enter events that are not there yet."""
        rows = [
            {"duty_id": duty_id, "event": event.value, "occasion": occasion, "person_id": person_id, "at": at}
            for duty_id, person_id, occasion in of
        ]
        if rows:
            await self._connection.execute(self._insert(duty_event).on_conflict_do_nothing(), rows)

    def _insert(self, table: sa.Table) -> postgresql.Insert | sqlite.Insert:
        """Both engines know what to do about a row that is there already, each in its own words."""
        return (postgresql.insert if self._connection.dialect.name == "postgresql" else sqlite.insert)(table)


def _new(school_id: SchoolId, due: Due, at: datetime) -> dict[str, Any]:
    return {
        "school_id": school_id,
        "person_id": due.person_id,
        "kind": due.duty.value,
        "about": due.about.key,
        "due": due.due,
        "opened_at": at,
    }


def _to_kept(row: Any) -> Kept:
    return Kept(
        DutyId(row.id),
        Duty(row.kind),
        About.of(row.about),
        PersonId(row.person_id),
        row.opened_at,
        row.reminded_at,
        row.reminders,
        row.snoozed_to,
    )


def _past(row: Any) -> Past:
    return Past(Event(row.event), row.at, PersonId(row.person_id) if row.person_id else None)
