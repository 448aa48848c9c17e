"""ChangeRepository on a connection."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.calendar.changes.model import KeptChange, NewChange, Substituted, Why
from core.calendar.model import Place
from core.errors import NotFoundError
from core.ids import ChangeId, ClassId, GroupId, PersonId, SchoolId
from storage.calendar import TOUCHES, to_place
from storage.schema.changes import timetable_change as table
from storage.schema.journal import entry, lesson
from storage.schema.people import school_class


class ChangeTable:
    """Changes are inserted and ended once."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, new: NewChange) -> ChangeId:
        """Keep a new change."""
        made = await self._connection.execute(table.insert().values(_row(new)).returning(table.c.id))
        return ChangeId(made.scalar_one())

    async def change(self, change_id: ChangeId) -> KeptChange:
        """One change."""
        locked = _KEPT.where(table.c.id == change_id).with_for_update(of=table)
        row = (await self._connection.execute(locked)).first()
        if row is None:
            raise NotFoundError
        return _kept(row)

    async def bundled(self, bundle: ChangeId) -> tuple[KeptChange, ...]:
        """Those decided together that stand."""
        together = (table.c.bundle == bundle) | (table.c.id == bundle)
        rows = await self._connection.execute(_KEPT.where(together, _STANDS))
        return tuple(_kept(row) for row in rows)

    async def standing(self, school_id: SchoolId, first: date, last: date) -> tuple[KeptChange, ...]:
        """What stands about these days."""
        days = {"school": school_id, "first": first, "last": last}
        return tuple(_kept(row) for row in await self._connection.execute(_OF_DAYS, days))

    async def end(self, change_id: ChangeId, by: PersonId, at: datetime) -> None:
        """End a change that stands."""
        standing = table.update().where(table.c.id == change_id, _STANDS)
        await self._connection.execute(standing.values(ended_at=at, ended_by_id=by))

    async def substituted(self, school_id: SchoolId, first: date, last: date) -> tuple[Substituted, ...]:
        """Substitutions of these days that stand or were recorded."""
        days = {"school": school_id, "first": first, "last": last}
        rows = await self._connection.execute(_SUBSTITUTED, days)
        return tuple(Substituted(_kept(row), bool(row.recorded)) for row in rows)


_STANDS = table.c.ended_at.is_(None)

_KEPT = (
    sa.select(table, school_class.c.grade)
    .join(school_class, school_class.c.id == table.c.class_id)
    .order_by(table.c.id)
)

_OF_SCHOOL = table.c.school_id == sa.bindparam("school")

_OF_DAYS = _KEPT.where(_OF_SCHOOL, _STANDS, TOUCHES)

_UNDO = entry.alias("undo")

_RECORDED = (
    sa.exists()
    .where(
        lesson.c.class_id == table.c.class_id,
        lesson.c.subject_id == table.c.now_subject_id,
        lesson.c.day == table.c.now_day,
        lesson.c.number == table.c.now_number,
        sa.func.coalesce(lesson.c.group_id, 0) == sa.func.coalesce(table.c.group_id, 0),
        entry.c.lesson_id == lesson.c.id,
        entry.c.author_id == table.c.now_teacher_id,
        entry.c.instead_of_id == table.c.was_teacher_id,
        entry.c.kind == "record",
        ~sa.exists().where(_UNDO.c.lesson_id == lesson.c.id, _UNDO.c.undoes_id == entry.c.id),
    )
    .correlate(table)
)

_SUBSTITUTED = (
    sa.select(table, school_class.c.grade, _RECORDED.label("recorded"))
    .join(school_class, school_class.c.id == table.c.class_id)
    .where(
        _OF_SCHOOL,
        table.c.now_day.between(sa.bindparam("first", type_=sa.Date), sa.bindparam("last", type_=sa.Date)),
        table.c.now_teacher_id != table.c.was_teacher_id,
        _STANDS | _RECORDED,
    )
    .order_by(table.c.now_day, table.c.now_number, table.c.class_id, table.c.id)
)


def _row(new: NewChange) -> dict[str, Any]:
    return {
        "school_id": new.school_id,
        "class_id": new.class_id,
        "group_id": new.group_id,
        **_columns("was", new.was),
        **_columns("now", new.now),
        "reason": new.why.value,
        "declared": new.declared,
        "bundle": new.bundle,
        "made_by_id": new.made_by,
        "made_at": new.made_at,
        "replaces_id": new.replaces,
    }


def _columns(when: str, place: Place | None) -> dict[str, Any]:
    if place is None:
        return {}
    return {
        f"{when}_subject_id": place.subject_id,
        f"{when}_teacher_id": place.teacher_id,
        f"{when}_day": place.day,
        f"{when}_number": place.number,
        f"{when}_room": place.room,
    }


def _kept(row: Any) -> KeptChange:
    made = NewChange(
        school_id=SchoolId(row.school_id),
        class_id=ClassId(row.class_id),
        group_id=GroupId(row.group_id) if row.group_id else None,
        was=to_place(row, "was"),
        now=to_place(row, "now"),
        why=Why(row.reason),
        made_by=PersonId(row.made_by_id),
        made_at=row.made_at,
        declared=row.declared,
        replaces=ChangeId(row.replaces_id) if row.replaces_id else None,
        bundle=ChangeId(row.bundle) if row.bundle else None,
    )
    ended_by = PersonId(row.ended_by_id) if row.ended_by_id else None
    return KeptChange(id=ChangeId(row.id), grade=row.grade, made=made, ended_at=row.ended_at, ended_by=ended_by)
