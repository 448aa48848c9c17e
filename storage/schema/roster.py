"""Monthly checks of class lists, kept as they were signed (A22)."""

import sqlalchemy as sa

from storage.schema.base import Json, Moment, key, metadata, ref

roster_check = sa.Table(
    "roster_check",
    metadata,
    key(),
    ref("school_id", "school"),
    ref("class_id", "school_class"),
    sa.Column("month", sa.Date, nullable=False),
    ref("checked_by_id", "person"),
    sa.Column("at", Moment, nullable=False),
    sa.Column("verdict", sa.Text, nullable=False),
    sa.Column("text", sa.Text),
    sa.Column("listed", Json, nullable=False),
    sa.CheckConstraint("verdict IN ('right', 'wrong')", name="verdict"),
    sa.CheckConstraint("(verdict = 'wrong') = (text IS NOT NULL)", name="text"),
    sa.Index("ix_roster_check_class", "class_id", "month"),
)
