"""What was due of staff and what became of it; whose reminder of a day was taken; who of the staff is away."""

import sqlalchemy as sa

from storage.schema.base import Key, Moment, key, metadata, ref

_OPEN = sa.text("done_at IS NULL")

duty = sa.Table(
    "duty",
    metadata,
    key(),
    ref("school_id", "school"),
    ref("person_id", "person"),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("about", sa.Text, nullable=False),
    sa.Column("due", sa.Date, nullable=False),
    sa.Column("opened_at", Moment, nullable=False),
    sa.Column("reminded_at", Moment),
    sa.Column("reminders", sa.Integer, nullable=False, server_default="0"),
    sa.Column("snoozed_to", sa.Date),
    sa.Column("done_at", Moment),
    ref("closed_by_id", "person", nullable=True),  # who said that it is done, where nothing else shows it
    sa.UniqueConstraint("person_id", "kind", "about"),
    sa.Index("ix_duty_open", "school_id", sqlite_where=_OPEN, postgresql_where=_OPEN),
)

duty_event = sa.Table(
    "duty_event",
    metadata,
    key(),
    ref("duty_id", "duty"),
    sa.Column("event", sa.Text, nullable=False),
    sa.Column("occasion", sa.Text, nullable=False),
    ref("person_id", "person", nullable=True),
    sa.Column("at", Moment, nullable=False),
    sa.UniqueConstraint("duty_id", "event", "occasion"),
    sa.CheckConstraint("event IN ('opened', 'reminded', 'snoozed', 'escalated', 'done')", name="event"),
)
"""The history; `occasion` makes each reminder and each telling of others one."""

reminder_turn = sa.Table(
    "reminder_turn",
    metadata,
    sa.Column("person_id", Key, sa.ForeignKey("person.id"), primary_key=True, autoincrement=False),
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("occasion", sa.Text, primary_key=True),
    ref("school_id", "school"),
    sa.Column("at", Moment, nullable=False),
    sa.Index("ix_reminder_turn_day", "school_id", "day"),
)
"""Taken by the process that reminds: of two, one finds the row there."""

staff_leave = sa.Table(
    "staff_leave",
    metadata,
    key(),
    ref("school_id", "school"),
    ref("person_id", "person"),
    sa.Column("from_day", sa.Date, nullable=False),
    sa.Column("to_day", sa.Date, nullable=False),
    ref("deputy_id", "person", nullable=True),
    sa.UniqueConstraint("person_id", "from_day"),
    sa.Index("ix_staff_leave_school", "school_id", "to_day"),
    sa.CheckConstraint("from_day <= to_day", name="days"),
)
