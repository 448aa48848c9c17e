"""ApprovalRepository on a connection."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncConnection

from core.approvals.model import (
    Card,
    Correction,
    DataChange,
    Matter,
    NewRequest,
    PeriodCorrection,
    Request,
    State,
    Substitution,
)
from core.errors import NotFoundError
from core.ids import DraftId, LessonId, PersonId, RequestId, SchoolId
from core.journal.changes import MarkChange, PresenceChange
from core.journal.model import LessonKey, Order
from core.people.model import Name
from storage.among import among
from storage.journal.lessons import matches
from storage.names import names_of
from storage.schema.approvals import approval_request as table
from storage.schema.calendar import subject
from storage.schema.journal import lesson
from storage.schema.people import school_class

_MATTER: TypeAdapter[Matter] = TypeAdapter(Matter)


class ApprovalTable:
    """Requests are inserted and decided once."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, request: NewRequest) -> RequestId:
        """Keep a new request."""
        made = await self._connection.execute(table.insert().values(_row(request)).returning(table.c.id))
        return RequestId(made.scalar_one())

    async def request(self, request_id: RequestId) -> Request:
        """One request, locked on PostgreSQL; on SQLite the writer is alone anyway."""
        rows = await self._connection.execute(sa.select(table).where(table.c.id == request_id).with_for_update())
        row = rows.first()
        if row is None:
            raise NotFoundError
        return _request(row)

    async def decide(
        self, request_id: RequestId, state: State, by: PersonId, at: datetime, answer: str | None = None
    ) -> None:
        """End a request that waits."""
        values = {"state": state.value, "decided_by_id": by, "decided_at": at, "answer": answer}
        waits = table.update().where(table.c.id == request_id, _WAITS)
        await self._connection.execute(waits.values(values))

    async def waiting(self, school_id: SchoolId) -> tuple[Request, ...]:
        """What waits at a school."""
        return await self._found(table.c.school_id == school_id, _WAITS)

    async def about(self, lesson_ids: Collection[LessonId]) -> tuple[Request, ...]:
        """What waits about lessons."""
        return await self._found(table.c.lesson_id.in_(lesson_ids), _WAITS) if lesson_ids else ()

    async def of_lesson(self, key: LessonKey) -> tuple[Request, ...]:
        """What waits about a lesson."""
        return await self._found(
            table.c.lesson_id == sa.select(lesson.c.id).where(matches(key)).scalar_subquery(), _WAITS
        )

    async def of_draft(self, draft_id: DraftId) -> tuple[Request, ...]:
        """What a draft asked for."""
        return await self._found(table.c.draft_id == draft_id)

    async def of_asker(self, asker_id: PersonId, since: datetime) -> tuple[Request, ...]:
        """What a person asked for of late, and what waits."""
        return await self._found(table.c.asker_id == asker_id, _WAITS | (table.c.asked_at > since))

    async def cards(self, request_ids: Collection[RequestId]) -> tuple[Card, ...]:
        """Requests with names and lessons."""
        return tuple((await cards(self._connection, request_ids)).values())

    async def _found(self, *conditions: sa.ColumnElement[bool]) -> tuple[Request, ...]:
        rows = await self._connection.execute(sa.select(table).where(*conditions).order_by(table.c.id))
        return tuple(_request(row) for row in rows)


async def cards(connection: AsyncConnection, request_ids: Collection[int]) -> dict[int, Card]:
    """Request → its card: two statements, however many there are; none for none."""
    if not request_ids:
        return {}
    rows = (await connection.execute(_CARDS, {"ids": [*request_ids]})).all()
    requests = {row.id: _request(row) for row in rows}
    people = {row.decided_by_id for row in rows} | {row.asker_id for row in rows}
    named = {pupil for one in requests.values() for pupil in _pupils(one.made.matter)}
    names = await names_of(connection, (people | named) - {None})
    titles = await _of_periods(connection, [one.made.matter for one in requests.values()])
    return {row.id: _card(row, requests[row.id], names, titles) for row in rows}


async def _of_periods(connection: AsyncConnection, matters: Collection[Matter]) -> dict[Matter, tuple[str, str]]:
    """The class and the subject of what is about no lesson; nothing is read where there is no such request."""
    own = [one for one in matters if isinstance(one, PeriodCorrection | DataChange | Substitution)]
    if not own:
        return {}
    classes = await connection.execute(_CLASSES, {"ids": [one.class_id for one in own]})
    titles = {row.id: f"{row.grade}{row.letter}" for row in classes}
    subjects = await connection.execute(_SUBJECTS, {"ids": [_subject(one) for one in own]})
    names = {row.id: row.name for row in subjects}
    return {one: (titles[one.class_id], names.get(_subject(one), "")) for one in own}


def _subject(matter: PeriodCorrection | DataChange | Substitution) -> int | None:
    return None if isinstance(matter, DataChange) else matter.subject_id


_WAITS = table.c.state == State.WAITING.value
_CLASSES = sa.select(school_class.c.id, school_class.c.grade, school_class.c.letter).where(
    among(school_class.c.id, "ids")
)
_SUBJECTS = sa.select(subject.c.id, subject.c.name).where(among(subject.c.id, "ids"))
_CARDS = (
    sa.select(table, school_class.c.grade, school_class.c.letter, subject.c.name, lesson.c.day, lesson.c.number)
    .outerjoin(lesson, lesson.c.id == table.c.lesson_id)
    .outerjoin(school_class, school_class.c.id == lesson.c.class_id)
    .outerjoin(subject, subject.c.id == lesson.c.subject_id)
    .where(among(table.c.id, "ids"))
    .order_by(table.c.id)
)


def _row(request: NewRequest) -> dict[str, Any]:
    order = request.order
    return {
        "school_id": request.school_id,
        "kind": request.matter.what,
        "asker_id": request.asker_id,
        "asked_at": request.asked_at,
        "reason": request.reason,
        "matter": _MATTER.dump_python(request.matter, mode="json"),
        "lesson_id": request.lesson_id,
        "draft_id": request.draft_id,
        "order_number": order.number if order else None,
        "order_day": order.day if order else None,
        "state": State.WAITING.value,
    }


def _request(row: Any) -> Request:
    made = NewRequest(
        school_id=SchoolId(row.school_id),
        asker_id=PersonId(row.asker_id),
        asked_at=row.asked_at,
        reason=row.reason,
        matter=_MATTER.validate_python(row.matter),
        lesson_id=LessonId(row.lesson_id) if row.lesson_id else None,
        draft_id=DraftId(row.draft_id) if row.draft_id else None,
        order=Order(row.order_number, row.order_day) if row.order_number else None,
    )
    decided_by = PersonId(row.decided_by_id) if row.decided_by_id else None
    return Request(
        id=RequestId(row.id),
        made=made,
        state=State(row.state),
        decided_by=decided_by,
        decided_at=row.decided_at,
        answer=row.answer,
    )


def _pupils(matter: Matter) -> set[PersonId]:
    if isinstance(matter, PeriodCorrection):
        return {matter.pupil_id}
    if isinstance(matter, DataChange):
        return {matter.person_id}
    if isinstance(matter, Substitution):
        return {matter.teacher_id}
    changes = matter.changes if isinstance(matter, Correction) else ()
    return {change.pupil_id for change in changes if isinstance(change, MarkChange | PresenceChange)}


def _card(row: Any, request: Request, names: dict[int, Name], of_periods: dict[Matter, tuple[str, str]]) -> Card:
    of_lesson = (f"{row.grade}{row.letter}" if row.grade else "", row.name or "")
    class_title, subject_name = of_periods.get(request.made.matter, of_lesson)
    lesson_of = request.made.matter if isinstance(request.made.matter, Substitution) else row
    return Card(
        request=request,
        asker=names[row.asker_id],
        decider=names[row.decided_by_id] if row.decided_by_id else None,
        class_title=class_title,
        subject_name=subject_name,
        day=lesson_of.day,
        number=lesson_of.number,
        names={pupil: names[pupil] for pupil in _pupils(request.made.matter)},
    )
