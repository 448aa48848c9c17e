"""People with equal facts, counted by the database: a report of a big school is a few hundred rows.

What the facts mean is decided in `core.reporting.rules`; here they are only looked up.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

import sqlalchemy as sa

from core.ids import ClassId, PersonId, SchoolId
from core.reporting.model import Circle, Counted, Standing
from core.reporting.ports import Since
from storage.rows import holds_on
from storage.schema.links import account_link, chat, link_code
from storage.schema.people import enrolment, guardianship, staff

FACTS = ("applied", "issued", "linked", "reachable", "recent")
Query = sa.Select[Any]


def guardians(class_ids: Collection[ClassId], day: date) -> Query:
    """`class_id` and `person_id` of the guardians of that day's pupils."""
    return (
        sa.select(enrolment.c.class_id, guardianship.c.guardian_id.label("person_id"))
        .join(guardianship, guardianship.c.pupil_id == enrolment.c.pupil_id)
        .where(enrolment.c.class_id.in_(class_ids), holds_on(enrolment, day), holds_on(guardianship, day))
    )


def pupils(class_ids: Collection[ClassId], day: date) -> Query:
    """The same of the pupils."""
    return sa.select(enrolment.c.class_id, enrolment.c.pupil_id.label("person_id")).where(
        enrolment.c.class_id.in_(class_ids), holds_on(enrolment, day)
    )


def employed(school_id: SchoolId, day: date) -> Query:
    """The same of the staff, who are of no class."""
    return sa.select(_NO_CLASS, staff.c.person_id).where(staff.c.school_id == school_id, holds_on(staff, day))


def of_all(people: Query) -> Query:
    """These people without their classes: who has children in two is one.

    DISTINCT keeps SQLite from merging the two: it then asked every guardianship of the school for each of its classes.
    """
    found = people.distinct().subquery("of_classes")
    return sa.select(_NO_CLASS, found.c.person_id)


def counted(people: Query, since: Since, applied: Collection[PersonId] = ()) -> Query:
    """How many of these people have equal facts, by class."""
    whose = people.distinct().cte("whose")
    known = _chats(whose, since).subquery("known")
    issued = sa.exists().where(link_code.c.person_id == known.c.person_id)
    facts = sa.select(
        known,
        _flag(issued).label("issued"),
        _flag(known.c.person_id.in_(applied)).label("applied"),
    ).subquery("facts")
    columns = (facts.c.class_id, *(facts.c[name] for name in FACTS))
    return sa.select(*columns, sa.func.count().label("people")).group_by(*columns)


def to_counted(row: Any, circle: Circle) -> Counted:
    """A row of `counted`."""
    class_id = ClassId(row.class_id) if row.class_id is not None else None
    return Counted(circle, class_id, Standing(**{name: bool(getattr(row, name)) for name in FACTS}), row.people)


def _chats(whose: sa.CTE, since: Since) -> Query:
    """What the active links of each say, if there are any."""
    open_chat = account_link.c.id.is_not(None) & chat.c.blocked_at.is_(None)
    used = (account_link.c.seen_on >= since.day) | (account_link.c.linked_at >= since.moment)
    return (
        sa.select(
            whose.c.class_id,
            whose.c.person_id,
            _any(account_link.c.id.is_not(None)).label("linked"),
            _any(open_chat).label("reachable"),
            _any(open_chat & used).label("recent"),
        )
        .select_from(whose)
        .outerjoin(account_link, (account_link.c.person_id == whose.c.person_id) & account_link.c.ended_at.is_(None))
        .outerjoin(chat, chat.c.id == account_link.c.chat_id)
        .group_by(whose.c.class_id, whose.c.person_id)
    )


_NO_CLASS = sa.cast(sa.null(), enrolment.c.class_id.type).label("class_id")


def _flag(asked: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.case((asked, 1), else_=0)


def _any(asked: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.max(_flag(asked))
