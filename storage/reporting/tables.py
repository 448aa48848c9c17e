"""ReportingFacts on a connection: each is one or two statements, however large the school."""

import asyncio
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from core.deadlines.model import About
from core.ids import ClassId, PersonId, SchoolId
from core.reporting.model import Circle, Counted, Families
from core.reporting.ports import Closed, Lost, Reach, Relative, Since, Wish
from core.reporting.summary import Scope
from storage.reporting import closed, lessons, standings
from storage.reporting.families import families, to_families
from storage.rows import holds_on, person_columns, to_person, without_yo
from storage.schema.base import Moment
from storage.schema.links import account_link, chat
from storage.schema.people import enrolment, guardianship, person
from storage.schema.reporting import summary_wish


class ReportingTables:
    """Reads for whole schools at once."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def guardians(
        self, class_ids: Collection[ClassId], day: date, since: Since, applied: Collection[PersonId]
    ) -> tuple[Counted, ...]:
        """By class, and of all."""
        people = standings.guardians(class_ids, day)
        return await self._both(people, Circle.GUARDIANS, since, applied)

    async def pupils(self, class_ids: Collection[ClassId], day: date, since: Since) -> tuple[Counted, ...]:
        """By class, and of all."""
        return await self._both(standings.pupils(class_ids, day), Circle.PUPILS, since)

    async def staff(self, school_id: SchoolId, day: date, since: Since) -> tuple[Counted, ...]:
        """Of the whole school."""
        return await self._counted(standings.employed(school_id, day), Circle.STAFF, since)

    async def families(
        self, class_ids: Collection[ClassId], day: date, week_ago: datetime, month_ago: datetime
    ) -> Mapping[ClassId, Families]:
        """By class."""
        rows = await self._connection.execute(families(class_ids, day, week_ago, month_ago))
        return {ClassId(row.class_id): to_families(row) for row in rows}

    async def relatives(
        self, class_ids: Collection[ClassId], surnames: Collection[str], day: date
    ) -> tuple[Relative, ...]:
        """By surname; whose these are is for the core to say."""
        pupil, guardian = person.alias("pupil"), person.alias("guardian")
        plain = {one.replace("Ё", "Е").replace("ё", "е") for one in surnames}
        query = (
            sa.select(*person_columns(pupil, "pupil"), *person_columns(guardian, "guardian"), enrolment.c.class_id)
            .select_from(enrolment.join(pupil, pupil.c.id == enrolment.c.pupil_id))
            .join(guardianship, guardianship.c.pupil_id == pupil.c.id)
            .join(guardian, guardian.c.id == guardianship.c.guardian_id)
            .where(enrolment.c.class_id.in_(class_ids), holds_on(enrolment, day), holds_on(guardianship, day))
            .where(without_yo(guardian.c.surname).in_(plain))
            .order_by(guardian.c.id, pupil.c.id)
        )
        return tuple(_relative(row) for row in await self._connection.execute(query))

    async def closed_guardians(self, class_ids: Collection[ClassId], day: date) -> tuple[Closed, ...]:
        """By child."""
        return await self._closed(closed.guardians(class_ids, day), Circle.GUARDIANS)

    async def closed_pupils(self, class_ids: Collection[ClassId], day: date) -> tuple[Closed, ...]:
        """By class."""
        return await self._closed(closed.pupils(class_ids, day), Circle.PUPILS)

    async def closed_staff(self, school_id: SchoolId, day: date) -> tuple[Closed, ...]:
        """Of the whole school."""
        return await self._closed(closed.employed(school_id, day), Circle.STAFF)

    async def lost(self, school_id: SchoolId, since: datetime) -> tuple[Lost, ...]:
        """By person and reason."""
        return tuple(closed.to_lost(row) for row in await self._connection.execute(closed.lost(school_id, since)))

    async def _closed(self, people: standings.Query, circle: Circle) -> tuple[Closed, ...]:
        return tuple(closed.to_closed(row, circle) for row in await self._connection.execute(people))

    async def recorded(
        self, class_ids: Collection[ClassId], first: date, last: date
    ) -> tuple[tuple[About, datetime], ...]:
        """By lesson."""
        rows = await self._connection.execute(lessons.recorded(class_ids, first, last))
        return await asyncio.to_thread(lambda: tuple(lessons.to_recorded(row) for row in rows))

    async def absent(self, class_ids: Collection[ClassId], first: date, last: date) -> tuple[int, int]:
        """Together."""
        row = (await self._connection.execute(lessons.absent(class_ids, first, last))).one()
        return row.days, int(row.unexplained or 0)

    async def wishes(self, school_id: SchoolId) -> tuple[Wish, ...]:
        """By person."""
        query = sa.select(summary_wish).where(summary_wish.c.school_id == school_id)
        rows = await self._connection.execute(query.order_by(summary_wish.c.person_id, summary_wish.c.scope))
        return tuple(Wish(PersonId(row.person_id), Scope(row.scope)) for row in rows)

    async def wish(self, school_id: SchoolId, wish: Wish, on: bool, at: datetime) -> bool:
        """A row, or none."""
        key = {"person_id": wish.person_id, "scope": wish.scope.value}
        if not on:
            same = (summary_wish.c.person_id == wish.person_id) & (summary_wish.c.scope == wish.scope.value)
            return bool((await self._connection.execute(summary_wish.delete().where(same))).rowcount)
        insert = postgresql.insert if self._connection.dialect.name == "postgresql" else sqlite.insert
        new = insert(summary_wish).values(school_id=school_id, since=at, **key).on_conflict_do_nothing()
        return bool((await self._connection.execute(new)).rowcount)

    async def reach(self, person_ids: Collection[PersonId]) -> Mapping[PersonId, Reach]:
        """By the chats of active links."""
        opened = sa.func.max(sa.case((chat.c.blocked_at.is_(None), 1), else_=0)).label("opened")
        since = sa.type_coerce(sa.func.max(chat.c.blocked_at), Moment).label("since")
        query = (
            sa.select(account_link.c.person_id, opened, since)
            .join(chat, chat.c.id == account_link.c.chat_id)
            .where(account_link.c.person_id.in_(person_ids), account_link.c.ended_at.is_(None))
            .group_by(account_link.c.person_id)
        )
        rows = await self._connection.execute(query)
        return {PersonId(row.person_id): Reach(bool(row.opened), None if row.opened else row.since) for row in rows}

    async def _both(
        self, people: standings.Query, circle: Circle, since: Since, applied: Collection[PersonId] = ()
    ) -> tuple[Counted, ...]:
        by_class = await self._counted(people, circle, since, applied)
        return by_class + await self._counted(standings.of_all(people), circle, since, applied)

    async def _counted(
        self, people: standings.Query, circle: Circle, since: Since, applied: Collection[PersonId] = ()
    ) -> tuple[Counted, ...]:
        rows = await self._connection.execute(standings.counted(people, since, applied))
        return tuple(standings.to_counted(row, circle) for row in rows)


def _relative(row: Any) -> Relative:
    return Relative(to_person(row, "guardian"), to_person(row, "pupil"), ClassId(row.class_id))
