"""DeadlineFacts on a connection: each is one or two statements, however large the school."""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.deadlines.model import About, Entered, Holder, Leave, Rolls, Span, Unexplained
from core.ids import ChatKey, ClassId, GroupId, PersonId, SchoolId, SubjectId
from core.people.model import Grant, Name, Role
from storage.among import among
from storage.rows import by_name, holds_on
from storage.schema.calendar import entry_slot
from storage.schema.duties import staff_leave
from storage.schema.journal import attendance, entry, lesson, lesson_text
from storage.schema.links import account_link, chat
from storage.schema.people import class_group, enrolment, group_member, person, role_grant, school_class
from storage.schema.periods import period_mark
from storage.schema.preferences import notification_preference as preference


class FactTables:
    """Reads for all classes at once; leaves are the only thing written."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def entered(self, class_ids: Collection[ClassId], first: date, last: date) -> tuple[Entered, ...]:
        """Lessons with something that stands."""
        rows = await self._connection.execute(_ENTERED, {"classes": [*class_ids], "first": first, "last": last})
        return await asyncio.to_thread(_entered, rows)  # a big school's are fifty thousand

    async def began(self, school_id: SchoolId, first: date) -> datetime | None:
        """The earliest entry, found through the classes, since lessons are kept by those."""
        found: datetime | None = await self._connection.scalar(_BEGAN, {"school": school_id, "first": first})
        return found

    async def rolls(self, class_ids: Collection[ClassId]) -> Rolls:
        """The days of enrolments and of memberships in groups: two statements."""
        classes = await self._connection.execute(_CLASS_DAYS, {"classes": [*class_ids]})
        groups = await self._connection.execute(_GROUP_DAYS, {"classes": [*class_ids]})
        of_classes, of_groups = _spans(classes), _spans(groups)
        return Rolls(
            {ClassId(of): spans for of, spans in of_classes.items()},
            {GroupId(of): spans for of, spans in of_groups.items()},
        )

    async def unexplained(self, class_ids: Collection[ClassId], first: date, last: date) -> tuple[Unexplained, ...]:
        """Pupils by class and day."""
        rows = await self._connection.execute(_UNEXPLAINED, {"classes": [*class_ids], "first": first, "last": last})
        return tuple(Unexplained(ClassId(row.class_id), row.day, row.pupils) for row in rows)

    async def period_marks(
        self, class_ids: Collection[ClassId], codes: Collection[str]
    ) -> Mapping[tuple[ClassId, SubjectId, str], frozenset[PersonId]]:
        """Of all classes and periods at once."""
        found: defaultdict[tuple[ClassId, SubjectId, str], set[PersonId]] = defaultdict(set)
        rows = await self._connection.execute(_PERIOD_MARKS, {"classes": [*class_ids], "codes": [*codes]})
        for row in rows:
            found[ClassId(row.class_id), SubjectId(row.subject_id), row.period].add(PersonId(row.pupil_id))
        return {key: frozenset(pupils) for key, pupils in found.items()}

    async def own_hours(self, school_id: SchoolId) -> Mapping[PersonId, time]:
        """The hour of the evening digest, where somebody chose it."""
        query = sa.select(preference.c.person_id, preference.c.digest_at).where(
            preference.c.school_id == school_id,
            preference.c.person_id.is_not(None),
            preference.c.digest_at.is_not(None),
        )
        return {PersonId(row.person_id): row.digest_at for row in await self._connection.execute(query)}

    async def holders(self, school_id: SchoolId, day: date) -> tuple[Holder, ...]:
        """Functions of the day."""
        query = (
            sa.select(
                person.c.id,
                person.c.surname,
                person.c.given_name,
                person.c.patronymic,
                role_grant.c.role,
                role_grant.c.class_id,
            )
            .join(role_grant, role_grant.c.person_id == person.c.id)
            .where(person.c.school_id == school_id, holds_on(role_grant, day))
            .order_by(*by_name(person), role_grant.c.role, role_grant.c.class_id)
        )
        return tuple(_holder(row) for row in await self._connection.execute(query))

    async def chats(self, school_id: SchoolId, day: date) -> Mapping[PersonId, tuple[ChatKey, ...]]:
        """Chats of those who hold a function."""
        holding = sa.exists().where(role_grant.c.person_id == person.c.id, holds_on(role_grant, day))
        query = (
            sa.select(account_link.c.person_id, chat.c.id)
            .join(chat, chat.c.id == account_link.c.chat_id)
            .join(person, person.c.id == account_link.c.person_id)
            .where(
                person.c.school_id == school_id, account_link.c.ended_at.is_(None), chat.c.blocked_at.is_(None), holding
            )
            .order_by(account_link.c.id)
        )
        found: defaultdict[PersonId, dict[ChatKey, None]] = defaultdict(dict)
        for row in await self._connection.execute(query):
            found[PersonId(row.person_id)][ChatKey(row.id)] = None
        return {person_id: tuple(keys) for person_id, keys in found.items()}

    async def slots(self, school_id: SchoolId) -> Mapping[PersonId, Mapping[str, str]]:
        """The cells of the schedule."""
        query = sa.select(entry_slot.c.person_id, entry_slot.c.cells).where(entry_slot.c.school_id == school_id)
        return {PersonId(row.person_id): row.cells for row in await self._connection.execute(query)}

    async def leaves(self, school_id: SchoolId, day: date) -> tuple[Leave, ...]:
        """Those of the day."""
        query = (
            sa.select(staff_leave)
            .where(staff_leave.c.school_id == school_id, holds_on(staff_leave, day))
            .order_by(staff_leave.c.from_day.desc())
        )
        return tuple(_leave(row) for row in await self._connection.execute(query))

    async def leaves_from(self, school_id: SchoolId, day: date) -> tuple[Leave, ...]:
        """Those that have not ended."""
        query = (
            sa.select(staff_leave)
            .where(staff_leave.c.school_id == school_id, staff_leave.c.to_day >= day)
            .order_by(staff_leave.c.from_day, staff_leave.c.person_id)
        )
        return tuple(_leave(row) for row in await self._connection.execute(query))

    async def add_leave(self, school_id: SchoolId, leave: Leave) -> None:
        """In place of one that began the same day."""
        await self.end_leave(leave.person_id, leave.from_day)
        values = {"person_id": leave.person_id, "from_day": leave.from_day, "to_day": leave.to_day}
        new = staff_leave.insert().values(school_id=school_id, deputy_id=leave.deputy_id, **values)
        await self._connection.execute(new)

    async def end_leave(self, person_id: PersonId, from_day: date) -> bool:
        """Forget a leave that is none."""
        same = (staff_leave.c.person_id == person_id) & (staff_leave.c.from_day == from_day)
        return bool((await self._connection.execute(staff_leave.delete().where(same))).rowcount)


_IN_DAYS = lesson.c.day.between(sa.bindparam("first", type_=sa.Date), sa.bindparam("last", type_=sa.Date))

_BEGAN = (
    sa.select(sa.type_coerce(sa.func.min(entry.c.at), entry.c.at.type))
    .join(lesson, lesson.c.id == entry.c.lesson_id)
    .join(school_class, school_class.c.id == lesson.c.class_id)
    .where(school_class.c.school_id == sa.bindparam("school"), lesson.c.day >= sa.bindparam("first", type_=sa.Date))
)
_ENTERED = (
    sa.select(
        *(lesson.c[name] for name in ("id", "class_id", "group_id", "subject_id", "day", "number")),
        lesson_text.c.kind,
    )
    .join(lesson_text, lesson_text.c.lesson_id == lesson.c.id)
    .where(among(lesson.c.class_id, "classes"), _IN_DAYS, lesson_text.c.ended_entry_id.is_(None))
)

_PERIOD_MARKS = sa.select(
    period_mark.c.class_id, period_mark.c.subject_id, period_mark.c.period, period_mark.c.pupil_id
).where(
    among(period_mark.c.class_id, "classes"),
    among(period_mark.c.period, "codes"),
    period_mark.c.ended_at.is_(None),
)

_CLASS_DAYS = (
    sa.select(enrolment.c.class_id.label("of"), enrolment.c.from_day, enrolment.c.to_day)
    .where(among(enrolment.c.class_id, "classes"))
    .distinct()
)
_GROUP_DAYS = (
    sa.select(group_member.c.group_id.label("of"), group_member.c.from_day, group_member.c.to_day)
    .join(class_group, class_group.c.id == group_member.c.group_id)
    .where(among(class_group.c.class_id, "classes"))
    .distinct()
)
"""Most pupils came on one day: a class has few different spans."""

_UNEXPLAINED = (
    sa.select(lesson.c.class_id, lesson.c.day, sa.func.count(attendance.c.pupil_id.distinct()).label("pupils"))
    .join(attendance, attendance.c.lesson_id == lesson.c.id)
    .where(
        among(lesson.c.class_id, "classes"),
        _IN_DAYS,
        attendance.c.kind == "absent",
        attendance.c.reason.is_(None),
        attendance.c.ended_entry_id.is_(None),
    )
    .group_by(lesson.c.class_id, lesson.c.day)
    .order_by(lesson.c.day, lesson.c.class_id)
)


def _spans(rows: Iterable[Any]) -> dict[int, tuple[Span, ...]]:
    found: defaultdict[int, list[Span]] = defaultdict(list)
    for row in rows:
        found[row.of].append(Span(row.from_day, row.to_day))
    return {of: tuple(spans) for of, spans in found.items()}


def _entered(rows: Iterable[Any]) -> tuple[Entered, ...]:
    found: dict[int, tuple[Any, set[str]]] = {}
    for row in rows:
        found.setdefault(row.id, (row, set()))[1].add(row.kind)
    return tuple(Entered(_about(row), frozenset(kinds)) for row, kinds in found.values())


def _about(row: Any) -> About:
    group_id = GroupId(row.group_id) if row.group_id else None
    return About(ClassId(row.class_id), group_id, SubjectId(row.subject_id), row.day, row.number)


def _holder(row: Any) -> Holder:
    class_id = ClassId(row.class_id) if row.class_id else None
    name = Name(row.surname, row.given_name, row.patronymic)
    return Holder(PersonId(row.id), name, Grant(Role(row.role), class_id))


def _leave(row: Any) -> Leave:
    deputy_id = PersonId(row.deputy_id) if row.deputy_id else None
    return Leave(PersonId(row.person_id), row.from_day, row.to_day, deputy_id)
