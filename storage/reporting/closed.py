"""People whose every chat refuses messages, and messages that ended unsent."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from core.ids import ClassId, PersonId, SchoolId
from core.notifications.model import State
from core.reporting.model import Circle
from core.reporting.ports import Closed, Lost
from core.reporting.rules import PASSING
from storage.reporting import standings
from storage.rows import by_name, holds_on, person_columns, to_person
from storage.schema.base import Moment
from storage.schema.links import account_link, chat
from storage.schema.notifications import UNSENT, outbox
from storage.schema.people import enrolment, guardianship, person, staff

Query = sa.Select[Any]


def guardians(class_ids: Collection[ClassId], day: date) -> Query:
    """A row for each guardian and child."""
    pupil = person.alias("pupil")
    people = standings.guardians(class_ids, day)
    return (
        _closed(people, guardianship.c.guardian_id, enrolment.c.class_id, *person_columns(pupil, "pupil"))
        .join(pupil, pupil.c.id == guardianship.c.pupil_id)
        .join(enrolment, enrolment.c.pupil_id == guardianship.c.pupil_id)
        .where(enrolment.c.class_id.in_(class_ids), holds_on(enrolment, day), holds_on(guardianship, day))
        .order_by(*by_name(pupil))
    )


def pupils(class_ids: Collection[ClassId], day: date) -> Query:
    """A row for each pupil."""
    wanted = _closed(standings.pupils(class_ids, day), enrolment.c.pupil_id, enrolment.c.class_id)
    return wanted.where(enrolment.c.class_id.in_(class_ids), holds_on(enrolment, day))


def employed(school_id: SchoolId, day: date) -> Query:
    """A row for each of the staff."""
    wanted = _closed(standings.employed(school_id, day), staff.c.person_id)
    return wanted.where(staff.c.school_id == school_id, holds_on(staff, day))


def lost(school_id: SchoolId, since: datetime) -> Query:
    """By person and reason; found by an index of what ended unsent."""
    reason = sa.case((outbox.c.state == State.EXPIRED.value, State.EXPIRED.value), else_=outbox.c.reason).label(
        "reason"
    )
    ended = (outbox.c.school_id == school_id, UNSENT, outbox.c.changed_at >= since)
    told = outbox.c.kind.not_in([kind.value for kind in PASSING])
    return (
        sa.select(outbox.c.person_id, reason, sa.func.count().label("messages"))
        .where(*ended, told)
        .group_by(outbox.c.person_id, reason)
    )


def to_closed(row: Any, circle: Circle) -> Closed:
    """A row of the first three."""
    values = row._mapping
    class_id = ClassId(values["class_id"]) if "class_id" in values else None
    pupil = to_person(row, "pupil") if "pupil_id" in values else None
    return Closed(to_person(row, "person"), circle, class_id, pupil, row.since, row.why)


def to_lost(row: Any) -> Lost:
    """A row of `lost`."""
    return Lost(PersonId(row.person_id), row.reason or "", row.messages)


def _closed(people: Query, whose: sa.Column[int], *more: sa.ColumnElement[Any]) -> Query:
    """Those of these people, found in a directory's column, who have chats, all of them closed.

    The few who have only closed ones come first, and what else is asked of a row is looked up for them.
    """
    shut = _shut(people).cte("shut")
    columns = (*person_columns(person, "person"), *more, shut.c.since, shut.c.why)
    return (
        sa.select(*columns)
        .select_from(whose.table)
        .join(shut, shut.c.person_id == whose)
        .join(person, person.c.id == whose)
        .group_by(*columns)
    )


def _shut(people: Query) -> Query:
    """People who have chats, all of them closed: since when the last is, and why."""
    found = sa.select(people.subquery().c.person_id)
    opened = sa.func.max(sa.case((chat.c.blocked_at.is_(None), 1), else_=0))
    since = sa.type_coerce(sa.func.max(chat.c.blocked_at), Moment).label("since")
    return (
        sa.select(account_link.c.person_id, since, sa.func.max(chat.c.blocked_why).label("why"))
        .join(chat, chat.c.id == account_link.c.chat_id)
        .where(account_link.c.ended_at.is_(None), account_link.c.person_id.in_(found))
        .group_by(account_link.c.person_id)
        .having(opened == 0)
    )
