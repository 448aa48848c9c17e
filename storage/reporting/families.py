"""Families of classes, as they are and as they were: counted by the database."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from core.ids import ClassId
from core.reporting.model import Families
from storage.rows import holds_on
from storage.schema.base import Moment
from storage.schema.links import account_link, chat
from storage.schema.people import enrolment, guardianship


def families(class_ids: Collection[ClassId], day: date, week_ago: datetime, month_ago: datetime) -> sa.Select[Any]:
    """The pupils of each class: how many there are, and of how many a guardian could be written to at each moment."""
    one = _pupils(class_ids, day, week_ago, month_ago).subquery("family")
    sums = (sa.func.sum(one.c[name]).label(name) for name in ("now", "week_ago", "month_ago"))
    alone = (sa.func.count() - sa.func.sum(one.c.known)).label("alone")
    first = sa.type_coerce(sa.func.min(one.c.first), Moment).label("first")
    return sa.select(one.c.class_id, sa.func.count().label("total"), alone, *sums, first).group_by(one.c.class_id)


def to_families(row: Any) -> Families:
    """A row of `families`."""
    first = row.first.date() if row.first is not None else None
    return Families(row.total, int(row.alone), int(row.now), int(row.week_ago), int(row.month_ago), first)


def _pupils(class_ids: Collection[ClassId], day: date, week_ago: datetime, month_ago: datetime) -> sa.Select[Any]:
    linked = account_link.c.id.is_not(None) & account_link.c.ended_at.is_(None)
    open_now = linked & chat.c.blocked_at.is_(None)
    guards = (guardianship.c.pupil_id == enrolment.c.pupil_id) & holds_on(guardianship, day)
    return (
        sa.select(
            enrolment.c.class_id,
            enrolment.c.pupil_id,
            _any(guardianship.c.id.is_not(None)).label("known"),
            _any(open_now).label("now"),
            _any(_stood(week_ago)).label("week_ago"),
            _any(_stood(month_ago)).label("month_ago"),
            sa.func.min(account_link.c.linked_at).label("first"),
        )
        .select_from(enrolment)
        .outerjoin(guardianship, guards)
        .outerjoin(account_link, account_link.c.person_id == guardianship.c.guardian_id)
        .outerjoin(chat, chat.c.id == account_link.c.chat_id)
        .where(enrolment.c.class_id.in_(class_ids), holds_on(enrolment, day))
        .group_by(enrolment.c.class_id, enrolment.c.pupil_id)
    )


def _stood(moment: datetime) -> sa.ColumnElement[bool]:
    """Whether the link held at that moment and its chat took messages, as far as is remembered."""
    return sa.and_(
        account_link.c.linked_at <= moment,
        account_link.c.ended_at.is_(None) | (account_link.c.ended_at > moment),
        chat.c.blocked_at.is_(None) | (chat.c.blocked_at > moment),
    )


def _any(asked: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.max(sa.case((asked, 1), else_=0))
