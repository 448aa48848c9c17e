"""RosterRepository on a connection."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import CheckId, ClassId, GroupId, PersonId, SchoolId
from core.people.roster.model import Check, Entered, Listed, NewCheck, Verdict
from storage.schema.roster import roster_check as table


class RosterTable:
    """Checks are inserted once."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, check: NewCheck) -> CheckId:
        """Keep a check."""
        values = {
            "school_id": check.school_id,
            "class_id": check.class_id,
            "month": check.month,
            "checked_by_id": check.checked_by,
            "at": check.at,
            "verdict": check.verdict.value,
            "text": check.text,
            "listed": _written(check.listed),
        }
        made = await self._connection.execute(table.insert().values(values).returning(table.c.id))
        return CheckId(made.scalar_one())

    async def of_class(self, class_id: ClassId) -> tuple[Check, ...]:
        """The checks of a class."""
        return await self._found(table.c.class_id == class_id)

    async def of_month(self, class_ids: tuple[ClassId, ...], month: date) -> tuple[Check, ...]:
        """The checks of classes for a month."""
        return await self._found(table.c.class_id.in_(class_ids) & (table.c.month == month))

    async def _found(self, condition: sa.ColumnElement[bool]) -> tuple[Check, ...]:
        rows = await self._connection.execute(sa.select(table).where(condition).order_by(table.c.id.desc()))
        return tuple(_check(row) for row in rows)


def _check(row: Any) -> Check:
    made = NewCheck(
        school_id=SchoolId(row.school_id),
        class_id=ClassId(row.class_id),
        month=row.month,
        checked_by=PersonId(row.checked_by_id),
        at=row.at,
        verdict=Verdict(row.verdict),
        text=row.text,
        listed=_read(row.listed),
    )
    return Check(CheckId(row.id), made)


def _written(listed: Listed) -> list[list[Any]]:
    """Each pupil with groups and guardians, as lists of keys."""
    return [[pupil, sorted(one.groups), sorted(one.guardians)] for pupil, one in listed.items()]


def _read(rows: list[list[Any]]) -> Mapping[PersonId, Entered]:
    return {
        PersonId(pupil): Entered(frozenset(map(GroupId, groups)), frozenset(map(PersonId, guardians)))
        for pupil, groups, guardians in rows
    }
