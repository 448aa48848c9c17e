"""How many applications wait at the schools whose staff rows tell of them, at the moment of sending (E07)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from core.applications.model import Waits
from core.applications.rules import waits
from core.ids import SchoolId
from core.notifications.model import Kind
from storage.applications import ApplicationTable
from storage.people import PeopleTables


async def for_rows(connection: AsyncConnection, rows: Iterable[Any], at: datetime) -> dict[int, Waits]:
    """Outbox row → what waits: two statements for a school that is told."""
    about = {row.id: SchoolId(row.school_id) for row in rows if row.kind == Kind.RECEPTION.value}
    found = {school_id: await _waits(connection, school_id, at) for school_id in set(about.values())}
    return {row_id: found[school_id] for row_id, school_id in about.items()}


async def _waits(connection: AsyncConnection, school_id: SchoolId, at: datetime) -> Waits:
    school = await PeopleTables(connection).school(school_id)
    return waits(await ApplicationTable(connection).waiting(school_id), school, at)
